//! The tabs: four places with words, at the bottom of a phone and at the top of a desk.

use super::Page;
use crate::session::Role;

/// One place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab {
    pub path: &'static str,
    /// The key of its word.
    pub word: &'static str,
    pub icon: &'static str,
    pub is_current: bool,
}

const HOME: Tab = tab("/", "nav-home", "home");
const NEEDS: Tab = tab("/needs", "nav-needs", "hands");
const MESSAGES: Tab = tab("/messages", "nav-messages", "message");
const MINE: Tab = tab("/me", "nav-mine", "person");
const COUNTER: Tab = tab("/counter", "nav-counter", "card");
const EXPLORER: Tab = tab("/explorer", "nav-explorer", "check");
const ABOUT: Tab = tab("/about", "nav-about", "book");
const HELP: Tab = tab("/help", "nav-help", "phone");
const SIGN_IN: Tab = tab("/sign-in", "nav-sign-in", "person");

const fn tab(path: &'static str, word: &'static str, icon: &'static str) -> Tab {
    Tab {
        path,
        word,
        icon,
        is_current: false,
    }
}

pub(crate) fn tabs(page: &Page) -> Vec<Tab> {
    let tabs = match &page.reader {
        None => [HOME, ABOUT, HELP, SIGN_IN],
        Some(reader) if reader.is(Role::Clerk) => [HOME, COUNTER, MESSAGES, MINE],
        Some(reader) if reader.is(Role::Auditor) => [HOME, EXPLORER, MESSAGES, MINE],
        Some(_) => [HOME, NEEDS, MESSAGES, MINE],
    };
    tabs.map(|tab| Tab {
        is_current: is_under(page.path.as_str(), tab.path),
        ..tab
    })
    .to_vec()
}

fn is_under(path: &str, place: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    match path.strip_prefix(place) {
        Some("") => true,
        Some(rest) => place != "/" && rest.starts_with('/'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_under;

    #[test]
    fn a_tab_is_current_on_its_own_pages() {
        assert!(is_under("/", "/"));
        assert!(is_under("/needs/12?page=2", "/needs"));
        assert!(!is_under("/help", "/"));
        assert!(!is_under("/needsome", "/needs"));
    }
}
