//! `linli membership`: what an operator tells the running office about the network's own affairs.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use serde_json::Value;

use crate::{folder::Folder, screen::say, serve::control::Order};

/// Who agrees on blocks, and by which rules.
#[derive(clap::Subcommand)]
pub(crate) enum Membership {
    /// Shows the validators of this epoch and the next, and what is proposed.
    Status(OfOffice),
    /// Proposes to let an office in, to remove one, or both at once.
    Propose(Propose),
    /// Proposes a new key in the place of this office's own.
    Rotate(OfOffice),
    /// Proposes that another version of the rules runs from a height on.
    ProposeUpgrade(ProposeUpgrade),
    /// Approves a change in this office's name.
    Approve(OnChange),
    /// Takes this office's own proposal back.
    Withdraw(OnChange),
}

/// Which office.
#[derive(clap::Args)]
pub(crate) struct OfOffice {
    /// The data folder of this machine's running office.
    #[arg(long)]
    data: PathBuf,
}

/// A change of the set of validators.
#[derive(clap::Args)]
pub(crate) struct Propose {
    #[command(flatten)]
    office: OfOffice,
    /// The card of the office that comes.
    #[arg(long, required_unless_present = "remove")]
    card: Option<PathBuf>,
    /// The validator key of the office that goes.
    #[arg(long)]
    remove: Option<String>,
}

/// A change of the rules.
#[derive(clap::Args)]
pub(crate) struct ProposeUpgrade {
    #[command(flatten)]
    office: OfOffice,
    /// The version of the rules.
    #[arg(long)]
    rules: u32,
    /// The first height that it rules.
    #[arg(long)]
    height: u64,
}

/// A proposed change.
#[derive(clap::Args)]
pub(crate) struct OnChange {
    #[command(flatten)]
    office: OfOffice,
    /// Its id, as `status` shows it.
    change: String,
}

impl Membership {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let (office, order) = self.order()?;
        let answer = tell(&office.data, &order)?;
        say(&serde_json::to_string_pretty(&answer)?);
        Ok(())
    }

    fn order(self) -> anyhow::Result<(OfOffice, Order)> {
        Ok(match self {
            Self::Status(office) => (office, Order::Status),
            Self::Rotate(office) => (office, Order::Rotate),
            Self::Propose(Propose {
                office,
                card,
                remove,
            }) => (office, proposal(card.as_deref(), remove)?),
            Self::ProposeUpgrade(upgrade) => {
                let (version, height) = (upgrade.rules, upgrade.height);
                (upgrade.office, Order::Upgrade { version, height })
            }
            Self::Approve(on) => (on.office, Order::Approve { change: on.change }),
            Self::Withdraw(on) => (on.office, Order::Withdraw { change: on.change }),
        })
    }
}

fn proposal(card: Option<&Path>, remove: Option<String>) -> anyhow::Result<Order> {
    match (card, remove) {
        (Some(path), remove) => {
            let card = fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            Ok(Order::Add { card, remove })
        }
        (None, Some(key)) => Ok(Order::Remove { key }),
        (None, None) => bail!("name --card, --remove or both"),
    }
}

/// Sends one order to the office that runs on a folder, and returns its answer.
pub(crate) fn tell(data: &Path, order: &Order) -> anyhow::Result<Value> {
    let path = Folder::new(data).control();
    let mut stream = UnixStream::connect(&path).with_context(|| {
        let name = data.display();
        format!("no office runs on {name}: start it with `linli serve`, or name its --data folder")
    })?;
    writeln!(stream, "{}", serde_json::to_string(order)?)?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    let mut answer: Value =
        serde_json::from_str(&line).context("the office stopped before it answered")?;
    match answer["error"].as_str() {
        Some(error) => bail!("{error}"),
        None => Ok(answer["ok"].take()),
    }
}
