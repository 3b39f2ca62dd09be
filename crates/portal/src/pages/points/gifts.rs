//! Gifts of points: to whom the community's rules allow it, agreed by both, and a day to think.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, GiftId, PartyId, Rejection,
    operation::points::{AcceptGift, DeclineGift, GIFT_WAITS_MS, OfferGift, WithdrawGift},
    state::{accounts::AccountId, keys},
    time::HOUR_MS,
};
use projections::gifts::{Gift, GiftStatus};
use serde::Deserialize;

use super::donate::most;
use crate::desk::ActError;
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::pages::listings::name_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::told::amount;
use crate::view::statuses::Status;
use crate::{AppState, Error, Page, rejected, typed, view};

const GIFTS_SHOWN_MAX: u32 = 50;

#[derive(Template)]
#[template(path = "points/gifts.html")]
struct GiftsPage {
    page: Page,
    lines: Vec<Line>,
    to: Vec<&'static str>,
    day_max: String,
    hours: u64,
    most: String,
    can_give: bool,
    form: GiftForm,
    errors: FieldErrors,
}

struct Line {
    id: String,
    what: String,
    when: String,
    status: Status,
    /// What the reader can do, and the key of its words.
    acts: Vec<(&'static str, &'static str)>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct GiftForm {
    number: String,
    name: String,
    amount: String,
    /// Sent by the page on which everything was read again.
    checked: String,
}

#[derive(Template)]
#[template(path = "points/gift_check.html")]
struct CheckPage {
    page: Page,
    sentence: String,
    hours: u64,
    form: GiftForm,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let nothing = (GiftForm::default(), FieldErrors::default());
    view::html(&filled(&state, page, nothing).await?)
}

pub(crate) async fn offer(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<GiftForm>,
) -> Result<Response, Error> {
    let me = page.actor()?;
    let mut errors = FieldErrors::default();
    let receiver = state.desk.find_person(&form.number, &form.name).await?;
    let receiver = receiver.filter(|receiver| *receiver != me);
    if receiver.is_none() {
        errors.add("number", page.t.get("gift-receiver-unknown"));
    }
    let account = state.desk.projections.account(AccountId::Party(me)).await?;
    let amount_given = typed::points(&form.amount);
    match amount_given {
        None => errors.add("amount", page.t.get("donate-malformed")),
        Some(given) if given > most(&account) => {
            let most = amount(page.t, most(&account));
            errors.add("amount", page.t.say("donate-too-much").set("most", most));
        }
        Some(_) => {}
    }
    let (Some(receiver), Some(given), true) = (receiver, amount_given, errors.is_empty()) else {
        return view::html_again(&filled(&state, page, (form, errors)).await?);
    };
    if form.checked != "yes" {
        let sentence = page.t.say("gift-check-sentence");
        let sentence = sentence.set("points", amount(page.t, given));
        return view::html(&CheckPage {
            sentence: sentence.set("name", &form.name).to_string(),
            hours: cool_off_hours(&state, me)?,
            form,
            page,
        });
    }
    let action = Action::from(OfferGift {
        receiver,
        amount: given,
    });
    match state.desk.act(me, action).await {
        Ok(_) => Ok(back(&page, "gift-offered")),
        Err(error) => {
            errors.add("number", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, (form, errors)).await?)
        }
    }
}

pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
) -> Result<Response, Error> {
    let gift = GiftId::from_hex(&id).ok_or_else(Error::not_found)?;
    let (action, notice) = match act.as_str() {
        "accept" => (Action::from(AcceptGift { gift }), "gift-accepted"),
        "decline" => (Action::from(DeclineGift { gift }), "gift-declined"),
        "withdraw" => (Action::from(WithdrawGift { gift }), "gift-withdrawn"),
        _ => return Err(Error::not_found()),
    };
    match state.desk.act(page.actor()?, action).await {
        Ok(_) => Ok(back(&page, notice)),
        Err(ActError::Rejected(Rejection::GiftUnknown | Rejection::GiftOfAnotherParty)) => {
            Err(Error::not_found())
        }
        Err(ActError::Rejected(Rejection::GiftNotAllowed)) => Ok(back(&page, "gift-no-room")),
        Err(ActError::Rejected(_)) => Ok(back(&page, "gift-changed")),
        Err(error) => Err(error.into()),
    }
}

