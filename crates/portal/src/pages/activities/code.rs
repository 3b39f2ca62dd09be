//! The code on the organiser's screen: a new one every five minutes, as a QR code and as six digits
//! to type.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use ledger::{
    Hash, Timestamp,
    operation::activity::{CHECK_IN_EARLY_MS, CODE_MS, CODES_MAX, code_at, previous_code},
    state::activities::Activity,
};

use super::{Hand, find, hand_of, words_of};
use crate::extract::Path;
use crate::pages::receipts::show::address;
use crate::view::{Markup, qr};
use crate::{AppState, Error, Page, view};

const DIGITS: u64 = 1_000_000;

#[derive(Template)]
#[template(path = "activities/code.html")]
struct CodePage {
    page: Page,
    id: String,
    title: String,
    digits: String,
    qr: Option<Markup>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let ((id, activity), me) = (find(&state, &id)?, page.actor()?);
    if hand_of(&state, me, id, &activity) == Hand::Guest {
        return Err(Error::not_found());
    }
    let now = state.desk.now();
    let slot = slot(&activity, now).ok_or_else(Error::not_found)?;
    let secret = state
        .desk
        .check_in_secret(activity.organiser, activity.start)
        .await?;
    let digits = digits(&code_at(&secret, slot));
    let path = format!("/activities/{id}?code={digits}");
    let address = address(&page, &headers, &path);
    let label = page.t.get("activity-code-label");
    let since = now.0.saturating_sub(opens(&activity).0);
    let shown = view::html(&CodePage {
        id: id.to_string(),
        title: words_of(&state, &page, id).await?.0.title,
        qr: qr::svg(address.as_bytes(), &label).ok(),
        digits,
        page,
    });
    // The page asks for itself again when the next code is due, also without scripts.
    let next_in = (CODE_MS - since % CODE_MS).div_ceil(1_000);
    Ok(([(header::REFRESH, next_in.to_string())], shown?).into_response())
}

/// The code that somebody typed or scanned, if it is that of now or of the five minutes before.
pub(super) async fn read(
    state: &AppState,
    activity: &Activity,
    typed: &str,
) -> Result<Option<Hash>, Error> {
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let Some(slot) = slot(activity, state.desk.now()) else {
        return Ok(None);
    };
    let secret = state
        .desk
        .check_in_secret(activity.organiser, activity.start)
        .await?;
    let now = code_at(&secret, slot);
    let codes = [now, previous_code(&now)];
    Ok(codes.into_iter().find(|code| digits(code) == typed))
}

fn opens(activity: &Activity) -> Timestamp {
    activity.start.minus_ms(CHECK_IN_EARLY_MS)
}

/// Which five minutes these are, from one; none while the doors are closed.
fn slot(activity: &Activity, now: Timestamp) -> Option<u64> {
    let closes = super::end_of(activity).plus_ms(CHECK_IN_EARLY_MS);
    if now < opens(activity) || now >= closes {
        return None;
    }
    let since = now.0.saturating_sub(opens(activity).0);
    Some((since / CODE_MS + 1).min(CODES_MAX))
}

fn digits(code: &Hash) -> String {
    let [a, b, c, d, ..] = code.0;
    let number = u64::from(u32::from_be_bytes([a, b, c, d])) % DIGITS;
    format!("{number:06}")
}
