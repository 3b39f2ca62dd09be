//! The story language of the rule tables: who does what, and what the ledger makes of it.
//!
//! A table has one case per line: `setup | command | expected` and, if wanted, `| books`.
//! Steps are `actor verb words`, joined by `;`; `wait 11m` lets time pass; `+` joins several
//! actions of one actor into a batch. The setup must succeed. Expected is a rejection's code or
//! every event in words; books are `name settled + pending - held` after the command. A line that
//! ends in `;`, `|` or `,` goes on in the next one, and one-word steps are [`PHRASES`].
//!
//! The cast: the `office` may do everything in the district; the `clerk` enrols people in
//! riverside, where `ann`, `bob` and `cat` live, verified; `phil` gave only a phone number; `dan`
//! lives in hillside; the `committee` is an organisation in riverside.

pub(crate) mod actions;
mod activities;
mod approvals;
mod bank;
mod course;
mod disputes;
mod facts;
pub(crate) mod network;
mod parties;
mod sharing;
pub(crate) mod words;

use crate::books::Known;
use ledger::{
    Action, ActivityId, AttestationId, CaseId, ChangeId, EntryId, Envelope, Event, ExchangeId,
    GiftId, HouseholdId, HutId, ItemId, KioskId, ListingId, LoanId, Operation, PartyId, ProposalId,
    RedemptionId, Rejection, Timestamp, TransferId, Verdict,
    event::{
        ExchangeEvent, HouseholdEvent, IdentityEvent, ListingEvent, MembershipEvent, PointsEvent,
        RedemptionEvent,
    },
    operation::{ApprovalAction, Intent, VALIDITY_MS},
    state::{accounts::AccountId, bank::Entry, keys},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};
use testkit::{Actor, Chain, chain::founder_of};

const SEED: u64 = 1;

/// Everybody whom a story finds enrolled.
pub(crate) const CAST: &str = "office enrols clerk; office grants clerk to clerk in riverside; \
    office founds committee; clerk enrols ann; clerk enrols bob; clerk enrols cat; \
    clerk enrols phil phone; office enrols dan in hillside";

/// Beginnings that many cases share.
const PHRASES: &[(&str, &str)] = &[
    (
        "two-heads",
        "office grants administrator to ann in district;
        office grants administrator to bob in district",
    ),
    (
        "complained",
        "earned; office grants worker to cat; ann disputes points back",
    ),
    (
        "appealed",
        "complained; clerk enrols zoe; clerk enrols yan; clerk enrols max;
        clerk enrols liu; cat answers words; ann appeals",
    ),
    (
        "removed",
        "two-heads; clerk enrols zoe; ann proposes takes-down cat; bob approves ann",
    ),
    ("judges", "zoe joins-pool; yan joins-pool; max joins-pool"),
    ("asked", "ann publishes need haircut; bob asks ann"),
    ("agreed", "asked; ann accepts bob"),
    ("served", "bob serves ann haircut 60"),
    ("earned", "served; wait 11m; cat settles"),
    (
        "booked",
        "served; cat publishes offer haircut; bob asks cat",
    ),
    ("promised", "booked; cat accepts bob"),
    (
        "pair",
        "ann publishes need haircut; bob publishes offer haircut",
    ),
    ("invited", "pair; office pairs ann bob"),
    (
        "later",
        "ann publishes need haircut; bob asks ann 60m in 1d; ann accepts bob",
    ),
    (
        "moved",
        "later; bob suggests ann 60m in 2d; ann takes-time bob 60m in 2d",
    ),
    ("met", "agreed; ann shows-code bob; bob repeats-code ann"),
    ("claimed", "agreed; bob confirms ann"),
    ("contradicted", "claimed; ann contradicts bob 0"),
    ("hired", "office grants worker to office in district"),
    ("missed", "agreed; ann reports-no-show bob"),
    ("both-rated", "served; ann rates bob 5; bob rates ann 4"),
    ("opened", "both-rated; wait 10m; office unseals ann:bob 5"),
    (
        "licensed",
        "clerk sees-licence electric-repair of bob for 30d",
    ),
    ("paid", "promised; bob confirms cat; cat confirms bob"),
    ("reserved", "ann lists drill; bob reserves ann"),
    ("taken", "ann hands-over bob; bob hands-over bob"),
    ("brought", "ann returns bob; bob returns bob"),
    ("lent", "reserved; taken"),
    ("back", "lent; brought"),
    (
        "pledged",
        "earned; ann lists drill deposit 3; bob reserves ann",
    ),
    (
        "damaged",
        "pledged; taken; brought; ann inspects bob damaged",
    ),
    (
        "sixteen-reservations",
        "bob reserves ann in 1; bob reserves ann in 2; bob reserves ann in 3; \
         bob reserves ann in 4; bob reserves ann in 5; bob reserves ann in 6; \
         bob reserves ann in 7; bob reserves ann in 8; bob reserves ann in 9; \
         bob reserves ann in 10; bob reserves ann in 11; bob reserves ann in 12; \
         bob reserves ann in 13; bob reserves ann in 14; bob reserves ann in 15; \
         bob reserves ann in 16",
    ),
    (
        "kept",
        "office opens-hut park; office grants keeper to cat hut park",
    ),
    ("open", "kept; cat begins-shift park; cat opens park"),
    ("shelved", "open; ann lists drill hut park; cat shelves ann"),
    ("fetched", "shelved; bob reserves ann; cat hands-over bob"),
    (
        "sent",
        "shelved; office opens-hut hill; office grants keeper to dan hut hill; \
         dan begins-shift hill; cat sends ann to hill",
    ),
    ("kiosk", "shelved; office installs-kiosk park"),
    (
        "contested",
        "kiosk; cat merges lent:ann:bob:2; bob contests bob",
    ),
    (
        "tai-chi",
        "committee plans tai-chi points 5; committee opens-list",
    ),
    (
        "for-all",
        "committee plans tai-chi minors; committee opens-list",
    ),
    (
        "full",
        "tai-chi; ann signs-up committee; bob signs-up committee",
    ),
    (
        "came",
        "full; wait 1500m; ann checks-in committee; committee checks bob",
    ),
    ("held", "came; committee holds"),
    ("reported", "held; committee reports"),
    (
        "held-for-nothing",
        "committee plans tai-chi; committee opens-list; ann signs-up committee; wait 1d; \
         committee checks ann; wait 1h; committee holds",
    ),
    (
        "lesson",
        "ann plans phone-lessons; ann opens-list; bob signs-up ann; cat signs-up ann; wait 1d; \
         ann checks bob,cat; wait 1h; ann holds",
    ),
];

