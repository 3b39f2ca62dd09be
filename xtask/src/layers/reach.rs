//! What a pure crate pulls in through others: an async runtime at third hand is still a runtime.

use std::path::Path;

use anyhow::{Result, ensure};

use super::table::Room;
use crate::finding::Finding;
use crate::process::cargo;

const RULE: &str = "layers-reach";
/// Crates that bring a runtime, a database, a web server or the engine, whoever names them.
const HEAVY: [&str; 8] = [
    "tokio",
    "sqlx",
    "rusqlite",
    "libsqlite3-sys",
    "axum",
    "hyper",
    "reqwest",
    "commonware-codec",
];

/// The normal dependencies of one package at any depth, as cargo prints them.
pub(crate) fn tree_of(root: &Path, package: &str) -> Result<String> {
    let words = [
        "tree", "--locked", "-e", "normal", "--prefix", "none", "-p", package,
    ];
    let output = cargo(root, &words).output()?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

pub(crate) fn check(room: &Room, tree: &str) -> Vec<Finding> {
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    let mut heavy: Vec<&str> = names.filter(|name| HEAVY.contains(name)).collect();
    heavy.sort_unstable();
    heavy.dedup();
    let path = format!("crates/{}/Cargo.toml", room.name);
    let text = |name: &str| format!("{} reaches {name} through its dependencies", room.name);
    heavy
        .into_iter()
        .map(|name| Finding::new(&path, 0, RULE, text(name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::table::ROOMS;
    use super::*;

    #[test]
    fn runtime_at_third_hand_is_found() {
        let tree = "ledger v0.1.0 (/tree)\nborsh v1.8.0\ntokio v1.54.1\ntokio v1.54.1 (*)\n";
        let findings = check(&ROOMS[0], tree);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].text,
            "ledger reaches tokio through its dependencies"
        );
    }

    #[test]
    fn light_tree_passes() {
        assert!(check(&ROOMS[0], "ledger v0.1.0\nborsh v1.8.0\nsha2 v0.11.0\n").is_empty());
    }
}
