//! An organisation attests facts about an elder on a phone; the elder agrees, objects and gives up.

use super::{
    visitor::{Language, Visitor, visit},
    webdriver::Scripts,
};
use crate::demo::fresh;

const ELDER: &str = "陈伯";
const LEADER: &str = "王经理";

fn attest(visitor: &Visitor<'_>, number: &str, class: &str) {
    visitor.fill("number", number);
    visitor.fill("name", ELDER);
    visitor.choose(&format!("#class-{class}"));
    visitor.fill("fact", "同济社区");
    visitor.fill("evidence", "2026-17");
    visitor.press("main form[action$='/endorsements'] button");
    visitor.sees("main .rows li");
}

fn lead(visitor: &Visitor<'_>, number: &str) {
    visitor.become_sample(LEADER);
    visitor.open("/organisations");
    visitor.press("main a[href$='/endorsements']");
    visitor.press("main form[action$='/endorsements'] button");
    visitor.sees("#number-error");
    attest(visitor, number, "address_area");
    attest(visitor, number, "party_membership");
}

fn decide(visitor: &Visitor<'_>) {
    visitor.become_sample(ELDER);
    visitor.open("/me");
    visitor.press("a[href='/me/endorsements']");
    visitor.press("form[action$='/agree'] button");
    visitor.press("form[action$='/object'] button");
    visitor.press("form[action$='/give-up'] button");
    assert_eq!(visitor.path(), "/me/endorsements");
}

fn run(name: &str, language: Language, scripts: Scripts, elder: bool) {
    let (_folder, demo) = fresh();
    visit(name, &demo, scripts, |visitor| {
        visitor.open("/demo");
        let number = visitor.text_in(".cast .card", ELDER, ".quote");
        visitor.speak(language);
        if elder {
            visitor.press(".switches button[name='elder']");
        }
        lead(visitor, &number);
        decide(visitor);
    });
}

#[test]
fn endorsements_in_chinese_for_elders() {
    run("endorsements-chinese", Language::Chinese, Scripts::On, true);
}

#[test]
fn endorsements_in_english_without_scripts() {
    run(
        "endorsements-english",
        Language::English,
        Scripts::Off,
        false,
    );
}
