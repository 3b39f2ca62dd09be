//! What an operation did, in sentences for people: the body of a receipt.

mod cast;
mod consequences;

use ledger::{
    Action, CategoryCode, Envelope, Event, Outcome, PartyId, Points, State, Verdict,
    category::category,
    operation::{
        ApprovalAction, ClockAction, ExchangeAction, IdentityAction, ListingAction, PartyAction,
        PointsAction, approval::Payload, listing::ListingKind,
    },
    state::{keys, records::Exchange},
};

use crate::i18n::{Sentence, Words};
use crate::view::format;
use crate::{AppState, Error, Page, record};

use cast::Cast;
pub(crate) use cast::short;

/// The most actions of one operation that are told one by one.
const ACTIONS_TOLD_MAX: usize = 12;

/// An operation in words for one reader.
pub(crate) struct Told {
    pub(crate) sentences: Vec<String>,
    /// The reader is one of those whom the operation concerns.
    pub(crate) is_side: bool,
}

/// Tells an operation and what became of it, naming people only to those whom it concerns.
pub(crate) async fn tell(
    state: &AppState,
    page: &Page,
    envelope: &Envelope,
    outcome: &Outcome,
) -> Result<Told, Error> {
    let ledger = state.desk.gateway.head().state;
    let cast = Cast::gather(state, page, &ledger, envelope, outcome).await?;
    let is_side = cast.is_side;
    let teller = Teller {
        t: page.t,
        state: &ledger,
        actor: envelope.intent.actor,
        events: events_of(outcome),
        cast,
    };
    let actions = envelope.intent.operation.actions();
    let mut sentences = Vec::new();
    for action in actions.iter().take(ACTIONS_TOLD_MAX) {
        sentences.push(teller.action(action));
    }
    if let Some(more @ 1..) = actions.len().checked_sub(ACTIONS_TOLD_MAX) {
        sentences.push(page.t.say("told-more").set("count", more).to_string());
    }
    if matches!(outcome.verdict, Verdict::Rejected(_)) {
        sentences.push(page.t.get("told-rejected"));
    } else if let [_] = actions {
        sentences.extend(teller.consequences());
    }
    Ok(Told { sentences, is_side })
}

/// An amount in words: `5.5 积分`.
pub(crate) fn amount(t: Words, points: Points) -> String {
    let key = if points.0.unsigned_abs() == 10 {
        "told-amount-one"
    } else {
        "told-amount"
    };
    t.say(key).set("points", points.to_string()).to_string()
}

/// The words of a kind of help.
pub(crate) fn category_words(t: Words, code: CategoryCode) -> String {
    let slug = category(code).map_or("", |category| category.slug);
    t.get(&format!("category-{slug}"))
}

fn events_of(outcome: &Outcome) -> &[Event] {
    match &outcome.verdict {
        Verdict::Applied(events) => events,
        Verdict::Rejected(_) => &[],
    }
}

struct Teller<'a> {
    t: Words,
    state: &'a State,
    actor: PartyId,
    events: &'a [Event],
    cast: Cast,
}

