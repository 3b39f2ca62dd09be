//! `linli bank simulate`: past services under another rule pack, out of the stored blocks alone.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use ledger::{
    AreaCode,
    pack_trial::{PackTrial, PastServices},
};

use super::{day::Day, pack_file, report};
use crate::{folder::Folder, identity, rebuild::stored_blocks, screen::say};

/// Replays past services under another rule pack and shows who would have what. Nothing is written.
#[derive(clap::Args)]
pub(crate) struct Simulate {
    /// The rule pack to try, as a TOML file; the published ones lie in crates/ledger/packs.
    #[arg(long, value_name = "FILE")]
    pack: PathBuf,
    /// The first day whose services are tried, for example 2026-03-02.
    #[arg(long, value_name = "DATE")]
    since: Day,
    /// Only what the people of one community gave, by its area code of twelve digits.
    #[arg(long, value_name = "CODE")]
    community: Option<u64>,
    /// The office's data folder; it is only read.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

impl Simulate {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let pack = pack_file::read(&self.pack)?;
        let community = self.community.map(AreaCode);
        if let Some(code) = community.filter(|code| code.level().is_none()) {
            bail!("{code} is no area code: a community has twelve digits");
        }
        let folder = Folder::new(&self.data);
        let genesis = identity::load_genesis(&folder)?
            .with_context(|| format!("{} holds no office", self.data.display()))?;
        let blocks = stored_blocks(&folder)?;
        let mut past = PastServices::default();
        let mut state = genesis.state();
        for pair in blocks.windows(2) {
            let [parent, block] = pair else { continue };
            let height = block.header.height;
            state = ledger::block::run_block(&parent.header, &state, block)
                .with_context(|| format!("block {height} does not follow: run `linli audit`"))?;
            past.read(block);
        }
        let trial = PackTrial {
            pack: &pack,
            since: self.since.0,
            community,
        };
        let result = trial.run(&state, &past.movements(&state));
        say(&if self.json {
            report::json(&pack, self.since.0, &result)
        } else {
            report::table(&pack, &result)
        });
        Ok(())
    }
}
