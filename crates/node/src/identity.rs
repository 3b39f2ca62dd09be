//! The marker beside the key that says: this key has voted. Without the votes themselves, voting
//! again could contradict them, so a node whose ledger is gone or behind refuses to start.

use crate::{
    config::{ENGINE_FOLDER, LEDGER_FOLDER, StartError},
    disk::Disk,
    log::LOG_FOLDER,
};
use ledger::{
    NetworkId,
    planted::{PlantedBug, is_planted},
};
use std::io;

/// The marker's name on the disk.
const MARKER: &str = "identity/voted";

/// What a marker states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Voted {
    network: NetworkId,
    height: u64,
}

fn parse(text: &str) -> Option<Voted> {
    let mut words = text.split_ascii_whitespace();
    let network = NetworkId::from_hex(words.next()?)?;
    let height = words.next()?.parse().ok()?;
    Some(Voted { network, height })
}

/// Refuses when the key has voted and the folders of its votes are missing. To be asked before
/// anything is created.
pub(crate) fn check_folders(disk: &dyn Disk, network: NetworkId) -> Result<(), StartError> {
    let Some(voted) = read(disk, network)?.filter(|_| !is_planted(PlantedBug::VotesWithoutLedger))
    else {
        return Ok(());
    };
    let list = |folder: &str| disk.list(folder).map_err(StartError::io(disk.path(folder)));
    let blocks = list(LOG_FOLDER)?;
    if blocks.is_none_or(|names| names.is_empty()) || list(ENGINE_FOLDER)?.is_none() {
        return Err(StartError::VotesForgotten {
            directory: disk.path(LEDGER_FOLDER),
            known: voted.height,
            found: 0,
        });
    }
    Ok(())
}

/// Refuses when the ledger ends below the height that the key is known to have reached.
pub(crate) fn check_height(
    disk: &dyn Disk,
    network: NetworkId,
    found: u64,
) -> Result<(), StartError> {
    match read(disk, network)? {
        Some(_) if is_planted(PlantedBug::VotesWithoutLedger) => Ok(()),
        Some(voted) if voted.height > found => Err(StartError::VotesForgotten {
            directory: disk.path(LEDGER_FOLDER),
            known: voted.height,
            found,
        }),
        _ => Ok(()),
    }
}

fn read(disk: &dyn Disk, network: NetworkId) -> Result<Option<Voted>, StartError> {
    let path = disk.path(MARKER);
    let Some(bytes) = disk.read(MARKER).map_err(StartError::io(path.clone()))? else {
        return Ok(None);
    };
    match String::from_utf8(bytes).ok().and_then(|text| parse(&text)) {
        Some(voted) if voted.network == network => Ok(Some(voted)),
        Some(_) => Err(StartError::OtherNetwork(path)),
        None => Err(StartError::io(path)(io::ErrorKind::InvalidData.into())),
    }
}

/// Writes the marker so that it survives a power cut.
pub(crate) fn record(disk: &dyn Disk, network: NetworkId, height: u64) -> io::Result<()> {
    disk.replace(MARKER, format!("{network} {height}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::Folder;

    #[test]
    fn a_key_that_voted_needs_its_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let disk: &dyn Disk = &Folder(folder.path().to_path_buf());
        let network = NetworkId([7; 32]);
        assert!(check_folders(disk, network).is_ok());
        record(disk, network, 12).unwrap();
        let refused = check_folders(disk, network);
        assert!(matches!(
            refused,
            Err(StartError::VotesForgotten { known: 12, .. })
        ));
        disk.make_folder(ENGINE_FOLDER).unwrap();
        assert!(check_folders(disk, network).is_err());
        disk.create("ledger/log/blocks-000000.log").unwrap();
        assert!(check_folders(disk, network).is_ok());
        assert!(check_height(disk, network, 11).is_err());
        assert!(check_height(disk, network, 12).is_ok());
        let other = check_height(disk, NetworkId([8; 32]), 12);
        assert!(matches!(other, Err(StartError::OtherNetwork(_))));
    }
}
