//! Long random lives of a small town, against the naive oracle of the books.

use crate::story::Story;
use ledger::{
    Event, State, Verdict, block::Signatures, build_block, check_block, event::ExchangeEvent,
    state::keys,
};
use std::collections::BTreeMap;
use testkit::Random;

/// Short lives: in a long one nobody stays poor, and promises are given up by the poor.
const LIVES: u64 = 60;
const STEPS: u32 = 150;
const TOWN: &[&str] = &["ann", "bob", "cat", "dan", "committee"];

/// What happens in a town; the same deed several times happens more often.
const DEEDS: &[&str] = &[
    "A confirms B; B confirms A; C publishes offer haircut; A asks C; B unconfirms A",
    "A confirms B; B confirms A; A asks C; C accepts A; A confirms C; C confirms A; B unconfirms A",
    "C publishes offer sewing; A asks C; C accepts A; A confirms C; C confirms A; B unconfirms A",
    "B publishes need haircut; A asks B; B accepts A; A confirms B; B confirms A",
    "B publishes need sewing; A asks B; B accepts A; A confirms B; B confirms A",
    "B publishes need haircut 120m; A asks B 120m; B accepts A; A confirms B 120; B confirms A 120",
    "B publishes offer haircut places 2; A asks B; B accepts A; A confirms B; B confirms A",
    "B publishes offer haircut; A asks B 120m; B accepts A; A confirms B 30; B confirms A 30",
    "B publishes offer sewing places 2; A asks B; B accepts A; B confirms A",
    "B publishes offer sewing places 2; A asks B",
    "A publishes need haircut 60m places 2",
    "A publishes offer electric-repair",
    "A closes",
    "A asks B 60m",
    "A asks B 120m",
    "A asks B 60m for own",
    "A asks B 60m in 1h",
    "A accepts B",
    "A accepts B",
    "B publishes need sewing; A asks B; B declines A",
    "A declines B",
    "A withdraws B",
    "A cancels B",
    "A confirms B 60",
    "A confirms B 60",
    "A confirms B 30",
    "A unconfirms B",
    "A unconfirms B",
    "A unconfirms B",
    "A reports-no-show B",
    "A withdraws-no-show B",
    "A expires A:B",
    "B publishes need haircut; A publishes offer haircut; office pairs B A; A says-yes B; \
     B says-yes A",
    "office pairs A B",
    "A says-yes B",
    "A unsays-yes B",
    "A suggests B 60m in 1h",
    "A suggests B 120m; B takes-time A 120m; A restores-time B",
    "A suggests B 30m; B takes-time A 30m",
    "A drops-time B",
    "A shows-code B; B repeats-code A; A confirms B",
    "A shows-code B; B repeats-code A; wait 20m; B finishes A",
    "A unchecks B",
    "A confirms B 60; B contradicts A 30",
    "A confirms B 60; B contradicts A 0",
    "A contradicts B 0",
    "A uncontests B",
    "B publishes need sewing; A asks B; B accepts A; A confirms B; B contradicts A 30; wait 15m; \
     A unconfirms B",
    "B publishes need sewing; A asks B; B accepts A; B reports-no-show A; A answers-no-show B; \
     office witnesses A:B 0",
    "C publishes offer sewing; A asks C; C accepts A; A reports-no-show C; C answers-no-show A; \
     office witnesses A:C 60",
    "C publishes offer sewing; A asks C; C accepts A; C confirms A; A contradicts C 30; \
     office advances 350h; A ends-silence C",
    "B publishes need sewing; A asks B; B accepts A; A shows-code B; B repeats-code A; \
     A confirms B; office advances 74h; C ends-silence A:B",
    "C publishes offer sewing; A asks C 120m; C accepts A; A suggests C 30m; C takes-time A 30m; \
     A restores-time C",
    "A reports-no-show B; B answers-no-show A",
    "A answers-no-show B",
    "office witnesses A:B 60",
    "office witnesses A:B 30",
    "office witnesses A:B 0",
    "A ends-silence A:B",
    "office advances 74h; A ends-silence A:B",
    "office advances 350h; A ends-silence A:B",
    "A stops B",
    "A rates B 5; B rates A 4; wait 10m; office unseals A:B 5; office unseals B:A 4",
    "A rates B 5",
    "A unrates B",
    "B replies A",
    "A ends-rating A:B",
    "A donates 1",
    "A donates 12",
    "A undonates",
    "A settles",
    "A settles",
    "A settles previous",
    "again",
    "wait 1m",
    "wait 1m",
    "wait 3m",
    "wait 11m",
    "office advances 10h",
];

/// How often each fact happened.
type Tally = BTreeMap<String, u32>;

