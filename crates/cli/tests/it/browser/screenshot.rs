//! The picture in the README, made by the program itself: `cargo xtask screenshot`.

use std::fs;

use super::{visitor::visit, webdriver::Scripts};
use crate::demo::fresh;

/// A need of the sample district that waits with its matched offers.
const NEED: &str = "去医院拿报告，想有人陪";
const HEIGHT: u32 = 1_280;

/// Runs only where `LINLI_SCREENSHOT` names the file to write.
#[test]
fn picture_of_a_need_with_its_offers() {
    let Some(file) = std::env::var_os("LINLI_SCREENSHOT") else {
        return;
    };
    let (_folder, demo) = fresh();
    visit("screenshot", &demo, Scripts::On, |visitor| {
        visitor.become_sample("陈伯");
        visitor.open("/needs?scope=mine");
        visitor.press_in("article.card", NEED, "h2 a");
        visitor.sees("article.card .why");
        fs::write(&file, visitor.picture(HEIGHT)).unwrap();
    });
    assert!(
        fs::metadata(&file).unwrap().len() <= 300 * 1024,
        "the picture is too large"
    );
}
