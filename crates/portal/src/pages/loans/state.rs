//! Stating that a thing changed hands: its parts looked at one by one, how it looks, and a photo.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, Hash,
    operation::loan::{HandOverItem, ReturnItem},
};

use super::{Case, Side, acts, find};
use crate::extract::Path;
use crate::forms::{Choice, FieldErrors};
use crate::pages::items::{condition, condition_code, conditions, text_of};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::uploads::Upload;
use crate::{AppState, Error, Page, rejected, view};

#[derive(Template)]
#[template(path = "loans/state.html")]
struct StatePage {
    page: Page,
    id: String,
    /// `hand-over` or `return`.
    what: &'static str,
    title: String,
    parts: Vec<(String, String)>,
    hygiene: String,
    by_keeper: bool,
    conditions: Vec<Choice>,
    condition: String,
    photo: String,
    errors: FieldErrors,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let case = find(&state, &page, &id).await?;
    let what = acts::statement(&state, &case).ok_or_else(Error::not_found)?;
    let before = condition_code(case.item.terms.condition).to_owned();
    let said = (before, String::new(), FieldErrors::default());
    view::html(&filled(&state, page, &case, what, said))
}

pub(crate) async fn say(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    upload: Upload,
) -> Result<Response, Error> {
    let case = find(&state, &page, &id).await?;
    let what = acts::statement(&state, &case).ok_or_else(Error::stale)?;
    let mut errors = FieldErrors::default();
    let (chosen, kept) = (upload.text("condition").to_owned(), upload.photo_text());
    if let Err(refused) = &upload.photo {
        errors.add("picture", page.t.get(refused.word()));
    }
    let text = text_of(&state, &page, &case.item);
    let unseen = (0..text.parts.len()).any(|part| upload.text(&format!("part-{part}")).is_empty());
    let looks = condition(&chosen);
    if looks.is_none() {
        errors.add("condition", page.t.get("item-condition-error"));
    }
    if unseen && chosen != "damaged" {
        errors.add("part-0", page.t.get("loan-parts-error"));
    }
    let (Some(looks), Ok(photo), true) = (looks, &upload.photo, errors.is_empty()) else {
        return view::html_again(&filled(&state, page, &case, what, (chosen, kept, errors)));
    };
    let photo = photo.unwrap_or(Hash::ZERO);
    let action = action(&case, what, (looks, photo));
    match state.desk.act(case.me, action).await {
        Ok(_) => {
            let path = LocalPath::parse(&format!("/loans/{}", case.loan.loan));
            Ok(see_other_with_notice(&path, "loan-stated", page.tls()))
        }
        Err(error) => {
            errors.add("condition", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, &case, what, (chosen, kept, errors)))
        }
    }
}

fn action(
    case: &Case,
    what: &str,
    (condition, photo): (ledger::operation::item::Condition, Hash),
) -> Action {
    let loan = case.loan.loan;
    let hut = match case.side {
        Side::Keeper(hut) => Some(hut),
        Side::Borrower | Side::Owner | Side::Worker => None,
    };
    if what == "hand-over" {
        return HandOverItem {
            loan,
            condition,
            photo,
        }
        .into();
    }
    ReturnItem {
        loan,
        condition,
        photo,
        hut,
    }
    .into()
}

fn filled(
    state: &AppState,
    page: Page,
    case: &Case,
    what: &'static str,
    (condition, photo, errors): (String, String, FieldErrors),
) -> StatePage {
    let text = text_of(state, &page, &case.item);
    let parts = text.parts.into_iter().enumerate();
    StatePage {
        id: case.loan.loan.to_string(),
        what,
        title: text.title,
        parts: parts
            .map(|(number, part)| (format!("part-{number}"), part))
            .collect(),
        hygiene: text.hygiene,
        by_keeper: matches!(case.side, Side::Keeper(_)),
        conditions: conditions(&page),
        condition,
        photo,
        errors,
        page,
    }
}
