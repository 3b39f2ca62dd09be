//! The last look before a question is sent: all of it in one sentence, and what happens next.

use ledger::{Points, operation::listing::ListingKind};

use super::{AppState, AskPage, Chosen, Error, Question, available};
use crate::pages::listings::{pack, place_words};
use crate::told::amount;

pub(super) async fn words(
    state: &AppState,
    document: &AskPage,
    question: &Question,
    chosen: &Chosen,
) -> Result<(String, String), Error> {
    let page = &document.page;
    let t = page.t;
    let asked = &question.asked;
    // A need of one's own says where, because that is where help is needed.
    let own = question.own(&document.params);
    let place = match asked.kind {
        ListingKind::Need => asked.place,
        ListingKind::Offer => own.map_or(asked.place, |own| own.place),
    };
    let key = match asked.kind {
        ListingKind::Need => "ask-sentence-help",
        ListingKind::Offer if chosen.own.is_some() => "ask-sentence-free",
        ListingKind::Offer => "ask-sentence-paid",
    };
    let start = if chosen.is_now {
        t.get("ask-now")
    } else {
        page.moment(chosen.start.0)
    };
    let sentence = t
        .say(key)
        .set("name", &*document.owner)
        .set("title", &*document.title)
        .set("start", start)
        .set("duration", page.duration(u64::from(chosen.minutes)))
        .set("place", place_words(state, page, place).await?)
        .set("price", amount(t, chosen.price))
        .to_string();
    let then = match asked.kind {
        ListingKind::Need => {
            let minutes = u32::from(chosen.minutes);
            let points = pack(state).points_for(asked.category, minutes);
            let points = amount(t, points.unwrap_or(Points::ZERO));
            t.say("ask-then-help").set("points", points).to_string()
        }
        ListingKind::Offer if chosen.own.is_some() => t.get("ask-then-free"),
        ListingKind::Offer => {
            let before = available(state, page).await?;
            let after = before.minus(chosen.price).unwrap_or(Points::ZERO);
            t.say("ask-then-paid")
                .set("before", amount(t, before))
                .set("after", amount(t, after))
                .to_string()
        }
    };
    Ok((sentence, then))
}