fn back(page: &Page, notice: &'static str) -> Response {
    see_other_with_notice(&LocalPath::parse("/points/gifts"), notice, page.tls())
}

fn cool_off_hours(state: &AppState, me: PartyId) -> Result<u64, Error> {
    Ok(super::pack_of(state, me)?.gifts.cool_off_ms / HOUR_MS)
}

async fn filled(
    state: &AppState,
    page: Page,
    (form, errors): (GiftForm, FieldErrors),
) -> Result<GiftsPage, Error> {
    let me = page.actor()?;
    let gifts = super::pack_of(state, me)?.gifts;
    let projections = &state.desk.projections;
    let account = projections.account(AccountId::Party(me)).await?;
    let mut lines = Vec::new();
    for gift in projections.gifts(me, GIFTS_SHOWN_MAX).await? {
        lines.push(line(state, &page, me, &gift).await?);
    }
    let to = [
        (gifts.to_anyone, "gift-to-anyone"),
        (gifts.to_family && !gifts.to_anyone, "gift-to-family"),
        (gifts.to_hardship && !gifts.to_anyone, "gift-to-hardship"),
    ];
    let to = to.into_iter().filter_map(|(is, word)| is.then_some(word));
    Ok(GiftsPage {
        lines,
        to: to.collect(),
        day_max: amount(page.t, gifts.day_max),
        hours: gifts.cool_off_ms / HOUR_MS,
        most: amount(page.t, most(&account)),
        can_give: most(&account).is_positive(),
        form,
        errors,
        page,
    })
}

async fn line(state: &AppState, page: &Page, me: PartyId, gift: &Gift) -> Result<Line, Error> {
    let gives = gift.giver == me;
    let other = if gives { gift.receiver } else { gift.giver };
    let key = if gives {
        "gift-line-to"
    } else {
        "gift-line-from"
    };
    let sentence = page.t.say(key).set("points", amount(page.t, gift.amount));
    let sentence = sentence.set("name", name_of(state, page, other).await?);
    let cools = gift.transfer.and_then(|transfer| {
        let movement = state
            .desk
            .gateway
            .head()
            .state
            .get(&keys::transfer(transfer))?;
        Some(movement.settles_at.0)
    });
    let is_cooling = cools.is_some_and(|until| page.now_ms <= until);
    Ok(Line {
        id: gift.gift.to_string(),
        what: sentence.to_string(),
        when: page.moment(gift.changed_at.0),
        status: status(gift, is_cooling),
        acts: acts(gift, gives, is_cooling, page.now_ms),
    })
}

const fn status(gift: &Gift, is_cooling: bool) -> Status {
    let (tone, word) = match gift.status {
        GiftStatus::Offered => ("wait", "gift-status-offered"),
        GiftStatus::Accepted if is_cooling => ("wait", "gift-status-cooling"),
        GiftStatus::Accepted => ("good", "gift-status-final"),
        GiftStatus::Declined => ("calm", "gift-status-declined"),
        GiftStatus::Withdrawn => ("calm", "gift-status-withdrawn"),
        GiftStatus::Expired => ("calm", "gift-status-expired"),
    };
    Status { tone, word }
}

fn acts(
    gift: &Gift,
    gives: bool,
    is_cooling: bool,
    now_ms: u64,
) -> Vec<(&'static str, &'static str)> {
    let waits =
        gift.status == GiftStatus::Offered && now_ms <= gift.offered_at.plus_ms(GIFT_WAITS_MS).0;
    let cools = gift.status == GiftStatus::Accepted && is_cooling;
    match (gives, waits, cools) {
        (true, true, _) | (true, _, true) => vec![("withdraw", "gift-withdraw")],
        (false, true, _) => vec![("accept", "gift-accept"), ("decline", "gift-decline")],
        (false, _, true) => vec![("decline", "gift-return")],
        _ => Vec::new(),
    }
}
