//! The bundle of a round is frozen: what an office keeps today an auditor runs again in years.
//!
//! To approve a new format, change the domain in `bundle.rs`, run this test with
//! `LINLI_NEW_FORMAT=approved`, and write the change into CHANGELOG.md.

use matching::{ListingId, OpenNeed, OpenOffer, PartyId, Priority, RoundInput, ScoredPair};
use sha2::{Digest as _, Sha256};

const FROZEN: &str = include_str!("../../conformance.toml");
const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance.toml");
const VALUES: u64 = 256;

/// Bytes that follow from a seed and from nothing else.
struct Stream {
    seed: u64,
    drawn: u64,
}

impl Stream {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.drawn += 1;
        let numbers = [self.seed.to_be_bytes(), self.drawn.to_be_bytes()].concat();
        let digest = Sha256::digest(numbers);
        std::array::from_fn(|at| digest[at])
    }

    fn number(&mut self) -> u16 {
        u16::from_be_bytes(self.bytes())
    }

    fn rows<T>(&mut self, draw: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.number() % 9).map(|_| draw(self)).collect()
    }

    fn input(&mut self) -> RoundInput {
        RoundInput {
            needs: self.rows(|it| OpenNeed {
                id: ListingId(it.bytes()),
                party: PartyId(it.bytes()),
                places: it.number(),
                priority: Priority {
                    urgent: it.number() % 2 == 1,
                    waited_hours: it.number(),
                    over_sixty: it.number() % 2 == 1,
                },
            }),
            offers: self.rows(|it| OpenOffer {
                id: ListingId(it.bytes()),
                party: PartyId(it.bytes()),
                places: it.number(),
                party_cap: it.number(),
            }),
            pairs: self.rows(|it| ScoredPair {
                need: ListingId(it.bytes()),
                offer: ListingId(it.bytes()),
                score: u32::from_be_bytes(it.bytes()),
            }),
            asks_per_helper_max: self.number(),
        }
    }
}

#[test]
fn the_bundle_of_a_round_keeps_its_format() {
    let mut all = Sha256::new();
    for seed in 0..VALUES {
        let bytes = Stream { seed, drawn: 0 }.input().to_bytes();
        let read = RoundInput::from_bytes(&bytes).unwrap();
        assert_eq!(read.to_bytes(), bytes);
        all.update(u64::try_from(bytes.len()).unwrap().to_be_bytes());
        all.update(bytes);
    }
    let hash: String = all
        .finalize()
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect();
    let found = format!(
        "# SHA-256 over {VALUES} bundles of rounds; see tests/it/formats.rs.\n\
         # A changed line is a new format: no round before can be run again.\n\
         \"RoundInput\" = \"{hash}\"\n"
    );
    if std::env::var("LINLI_NEW_FORMAT").is_ok_and(|word| word == "approved") {
        std::fs::write(PATH, found).unwrap();
        return;
    }
    assert_eq!(found, FROZEN, "the format of the bundle has changed");
}

#[test]
fn no_changed_byte_of_a_bundle_reads_as_the_same_round() {
    let input = Stream { seed: 5, drawn: 0 }.input();
    let bytes = input.to_bytes();
    let same = RoundInput::from_bytes(&bytes).unwrap();
    for position in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[position] ^= 1;
        assert_ne!(RoundInput::from_bytes(&changed).as_ref(), Ok(&same));
        assert!(RoundInput::from_bytes(&bytes[..position]).is_err());
    }
}