/// A question between two people, as a story refers to it: `ann:bob`.
#[derive(Clone, Debug)]
struct Question {
    id: ExchangeId,
    asker: PartyId,
    asked: PartyId,
}

/// A chain, its cast, and what the cast has made so far.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    pub(crate) chain: Chain,
    actors: BTreeMap<String, Actor>,
    listings: Vec<(PartyId, ListingId)>,
    questions: Vec<Question>,
    transfers: Vec<TransferId>,
    attestations: Vec<AttestationId>,
    cases: Vec<CaseId>,
    items: Vec<(PartyId, ItemId)>,
    loans: Vec<(PartyId, LoanId)>,
    activities: Vec<(PartyId, ActivityId)>,
    kiosks: Vec<KioskId>,
    /// Who proposed what: as the second person sees it.
    proposals: Vec<(PartyId, ProposalId, Action)>,
    pub(crate) changes: Vec<ChangeId>,
    gifts: Vec<GiftId>,
    households: Vec<HouseholdId>,
    entries: Vec<(EntryId, Entry)>,
    redemptions: Vec<(PartyId, RedemptionId)>,
    pub(crate) last: Option<Envelope>,
    nonce: u64,
}

impl Story {
    /// A demonstration network with the cast enrolled.
    pub(crate) fn begin() -> Self {
        static BEGINNING: OnceLock<Story> = OnceLock::new();
        BEGINNING
            .get_or_init(|| {
                let mut story = Self::on(Chain::new(SEED));
                story.play(CAST);
                story
            })
            .clone()
    }

    /// Only the office, on a chain of seed 1.
    pub(crate) fn on(chain: Chain) -> Self {
        let (party, secret) = founder_of(SEED);
        let office = Actor::new(party, ledger::KeyIndex(0), secret);
        Self {
            chain,
            actors: BTreeMap::from([("office".to_owned(), office)]),
            listings: Vec::new(),
            questions: Vec::new(),
            transfers: Vec::new(),
            attestations: Vec::new(),
            cases: Vec::new(),
            items: Vec::new(),
            loans: Vec::new(),
            activities: Vec::new(),
            kiosks: Vec::new(),
            proposals: Vec::new(),
            changes: Vec::new(),
            gifts: Vec::new(),
            households: Vec::new(),
            entries: Vec::new(),
            redemptions: Vec::new(),
            last: None,
            nonce: 0,
        }
    }

