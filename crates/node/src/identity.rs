//! The marker beside the key that says: this key has voted. Without the votes themselves, voting
//! again could contradict them, so a node whose ledger is gone or behind refuses to start.

use crate::config::{StartError, engine_directory, ledger_directory, log_directory};
use ledger::NetworkId;
use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// What a marker states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Voted {
    network: NetworkId,
    height: u64,
}

fn marker_path(data_dir: &Path) -> PathBuf {
    data_dir.join("identity").join("voted")
}

fn parse(text: &str) -> Option<Voted> {
    let mut words = text.split_ascii_whitespace();
    let network = NetworkId::from_hex(words.next()?)?;
    let height = words.next()?.parse().ok()?;
    Some(Voted { network, height })
}

/// Refuses when the key has voted and the folders of its votes are missing. To be asked before
/// anything is created.
pub(crate) fn check_folders(data_dir: &Path, network: NetworkId) -> Result<(), StartError> {
    let Some(voted) = read(data_dir, network)? else {
        return Ok(());
    };
    let empty =
        |path: &Path| fs::read_dir(path).map_or(true, |mut entries| entries.next().is_none());
    if empty(&log_directory(data_dir)) || !engine_directory(data_dir).is_dir() {
        return Err(StartError::VotesForgotten {
            directory: ledger_directory(data_dir),
            known: voted.height,
            found: 0,
        });
    }
    Ok(())
}

/// Refuses when the ledger ends below the height that the key is known to have reached.
pub(crate) fn check_height(
    data_dir: &Path,
    network: NetworkId,
    found: u64,
) -> Result<(), StartError> {
    match read(data_dir, network)? {
        Some(voted) if voted.height > found => Err(StartError::VotesForgotten {
            directory: ledger_directory(data_dir),
            known: voted.height,
            found,
        }),
        _ => Ok(()),
    }
}

fn read(data_dir: &Path, network: NetworkId) -> Result<Option<Voted>, StartError> {
    let path = marker_path(data_dir);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StartError::io(&path)(error)),
    };
    match parse(&text) {
        Some(voted) if voted.network == network => Ok(Some(voted)),
        Some(_) => Err(StartError::OtherNetwork(path)),
        None => Err(StartError::io(&path)(io::ErrorKind::InvalidData.into())),
    }
}

/// Writes the marker so that it survives a power cut.
pub(crate) fn record(data_dir: &Path, network: NetworkId, height: u64) -> io::Result<()> {
    let path = marker_path(data_dir);
    let directory = path.parent().unwrap_or(data_dir);
    fs::create_dir_all(directory)?;
    let unfinished = path.with_extension("new");
    let mut file = File::create(&unfinished)?;
    writeln!(file, "{network} {height}")?;
    file.sync_all()?;
    fs::rename(&unfinished, &path)?;
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_voted_needs_its_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let (data, network) = (folder.path(), NetworkId([7; 32]));
        assert!(check_folders(data, network).is_ok());
        record(data, network, 12).unwrap();
        let refused = check_folders(data, network);
        assert!(matches!(
            refused,
            Err(StartError::VotesForgotten { known: 12, .. })
        ));
        fs::create_dir_all(log_directory(data)).unwrap();
        fs::create_dir_all(engine_directory(data)).unwrap();
        fs::write(log_directory(data).join("blocks-000000.log"), b"").unwrap();
        assert!(check_folders(data, network).is_ok());
        assert!(check_height(data, network, 11).is_err());
        assert!(check_height(data, network, 12).is_ok());
        let other = check_height(data, NetworkId([8; 32]), 12);
        assert!(matches!(other, Err(StartError::OtherNetwork(_))));
    }
}
