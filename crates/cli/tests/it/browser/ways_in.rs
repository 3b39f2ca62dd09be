//! The other ways in: a phone, a passkey on a virtual device, somebody who acts for an elder, and
//! losses at the counter; on paper-like phones too, where scripts are off.

use super::{
    visitor::{Language, Visitor, visit},
    webdriver::Scripts,
};
use crate::demo::fresh;

const ELDER: &str = "陈伯";
const HELPER: &str = "阿敏";

/// A code from the outbox, typed where it is asked for.
fn phone(visitor: &Visitor<'_>) {
    visitor.open("/sign-in/phone");
    visitor.fill("phone", "123");
    visitor.press("main form[action='/sign-in/phone'] button");
    visitor.sees("#phone-error");
    visitor.fill("phone", "13900000000");
    visitor.press("main form[action='/sign-in/phone'] button");
    visitor.fill("code", "000000");
    visitor.press("main form[action='/sign-in/phone/code'] button");
    visitor.sees("#code-error");
    visitor.open("/sign-in/phone");
    visitor.fill("phone", "000 0000 1000");
    visitor.press("main form[action='/sign-in/phone'] button");
    visitor.press("a[href='/demo/outbox']");
    visitor.press("main .rows form button");
    assert_eq!(visitor.path(), "/");
    visitor.press("main form[action='/sign-out'] button, footer form[action='/sign-out'] button");
}

/// Added on this device, used on the next visit, removed when it is lost.
fn passkey(visitor: &Visitor<'_>) {
    visitor.put_in_device();
    visitor.become_sample(ELDER);
    visitor.open("/me/passkeys");
    visitor.press("form[data-passkey] button");
    assert_eq!(visitor.path(), "/me/passkeys");
    visitor.sees("main .rows li");
    visitor.open("/me");
    visitor.press("main form[action='/sign-out'] button");
    visitor.open("/sign-in");
    visitor.press("a[href='/sign-in/passkey']");
    visitor.press("form[data-passkey] button");
    assert_eq!(visitor.path(), "/");
    visitor.open("/me/passkeys");
    visitor.press("form[action='/me/passkeys/remove'] button");
    assert!(!visitor.has("main .rows li"));
}

/// The number that the counter gave a sample person, from the demonstration's list.
fn number_of(visitor: &Visitor<'_>, name: &str) -> String {
    visitor.open("/demo");
    visitor.text_in(".cast .card", name, ".quote")
}

fn delegate(visitor: &Visitor<'_>) {
    let number = number_of(visitor, HELPER);
    visitor.become_sample(ELDER);
    visitor.open("/me/helpers");
    visitor.fill("number", &number);
    visitor.fill("name", "nobody");
    visitor.press("form[action='/me/helpers'] button");
    visitor.sees("#number-error");
    visitor.fill("name", HELPER);
    visitor.press("form[action='/me/helpers'] button");
    visitor.sees("form[action$='/end']");
    visitor.become_sample(HELPER);
    visitor.open("/me/helpers");
    visitor.press("form[action^='/me/helping/'] button");
    assert!(visitor.text(".banner-acting").contains(ELDER));
    visitor.open("/needs");
    visitor.press("form[action='/me/helping/stop'] button");
    assert!(!visitor.has(".banner-acting"));
    visitor.become_sample(ELDER);
    visitor.open("/me/helpers");
    visitor.press("form[action$='/object'] button");
    assert!(!visitor.has("form[action$='/object']"));
}

fn losses(visitor: &Visitor<'_>, clerk: &str) {
    let number = number_of(visitor, ELDER);
    visitor.become_sample(clerk);
    visitor.open("/counter");
    visitor.fill("number", &number);
    visitor.press("form[action='/counter/find'] button");
    visitor.press("a[href$='/delegate']");
    visitor.press("main form[action$='/delegate'] button");
    visitor.sees("#present-error");
    visitor.press("a.back");
    visitor.press("a[href$='/losses']");
    visitor.press("button[value='card']");
    visitor.sees("#seen-error");
    visitor.choose("#seen");
    visitor.press("button[value='phone']");
    visitor.sees("main .rows li");
}

fn run(name: &str, language: Language, scripts: Scripts, elder: bool) {
    let (_folder, demo) = fresh();
    visit(name, &demo, scripts, |visitor| {
        visitor.open("/demo");
        visitor.speak(language);
        if elder {
            visitor.press(".switches button[name='elder']");
        }
        phone(visitor);
        if scripts == Scripts::On {
            passkey(visitor);
        } else {
            visitor.open("/sign-in/passkey");
            visitor.sees("main [data-without]");
        }
        delegate(visitor);
        losses(visitor, "小周");
    });
}

#[test]
fn ways_in_in_chinese_for_elders() {
    run("ways-in-chinese", Language::Chinese, Scripts::On, true);
}

#[test]
fn ways_in_in_english() {
    run("ways-in-english", Language::English, Scripts::On, false);
}

#[test]
fn ways_in_without_scripts() {
    run("ways-in-plain", Language::Chinese, Scripts::Off, false);
}
