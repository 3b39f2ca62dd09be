//! Declared dependencies against the table: our own crates, and outside ones that stand for a ban.

use std::path::Path;

use anyhow::Result;
use cargo_metadata::{DependencyKind, MetadataCommand};

use super::table::{Room, room};
use super::words::names;
use crate::finding::Finding;

const RULE: &str = "layers-arrow";

/// One crate's manifest, as far as the layers care.
pub(crate) struct Manifest {
    pub(crate) name: String,
    pub(crate) dependencies: Vec<Dependency>,
}

pub(crate) struct Dependency {
    pub(crate) name: String,
    pub(crate) is_ours: bool,
    pub(crate) is_for_tests: bool,
}

pub(crate) fn declared(root: &Path) -> Result<Vec<Manifest>> {
    let mut command = MetadataCommand::new();
    let metadata = command
        .no_deps()
        .manifest_path(root.join("Cargo.toml"))
        .exec()?;
    let dependency = |found: &cargo_metadata::Dependency| Dependency {
        name: found.name.clone(),
        is_ours: found.path.is_some(),
        is_for_tests: found.kind == DependencyKind::Development,
    };
    let manifest = |package: &cargo_metadata::Package| Manifest {
        name: package.name.to_string(),
        dependencies: package.dependencies.iter().map(dependency).collect(),
    };
    let packages = metadata
        .packages
        .iter()
        .filter(|package| package.name.as_str() != "xtask");
    Ok(packages.map(manifest).collect())
}

pub(crate) fn check(manifests: &[Manifest]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for manifest in manifests {
        let path = format!("crates/{}/Cargo.toml", manifest.name);
        let Some(room) = room(&manifest.name) else {
            findings.push(Finding::new(
                &path,
                0,
                RULE,
                "the crate is not in the table of layers",
            ));
            continue;
        };
        let broken = manifest
            .dependencies
            .iter()
            .filter_map(|found| refusal(room, found));
        findings.extend(broken.map(|(rule, text)| Finding::new(&path, 0, rule, text)));
    }
    findings
}

fn refusal(room: &Room, dependency: &Dependency) -> Option<(&'static str, String)> {
    let Dependency {
        name,
        is_ours,
        is_for_tests,
    } = dependency;
    if *is_ours {
        let is_tested_with = *is_for_tests && (name == "testkit" || name == room.name);
        let is_drawn = room.may_use.contains(&name.as_str()) || is_tested_with;
        return (!is_drawn).then(|| (RULE, format!("{} may not use {name}", room.name)));
    }
    if *is_for_tests {
        return None;
    }
    let crate_name = name.replace('-', "_");
    let is_named = |word: &str| !word.contains("::") && !names(&crate_name, word).is_empty();
    let ban = room
        .never
        .iter()
        .find(|ban| ban.words().iter().any(|word| is_named(word)))?;
    Some((
        ban.rule(),
        format!("{} may not depend on {name}", room.name),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(name: &str, is_for_tests: bool) -> Dependency {
        Dependency {
            name: name.to_owned(),
            is_ours: true,
            is_for_tests,
        }
    }

    fn outside(name: &str) -> Dependency {
        Dependency {
            name: name.to_owned(),
            is_ours: false,
            is_for_tests: false,
        }
    }

    fn found(name: &str, dependencies: Vec<Dependency>) -> Vec<String> {
        let manifest = Manifest {
            name: name.to_owned(),
            dependencies,
        };
        check(&[manifest]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn arrow_against_the_table_is_found() {
        let text = "crates/ledger/Cargo.toml: layers-arrow: ledger may not use node";
        assert_eq!(found("ledger", vec![ours("node", false)]), [text]);
        assert!(found("node", vec![ours("ledger", false)]).is_empty());
    }

    #[test]
    fn testkit_serves_tests_only() {
        assert!(found("vault", vec![ours("testkit", true)]).is_empty());
        assert_eq!(found("vault", vec![ours("testkit", false)]).len(), 1);
    }

    #[test]
    fn outside_crate_that_stands_for_a_ban_is_found() {
        let text = "crates/portal/Cargo.toml: layers-engine: \
                    portal may not depend on commonware-p2p";
        assert_eq!(found("portal", vec![outside("commonware-p2p")]), [text]);
        assert_eq!(
            found("node", vec![outside("sqlx"), outside("commonware-p2p")]).len(),
            1
        );
    }

    #[test]
    fn unknown_crate_is_found() {
        assert_eq!(found("blockchain", Vec::new()).len(), 1);
    }
}
