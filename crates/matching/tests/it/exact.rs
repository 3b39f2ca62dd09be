//! Rounds up to 500 by 500 equal what an existing assignment library finds.

use matching::{
    ListingId, OpenNeed, OpenOffer, Parameters, PartyId, Priority, RoundInput, ScoredPair, assign,
};
use pathfinding::{kuhn_munkres::kuhn_munkres, matrix::Matrix};

/// A small generator, so that a case is its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn id(kind: u8, number: usize) -> [u8; 16] {
    let mut id = [kind; 16];
    id[8..].copy_from_slice(&number.to_be_bytes());
    id
}

/// Scores of `needs` rows and `offers` columns; `of_hundred` cells in a hundred are possible.
fn scores(random: &mut Random, needs: usize, offers: usize, of_hundred: u64) -> Matrix<i64> {
    let score_max = [3, 50, 1_000][usize::try_from(random.below(3)).unwrap()];
    Matrix::from_fn(needs, offers, |_| {
        let possible = random.below(100) < of_hundred;
        let score = i64::try_from(1 + random.below(score_max)).unwrap();
        if possible { score } else { 0 }
    })
}

fn round_of(scores: &Matrix<i64>) -> RoundInput {
    let pairs = scores.items().filter(|(_, score)| **score > 0);
    RoundInput {
        needs: (0..scores.rows)
            .map(|need| OpenNeed {
                id: ListingId(id(1, need)),
                party: PartyId(id(1, need)),
                places: 1,
                priority: Priority::default(),
            })
            .collect(),
        offers: (0..scores.columns)
            .map(|offer| OpenOffer {
                id: ListingId(id(2, offer)),
                party: PartyId(id(2, offer)),
                places: 1,
                party_cap: u16::MAX,
            })
            .collect(),
        pairs: pairs
            .map(|((need, offer), score)| ScoredPair {
                need: ListingId(id(1, need)),
                offer: ListingId(id(2, offer)),
                score: u32::try_from(*score).unwrap(),
            })
            .collect(),
        asks_per_helper_max: 1,
    }
}

fn compare(seed: u64, needs: usize, offers: usize, of_hundred: u64) {
    let scores = scores(&mut Random(seed), needs, offers, of_hundred);
    let round = assign(&round_of(&scores), &Parameters::default()).unwrap();
    let (best, _) = kuhn_munkres(&scores);
    let case = format!("seed {seed}, {needs} x {offers}, {of_hundred} of 100");
    assert_eq!(i64::try_from(round.value).unwrap(), best, "{case}");
    assert_eq!((round.bound, round.gap_ppm), (round.value, 0), "{case}");
}

#[test]
fn rounds_of_every_shape_equal_the_library() {
    let mut random = Random(7);
    for seed in 0..1_000 {
        let needs = 1 + random.below(24);
        let offers = needs + random.below(12);
        let share = [100, 50, 10][usize::try_from(random.below(3)).unwrap()];
        let size = |number: u64| usize::try_from(number).unwrap();
        compare(seed, size(needs), size(offers), share);
    }
}

#[test]
fn a_round_of_two_hundred_equals_the_library() {
    compare(1, 200, 200, 20);
}

#[test]
fn thousands_of_rounds_up_to_500_equal_the_library_slow() {
    let mut random = Random(8);
    for seed in 0..3_000 {
        let needs = 1 + random.below(if seed % 100 == 0 { 500 } else { 60 });
        let offers = (needs + random.below(20)).min(500);
        let share = [100, 50, 4][usize::try_from(random.below(3)).unwrap()];
        let size = |number: u64| usize::try_from(number).unwrap();
        compare(seed, size(needs), size(offers), share);
    }
    compare(9_999, 500, 500, 100);
    compare(9_998, 500, 500, 4);
}
