//! Random histories.

use ledger::{Event, Verdict};
use std::collections::BTreeSet;
use testkit::history;

#[test]
fn the_same_seed_gives_the_same_history() {
    assert_eq!(history(5, 60).head(), history(5, 60).head());
    assert_ne!(history(5, 60).head(), history(6, 60).head());
}

#[test]
fn histories_hold_every_kind_of_event_and_many_refusals() {
    let mut kinds = BTreeSet::new();
    let mut refusals = BTreeSet::new();
    for seed in 0..6 {
        for block in history(seed, 400).blocks() {
            for outcome in &block.outcomes {
                match &outcome.verdict {
                    Verdict::Applied(events) => kinds.extend(events.iter().map(kind)),
                    Verdict::Rejected(rejection) => {
                        refusals.insert(*rejection);
                    }
                }
            }
        }
    }
    assert!(kinds.len() >= 27, "{} kinds: {kinds:?}", kinds.len());
    assert!(
        refusals.len() >= 20,
        "{} reasons: {refusals:?}",
        refusals.len()
    );
}

/// The name of an event's kind.
fn kind(event: &Event) -> String {
    let text = format!("{event:?}");
    let end = text.find([' ', '{']).unwrap_or(text.len());
    text[..end].to_owned()
}
