//! See `log_record` in `fuzz/src/files.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::files::log_record(bytes));
