//! What is fuzzed: every decoder of bytes from outside, and the rules. Each function takes any
//! bytes and panics when a promise does not hold; none needs the fuzzer, so that ordinary tests run
//! the corpus through them (`crates/testkit/tests/it/corpus.rs`, and those of `node` and `cli`).

pub mod apply;
pub mod decoders;
pub mod files;
#[expect(dead_code, reason = "what only the import itself needs")]
mod import;
