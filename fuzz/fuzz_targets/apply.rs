//! See `apply` in `fuzz/src/apply.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::apply::apply(bytes));
