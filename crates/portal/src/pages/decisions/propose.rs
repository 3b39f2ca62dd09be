//! Proposing what needs a second person: one form for each kind, judged before it is sent.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, AreaCode, ItemId, ListingId, PartyId, Timestamp,
    area::AreaLevel,
    operation::{
        approval::{Payload, ProposeAction},
        content::{TakeDownContent, TakedownReason},
        party::{ErasePerson, ErasureCause, SuspendParty, SuspensionReason},
        points_office::{AdoptRulePack, FundReserve, GrantPoints},
    },
    rule_pack::PUBLISHED,
    state::accounts::Grant,
    time::DAY_MS,
};
use serde::Deserialize;

use super::list::back;
use super::{KINDS, words};
use crate::content::ListingText;
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::{AppState, Error, Page, rejected, typed, view};

/// How long a proposal waits for the second person.
const WAITS_MS: u64 = 7 * DAY_MS;
const SUSPENSION_DAYS: [u64; 4] = [3, 7, 30, 90];

#[derive(Template)]
#[template(path = "decisions/propose.html")]
struct ProposePage {
    page: Page,
    kind: String,
    title: String,
    hint: String,
    communities: Vec<Choice>,
    packs: Vec<Choice>,
    reasons: Vec<Choice>,
    form: DecisionForm,
    errors: FieldErrors,
}

