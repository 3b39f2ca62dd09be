//! See `block` in `fuzz/src/decoders.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::decoders::block(bytes));
