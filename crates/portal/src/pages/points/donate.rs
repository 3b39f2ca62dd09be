//! Giving points to the community pool: how many, look again, done, and back within ten minutes.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, AreaCode, PartyId, Points, Rejection, TransferId,
    operation::{
        PointsAction,
        points::{DonatePoints, WithdrawDonation},
    },
    state::{accounts::AccountId, keys},
};
use projections::passbook::Account;
use serde::Deserialize;

use crate::desk::ActError;
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other, see_other_with_notice};
use crate::told::amount as in_words;
use crate::{AppState, Error, Page, typed, view};

#[derive(Template)]
#[template(path = "points/donate.html")]
struct DonatePage {
    page: Page,
    pool: String,
    most: String,
    amount: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "points/check.html")]
struct CheckPage {
    page: Page,
    sentence: String,
    amount: String,
}

#[derive(Deserialize)]
pub(crate) struct DonateForm {
    #[serde(default)]
    amount: String,
    /// Sent by the page on which everything was read again.
    #[serde(default)]
    checked: String,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let me = page.actor()?;
    let account = state.desk.projections.account(AccountId::Party(me)).await?;
    let form = filled(
        &state,
        page,
        &account,
        String::new(),
        FieldErrors::default(),
    )?;
    view::html(&form)
}

pub(crate) async fn donate(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<DonateForm>,
) -> Result<Response, Error> {
    let me = page.actor()?;
    let account = state.desk.projections.account(AccountId::Party(me)).await?;
    let given = match check(&form.amount, &account) {
        Ok(given) => given,
        Err(why) => return refuse(&state, page, &account, form.amount, why),
    };
    if form.checked != "yes" {
        let pool = pool(&state, &page, me)?;
        let sentence = page.t.say("donate-check-sentence");
        let sentence = sentence.set("points", in_words(page.t, given));
        return view::html(&CheckPage {
            sentence: sentence.set("pool", pool).to_string(),
            amount: given.to_string(),
            page,
        });
    }
    let action = Action::Points(PointsAction::DonatePoints(DonatePoints { amount: given }));
    match state.desk.act(me, action).await {
        Ok(_) => {
            let path = LocalPath::parse("/points");
            Ok(see_other_with_notice(&path, "donated", page.tls()))
        }
        Err(ActError::Rejected(Rejection::BalanceTooLow)) => {
            refuse(&state, page, &account, form.amount, "donate-too-much")
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn withdraw(
    State(state): State<AppState>,
    page: Page,
    Path(transfer): Path<String>,
) -> Result<Response, Error> {
    let transfer = TransferId::from_hex(&transfer).ok_or_else(Error::not_found)?;
    let action = Action::Points(PointsAction::WithdrawDonation(WithdrawDonation {
        transfer,
    }));
    let path = LocalPath::parse("/points");
    match state.desk.act(page.actor()?, action).await {
        Ok(_) => Ok(see_other_with_notice(
            &path,
            "donation-withdrawn",
            page.tls(),
        )),
        Err(ActError::Rejected(Rejection::WithdrawalTooLate | Rejection::TransferNotPending)) => {
            Ok(see_other_with_notice(&path, "donation-final", page.tls()))
        }
        Err(ActError::Rejected(Rejection::TransferUnknown | Rejection::TransferOfAnotherParty)) => {
            Err(Error::not_found())
        }
        Err(ActError::Rejected(_)) => Ok(see_other(&path)),
        Err(error) => Err(error.into()),
    }
}

/// What may be given: final points that are not promised to a booking.
pub(super) fn most(account: &Account) -> Points {
    account.settled.min(account.available)
}

/// The amount, or the key of the sentence that says what is wrong with it.
fn check(typed: &str, account: &Account) -> Result<Points, &'static str> {
    let given = typed::points(typed).ok_or("donate-malformed")?;
    if given > most(account) {
        return Err("donate-too-much");
    }
    Ok(given)
}

fn refuse(
    state: &AppState,
    page: Page,
    account: &Account,
    amount: String,
    why: &'static str,
) -> Result<Response, Error> {
    let mut errors = FieldErrors::default();
    let most = in_words(page.t, most(account));
    errors.add("amount", page.t.say(why).set("most", most));
    view::html_again(&filled(state, page, account, amount, errors)?)
}

fn filled(
    state: &AppState,
    page: Page,
    account: &Account,
    amount: String,
    errors: FieldErrors,
) -> Result<DonatePage, Error> {
    let me = page.actor()?;
    Ok(DonatePage {
        pool: pool(state, &page, me)?,
        most: in_words(page.t, most(account)),
        amount,
        errors,
        page,
    })
}

/// The pool of the giver's own community, in words.
fn pool(state: &AppState, page: &Page, me: PartyId) -> Result<String, Error> {
    let record = state.desk.gateway.head().state.get(&keys::party(me));
    let area: AreaCode = record.ok_or_else(Error::not_found)?.area;
    let name = state.areas.name(area, page.language);
    Ok(page.t.say("told-pool").set("area", name).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promised_and_pending_points_cannot_be_given() {
        let account = Account {
            settled: Points(100),
            pending: Points(50),
            held: Points(80),
            available: Points(70),
        };
        assert_eq!(most(&account), Points(70));
        assert_eq!(check("7", &account), Ok(Points(70)));
        assert_eq!(check("7.1", &account), Err("donate-too-much"));
    }
}