impl ProposePage {
    fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }

    fn grants(&self) -> Vec<Choice> {
        ["starter", "hardship"]
            .map(|code| Choice::new(code, self.page.t.get(&format!("decision-grant-{code}"))))
            .to_vec()
    }

    fn days(&self) -> Vec<Choice> {
        let label = |days: u64| self.page.t.say("catalogue-keep-days").set("count", days);
        SUSPENSION_DAYS
            .map(|days| Choice::new(days, label(days)))
            .to_vec()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct DecisionForm {
    number: String,
    name: String,
    community: String,
    amount: String,
    paper: String,
    grant: String,
    pack: String,
    address: String,
    reason: String,
    days: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(kind): Path<String>,
) -> Result<Response, Error> {
    may_propose(&state, &page, &kind)?;
    let nothing = (DecisionForm::default(), FieldErrors::default());
    view::html(&filled(&state, page, kind, nothing)?)
}

pub(crate) async fn propose(
    State(state): State<AppState>,
    page: Page,
    Path(kind): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Error> {
    may_propose(&state, &page, &kind)?;
    let mut errors = FieldErrors::default();
    let action = judge(&state, &page, (&kind, &form), &mut errors).await?;
    let Some(action) = action.and_then(Payload::new) else {
        if errors.is_empty() {
            return Err(Error::not_found());
        }
        return view::html_again(&filled(&state, page, kind, (form, errors))?);
    };
    let expires_at = state.desk.now().plus_ms(WAITS_MS);
    let propose = Action::from(ProposeAction { action, expires_at });
    match state.desk.act(page.actor()?, propose).await {
        Ok(_) => Ok(back(&page, "decision-proposed")),
        Err(error) => {
            errors.add("form", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, kind, (form, errors))?)
        }
    }
}

/// What somebody may not propose is not there for them.
fn may_propose(state: &AppState, page: &Page, kind: &str) -> Result<(), Error> {
    let rights = state.desk.decides(page.actor()?);
    let right = KINDS.into_iter().find(|(word, _)| *word == kind);
    let may = right.is_some_and(|(_, right)| rights.contains(&right));
    may.then_some(()).ok_or_else(Error::not_found)
}

/// The action that a form asks for, or complaints and nothing.
async fn judge(
    state: &AppState,
    page: &Page,
    (kind, form): (&str, &DecisionForm),
    errors: &mut FieldErrors,
) -> Result<Option<Action>, Error> {
    match kind {
        "fund" => fund(state, page, form, errors),
        "pack" => Ok(pack(state, page, form, errors)),
        "takedown" => take_down(state, page, form, errors).await,
        "grant" | "suspend" | "death" => {
            let person = state.desk.find_person(&form.number, &form.name).await?;
            let Some(person) = person else {
                errors.add("number", page.t.get("gift-receiver-unknown"));
                return Ok(None);
            };
            match kind {
                "grant" => Ok(grant(page, form, person, errors)),
                "suspend" => Ok(suspend(state, page, form, (person, errors))),
                _ => Ok(Some(death(state, person).await?)),
            }
        }
        _ => Err(Error::not_found()),
    }
}

fn community(page: &Page, form: &DecisionForm, errors: &mut FieldErrors) -> Option<AreaCode> {
    let community = form.community.parse().ok().map(AreaCode);
    if community.is_none() {
        errors.add("community", page.t.get("entry-community-error"));
    }
    community
}

fn fund(
    state: &AppState,
    page: &Page,
    form: &DecisionForm,
    errors: &mut FieldErrors,
) -> Result<Option<Action>, Error> {
    let amount = typed::points(&form.amount);
    if amount.is_none() {
        errors.add("amount", page.t.get("donate-malformed"));
    }
    if form.paper.trim().is_empty() {
        errors.add("paper", page.t.get("decision-paper-error"));
    }
    let community = community(page, form, errors);
    let (Some(community), Some(amount), true) = (community, amount, errors.is_empty()) else {
        return Ok(None);
    };
    let paper = ListingText {
        title: form.paper.trim().to_owned(),
        ..ListingText::default()
    };
    let source = state.desk.content.put(&paper).map_err(Error::internal)?;
    Ok(Some(Action::from(FundReserve {
        community,
        amount,
        source,
    })))
}

fn grant(
    page: &Page,
    form: &DecisionForm,
    person: PartyId,
    errors: &mut FieldErrors,
) -> Option<Action> {
    let amount = typed::points(&form.amount);
    if amount.is_none() {
        errors.add("amount", page.t.get("donate-malformed"));
    }
    let grant = match form.grant.as_str() {
        "hardship" => Grant::Hardship,
        _ => Grant::Starter,
    };
    let amount = amount?;
    Some(Action::from(GrantPoints {
        person,
        amount,
        grant,
    }))
}

/// From tomorrow's midnight on: nothing that was agreed today changes.
fn pack(
    state: &AppState,
    page: &Page,
    form: &DecisionForm,
    errors: &mut FieldErrors,
) -> Option<Action> {
    let packs = PUBLISHED.iter().map(|pack| pack());
    let pack = packs.into_iter().find(|pack| pack.name.0 == form.pack);
    if pack.is_none() {
        errors.add("pack", page.t.get("decision-pack-error"));
    }
    let community = community(page, form, errors);
    let tomorrow = state.desk.now().china_day().saturating_add(1);
    Some(Action::from(AdoptRulePack {
        community: community?,
        pack: pack?,
        effective_at: Timestamp::of_china_day(tomorrow),
    }))
}

fn suspend(
    state: &AppState,
    page: &Page,
    form: &DecisionForm,
    (party, errors): (PartyId, &mut FieldErrors),
) -> Option<Action> {
    let reason = SUSPENSIONS
        .into_iter()
        .find(|(code, _)| *code == form.reason);
    if reason.is_none() {
        errors.add("reason", page.t.get("decision-reason-error"));
    }
    let days = form.days.parse().ok();
    let days = days.filter(|days| SUSPENSION_DAYS.contains(days));
    if days.is_none() {
        errors.add("days", page.t.get("decision-days-error"));
    }
    let (reason, days) = (reason?.1, days?);
    // A minute less than the longest: the clock goes on while the page is read.
    let until = state.desk.now().plus_ms(days * DAY_MS - 60_000);
    Some(Action::from(SuspendParty {
        party,
        reason,
        until,
    }))
}

async fn death(state: &AppState, person: PartyId) -> Result<Action, Error> {
    let commitments = state.desk.first_commitments_of(person).await?;
    Ok(Action::from(ErasePerson {
        person,
        cause: ErasureCause::Death,
        commitments,
    }))
}

/// The words of the need, offer or thing whose address was copied.
async fn take_down(
    state: &AppState,
    page: &Page,
    form: &DecisionForm,
    errors: &mut FieldErrors,
) -> Result<Option<Action>, Error> {
    let reason = TAKEDOWNS.into_iter().find(|(code, _)| *code == form.reason);
    if reason.is_none() {
        errors.add("reason", page.t.get("decision-reason-error"));
    }
    let id = form.address.trim().rsplit('/').next().unwrap_or_default();
    let views = &state.desk.projections;
    let listing = match ListingId::from_hex(id) {
        Some(listing) => views.listing(listing).await?,
        None => None,
    };
    let item = match ItemId::from_hex(id) {
        Some(item) => views.item(item).await?,
        None => None,
    };
    let found = listing
        .map(|one| (one.content.hash, one.owner, one.area))
        .or_else(|| item.map(|one| (one.terms.content.hash, one.owner, one.area)));
    if found.is_none() {
        errors.add("address", page.t.get("decision-address-error"));
    }
    let (Some((content, owner, area)), Some((_, reason))) = (found, reason) else {
        return Ok(None);
    };
    Ok(Some(Action::from(TakeDownContent {
        content,
        owner,
        area,
        reason,
    })))
}

const TAKEDOWNS: [(&str, TakedownReason); 4] = [
    ("privacy", TakedownReason::Privacy),
    ("abuse", TakedownReason::Abuse),
    ("deception", TakedownReason::Deception),
    ("unlawful", TakedownReason::Unlawful),
];
const SUSPENSIONS: [(&str, SuspensionReason); 4] = [
    ("safety", SuspensionReason::Safety),
    ("misconduct", SuspensionReason::Misconduct),
    ("fraud", SuspensionReason::Fraud),
    ("legal_order", SuspensionReason::LegalOrder),
];

fn filled(
    state: &AppState,
    page: Page,
    kind: String,
    (form, errors): (DecisionForm, FieldErrors),
) -> Result<ProposePage, Error> {
    let communities = state.areas.all();
    let communities = communities
        .filter(|area| area.code.level() == Some(AreaLevel::Community))
        .map(|area| Choice::new(area.code.0, area.name(page.language)));
    let packs = PUBLISHED.iter().map(|pack| pack().name.0);
    let reasons = match kind.as_str() {
        "takedown" => TAKEDOWNS
            .map(|(code, reason)| Choice::new(code, words::takedown(&page, reason)))
            .to_vec(),
        _ => SUSPENSIONS
            .map(|(code, reason)| Choice::new(code, words::suspension(&page, reason)))
            .to_vec(),
    };
    Ok(ProposePage {
        title: page.t.get(&format!("decision-kind-{kind}")),
        hint: page.t.get(&format!("decision-hint-{kind}")),
        kind,
        communities: communities.collect(),
        packs: packs.map(|name| Choice::new(&name, &name)).collect(),
        reasons,
        form,
        errors,
        page,
    })
}
