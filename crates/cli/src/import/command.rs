//! `linli import`: a whole table, or nothing and every error in it.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context as _, bail};
use ledger::{
    PartyId,
    operation::listing::{ListingKind, Place},
    time::DAY_MS,
};
use portal::{content::ListingText, desk::ListingDraft};

use super::{ImportedRow, Mapping, read_rows};
use crate::{
    folder::Folder,
    identity,
    office::{Company, Opening, RunningOffice, open_vault},
    sample::Sample,
    screen::{complain, say},
};

/// What a table holds.
#[derive(Clone, Copy, clap::ValueEnum)]
enum What {
    Needs,
    Offers,
}

/// Publishes a table of needs or offers, all rows or none.
#[derive(clap::Args)]
pub(crate) struct Import {
    what: What,
    /// A CSV file in UTF-8.
    file: PathBuf,
    /// The office's data folder; the office may not be running.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The organisation that publishes: its short name in the sample, its name, or its id.
    #[arg(long = "as")]
    organisation: String,
    /// How the columns become listings; see docs/import.
    #[arg(long)]
    map: Option<PathBuf>,
    /// Only says what would happen.
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    pub(crate) fn run(self) -> ExitCode {
        match crate::run(self.import()) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                complain(&format!("linli: {error:#}"));
                ExitCode::FAILURE
            }
        }
    }

    /// Whether all rows were right.
    async fn import(self) -> anyhow::Result<bool> {
        let mapping = match &self.map {
            Some(path) => Mapping::load(path)?,
            None => Mapping::standard(),
        };
        let rows = match read_rows(&self.file, &mapping)? {
            Ok(rows) => rows,
            Err(errors) => {
                for error in &errors {
                    complain(&error.to_string());
                }
                complain(&format!("{} errors; nothing was published", errors.len()));
                return Ok(false);
            }
        };
        if self.dry_run {
            say(&format!(
                "{} rows are right; nothing was published (--dry-run)",
                rows.len()
            ));
            return Ok(true);
        }
        self.publish(rows).await?;
        Ok(true)
    }

    async fn publish(self, rows: Vec<ImportedRow>) -> anyhow::Result<()> {
        let folder = Folder::new(&self.data);
        let lock = folder.lock()?;
        let genesis = identity::load_genesis(&folder)?
            .with_context(|| format!("{} holds no office", self.data.display()))?;
        let sample = Sample::load()?;
        let vault = open_vault(&folder).await?;
        let divisions = &sample.divisions;
        let opening = Opening {
            folder: &folder,
            lock,
            office: genesis.founder.organisation,
            company: Company::default(),
            genesis,
            vault,
            divisions,
        };
        let office = RunningOffice::open(opening).await?;
        let published = self.publish_in(&office, &sample, rows).await;
        office.stop().await;
        published
    }

    async fn publish_in(
        &self,
        office: &RunningOffice,
        sample: &Sample,
        rows: Vec<ImportedRow>,
    ) -> anyhow::Result<()> {
        let owner = find_organisation(office, sample, &self.organisation).await?;
        let kind = match self.what {
            What::Needs => ListingKind::Need,
            What::Offers => ListingKind::Offer,
        };
        let now = office.desk.now();
        let count = rows.len();
        let drafts = rows.into_iter().map(|row| ListingDraft {
            kind,
            category: row.category,
            area: row.area,
            place: Place::Agreed,
            windows: Vec::new(),
            minutes: row.minutes,
            capacity: row.capacity,
            expires_at: now.plus_ms(row.expires_in_days.saturating_mul(DAY_MS)),
            text: ListingText {
                title: row.title,
                description: row.description,
                ..ListingText::default()
            },
        });
        let done = office
            .desk
            .publish_all(owner, drafts.collect())
            .await
            .context("the ledger refused the table; nothing was published")?;
        let round = portal::jobs::match_everything(&office.desk).await?;
        say(&format!(
            "{count} published in block {}, operation {}",
            done.height, done.operation
        ));
        say(&format!(
            "matched: {} of {} open needs have {} candidates; {} assigned, certified gap {} ppm",
            round.needs_with_candidates,
            round.needs,
            round.candidates,
            round.assigned,
            round.gap_ppm
        ));
        Ok(())
    }
}

/// An organisation by the sample's short name, its shown name, or its id.
async fn find_organisation(
    office: &RunningOffice,
    sample: &Sample,
    wanted: &str,
) -> anyhow::Result<PartyId> {
    let name = sample
        .organisations
        .iter()
        .find(|row| row.key == wanted)
        .map_or(wanted, |row| row.name.zh.as_str());
    let known = office.desk.projections.organisations().await?;
    let by_id = PartyId::from_hex(wanted);
    let found = known.iter().find(|row| {
        let text = office.desk.organisation_text(row.party);
        by_id == Some(row.party)
            || text.is_some_and(|text| text.name_zh == name || text.name_en == name)
    });
    match found {
        Some(row) => Ok(row.party),
        None => bail!("there is no organisation `{wanted}` in this office"),
    }
}
