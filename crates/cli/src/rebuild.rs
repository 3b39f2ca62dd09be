//! `linli rebuild`: the read models again from block 0, out of the stored blocks alone.

use std::path::PathBuf;

use anyhow::Context as _;
use ledger::Block;
use node::records::{self, Kind};
use portal::{content::ContentStore, projector};
use projections::Projections;

use crate::{folder::Folder, identity, screen::say};

/// Makes the read models again from block 0.
#[derive(clap::Args)]
pub(crate) struct Rebuild {
    /// The office's data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

impl Rebuild {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let folder = Folder::new(&self.data);
        let _lock = folder.lock()?;
        let genesis = identity::load_genesis(&folder)?
            .with_context(|| format!("{} holds no office", self.data.display()))?;
        let blocks = stored_blocks(&folder)?;
        let views = Projections::open(&folder.views(), &genesis).await?;
        views
            .rebuild(blocks.iter())
            .await
            .context("the stored blocks do not fit together")?;
        let content = ContentStore::open(&folder.content())?;
        let texts = projector::feed_texts(&views, &content, &blocks).await?;
        views.close().await;
        say(&format!("{} blocks, {texts} texts", blocks.len()));
        Ok(())
    }
}

/// The final blocks in order, each once, as the log has them.
pub(crate) fn stored_blocks(folder: &Folder) -> anyhow::Result<Vec<Block>> {
    let mut blocks: Vec<Block> = Vec::new();
    for record in records::read(folder.root()) {
        let record = record.map_err(|fault| anyhow::anyhow!("{fault}"))?;
        if record.kind != Kind::Block {
            continue;
        }
        let block: Block = ledger::decode(&record.payload)
            .with_context(|| format!("block {} cannot be read", record.height))?;
        let next = blocks
            .last()
            .map_or(0, |last| last.header.height.saturating_add(1));
        if block.header.height >= next {
            blocks.push(block);
        }
    }
    Ok(blocks)
}
