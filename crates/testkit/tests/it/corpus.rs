//! The corpus of the fuzzer, as ordinary tests: what was once found stays mended.

use std::{fs, path::Path};

#[path = "../../../../fuzz/src/apply.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "the fuzzer and the writer of seeds use the rest"
)]
mod apply;
#[path = "../../../../fuzz/src/decoders.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "the fuzzer and the writer of seeds use the rest"
)]
mod decoders;

fn run_all(target: &str, run: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let entries = fs::read_dir(corpus.join(target)).expect("the corpus is there");
    let mut files = 0;
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        run(&fs::read(path).expect("the file can be read"));
        files += 1;
    }
    assert!(files > 0, "{target} has no corpus");
}

#[test]
fn decoders_keep_their_promises_on_the_corpus() {
    run_all("envelope", decoders::envelope);
    run_all("block", decoders::block);
    run_all("header", decoders::header);
    run_all("certificate", decoders::certificate);
    run_all("proof", decoders::proof);
    run_all("proof_text", decoders::proof_text);
    run_all("trust", decoders::trust);
    run_all("state_proof", decoders::state_proof);
}

#[test]
fn the_rules_keep_their_promises_on_the_corpus() {
    run_all("apply", apply::apply);
}
