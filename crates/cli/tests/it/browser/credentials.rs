//! Credentials on a phone: fetched, shown for somebody's code, checked, put into a wallet, asked
//! for by an organisation, given up.

use super::{
    visitor::{Language, Visitor, visit},
    webdriver::Scripts,
};
use crate::demo::fresh;

const ELDER: &str = "陈伯";
const CLAIM: &str = "form[action='/me/credentials']:has(input[value='age_over_60']) button";
const WALLET: &str = "form[action='/me/credentials/wallet']:has(input[value='age_over_60']) button";

fn show_and_check(visitor: &Visitor<'_>) {
    visitor.open("/credentials/check");
    let code = visitor.text("strong.code");
    visitor.open("/me");
    visitor.press("a[href='/me/credentials']");
    visitor.press(CLAIM);
    visitor.press("main a.button[href^='/me/credentials/']");
    visitor.fill("code", "12");
    visitor.press("main form button[type=submit]");
    visitor.sees("#code-error");
    visitor.fill("code", &code);
    visitor.press("main form button[type=submit]");
    visitor.sees("figure svg");
    visitor.choose("details summary");
    let shown = visitor.text("#shown");
    visitor.open("/credentials/check");
    visitor.fill("text", &shown);
    visitor.press("form[action='/credentials/check'] button");
    // The page asks each person with another code; what was made for the first is refused.
    visitor.sees("[role=status] .status-bad");
}

fn wallet_and_question(visitor: &Visitor<'_>) {
    visitor.open("/me/credentials");
    let before = visitor.path();
    visitor.press("form[action$='/give-up'] button");
    assert_eq!(visitor.path(), before);
    visitor.press(WALLET);
    let link = visitor.attribute("main a.button-second", "href");
    assert!(link.starts_with("openid-credential-offer://"));
    assert_eq!(visitor.text("strong.code").len(), 6);
    visitor.become_sample("小周");
    visitor.open("/credentials/ask");
    visitor.press("form[action='/credentials/ask'] button");
    visitor.sees("#what-error");
    visitor.choose("#what-age");
    visitor.press("form[action='/credentials/ask'] button");
    let link = visitor.attribute("main a[href^='openid4vp:']", "href");
    assert!(link.contains("direct_post"));
}

fn run(name: &str, language: Language, scripts: Scripts) {
    let (_folder, demo) = fresh();
    visit(name, &demo, scripts, |visitor| {
        visitor.open("/demo");
        visitor.speak(language);
        visitor.become_sample(ELDER);
        show_and_check(visitor);
        wallet_and_question(visitor);
    });
}

#[test]
fn credentials_in_chinese() {
    run("credentials-chinese", Language::Chinese, Scripts::On);
}

#[test]
fn credentials_in_english_without_scripts() {
    run("credentials-english", Language::English, Scripts::Off);
}
