//! Long random lives of a quarter that argues, gives, shares a household, spends at a catalogue,
//! decides by two, changes its pack and loses people, against the naive oracles.

use crate::story::Story;
use ledger::{Verdict, block::Signatures, check_block};
use std::collections::BTreeMap;
use testkit::Random;

/// More of them are run by `LINLI_LIVES=first..last`.
const LIVES: std::ops::Range<u64> = 0..24;
const STEPS: u32 = 150;
const QUARTER: &[&str] = &["ann", "bob", "cat", "dan", "zoe", "yan", "liu", "committee"];
/// Who may leave: the two administrators stay.
const LEAVERS: &[&str] = &["cat", "dan", "zoe", "yan", "liu"];

/// What happens; `A` and `B` are anybody, `L` is somebody who may leave.
const DEEDS: &[&str] = &[
    "B publishes need haircut; A asks B; B accepts A; A confirms B; B confirms A; wait 11m; \
     cat settles",
    "B publishes need haircut; A asks B; B accepts A; A confirms B; B confirms A",
    "B publishes need haircut 120m; A asks B 120m; B accepts A; A confirms B 120; B confirms A 120",
    "B publishes offer haircut; A asks B; B accepts A; A confirms B; B confirms A",
    "B publishes offer sewing; A asks B",
    "B publishes need sewing; A asks B; B accepts A; A confirms B; B contradicts A 30; \
     B disputes service 30",
    "A unconfirms B",
    "A lists drill; B reserves A; A hands-over B; B hands-over B",
    "A returns B; B returns B; A inspects B",
    "A lists drill deposit 1; B reserves A",
    "committee plans tai-chi in 1h; committee opens-list; A signs-up committee",
    "A names B; A offers-gift B 1",
    "A names B; A offers-gift B 3; B takes-gift",
    "clerk notes B hardship; A offers-gift B 2; B takes-gift; wait 25h; cat settles",
    "clerk notes B hardship; A offers-gift B 1; B refuses-gift",
    "clerk notes B hardship; A offers-gift B 1; wait 8d; A expires-gift",
    "clerk notes B hardship; A offers-gift B 1; B takes-gift; A ungives",
    "B takes-gift",
    "B refuses-gift",
    "A ungives",
    "A houses B; B moves-in; A shares 2",
    "A houses; A welcomes B; B moves-in",
    "A shares 1",
    "A undonates",
    "A moves-out",
    "committee sponsors service 2 stock 3; A redeems",
    "committee sponsors goods 1 stock 2 budget 2 keep 1d; A redeems; B redeems",
    "A redeems; committee fulfils",
    "committee fulfils; committee unfulfils",
    "A unredeems",
    "committee unsponsors",
    "wait 8d; A lets-lapse",
    "A admits riverside",
    "ann proposes funds 100; bob approves ann; wait 11m; dan settles",
    "ann proposes grants-points hardship B 1; bob approves ann",
    "clerk notes B hardship; ann proposes grants-points starter B 5; bob approves ann",
    "clerk notes B minor",
    "clerk notes B spender",
    "A donates 1",
    "A donates-honour 1",
    "ann proposes adopts nanjing; bob approves ann",
    "ann proposes adopts beijing after 1d; bob approves ann",
    "ann proposes adopts shanghai; bob approves ann",
    "ann proposes adopts guangzhou; bob approves ann",
    "ann proposes adopts chancheng cap 10; bob approves ann",
    "ann proposes adopts chancheng cap 12 honouring; bob approves ann",
    "ann proposes adopts chancheng strict; bob approves ann",
    "ann proposes adopts chancheng aging; bob approves ann",
    "ann proposes adopts chancheng; bob approves ann",
    "ann proposes adopts nanjing; ann takes-back; bob approves ann",
    "ann proposes funds 5 until 1h; wait 2h; A ends-proposal ann; bob approves ann",
    "office grants worker to B; ann proposes adds-key zoe for B; bob approves ann",
    "A announces-expiry B",
    "wait 700d; A announces-expiry B; wait 91d; A expires-points B",
    "A disputes points back",
    "A disputes points; office answers words; A accepts-answer; B accepts-answer",
    "A disputes points back; office answers back; A accepts-answer; B accepts-answer",
    "A disputes service 30; office answers 30; A accepts-answer; B accepts-answer",
    "A disputes B; office answers words; A appeals; ann draws-panel; ann votes claim; \
     bob votes claim; cat votes claim; dan votes claim; zoe votes claim; yan votes answer; \
     liu votes answer",
    "A disputes points back; office answers words; B appeals; wait 1d; ann draws-panel; \
     cat votes claim; dan votes claim; zoe votes claim; yan votes claim; liu votes claim; \
     A closes-dispute",
    "office answers words",
    "office answers back; A accepts-answer; B accepts-answer",
    "A appeals; ann draws-panel",
    "ann draws-panel; A recuses; ann draws-panel",
    "A votes claim",
    "A votes answer",
    "wait 10d; A notes-late",
    "wait 10d; A closes-dispute",
    "wait 30d; A closes-dispute",
    "A drops-dispute",
    "A joins-pool",
    "A joins-pool house B",
    "A leaves-pool",
    "ann proposes takes-down B; bob approves ann; B appeals-takedown; office restores",
    "ann proposes suspends L for 2d; bob approves ann; L publishes need sewing; wait 3d",
    "ann proposes suspends L for 9d; bob approves ann; ann proposes lifts L; bob approves ann",
    "committee attests B for 1d; wait 25h; A ends-attestation",
    "committee invites B; B joins committee; B leaves of committee",
    "rare L erases L",
    "rare L erases L household gift redemption L",
    "rare L erases L with L:B",
    "rare ann proposes erases L dead; bob approves ann; A inherits L",
    "rare ann proposes closes-account L; bob approves ann; A inherits L",
    "rare L houses; L publishes need sewing; L erases L; A ends-rest L household listing L",
    "ann proposes adopts chancheng aging; bob approves ann; wait 800d; A announces-expiry B; \
     wait 91d; A expires-points B",
    "wait 400d; A inherits L",
    "A ends-rest L household gift redemption L",
    "A ends-rest L item L loan L",
    "A settles",
    "cat settles",
    "dan settles previous",
    "again",
    "wait 1m",
    "wait 11m",
    "wait 1d",
];

