//! See `csv_rows` in `fuzz/src/files.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::files::csv_rows(bytes));