    /// Plays steps that must all succeed.
    pub(crate) fn play(&mut self, steps: &str) {
        for step in steps
            .split(';')
            .map(str::trim)
            .filter(|step| !step.is_empty())
        {
            if let Verdict::Rejected(rejection) = self.step(step) {
                panic!("`{step}` is refused: {}", rejection.code());
            }
        }
    }

    /// Plays one step.
    pub(crate) fn step(&mut self, step: &str) -> Verdict {
        let words: Vec<&str> = step.split_whitespace().collect();
        match words.as_slice() {
            ["wait", how_long] => {
                self.chain.advance(words::duration(how_long));
                Verdict::Applied(Vec::new())
            }
            [provider, "serves", receiver, category, minutes] => {
                self.play(&format!(
                    "{receiver} publishes need {category} {minutes}m; \
                     {provider} asks {receiver} {minutes}m; {receiver} accepts {provider}; \
                     {provider} confirms {receiver} {minutes}"
                ));
                self.step(&format!("{receiver} confirms {provider} {minutes}"))
            }
            ["again"] => {
                let envelope = self.last.clone().expect("something was sent before");
                self.submit(envelope)
            }
            ["a-hundred-wait"] => {
                self.a_hundred_wait();
                Verdict::Applied(Vec::new())
            }
            [phrase] => {
                let (_, steps) = PHRASES
                    .iter()
                    .find(|(word, _)| word == phrase)
                    .unwrap_or_else(|| panic!("`{phrase}` is not a phrase"));
                self.play(steps);
                Verdict::Applied(Vec::new())
            }
            [actor, rest @ ..] => {
                let envelope = self.envelope(actor, rest);
                self.submit(envelope)
            }
            [] => panic!("a step names somebody"),
        }
    }

    /// The signed operation of a step, bent as its notes in brackets say.
    pub(crate) fn envelope(&mut self, actor: &str, rest: &[&str]) -> Envelope {
        let text = rest.join(" ");
        let (deed, note) = text
            .split_once(" (")
            .map_or((text.as_str(), ""), |(deed, note)| {
                (deed, note.trim_end_matches(')'))
            });
        let actions: Vec<Action> = deed
            .split(" + ")
            .map(|part| self.action(actor, &part.split_whitespace().collect::<Vec<_>>()))
            .collect();
        let operation = match <[Action; 1]>::try_from(actions) {
            Ok([action]) if !note.contains("batch") => Operation::Single(action),
            Ok([action]) if note == "batch of 5000" => Operation::Batch(vec![action; 5_000]),
            Ok(_) => Operation::Batch(Vec::new()),
            Err(actions) => Operation::Batch(actions),
        };
        self.nonce += 1;
        let signer = self.actor(actor).clone();
        let mut intent = Intent {
            suite: ledger::hash::Suite::Sha256Ed25519,
            actor: signer.party,
            key: signer.key,
            not_after: self.chain.time().plus_ms(VALIDITY_MS),
            nonce: self.nonce,
            operation,
        };
        self.bend(&mut intent, note);
        let mut envelope = signer.sign_intent(self.chain.network(), intent);
        if note == "altered after signing" {
            envelope.intent.nonce += 1;
        }
        envelope
    }

