//! The measured workload is the same everywhere; the clock only measures.

use std::cell::Cell;
use std::num::NonZeroUsize;

use matching::Parameters;
use matching::bench::{Measured, Workload, run};

fn measure(threads: usize, seed: u64) -> Measured {
    let ticks = Cell::new(0);
    let now = || {
        ticks.set(ticks.get() + 1);
        ticks.get()
    };
    let threads = NonZeroUsize::new(threads).unwrap();
    let workload = Workload {
        needs: 300,
        offers: 300,
        candidates: 10,
        threads,
        seed,
    };
    run(&workload, &Parameters::default(), &now).unwrap()
}

#[test]
fn same_seed_gives_same_digest_on_any_threads() {
    let one = measure(1, 7);
    assert_eq!(one, measure(3, 7));
    assert_ne!(one.digest, measure(1, 8).digest);
    assert!(one.matched > 150, "{one:?}");
    assert!(
        one.gap_ppm <= Parameters::default().gap_ppm_target,
        "{one:?}"
    );
}
