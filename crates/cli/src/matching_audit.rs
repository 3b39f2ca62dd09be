//! `linli matching audit`: a recorded round again, from the blocks and the published words.
//!
//! Three questions, each with an answer of its own. Is the kept input the one that the ledger
//! names? Does it follow from the ledger at the height that the round names? Does it give the
//! result that the ledger names?

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, bail};
use ledger::{
    Action, Block, Event, Genesis, Hash, Verdict,
    event::MatchingEvent,
    operation::{MatchingAction, matching::RecordMatchRound},
};
use matching::{ListingId, RoundInput};
use portal::{content::ContentStore, desk, matchmaker::Matchmaker};
use projections::Projections;
use serde_json::json;

use crate::{
    folder::Folder,
    identity,
    office::areas_of,
    rebuild::stored_blocks,
    sample::Sample,
    screen::{complain, say},
};

/// How many differences are printed; the count is always that of all.
const DIFFERENCES_SHOWN: usize = 20;

/// What the matchmaker did, for auditors.
#[derive(clap::Subcommand)]
pub(crate) enum Matching {
    /// Runs a recorded round again; exit code 1 when anything is not as it was recorded.
    Audit(Audit),
    /// Tells who is asked how often and who waits how long; groups of fewer than ten are left out.
    Fairness(Fairness),
}

