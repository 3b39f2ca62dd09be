//! Steps 2 and 3: a need finds its offer, both sides do their part, and what else can happen to an
//! agreement: declined, withdrawn, cancelled, missed, taken back.

use super::{Visitor, counter::Resident};

/// Who helps: a volunteer who offers to come along to the hospital.
const VOLUNTEER: &str = "黄叔";
const OFFER: &str = "陪老街坊去医院看病";
/// Another resident, whose company at chess is booked with points.
const PLAYER: &str = "陈伯";
const CHESS: &str = "象棋";
const NEED: &str = "想有人陪去医院复查";
/// Hospital company, as the taxonomy numbers it.
const CATEGORY: &str = "202";

/// Publishes a need in four steps and ends on its page.
pub(super) fn publish_need(visitor: &Visitor<'_>) {
    visitor.open("/needs/new");
    visitor.choose(&format!("#category-{CATEGORY}"));
    visitor.fill("title", NEED);
    next(visitor);
    visitor.choose("#when-times");
    visitor.select("select[name=day1] option:nth-child(3)");
    visitor.select("select[name=part1] option[value=morning]");
    next(visitor);
    visitor.choose("#place-agreed");
    visitor.choose("#for_whom-self");
    visitor.fill("description", "去市一医院拿复查结果，走得慢，想有人一起。");
    next(visitor);
    assert!(
        visitor.text("main").contains(NEED),
        "the last step repeats the need"
    );
    next(visitor);
    assert!(
        visitor.path().starts_with("/listings/"),
        "{}",
        visitor.path()
    );
}

fn next(visitor: &Visitor<'_>) {
    visitor.press("form[action='/needs/new'] > button.button:not(.button-second)");
}

/// Asks for the matched offer of the volunteer; returns the address of the exchange.
pub(super) fn ask_for_match(visitor: &Visitor<'_>) -> String {
    let why = visitor.text_in("article.card", OFFER, ".why");
    assert!(!why.is_empty(), "a match says why it fits");
    visitor.open("/messages");
    visitor.press("main a.way-strong[href='/messages/found']");
    visitor.sees(".found .status-good");
    let told = visitor.text_in("article.card", OFFER, ".why");
    assert_eq!(told, why, "who was told reads the same reasons");
    visitor.press_in("article.card", OFFER, ".card-action a");
    send_question(visitor)
}

fn send_question(visitor: &Visitor<'_>) -> String {
    visitor.select("select[name=start] option[value]:not([value='']):not([value=now])");
    visitor.press("form[action$='/ask'] button.button");
    visitor.press("form[method=post][action$='/ask'] button.button");
    assert!(
        visitor.path().starts_with("/exchanges/"),
        "{}",
        visitor.path()
    );
    visitor.path()
}

/// The volunteer accepts, the hour comes, both confirm, one takes it back and confirms again.
pub(super) fn give_service(visitor: &Visitor<'_>, resident: &Resident, exchange: &str) {
    visitor.become_sample(VOLUNTEER);
    visitor.open("/exchanges");
    visitor.press(&format!("main a[href='{exchange}']"));
    act(visitor, exchange, "accept");
    visitor.advance("tomorrow");
    resident.sign_in(visitor);
    visitor.open(exchange);
    act(visitor, exchange, "confirm");
    visitor.become_sample(VOLUNTEER);
    let before = balance(visitor);
    visitor.open(exchange);
    act(visitor, exchange, "confirm");
    visitor.sees(".timeline a[href^='/receipts/']");
    assert!(balance(visitor) > before, "points have arrived");
    visitor.sees(".passbook .status-wait");
    visitor.open(exchange);
    act(visitor, exchange, "withdraw-confirmation");
    assert_eq!(
        balance(visitor),
        before,
        "what was taken back is gone from the passbook"
    );
    visitor.open(exchange);
    act(visitor, exchange, "confirm");
    assert!(balance(visitor) > before, "points have arrived again");
}

fn act(visitor: &Visitor<'_>, exchange: &str, what: &str) {
    visitor.press(&format!("form[action='{exchange}/{what}'] button"));
    assert_eq!(visitor.path(), exchange);
    visitor.sees(".notice");
}

/// What the passbook says can be spent, in hundredths of a point.
fn balance(visitor: &Visitor<'_>) -> u32 {
    visitor.open("/points");
    let shown = visitor.text(".balance-number strong");
    let (whole, part) = shown.split_once('.').unwrap_or((&shown, ""));
    format!("{whole}{part:0<2}")
        .replace(',', "")
        .parse()
        .unwrap()
}

/// Asks for a game of chess and pays with points.
fn book(visitor: &Visitor<'_>) -> String {
    visitor.become_sample(VOLUNTEER);
    visitor.open(&format!("/offers?scope=district&q={CHESS}"));
    visitor.press_in("article.card", CHESS, "h2 a");
    visitor.press("main a[href$='/ask']");
    if visitor.has("#own-none") {
        visitor.choose("#own-none");
    }
    send_question(visitor)
}

/// Booked with points and then declined, withdrawn, cancelled, missed: each time they come back.
pub(super) fn end_otherwise(visitor: &Visitor<'_>) {
    visitor.become_sample(VOLUNTEER);
    let before = balance(visitor);

    let declined = book(visitor);
    assert!(balance(visitor) < before, "what is promised is held");
    visitor.become_sample(PLAYER);
    visitor.open(&declined);
    act(visitor, &declined, "decline");

    let withdrawn = book(visitor);
    act(visitor, &withdrawn, "withdraw");
    assert_eq!(
        balance(visitor),
        before,
        "declined and withdrawn cost nothing"
    );

    let cancelled = book(visitor);
    visitor.become_sample(PLAYER);
    visitor.open(&cancelled);
    act(visitor, &cancelled, "accept");
    visitor.press(&format!("main a[href='{cancelled}/cancel']"));
    visitor.press(&format!("form[action='{cancelled}/cancel'] button"));
    assert_eq!(visitor.path(), cancelled);
    miss(visitor);
    visitor.become_sample(VOLUNTEER);
    assert_eq!(balance(visitor), before, "nothing is left stuck");
}

/// Nobody comes: the side that waited says so, takes it back, and says it again.
fn miss(visitor: &Visitor<'_>) {
    let missed = book(visitor);
    visitor.become_sample(PLAYER);
    visitor.open(&missed);
    act(visitor, &missed, "accept");
    visitor.advance("day");
    visitor.become_sample(VOLUNTEER);
    report_no_show(visitor, &missed);
    act(visitor, &missed, "withdraw-no-show");
    report_no_show(visitor, &missed);
    visitor.advance("hour");
}

fn report_no_show(visitor: &Visitor<'_>, exchange: &str) {
    visitor.open(exchange);
    visitor.press(&format!("main a[href='{exchange}/no-show']"));
    visitor.press(&format!("form[action='{exchange}/no-show'] button"));
    assert_eq!(visitor.path(), exchange);
}