impl Teller<'_> {
    fn action(&self, action: &Action) -> String {
        let sentence = match action {
            Action::Listing(ListingAction::PublishListing(command)) => self
                .by_actor(match command.kind {
                    ListingKind::Need => "told-publish-need",
                    ListingKind::Offer => "told-publish-offer",
                })
                .set("category", category_words(self.t, command.category))
                .set("duration", self.duration(command.minutes)),
            Action::Exchange(ExchangeAction::RequestExchange(_)) => self.request(action),
            Action::Points(PointsAction::DonatePoints(command)) => self
                .by_actor("told-donate_points")
                .set("points", amount(self.t, command.amount)),
            Action::Clock(ClockAction::AdvanceClock(command)) => {
                self.by_actor("told-advance_clock").set(
                    "duration",
                    format::long_duration(self.t, command.by_ms / 60_000),
                )
            }
            Action::Approval(action) => self.approval(action),
            Action::Party(action) => self.party(action),
            other => match cast::exchange_of(other, self.events) {
                Some(exchange) => self.exchange(other, exchange),
                None => self.identity(other),
            },
        };
        sentence.to_string()
    }

    /// What became of a party, or between a person and an organisation.
    fn party(&self, action: &PartyAction) -> Sentence {
        let sentence = self.by_actor(&format!("told-{}", action.name()));
        match cast::party_of(action) {
            Some(party) => sentence.set("subject", self.cast.name(party)),
            None => sentence,
        }
    }

    /// What needs two persons is named, and told in full once it happened.
    fn approval(&self, action: &ApprovalAction) -> Sentence {
        let sentence = self.by_actor(&format!("told-{}", action.name()));
        let proposed = |payload: &Payload| {
            let name = payload.action().name();
            self.t.get(&format!("action-{name}"))
        };
        match action {
            ApprovalAction::ProposeAction(command) => {
                sentence.set("proposed", proposed(&command.action))
            }
            ApprovalAction::ApproveAction(command) => {
                let proposal = self.state.get(&keys::proposal(command.proposal));
                let somebody = || self.t.get("told-somebody");
                sentence.set("proposed", proposed(&command.action)).set(
                    "proposer",
                    proposal.map_or_else(somebody, |one| self.cast.name(one.by)),
                )
            }
            ApprovalAction::WithdrawProposal(_) | ApprovalAction::ExpireProposal(_) => sentence,
        }
    }

    fn identity(&self, action: &Action) -> Sentence {
        let sentence = self.by_actor(&format!("told-{}", action.name()));
        let t = self.t;
        match action {
            Action::Identity(IdentityAction::RegisterOrganisation(command)) => {
                sentence.set("subject", self.cast.name(command.organisation))
            }
            Action::Identity(IdentityAction::RegisterPerson(command)) => {
                let level = format!("told-level-{}", record::level(command.level));
                sentence
                    .set("subject", self.cast.name(command.person))
                    .set("level", t.get(&level))
            }
            Action::Identity(IdentityAction::RegisterKey(command)) => {
                sentence.set("subject", self.cast.name(command.party))
            }
            Action::Identity(IdentityAction::GrantRole(command)) => sentence
                .set("subject", self.cast.name(command.party))
                .set("role", self.role(command.role)),
            Action::Identity(IdentityAction::RevokeRole(command)) => sentence
                .set("subject", self.cast.name(command.party))
                .set("role", self.role(command.role)),
            _ => sentence,
        }
    }

    /// A question to the other side: the one who asks either serves or is served.
    fn request(&self, action: &Action) -> Sentence {
        let exchange = cast::exchange_of(action, self.events)
            .and_then(|exchange| self.state.get(&keys::exchange(exchange)));
        match exchange {
            Some(exchange) if exchange.provider == self.actor => {
                self.about("told-request-help", &exchange)
            }
            Some(exchange) => self.about("told-request-service", &exchange),
            None => self.without_exchange(action),
        }
    }

    fn exchange(&self, action: &Action, exchange: ledger::ExchangeId) -> Sentence {
        let key = format!("told-{}", action.name());
        let Some(exchange) = self.state.get(&keys::exchange(exchange)) else {
            return self.without_exchange(action);
        };
        let sentence = self.about(&key, &exchange);
        match action {
            Action::Exchange(ExchangeAction::ConfirmService(command)) => {
                sentence.set("duration", self.duration(command.minutes))
            }
            _ => sentence,
        }
    }

    /// Refused because there is no such exchange: nothing can be said but the attempt itself.
    fn without_exchange(&self, action: &Action) -> Sentence {
        self.t.say(&format!("action-{}", action.name()))
    }

    fn about(&self, key: &str, exchange: &Exchange) -> Sentence {
        let other = exchange.other_side(self.actor);
        let somebody = || self.t.get("told-somebody");
        self.by_actor(key)
            .set(
                "other",
                other.map_or_else(somebody, |other| self.cast.name(other)),
            )
            .set("provider", self.cast.name(exchange.provider))
            .set("receiver", self.cast.name(exchange.receiver))
            .set("category", category_words(self.t, exchange.category))
            .set("start", format::moment(self.t, exchange.start.0))
            .set("duration", self.duration(exchange.minutes))
    }

    fn by_actor(&self, key: &str) -> Sentence {
        self.t.say(key).set("actor", self.cast.name(self.actor))
    }

    fn duration(&self, minutes: u16) -> String {
        format::duration(self.t, minutes.into())
    }

    fn role(&self, role: ledger::operation::identity::Role) -> String {
        self.t
            .get(&format!("told-role-{}", ledger::authority::word(role)))
    }
}
