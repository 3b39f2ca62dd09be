//! See `certificate` in `fuzz/src/decoders.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::decoders::certificate(bytes));
