//! See `proof_text` in `fuzz/src/decoders.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::decoders::proof_text(bytes));
