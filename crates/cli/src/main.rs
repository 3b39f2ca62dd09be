//! The one program `linli`: composes every crate.

#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "the demonstration that reads the sample is composed next"
    )
)]
mod sample;

fn main() {}
