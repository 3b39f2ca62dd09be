//! The build system: `cargo xtask` lists its commands.

fn main() {}