fn deed(random: &mut Random) -> String {
    let mut pick = |words: &[&'static str]| random.pick(words).copied().unwrap_or_default();
    let (one, two, three, deed) = (pick(TOWN), pick(TOWN), pick(TOWN), pick(DEEDS));
    deed.replace('A', one).replace('B', two).replace('C', three)
}

/// An agreement takes a place that was free.
fn check_places_taken(story: &Story, event: &Event) {
    let Event::Exchange(ExchangeEvent::ExchangeAccepted { exchange }) = event else {
        return;
    };
    let state = story.chain.state();
    let exchange = state
        .get(&keys::exchange(*exchange))
        .expect("it was accepted");
    for id in std::iter::once(exchange.listing).chain(exchange.own_listing) {
        let listing = state
            .get(&keys::listing(id))
            .expect("it is about a listing");
        assert!(listing.running <= listing.capacity, "{listing:?}");
    }
}

/// No service counts without evidence: both statements, a witness, a meeting at the door behind one
/// statement, or what both sides of a contradiction state.
fn check_evidence(story: &Story, before: &State, events: &[Event]) {
    for event in events {
        let Event::Exchange(ExchangeEvent::ServiceCompleted {
            exchange, minutes, ..
        }) = event
        else {
            continue;
        };
        let key = keys::exchange(*exchange);
        let now = story.chain.state().get(&key).expect("it was completed");
        let then = before.get(&key).expect("it was agreed before");
        let is_witnessed = events.iter().any(|event| {
            matches!(
                event,
                Event::Exchange(ExchangeEvent::ServiceWitnessed { .. })
            )
        });
        let both = now.provider_statement.is_some() && now.receiver_statement.is_some();
        let claim = then.claim().map_or(0, |(_, claim)| claim.minutes);
        let met = then.has_met() && *minutes <= claim;
        let admitted = then
            .contest
            .is_some_and(|contest| contest.minutes == *minutes);
        assert!(both || is_witnessed || met || admitted, "{then:?}");
    }
}

/// Plays one step, whatever becomes of it.
fn count(story: &mut Story, deed: &str, tally: &mut Tally) {
    let before = story.chain.state().clone();
    let facts = match story.step(deed) {
        Verdict::Rejected(reason) => vec![reason.code().to_owned()],
        Verdict::Applied(events) => {
            events
                .iter()
                .for_each(|event| check_places_taken(story, event));
            check_evidence(story, &before, &events);
            events.iter().map(|event| story.event(event)).collect()
        }
    };
    for fact in facts {
        let kind = fact.split(' ').next().unwrap_or_default();
        let by_whom = TOWN.iter().chain(&["office"]).any(|name| *name == kind);
        let kind = if by_whom {
            fact.split(' ').nth(1).unwrap_or_default()
        } else {
            kind
        };
        let kind = if fact.contains("by nobody") {
            "given-up"
        } else {
            kind
        };
        *tally.entry(kind.to_owned()).or_default() += 1;
    }
}

pub(crate) fn live(seed: u64, steps: u32) -> (Story, Tally) {
    let mut random = Random::new(seed);
    let (mut story, mut tally) = (Story::begin(), Tally::new());
    story.play("wait 1s; ann publishes need sewing; hired");
    for step in 0..steps {
        for deed in deed(&mut random).split(';') {
            count(&mut story, deed, &mut tally);
        }
        if step % 5 == 0 {
            story.known().check(story.chain.state());
        }
    }
    story.known().check(story.chain.state());
    (story, tally)
}

/// Facts without which a life proves little.
const MUST_HAPPEN: &[&str] = &[
    "completed",
    "reversed",
    "settled",
    "released",
    "expired",
    "declined",
    "given-up",
    "guaranteed",
    "replayed",
    "balance_too_low",
    "lapsed",
    "stopped",
    "silence",
    "moved",
    "no-show",
    "witnessed",
    "contested",
    "gave",
];

#[test]
fn the_books_hold_through_random_lives() {
    let mut total = Tally::new();
    for seed in 0..LIVES {
        for (kind, count) in live(seed, STEPS).1 {
            *total.entry(kind).or_default() += count;
        }
    }
    for kind in MUST_HAPPEN {
        assert!(
            total.contains_key(*kind),
            "{kind} never happened: {total:?}"
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_chain() {
    let (one, _) = live(11, 200);
    let (two, _) = live(11, 200);
    assert_eq!(one.chain.head(), two.chain.head());
    assert_ne!(one.chain.head(), live(12, 200).0.chain.head());
}

#[test]
fn replaying_a_life_from_block_zero_gives_the_same_blocks() {
    let (story, _) = live(21, 500);
    let blocks = story.chain.blocks();
    let mut state = story.chain.genesis().state();
    for pair in blocks.windows(2) {
        let [parent, block] = pair else { continue };
        let operations = block.operations.clone();
        let built = build_block(&parent.header, &state, block.header.time, operations);
        assert_eq!(built.block, *block);
        state = check_block(&parent.header, &state, block, Signatures::Checked)
            .unwrap_or_else(|fault| panic!("block {}: {fault}", block.header.height));
        assert_eq!(state.root(), built.state.root());
    }
    assert_eq!(state.root(), story.chain.state().root());
}

/// The order that a number stands for, of as many things.
fn order(mut number: usize, count: usize) -> Vec<usize> {
    let mut left: Vec<usize> = (0..count).collect();
    let picks = (1..=count).rev().map(|size| {
        let pick = left.remove(number % size);
        number /= size;
        pick
    });
    picks.collect()
}

#[test]
fn independent_operations_give_the_same_state_in_any_order() {
    for seed in 0..3 {
        let (mut story, _) = live(seed, 40);
        // Each publishes something of their own: nobody's operation reads what another writes.
        let operations: Vec<_> = TOWN[..4]
            .iter()
            .map(|name| story.envelope(name, &["publishes", "need", "haircut"]))
            .collect();
        let (head, state) = (story.chain.head(), story.chain.state());
        let mut roots = std::collections::BTreeSet::new();
        for number in 0..24 {
            let ordered = order(number, operations.len());
            let ordered = ordered.into_iter().map(|at| operations[at].clone());
            let built = build_block(head, state, story.now(), ordered.collect::<Vec<_>>());
            assert!(built.refused.is_empty(), "{:?}", built.refused);
            roots.insert(built.state.root());
        }
        assert_eq!(roots.len(), 1, "seed {seed}");
    }
}
