//! The page's JavaScript accepts and refuses what Rust does; needs Node.

use std::{path::Path, process::Command};

#[test]
fn the_javascript_agrees_with_every_vector() {
    let tests =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../portal/assets/verify/verify.test.mjs");
    let output = Command::new("node").arg("--test").arg(tests).output();
    let required = std::env::var_os("LINLI_INTEROP").is_some();
    let Ok(output) = output else {
        assert!(!required, "Node is not installed");
        return;
    };
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}");
}
