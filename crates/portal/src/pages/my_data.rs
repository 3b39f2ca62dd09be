//! "My data, my decision": what is held and why, consents, corrections and the copy to take away.

pub(crate) mod consents;
pub(crate) mod correct;
pub(crate) mod export;
pub(crate) mod impact;
pub(crate) mod show;

use vault::{Purpose, Retention};

use crate::Page;

/// How long data is kept for a purpose, in words.
fn kept(page: &Page, purpose: Purpose) -> String {
    match purpose.entry().retention {
        Retention::WhileEnrolled => page.t.get("data-kept-while-enrolled"),
        Retention::DaysAfterEnd(days) => {
            let days = i64::from(days);
            page.t.say("data-kept-days").set("days", days).to_string()
        }
    }
}

/// The key of the word for a purpose's legal basis.
fn basis(page: &Page, purpose: Purpose) -> String {
    page.t
        .get(&format!("data-basis-{}", purpose.entry().basis.code()))
}
