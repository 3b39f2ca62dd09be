//! `linli prove`: what the ledger said after any block, proved from an office's own folder. Takes
//! as long as running the blocks again takes, where the running office answers in a second or not.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use ledger::{
    AreaCode, AttestationId, Block, Header, HutId, KeyIndex, PartyId, State,
    authority::CHARTERS,
    block::{Signatures, check_block},
    operation::identity::{Role, Scope},
    state::{accounts::AccountId, keys},
};
use node::records::{self, Kind};
use verifier::{Certified, StateProof};

use crate::{folder::Folder, identity, rebuild::stored_blocks, screen::say};

/// Proves what the ledger held after a block: a membership, a balance, a role, a key or an
/// attestation, or that there was none.
#[derive(clap::Args)]
pub(crate) struct Prove {
    /// The office's or observer's data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The block after which it held; the last one when left out.
    #[arg(long)]
    at: Option<u64>,
    /// Where the proof goes, to be given to `linli verify`.
    #[arg(long)]
    out: PathBuf,
    #[command(subcommand)]
    subject: Subject,
}

#[derive(clap::Subcommand)]
enum Subject {
    /// Whether a party is registered, and how it stands.
    Member { party: String },
    /// The points of a party.
    Balance { party: String },
    /// Whether a party held a role there.
    Role {
        party: String,
        /// The role's word, such as `hut_keeper`.
        role: String,
        #[command(flatten)]
        place: Place,
    },
    /// A key by its number, and whether it was revoked.
    Key { number: u32 },
    /// An attestation by its id, and whether it was revoked.
    Attestation { id: String },
    /// The network's own record.
    Network,
    /// The validators.
    Validators,
}

#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct Place {
    /// A code of an area.
    #[arg(long)]
    area: Option<u64>,
    /// The id of an organisation.
    #[arg(long)]
    organisation: Option<String>,
    /// The id of a hut.
    #[arg(long)]
    hut: Option<String>,
}

impl Prove {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let folder = Folder::new(&self.data);
        let _lock = folder.lock()?;
        let genesis = identity::load_genesis(&folder)?
            .with_context(|| format!("{} holds no office", self.data.display()))?;
        let blocks = stored_blocks(&folder)?;
        let last = blocks.last().map_or(0, |block| block.header.height);
        let height = self.at.unwrap_or(last);
        if height == 0 || height > last {
            bail!(
                "the blocks of this folder go from 1 to {last}; there is no proof after {height}"
            );
        }
        let state = replay(&genesis, &blocks, height)?;
        let certified = certified(&self.data, &blocks, height)?;
        let proof = self.subject.prove(certified, &state)?;
        fs::write(&self.out, proof.to_bytes())
            .with_context(|| format!("{} cannot be written", self.out.display()))?;
        say(&format!("{}: after block {height}", self.out.display()));
        Ok(())
    }
}

/// The state after a block, every block checked on the way.
fn replay(genesis: &ledger::Genesis, blocks: &[Block], height: u64) -> anyhow::Result<State> {
    let mut parent: Header = genesis.block().header;
    let mut state = genesis.state();
    for block in blocks {
        if block.header.height == 0 || block.header.height > height {
            continue;
        }
        state = check_block(&parent, &state, block, Signatures::Check)
            .with_context(|| format!("block {} does not hold", block.header.height))?;
        parent = block.header.clone();
    }
    Ok(state)
}

/// A block's header with the first certificate at or above it.
fn certified(data: &Path, blocks: &[Block], height: u64) -> anyhow::Result<Certified> {
    let mut nearest: Option<(u64, Vec<u8>)> = None;
    for record in records::read(data) {
        let record = record.map_err(|fault| anyhow::anyhow!("{fault}"))?;
        let closer = nearest.as_ref().is_none_or(|(at, _)| record.height < *at);
        if record.kind == Kind::Certificate && record.height >= height && closer {
            nearest = Some((record.height, record.payload));
        }
    }
    let (until, certificate) =
        nearest.with_context(|| format!("nothing here shows that block {height} is final"))?;
    let headers = blocks.iter().map(|block| &block.header);
    let mut headers = headers.filter(|header| (height..=until).contains(&header.height));
    let header = headers.next().cloned();
    Ok(Certified {
        header: header.with_context(|| format!("block {height} is not here"))?,
        descendants: headers.cloned().collect(),
        certificate,
    })
}

impl Subject {
    fn prove(&self, certified: Certified, state: &State) -> anyhow::Result<StateProof> {
        Ok(match self {
            Self::Member { party } => StateProof::new(certified, state, &keys::party(id(party)?)),
            Self::Balance { party } => {
                let account = AccountId::Party(id(party)?);
                StateProof::new(certified, state, &keys::account(account))
            }
            Self::Role { party, role, place } => {
                let key = keys::role(id(party)?, role_of(role)?, place.scope()?);
                StateProof::new(certified, state, &key)
            }
            Self::Key { number } => {
                StateProof::new(certified, state, &keys::key(KeyIndex(*number)))
            }
            Self::Attestation { id } => {
                let id = AttestationId::from_hex(id).context("that is no id of an attestation")?;
                StateProof::new(certified, state, &keys::attestation(id))
            }
            Self::Network => StateProof::new(certified, state, &keys::meta()),
            Self::Validators => StateProof::new(certified, state, &keys::validators()),
        })
    }
}

impl Place {
    fn scope(&self) -> anyhow::Result<Scope> {
        if let Some(area) = self.area {
            return Ok(Scope::Area(AreaCode(area)));
        }
        if let Some(hut) = &self.hut {
            let hut = HutId::from_hex(hut).context("that is no id of a hut")?;
            return Ok(Scope::Hut(hut));
        }
        let organisation = self.organisation.as_deref().unwrap_or_default();
        Ok(Scope::Organisation(id(organisation)?))
    }
}

fn id(text: &str) -> anyhow::Result<PartyId> {
    PartyId::from_hex(text).with_context(|| format!("{text:?} is no id of a party"))
}

fn role_of(word: &str) -> anyhow::Result<Role> {
    let charter = CHARTERS.iter().find(|charter| charter.word == word);
    let words = || {
        let words: Vec<&str> = CHARTERS.iter().map(|charter| charter.word).collect();
        format!("{word:?} is no role; there are {}", words.join(", "))
    };
    Ok(charter.with_context(words)?.role)
}
