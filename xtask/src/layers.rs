//! `cargo xtask layers`: who may use whom, and what a crate must never name.

mod arrows;
mod reach;
mod table;
mod words;

use anyhow::Result;

use crate::finding::report;
use crate::tidy::allow::AllowList;
use crate::tree::Tree;

pub(crate) fn run() -> Result<()> {
    let root = crate::root();
    let tree = Tree::read(&root)?;
    let mut findings = arrows::check(&arrows::declared(&root)?);
    findings.extend(words::check(&tree));
    for room in table::ROOMS.iter().filter(|room| room.is_pure()) {
        findings.extend(reach::check(room, &reach::tree_of(&root, room.name)?));
    }
    let allowed = AllowList::read(&tree)?;
    report("layers", &allowed.without_listed(findings))
}
