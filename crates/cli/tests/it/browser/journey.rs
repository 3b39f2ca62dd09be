//! The main job from the counter to the auditor: in both languages, with and without scripts.

mod counter;
mod exchange;
mod receipt;

use super::{
    visitor::{Language, Visitor, visit},
    webdriver::Scripts,
};
use crate::demo::fresh;

fn main_job(visitor: &mut Visitor<'_>, language: Language, scripts: Scripts) {
    visitor.open("/demo");
    visitor.speak(language);
    let resident = counter::enrol(visitor);
    counter::second_enrolment_is_refused(visitor, &resident);
    counter::sign_in_with_code(visitor, &resident);
    exchange::publish_need(visitor);
    let exchange = exchange::ask_for_match(visitor);
    exchange::give_service(visitor, &resident, &exchange);
    let operation = receipt::check(visitor, &exchange, scripts);
    exchange::end_otherwise(visitor);
    receipt::audit_pages(visitor, &operation);
}

fn run(name: &str, language: Language, scripts: Scripts) {
    let (_folder, demo) = fresh();
    visit(name, &demo, scripts, |visitor| {
        main_job(visitor, language, scripts);
    });
}

#[test]
fn main_job_in_chinese() {
    run("chinese", Language::Chinese, Scripts::On);
}

#[test]
fn main_job_in_english() {
    run("english", Language::English, Scripts::On);
}

#[test]
fn main_job_in_chinese_without_scripts() {
    run("chinese-plain", Language::Chinese, Scripts::Off);
}

#[test]
fn main_job_in_english_without_scripts() {
    run("english-plain", Language::English, Scripts::Off);
}
