//! `cargo xtask tidy`: the shape of files, documents and words, one check in each file.

pub(crate) mod allow;
mod architecture_paths;
mod changelog;
mod clippy_config;
mod decision_records;
mod disabled_tests;
mod document_length;
mod file_length;
mod fluent_keys;
mod foreign_names;
mod large_files;
mod line_length;
mod module_files;
mod module_header;
mod templates;
mod threat_tests;
mod trailing_space;
mod unfinished;

use anyhow::Result;

use crate::finding::{Finding, report};
use crate::tree::Tree;
use allow::AllowList;

type Check = fn(&Tree) -> Vec<Finding>;

const CHECKS: [Check; 17] = [
    architecture_paths::check,
    changelog::check,
    clippy_config::check,
    decision_records::check,
    disabled_tests::check,
    document_length::check,
    file_length::check,
    fluent_keys::check,
    foreign_names::check,
    large_files::check,
    line_length::check,
    module_files::check,
    module_header::check,
    templates::check,
    threat_tests::check,
    trailing_space::check,
    unfinished::check,
];

pub(crate) fn run() -> Result<()> {
    let tree = Tree::read(&crate::root())?;
    let allowed = AllowList::read(&tree)?;
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check(&tree)).collect();
    findings.sort();
    let stale = allowed.stale(&findings);
    findings = allowed.without_listed(findings);
    findings.extend(stale);
    report("tidy", &findings)
}
