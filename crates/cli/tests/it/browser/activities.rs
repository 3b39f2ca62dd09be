//! An activity on phones: signing up and leaving, checking in by the code, the list, calling off,
//! and a plan that is not complete; then the hut where it takes place.

use super::{
    visitor::{Language, Visitor, visit},
    webdriver::Scripts,
};
use crate::demo::fresh;

const ELDER: &str = "陈伯";
const ORGANISER: &str = "小林";
const SINGING: &str = "粤曲小聚";

/// The address of the singing afternoon, as the list has it.
fn find_it(visitor: &Visitor<'_>) -> String {
    visitor.open("/");
    visitor.press("main a[href='/activities']");
    visitor.press_in("main .card", SINGING, "a");
    visitor.path()
}

fn sign_up(visitor: &Visitor<'_>) -> String {
    visitor.become_sample(ELDER);
    let activity = find_it(visitor);
    visitor.press("form[action$='/sign-up'] button");
    visitor.press("form[action$='/leave'] button");
    visitor.press("form[action$='/sign-up'] button");
    visitor.sees("p.lead .status");
    activity
}

fn check_in(visitor: &Visitor<'_>, activity: &str) {
    visitor.advance("tomorrow");
    visitor.become_sample(ORGANISER);
    visitor.open(activity);
    while !visitor.has("a[href$='/code']") {
        visitor.advance("hour");
        visitor.open(activity);
    }
    visitor.press("a[href$='/code']");
    let digits = visitor.text(".code-big");
    visitor.become_sample(ELDER);
    visitor.open(activity);
    visitor.fill("code", "1");
    visitor.press("form[action$='/check-in'] button");
    visitor.sees("#code-error");
    visitor.fill("code", &digits);
    visitor.press("form[action$='/check-in'] button");
    assert!(!visitor.has("#code"), "checked in");
}

fn list_and_end(visitor: &Visitor<'_>, activity: &str) {
    visitor.become_sample(ORGANISER);
    visitor.open(&format!("{activity}/people"));
    visitor.press("button[value='came']");
    visitor.sees("#people-error, .error-summary");
    visitor.choose("#people .choice:first-of-type input");
    visitor.press("button[value='came']");
    visitor.advance("hour");
    visitor.advance("hour");
    visitor.open(activity);
    visitor.press("form[action$='/hold'] button");
    visitor.fill("words", "来了四位，唱了六段。");
    visitor.press("form[action$='/report'] button");
}

fn plan_and_cancel(visitor: &Visitor<'_>) {
    visitor.open("/activities/new");
    visitor.press("main form button[type=submit]");
    visitor.sees("#title-error");
    visitor.select("#category option[value='304']");
    visitor.fill("title", "象棋");
    visitor.press("main form button[type=submit]");
    visitor.choose("summary");
    visitor.press("form[action$='/cancel'] button");
    visitor.choose("summary");
    visitor.choose("#reason-weather");
    visitor.press("form[action$='/cancel'] button");
}

fn hut(visitor: &Visitor<'_>) {
    visitor.open("/huts");
    visitor.open("/huts/map");
    visitor.open("/huts");
    visitor.press("main .card a");
    assert!(visitor.path().starts_with("/huts/"));
}

fn run(name: &str, language: Language, scripts: Scripts, elder: bool) {
    let (_folder, demo) = fresh();
    visit(name, &demo, scripts, |visitor| {
        visitor.open("/");
        visitor.speak(language);
        if elder {
            visitor.press(".switches button[name='elder']");
        }
        let activity = sign_up(visitor);
        check_in(visitor, &activity);
        list_and_end(visitor, &activity);
        plan_and_cancel(visitor);
        hut(visitor);
    });
}

#[test]
fn activities_in_chinese_for_elders() {
    run("activities-chinese", Language::Chinese, Scripts::On, true);
}

#[test]
fn activities_in_english_without_scripts() {
    run("activities-english", Language::English, Scripts::Off, false);
}
