//! The office's own keys and the genesis description that they belong to.

use std::{fs, io::Write as _, os::unix::fs::OpenOptionsExt as _, path::Path};

use anyhow::{Context as _, bail};
use ledger::{
    AreaCode, Genesis, PartyId, Timestamp, ValidatorSet, genesis::Founder, hash::Suite,
    rule_pack::RulePack, signature::PublicKey,
};

use crate::folder::Folder;

/// Blocks per epoch of the consensus engine; at each boundary the engine makes new files, so that
/// longer epochs mean fewer slow blocks.
const EPOCH_BLOCKS: u64 = 1024;

/// Loads the seed of the key that signs blocks, or makes a new one.
pub(crate) fn validator_seed(folder: &Folder) -> anyhow::Result<[u8; 32]> {
    seed_at(&folder.validator_key())
}

/// Loads the seed of the key that will sign blocks after a rotation, or makes a new one.
pub(crate) fn next_validator_seed(folder: &Folder) -> anyhow::Result<[u8; 32]> {
    seed_at(&folder.next_validator_key())
}

fn seed_at(path: &Path) -> anyhow::Result<[u8; 32]> {
    let name = path.display();
    match fs::read_to_string(path) {
        Ok(text) => ledger::Hash::from_hex(text.trim())
            .map(|seed| seed.0)
            .with_context(|| format!("{name} is damaged: it must hold 64 hexadecimal digits")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let seed = random_bytes()?;
            write_secret(path, &ledger::Hash(seed).to_string())?;
            Ok(seed)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {name}")),
    }
}

/// Random bytes from the operating system.
pub(crate) fn random_bytes<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).context("the operating system gave no random bytes")?;
    Ok(bytes)
}

/// Writes a file that only its owner may read, whole or not at all.
fn write_secret(path: &Path, text: &str) -> anyhow::Result<()> {
    let draft = path.with_extension("draft");
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::options()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&draft)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, path)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// The organisation whose office a folder is; `None` in a folder that was made before offices had
/// company, where it is the founder.
pub(crate) fn load_office(folder: &Folder) -> anyhow::Result<Option<PartyId>> {
    let path = folder.office_id();
    match fs::read_to_string(&path) {
        Ok(text) => match PartyId::from_hex(text.trim()) {
            Some(office) => Ok(Some(office)),
            None => bail!("{} is damaged", path.display()),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Says whose office a folder is.
pub(crate) fn store_office(folder: &Folder, office: PartyId) -> anyhow::Result<()> {
    let path = folder.office_id();
    fs::write(&path, format!("{office}\n"))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Reads the genesis description; `None` before there is one.
pub(crate) fn load_genesis(folder: &Folder) -> anyhow::Result<Option<Genesis>> {
    let path = folder.genesis();
    match fs::read(&path) {
        Ok(bytes) => match ledger::decode(&bytes) {
            Some(genesis) => Ok(Some(genesis)),
            None => bail!("{} is damaged", path.display()),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Writes the genesis description, whole or not at all.
pub(crate) fn store_genesis(folder: &Folder, genesis: &Genesis) -> anyhow::Result<()> {
    let path = folder.genesis();
    let draft = path.with_extension("draft");
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::create(&draft)?;
        file.write_all(&ledger::encode(genesis))?;
        file.sync_all()?;
        fs::rename(&draft, &path)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// A demonstration network of one validator whose clock begins some time ago.
pub(crate) fn demo_genesis(
    validator: [u8; 32],
    founder: (PartyId, [u8; 32]),
    now_ms: u64,
    began_ms_ago: u64,
) -> anyhow::Result<Genesis> {
    let offset = i64::try_from(began_ms_ago).context("the history is too long")?;
    Ok(Genesis {
        suite: Suite::Sha256Ed25519,
        demo: true,
        salt: random_bytes()?,
        time: Timestamp(now_ms).minus_ms(began_ms_ago),
        clock_offset_ms: offset.checked_neg().context("the history is too long")?,
        district: AreaCode(440_604),
        epoch_blocks: EPOCH_BLOCKS,
        validators: ValidatorSet::new(vec![validator]),
        founder: Founder {
            organisation: founder.0,
            key: PublicKey::Ed25519(founder.1),
        },
        rule_pack: RulePack::chancheng(),
    })
}