    fn bend(&self, intent: &mut Intent, note: &str) {
        let now = self.chain.time();
        match note.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["valid", "until", ms, "ago"] => intent.not_after = now.minus_ms(words::duration(ms)),
            ["valid", "for", ms] => intent.not_after = now.plus_ms(words::duration(ms)),
            ["key", "of", name] => intent.key = self.actor(name).key,
            ["unregistered", "key"] => intent.key = ledger::KeyIndex(9_999),
            ["in", "the", "name", "of", name] => {
                intent.actor = self.party(name);
                intent.key = self.actor(name).key;
            }
            _ => {}
        }
    }

    fn submit(&mut self, envelope: Envelope) -> Verdict {
        self.last = Some(envelope.clone());
        let verdict = self.chain.submit(envelope.clone());
        if let Verdict::Applied(events) = &verdict {
            for event in events {
                self.remember(&envelope, event);
            }
        }
        verdict
    }

    fn remember_redemption(&mut self, event: &RedemptionEvent) {
        match event {
            RedemptionEvent::EntryPublished { entry } => {
                let published = self.chain.state().get(&keys::entry(*entry));
                self.entries.extend(published.map(|one| (*entry, one)));
            }
            RedemptionEvent::RedemptionReserved {
                redemption, person, ..
            }
            | RedemptionEvent::RedemptionQueued {
                redemption, person, ..
            } => {
                let known = self.redemptions.iter().any(|(_, id)| id == redemption);
                if !known {
                    self.redemptions.push((*person, *redemption));
                }
            }
            _ => {}
        }
    }

    fn remember(&mut self, envelope: &Envelope, event: &Event) {
        let author = envelope.intent.actor;
        match event {
            Event::Identity(IdentityEvent::PersonRegistered { person: party, key })
            | Event::Identity(IdentityEvent::OrganisationRegistered {
                organisation: party,
                key,
            }) => {
                let name = self.name_of_new(*party);
                let actor = Actor::new(*party, *key, words::secret(&name));
                self.actors.insert(name, actor);
            }
            Event::Listing(ListingEvent::ListingPublished { listing }) => {
                self.listings.push((author, *listing));
            }
            Event::Exchange(ExchangeEvent::ExchangeRequested {
                exchange,
                provider,
                receiver,
                ..
            }) => {
                let asked = if author == *provider {
                    *receiver
                } else {
                    *provider
                };
                let question = Question {
                    id: *exchange,
                    asker: author,
                    asked,
                };
                self.questions.push(question);
            }
            Event::Exchange(ExchangeEvent::ExchangeInvited {
                exchange,
                provider,
                receiver,
            }) => self.questions.push(Question {
                id: *exchange,
                asker: *provider,
                asked: *receiver,
            }),
            Event::Points(PointsEvent::PointsPosted { transfer, .. }) => {
                self.transfers.push(*transfer);
            }
            Event::Membership(MembershipEvent::ChangeProposed { change }) => {
                self.changes.push(*change);
            }
            Event::Points(PointsEvent::GiftOffered { gift, .. }) => self.gifts.push(*gift),
            Event::Household(HouseholdEvent::HouseholdRegistered { household }) => {
                self.households.push(*household);
            }
            Event::Redemption(event) => self.remember_redemption(event),
            other => {
                self.remember_order(envelope, other);
                self.remember_sharing(author, other);
            }
        }
    }

    fn name_of_new(&self, party: PartyId) -> String {
        words::PEOPLE
            .iter()
            .find(|name| words::party(name) == party)
            .unwrap_or_else(|| panic!("{party} is not in words::PEOPLE"))
            .to_string()
    }

    pub(crate) fn actor(&self, name: &str) -> &Actor {
        self.actors
            .get(name)
            .unwrap_or_else(|| panic!("nobody is called {name}"))
    }

    /// The id of somebody, enrolled or not.
    pub(crate) fn party(&self, name: &str) -> PartyId {
        self.actors
            .get(name)
            .map_or_else(|| words::party(name), |actor| actor.party)
    }

    /// The name of somebody in the story.
    pub(crate) fn name(&self, party: PartyId) -> String {
        self.actors
            .iter()
            .find(|(_, actor)| actor.party == party)
            .map_or_else(|| party.to_string(), |(name, _)| name.clone())
    }

    /// Block time of the next step.
    pub(crate) fn now(&self) -> Timestamp {
        self.chain.time()
    }

    /// `settled + pending - held` of somebody, or of `pool` or `issuance`.
    fn books(&self, name: &str) -> String {
        let account = match name {
            "issuance" => AccountId::Issuance,
            "reserve" => AccountId::Reserve(words::area("riverside")),
            "sponsor" => AccountId::Sponsor(self.party("committee")),
            "household" => {
                AccountId::Household(self.households.last().copied().unwrap_or_default())
            }
            "pool" => AccountId::Pool(words::area("riverside")),
            _ => match name.split_once("-of-") {
                Some(("honour", name)) => AccountId::Honour(self.party(name)),
                Some(("grant", name)) => AccountId::Grant(self.party(name)),
                _ => AccountId::Party(self.party(name)),
            },
        };
        let books = self
            .chain
            .state()
            .get(&keys::account(account))
            .unwrap_or_default();
        format!(
            "{name} {} + {} - {}",
            books.settled, books.pending, books.held
        )
    }

    /// Everything that the books of this story are about.
    pub(crate) fn known(&self) -> Known {
        let parties = self.actors.values().flat_map(|actor| {
            let party = actor.party;
            [
                AccountId::Party(party),
                AccountId::Honour(party),
                AccountId::Grant(party),
                AccountId::Sponsor(party),
            ]
        });
        let households = self.households.iter().copied().map(AccountId::Household);
        let pools = ["riverside", "hillside", "district"]
            .map(words::area)
            .into_iter()
            .flat_map(|area| [AccountId::Pool(area), AccountId::Reserve(area)]);
        Known {
            accounts: parties
                .chain(households)
                .chain(pools)
                .chain([AccountId::Issuance])
                .collect(),
            listings: self.listings.iter().map(|(_, id)| *id).collect(),
            exchanges: self.questions.iter().map(|question| question.id).collect(),
            transfers: self.transfers.clone(),
            items: self.items.iter().map(|(_, id)| *id).collect(),
            loans: self.loans.iter().map(|(_, id)| *id).collect(),
            activities: self.activities.iter().map(|(_, id)| *id).collect(),
            people: self.actors.values().map(|actor| actor.party).collect(),
            huts: ["park", "hill"]
                .map(|name| HutId(words::short(name)))
                .to_vec(),
            gifts: self.gifts.clone(),
            entries: self.entries.clone(),
            redemptions: self.redemptions.iter().map(|(_, id)| *id).collect(),
            cases: self.cases.clone(),
            households: self.households.clone(),
        }
    }

    fn verdict_in_words(&self, verdict: &Verdict) -> String {
        match verdict {
            Verdict::Rejected(rejection) => rejection.code().to_owned(),
            Verdict::Applied(events) => {
                let events: Vec<_> = events.iter().map(|event| self.event(event)).collect();
                events.join(", ")
            }
        }
    }
}