/// Where the figures come from.
#[derive(clap::Args)]
pub(crate) struct Fairness {
    /// The office's data folder; the office may not be running.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// Which round, and where.
#[derive(clap::Args)]
pub(crate) struct Audit {
    /// The office's data folder; the office may not be running.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The round's number, from zero; the last one when none is named.
    #[arg(long)]
    round: Option<u64>,
    /// The kept input, if it is not in the data folder.
    #[arg(long)]
    bundle: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// What was found; everything is in order when nothing differs.
struct Findings {
    round: u64,
    recorded: RecordMatchRound,
    needs: usize,
    offers: usize,
    pairs: usize,
    assigned: usize,
    differences: Vec<String>,
}

impl Matching {
    pub(crate) fn run(self) -> ExitCode {
        let audit = match self {
            Self::Audit(audit) => audit,
            Self::Fairness(fairness) => return fairness.run(),
        };
        let json = audit.json;
        match crate::run(audit.audit()) {
            Ok(findings) => {
                findings.report(json);
                if findings.differences.is_empty() {
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
}

impl Audit {
    async fn audit(self) -> anyhow::Result<Findings> {
        let folder = Folder::new(&self.data);
        let _lock = folder.lock()?;
        let genesis = identity::load_genesis(&folder)?
            .with_context(|| format!("{} holds no office", self.data.display()))?;
        let blocks = stored_blocks(&folder)?;
        let (round, recorded) = find_round(&blocks, self.round)?;
        let content = ContentStore::open(&folder.content())?;
        let input = self.kept_input(&content, &recorded)?;
        let matchmaker = Matchmaker::new(&areas_of(&Sample::load()?.divisions))?;
        let version = matchmaker.parameters().version;
        if version != recorded.parameters_version {
            bail!(
                "the round followed parameter set {}, and this program knows set {version}",
                recorded.parameters_version
            );
        }
        let derived = derive_input(&genesis, &blocks, &recorded, &content, &matchmaker).await?;
        let mut differences = differences(&input, &derived);
        let result = matching::assign(&input, matchmaker.parameters())?;
        if Hash(matching::digest(&result, matchmaker.parameters())) != recorded.result {
            differences.push("the kept input gives another result than the recorded one".into());
        }
        Ok(Findings {
            round,
            needs: input.needs.len(),
            offers: input.offers.len(),
            pairs: input.pairs.len(),
            assigned: result.pairs.len(),
            recorded,
            differences,
        })
    }

    /// The input that the ledger names by its hash, and no other.
    fn kept_input(
        &self,
        content: &ContentStore,
        recorded: &RecordMatchRound,
    ) -> anyhow::Result<RoundInput> {
        let bytes = match &self.bundle {
            Some(path) => {
                let bytes = std::fs::read(path);
                bytes.with_context(|| format!("cannot read {}", path.display()))?
            }
            None => content
                .bytes(&recorded.inputs)?
                .with_context(|| format!("the kept input {} is not here", recorded.inputs))?,
        };
        if Hash::of(&[&bytes]) != recorded.inputs {
            bail!(
                "this is not the input that the ledger names: {}",
                recorded.inputs
            );
        }
        Ok(RoundInput::from_bytes(&bytes)?)
    }
}

impl Fairness {
    fn run(self) -> ExitCode {
        match crate::run(self.report()) {
            Ok(report) if self.json => say(&report.to_string()),
            Ok(report) => crate::bench::table::lines(&report)
                .iter()
                .for_each(|line| say(line)),
            Err(error) => {
                complain(&format!("linli: {error:#}"));
                return ExitCode::FAILURE;
            }
        }
        ExitCode::SUCCESS
    }

    /// Read models made anew from the blocks, so that nobody must trust the kept ones.
    async fn report(&self) -> anyhow::Result<serde_json::Value> {
        let folder = Folder::new(&self.data);
        let _lock = folder.lock()?;
        let genesis = identity::load_genesis(&folder)?
            .with_context(|| format!("{} holds no office", self.data.display()))?;
        let blocks = stored_blocks(&folder)?;
        let now = blocks
            .last()
            .map_or(genesis.time, |block| block.header.time);
        let content = ContentStore::open(&folder.content())?;
        let scratch = std::env::temp_dir().join(format!("linli-fairness-{}", std::process::id()));
        std::fs::create_dir_all(&scratch)?;
        let views = Projections::open(&scratch.join("views.db"), &genesis).await?;
        let counted = async {
            views.rebuild(blocks.iter()).await?;
            anyhow::Ok(portal::fairness::report(&views, &content, now).await?)
        };
        let counted = counted.await;
        views.close().await;
        std::fs::remove_dir_all(&scratch)?;
        Ok(serde_json::to_value(counted?)?)
    }
}

/// A recorded round: the one with this number, or the last.
fn find_round(blocks: &[Block], wanted: Option<u64>) -> anyhow::Result<(u64, RecordMatchRound)> {
    let rounds: BTreeMap<u64, RecordMatchRound> = blocks.iter().flat_map(rounds_of).collect();
    let found = match wanted {
        Some(round) => rounds.get_key_value(&round),
        None => rounds.last_key_value(),
    };
    match (found, wanted) {
        (Some((round, recorded)), _) => Ok((*round, recorded.clone())),
        (None, Some(round)) => bail!("the ledger holds no round {round}; it has {}", rounds.len()),
        (None, None) => bail!("the ledger holds no round"),
    }
}

fn rounds_of(block: &Block) -> Vec<(u64, RecordMatchRound)> {
    let mut rounds = Vec::new();
    for (envelope, outcome) in block.operations.iter().zip(&block.outcomes) {
        let Verdict::Applied(events) = &outcome.verdict else {
            continue;
        };
        let commands = envelope.intent.operation.actions().iter();
        let commands = commands.filter_map(|action| match action {
            Action::Matching(MatchingAction::RecordMatchRound(command)) => Some(command),
            _ => None,
        });
        let numbers = events.iter().filter_map(|event| match event {
            Event::Matching(MatchingEvent::MatchRoundRecorded { round }) => Some(*round),
            _ => None,
        });
        rounds.extend(numbers.zip(commands.cloned()));
    }
    rounds
}

/// What the round had to read: read models made anew from the blocks up to its height, with the
/// words that the content store holds.
async fn derive_input(
    genesis: &Genesis,
    blocks: &[Block],
    recorded: &RecordMatchRound,
    content: &ContentStore,
    matchmaker: &Matchmaker,
) -> anyhow::Result<RoundInput> {
    let until = blocks
        .iter()
        .position(|block| block.header.height == recorded.height)
        .context("the height that the round names is not stored here")?;
    let (past, _) = blocks.split_at(until.saturating_add(1));
    let now = past.last().map_or(genesis.time, |block| block.header.time);
    let scratch = std::env::temp_dir().join(format!("linli-round-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let views = Projections::open(&scratch.join("views.db"), genesis).await?;
    let derived = async {
        views.rebuild(past.iter()).await?;
        let open = desk::open_listings(&views, content, now).await?;
        anyhow::Ok(matchmaker.round_input(&open, now)?)
    };
    let derived = derived.await;
    views.close().await;
    std::fs::remove_dir_all(&scratch)?;
    derived
}

/// Each listing and pair in which the kept input is not what the ledger gives.
fn differences(kept: &RoundInput, derived: &RoundInput) -> Vec<String> {
    let mut found = Vec::new();
    if kept.asks_per_helper_max != derived.asks_per_helper_max {
        found.push(format!(
            "a helper could be asked {} times, the rule says {}",
            kept.asks_per_helper_max, derived.asks_per_helper_max
        ));
    }
    let needs = |input: &RoundInput| input.needs.iter().map(|need| (need.id, *need)).collect();
    compare(
        "need",
        &needs(kept),
        &needs(derived),
        |id| name(*id),
        &mut found,
    );
    let offers = |input: &RoundInput| input.offers.iter().map(|row| (row.id, *row)).collect();
    compare(
        "offer",
        &offers(kept),
        &offers(derived),
        |id| name(*id),
        &mut found,
    );
    let pairs = |input: &RoundInput| {
        let pairs = input.pairs.iter();
        pairs
            .map(|pair| ((pair.need, pair.offer), pair.score))
            .collect()
    };
    let pair_name = |pair: &(ListingId, ListingId)| format!("{} – {}", name(pair.0), name(pair.1));
    compare("pair", &pairs(kept), &pairs(derived), pair_name, &mut found);
    found
}

fn compare<K: Ord, V: PartialEq + std::fmt::Debug>(
    what: &str,
    kept: &BTreeMap<K, V>,
    derived: &BTreeMap<K, V>,
    name: impl Fn(&K) -> String,
    found: &mut Vec<String>,
) {
    for (key, value) in kept {
        match derived.get(key) {
            Some(expected) if expected == value => {}
            Some(expected) => found.push(format!(
                "{what} {}: the round read {value:?}, the ledger gives {expected:?}",
                name(key)
            )),
            None => found.push(format!(
                "{what} {}: the round read it, the ledger does not give it",
                name(key)
            )),
        }
    }
    for key in derived.keys().filter(|key| !kept.contains_key(key)) {
        found.push(format!("{what} {}: the round left it out", name(key)));
    }
}

fn name(listing: ListingId) -> String {
    ledger::ListingId(listing.0).to_string()
}

impl Findings {
    fn report(&self, json: bool) {
        let recorded = &self.recorded;
        if json {
            let found = json!({
                "round": self.round,
                "height": recorded.height,
                "parameters_version": recorded.parameters_version,
                "inputs": recorded.inputs.to_string(),
                "result": recorded.result.to_string(),
                "needs": self.needs,
                "offers": self.offers,
                "pairs": self.pairs,
                "assigned": self.assigned,
                "sound": self.differences.is_empty(),
                "differences": self.differences,
            });
            say(&found.to_string());
            return;
        }
        say(&format!(
            "round {} at height {}: {} needs, {} offers, {} pairs, {} assigned",
            self.round, recorded.height, self.needs, self.offers, self.pairs, self.assigned
        ));
        for difference in self.differences.iter().take(DIFFERENCES_SHOWN) {
            complain(difference);
        }
        match self.differences.len() {
            0 => say("sound: the same listings, the same scores, the same result"),
            count => complain(&format!("{count} differences")),
        }
    }
}
