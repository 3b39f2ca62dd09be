//! `linli verify`: a receipt or another proof against a trust file, with no network and no office.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, bail};
use verifier::Evidence;

use crate::screen::{complain, say};

/// Checks a receipt or another proof offline: exit code 0 when it is valid, 1 with the reason when
/// it is not.
#[derive(clap::Args)]
pub(crate) struct Verify {
    /// The receipt: the binary file, the JSON file, a file with the text of its QR code, or that
    /// text itself as it was scanned.
    receipt: String,
    /// The network's trust file.
    #[arg(long)]
    trust: Option<PathBuf>,
    /// Receipts or headers from earlier, with which a consistency proof must agree.
    #[arg(long = "known")]
    known: Vec<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// No proof is larger; a file from outside is not read further.
const FILE_BYTES_MAX: u64 = 6 * 1024 * 1024;

impl Verify {
    pub(crate) fn run(self) -> ExitCode {
        match self.answer() {
            Ok(answer) => {
                say(&answer.text);
                if answer.valid {
                    ExitCode::SUCCESS
                } else {
                    ExitCode::FAILURE
                }
            }
            Err(error) => {
                complain(&format!("linli: {error:#}"));
                ExitCode::FAILURE
            }
        }
    }

    fn answer(&self) -> anyhow::Result<verifier::Answer> {
        let known = self
            .known
            .iter()
            .map(|path| load_evidence(path).map(|evidence| evidence.certified().header))
            .collect::<Result<Vec<_>, _>>()?;
        let proof = self.load_proof()?;
        let trust = self
            .trust
            .as_ref()
            .and_then(|path| fs::read_to_string(path).ok());
        let trust = trust.as_deref();
        Ok(verifier::answer::answer_knowing(
            &proof, trust, &known, self.json,
        ))
    }

    /// A file, or what a phone read from a code: an address with the proof behind `#`.
    fn load_proof(&self) -> anyhow::Result<Vec<u8>> {
        let path = Path::new(&self.receipt);
        let scanned = !path.exists()
            && (self.receipt.contains('#') || Evidence::read(self.receipt.as_bytes()).is_ok());
        if scanned {
            Ok(self.receipt.clone().into_bytes())
        } else {
            load(path)
        }
    }
}

/// Reads a proof of any kind from a file.
pub(crate) fn load_evidence(path: &Path) -> anyhow::Result<Evidence> {
    let file = load(path)?;
    Evidence::read(&file).map_err(|invalid| anyhow::anyhow!("{}: {invalid}", path.display()))
}

fn load(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.display();
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes))
        .with_context(|| format!("cannot read {name}"))?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        bail!("{name} is too large for a receipt");
    }
    Ok(bytes)
}
