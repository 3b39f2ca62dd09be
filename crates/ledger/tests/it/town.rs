//! Long random lives of a town that lends things and does things together, against the naive
//! oracles of the books and of the shelves.

use crate::story::Story;
use ledger::Verdict;
use std::collections::BTreeMap;
use testkit::Random;

const LIVES: u64 = 32;
const STEPS: u32 = 160;
const TOWN: &[&str] = &["ann", "bob", "cat", "dan", "committee"];

/// What happens in a town; `A` and `B` are anybody, and steps may be refused.
const DEEDS: &[&str] = &[
    "A lists drill hut park",
    "A lists drill deposit 1 hut park; cat shelves A; B reserves A; cat merges lent:A:dan:2",
    "A lists drill; B reserves A; A hands-over B; B hands-over B; A loses B; \
     office mediates B gone",
    "A lists drill deposit 1; B reserves A; A hands-over B; B hands-over B; A returns B; \
     B returns B; A inspects B damaged; office mediates B award 1",
    "A lists ladder; B reserves A; A hands-over B; B hands-over B; wait 1d; cat marks-overdue B; \
     A returns B; B returns B; A inspects B",
    "A lists drill hut park; cat shelves A; cat merges lent:A:B:2 lent:A:dan:2",
    "A lists drill hut park; cat shelves A; cat counts park all missing A; cat finds A at park",
    "A plans tai-chi in 1h places 1; A opens-list; B signs-up A; cat signs-up A; dan signs-up A; \
     B gives-up A; wait 30m; A checks cat",
    "committee plans tai-chi in 1h points 4; committee opens-list; A signs-up committee; wait 2h; \
     committee checks A; committee holds; committee reports; committee awards A; A settles",
    "A plans phone-lessons in 1h; A opens-list; B signs-up A; wait 2h; A checks B; A holds; \
     B confirms-session A",
    "A lists ladder deposit 2 on-request hut park",
    "A lists drill deposit 1",
    "B reserves A",
    "B reserves A for 3",
    "B reserves A in 1 for 2",
    "B reserves A; A approves-loan B; A hands-over B; B hands-over B; A returns B; B returns B",
    "cat shelves A; B reserves A; A approves-loan B; cat hands-over B",
    "cat hands-over B; cat returns B hut park; cat inspects B",
    "A approves-loan B; A hands-over B; B hands-over B",
    "A returns B; B returns B; A inspects B",
    "A returns B; B returns B; A inspects B damaged; office mediates B award 1",
    "A loses B; office mediates B gone",
    "A loses B; office mediates B award 1",
    "A inspects B damaged; A unreports B",
    "A declines-loan B",
    "B withdraws-loan B",
    "A cancels-loan B",
    "A misses B; A unreports B",
    "A misses B",
    "A expires-loan B",
    "A marks-overdue B",
    "A closes-loan B",
    "B extends B by 2; A agrees-extension B",
    "A unsays B",
    "A pauses A",
    "A resumes A",
    "A recalls A",
    "A gives B; B takes A; B resumes B",
    "cat begins-shift park; cat opens park",
    "cat closes-doors park; cat ends-shift park; cat begins-shift park",
    "cat shelves A",
    "cat unshelves A",
    "cat sends A to hill; dan receives A",
    "dan sends A to park",
    "cat counts park all missing A",
    "cat counts park all surplus A",
    "cat finds A at park",
    "cat merges lent:A:B:2",
    "cat merges lent:A:B:2 returned:A",
    "cat merges returned:A; B contests B; office mediates B gone",
    "B contests B; office mediates B",
    "A plans tai-chi in 1h places 2; A opens-list; B signs-up A",
    "A plans phone-lessons in 1h places 1; A opens-list; B signs-up A",
    "A opens-list; B signs-up A; ann signs-up A; bob signs-up A; cat signs-up A; dan signs-up A",
    "B signs-up A",
    "B signs-up A",
    "B gives-up A",
    "B gives-up A",
    "A checks B; A corrects B; A checks B",
    "A checks B",
    "A holds; A misses-people B; A reports",
    "A calls-off A rain",
    "B confirms-session A",
    "B unawards",
    "committee plans tai-chi in 1h points 4; committee opens-list; A signs-up committee",
    "committee checks A; committee holds; committee reports; committee awards A",
    "committee unawards",
    "A settles",
    "B publishes need haircut; A asks B; B accepts A; A confirms B; B confirms A; B unconfirms A",
    "again",
    "wait 1m",
    "wait 11m",
    "wait 1h",
    "wait 2h",
    "wait 1d",
];

/// Facts without which a life proves little, by the beginning of their words.
const MUST_HAPPEN: &[&str] = &[
    "loan reserved",
    "loan cancelled nobody",
    "item handed over",
    "item returned",
    "loan closed",
    "loan mediated",
    "loan overdue",
    "deposit held",
    "deposit released",
    "kiosk handed over",
    "statement conflicted",
    "item missed",
    "item found",
    "waitlist promoted",
    "people checked in",
    "points awarded",
    "session confirmed",
    "days_taken",
];

fn deed(random: &mut Random) -> String {
    let mut pick = |words: &[&'static str]| random.pick(words).copied().unwrap_or_default();
    let (one, two, deed) = (pick(TOWN), pick(TOWN), pick(DEEDS));
    let words = deed.split_inclusive([' ', ',', ':', ';']).map(|word| {
        let name = word.trim_end_matches([' ', ',', ':', ';']);
        match name {
            "A" => word.replacen('A', one, 1),
            "B" => word.replacen('B', two, 1),
            _ => word.to_owned(),
        }
    });
    words.collect()
}

/// A town with a keeper, a second hut and a kiosk.
fn town() -> Story {
    let mut story = Story::begin();
    story.play(
        "office opens-hut park; office opens-hut hill; office grants keeper to cat hut park; \
         office grants keeper to dan hut hill; office grants worker to office in district; \
         cat begins-shift park; dan begins-shift hill; office installs-kiosk park; \
         ann lists drill; ann publishes need sewing",
    );
    story
}

/// The life of a town that a seed determines.
pub(crate) fn story_of(seed: u64) -> Story {
    live(seed, &mut BTreeMap::new())
}

fn live(seed: u64, tally: &mut BTreeMap<String, u32>) -> Story {
    let mut random = Random::new(seed);
    let mut story = town();
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

#[test]
fn shelves_lists_and_books_hold_through_random_lives() {
    let mut tally = BTreeMap::new();
    for seed in 0..LIVES {
        live(seed, &mut tally);
    }
    for kind in MUST_HAPPEN {
        let happened = tally.keys().any(|fact| fact.starts_with(kind));
        assert!(happened, "{kind} never happened: {tally:?}");
    }
}