/// Facts without which a life proves little, by words in them.
const MUST_HAPPEN: &[&str] = &[
    "proposed",
    "approved for",
    "proposal over",
    "taken back",
    "pack adopted",
    "funded",
    "granted to",
    "offered",
    "accepted gift",
    "declined gift",
    "gift withdrawn",
    "gift expired",
    "reserved for",
    "consumed",
    "redemption cancelled",
    "disputed",
    "answered",
    "late",
    "appealed",
    "3 drawn",
    "closed with words",
    "closed with points back",
    "corrected",
    "passed on",
    "points expired",
    "household",
    "erased",
    "rest ended",
    "reversed",
];

fn deed(random: &mut Random) -> String {
    loop {
        let mut pick = |words: &[&'static str]| random.pick(words).copied().unwrap_or_default();
        let (one, two, leaver) = (pick(QUARTER), pick(QUARTER), pick(LEAVERS));
        let deed = pick(DEEDS);
        let deed = match deed.strip_prefix("rare ") {
            Some(_) if random.below(4) > 0 => continue,
            Some(rare) => rare,
            None => deed,
        };
        let words = deed.split_inclusive([' ', ':', ';']).map(|word| {
            let name = word.trim_end_matches([' ', ':', ';']);
            match name {
                "A" => word.replacen('A', one, 1),
                "B" => word.replacen('B', two, 1),
                "L" => word.replacen('L', leaver, 1),
                _ => word.to_owned(),
            }
        });
        return words.collect();
    }
}

/// Two administrators, more residents, and three who agreed to judge.
fn quarter() -> Story {
    let mut story = Story::begin();
    story.play(
        "two-heads; office grants worker to office in district; clerk enrols zoe; \
         clerk enrols yan; clerk enrols liu; zoe joins-pool; yan joins-pool; liu joins-pool; \
         ann publishes need sewing; ann lists drill; cat houses dan",
    );
    story
}

fn live(seed: u64, tally: &mut BTreeMap<String, u32>) -> Story {
    let mut random = Random::new(seed);
    let mut story = quarter();
    for step in 0..STEPS {
        for deed in deed(&mut random).split(';') {
            let facts = match story.step(deed) {
                Verdict::Rejected(reason) => vec![reason.code().to_owned()],
                Verdict::Applied(events) => events.iter().map(|event| story.event(event)).collect(),
            };
            for fact in facts {
                *tally.entry(fact).or_default() += 1;
            }
        }
        if step % 4 == 0 {
            story.known().check(story.chain.state());
        }
    }
    story.known().check(story.chain.state());
    story
}

/// The lives that are asked for, or the usual ones.
fn lives() -> std::ops::Range<u64> {
    let Ok(asked) = std::env::var("LINLI_LIVES") else {
        return LIVES;
    };
    let (first, last) = asked.split_once("..").expect("first..last");
    first.parse().expect("a number")..last.parse().expect("a number")
}

#[test]
fn disputes_gifts_homes_and_packs_hold_through_random_lives() {
    let mut tally = BTreeMap::new();
    for seed in lives() {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            live(seed, &mut tally);
        }));
        assert!(done.is_ok(), "the life of seed {seed} broke a promise");
    }
    let never = MUST_HAPPEN.iter();
    let never = never.filter(|kind| !tally.keys().any(|fact| fact.contains(**kind)));
    let never: Vec<_> = never.collect();
    assert!(never.is_empty(), "{never:?} never happened: {tally:?}");
}

#[test]
fn replaying_a_quarter_from_block_zero_gives_the_same_state() {
    let story = live(5, &mut BTreeMap::new());
    let mut state = story.chain.genesis().state();
    for pair in story.chain.blocks().windows(2) {
        let [parent, block] = pair else { continue };
        state = check_block(&parent.header, &state, block, Signatures::Checked)
            .unwrap_or_else(|fault| panic!("block {}: {fault}", block.header.height));
    }
    assert_eq!(state.root(), story.chain.state().root());
}
