//! See `state_proof` in `fuzz/src/decoders.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::decoders::state_proof(bytes));
