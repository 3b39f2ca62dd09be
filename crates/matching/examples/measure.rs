//! Runs the matching workload once and prints what it measured.

use std::num::NonZeroUsize;
use std::time::Instant;

use matching::Parameters;
use matching::bench::{Workload, run};

#[expect(
    clippy::disallowed_methods,
    reason = "an example may bring the clock that the crate lacks"
)]
#[expect(clippy::print_stdout, reason = "printing is what it is for")]
fn main() {
    let mut numbers = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok());
    let needs = numbers.next().unwrap_or(100_000);
    let offers = numbers.next().unwrap_or(100_000);
    let candidates = numbers.next().unwrap_or(20);
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let start = Instant::now();
    let now = || u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    let workload = Workload {
        needs,
        offers,
        candidates,
        threads,
        seed: 1,
    };
    println!("{:#?}", run(&workload, &Parameters::default(), &now));
}
