//! `linli verify`: a receipt against a trust file, with no network and no office.

use std::{fs, path::PathBuf, process::ExitCode};

use crate::screen::{complain, say};

/// Checks a receipt offline: exit code 0 when it is valid, 1 with the reason when it is not.
#[derive(clap::Args)]
pub(crate) struct Verify {
    /// The receipt: the binary file, the JSON file, or a file with the text of its QR code.
    receipt: PathBuf,
    /// The network's trust file.
    #[arg(long)]
    trust: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// No receipt is larger; a file from outside is not read further.
const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024;

impl Verify {
    pub(crate) fn run(self) -> ExitCode {
        let name = self.receipt.display();
        let file = match fs::metadata(&self.receipt) {
            Ok(found) if found.len() > FILE_BYTES_MAX => {
                complain(&format!("linli: {name} is too large for a receipt"));
                return ExitCode::FAILURE;
            }
            Ok(_) => fs::read(&self.receipt),
            Err(error) => Err(error),
        };
        let file = match file {
            Ok(file) => file,
            Err(error) => {
                complain(&format!("linli: cannot read {name}: {error}"));
                return ExitCode::FAILURE;
            }
        };
        let trust = self
            .trust
            .as_ref()
            .and_then(|path| fs::read_to_string(path).ok());
        let answer = verifier::answer(&file, trust.as_deref(), self.json);
        say(&answer.text);
        if answer.valid {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}