/// The cases of a table, one line each.
pub(crate) fn cases(table: &str) -> Vec<String> {
    let mut cases: Vec<String> = Vec::new();
    let lines = table.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match cases.last_mut() {
            Some(case) if case.ends_with([';', '|', ',']) => {
                case.push(' ');
                case.push_str(line);
            }
            _ => cases.push(line.to_owned()),
        }
    }
    cases
}

/// Plays every case of a table from the beginning; returns the rejections that it reached.
pub(crate) fn check(table: &str) -> Reached {
    check_on(&Story::begin(), table)
}

/// What the tested column of tables came to.
#[derive(Debug, Default)]
pub(crate) struct Reached {
    pub(crate) rejections: BTreeSet<Rejection>,
    /// Names of actions that were applied.
    pub(crate) applied: BTreeSet<&'static str>,
    /// Names of actions that were refused.
    pub(crate) refused: BTreeSet<&'static str>,
}

impl Reached {
    pub(crate) fn add(&mut self, other: Self) {
        self.rejections.extend(other.rejections);
        self.applied.extend(other.applied);
        self.refused.extend(other.refused);
    }

    fn note(&mut self, envelope: Option<&Envelope>, verdict: &Verdict) {
        let actions = envelope.map(|envelope| envelope.intent.operation.actions());
        let names = actions.into_iter().flatten().flat_map(names_of);
        match verdict {
            Verdict::Applied(_) => self.applied.extend(names),
            Verdict::Rejected(rejection) => {
                self.refused.extend(names);
                self.rejections.insert(*rejection);
            }
        }
    }
}

/// The name of an action, and of the one that it approves.
fn names_of(action: &Action) -> Vec<&'static str> {
    match action {
        Action::Approval(ApprovalAction::ApproveAction(approve)) => {
            vec![action.name(), approve.action.action().name()]
        }
        _ => vec![action.name()],
    }
}

/// [`check`] on a story that has begun otherwise.
pub(crate) fn check_on(beginning: &Story, table: &str) -> Reached {
    let mut reached = Reached::default();
    let mut failures = Vec::new();
    for line in cases(table) {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [setup, command, expected, books @ ..] = columns.as_slice() else {
            panic!("not a case: {line}");
        };
        let mut story = beginning.clone();
        story.play(setup);
        let verdict = story.step(command);
        reached.note(story.last.as_ref(), &verdict);
        let found = story.verdict_in_words(&verdict);
        if found != *expected {
            failures.push(format!("{line}\n  found: {found}"));
        }
        for expected in books
            .iter()
            .flat_map(|books| books.split(','))
            .map(str::trim)
        {
            let name = expected.split(' ').next().unwrap_or_default();
            let found = story.books(name);
            if found != expected {
                failures.push(format!("{line}\n  books: {found}"));
            }
        }
        story.known().check(story.chain.state());
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    reached
}
