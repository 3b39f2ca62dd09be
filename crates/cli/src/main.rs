//! The one program `linli`: composes every crate.

fn main() {}
