//! Long random lives of a small town, against the naive oracle of the books.

use crate::story::Story;
use ledger::{
    Event, Verdict, block::Signatures, build_block, check_block, event::ExchangeEvent, state::keys,
};
use std::collections::BTreeMap;
use testkit::Random;

/// Short lives: in a long one nobody stays poor, and promises are given up by the poor.
const LIVES: u64 = 40;
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

/// Plays one step, whatever becomes of it.
fn count(story: &mut Story, deed: &str, tally: &mut Tally) {
    let facts = match story.step(deed) {
        Verdict::Rejected(reason) => vec![reason.code().to_owned()],
        Verdict::Applied(events) => {
            events
                .iter()
                .for_each(|event| check_places_taken(story, event));
            events.iter().map(|event| story.event(event)).collect()
        }
    };
    for fact in facts {
        let kind = fact.split(' ').next().unwrap_or_default();
        let kind = if fact.contains("by nobody") {
            "given-up"
        } else {
            kind
        };
        *tally.entry(kind.to_owned()).or_default() += 1;
    }
}

fn live(seed: u64, steps: u32) -> (Story, Tally) {
    let mut random = Random::new(seed);
    let (mut story, mut tally) = (Story::begin(), Tally::new());
    story.play("wait 1s; ann publishes need sewing");
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
