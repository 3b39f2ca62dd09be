//! What a helper may do for somebody else: a closed list of scopes, each a list of pages. What is
//! not on the list does not exist for the helper, so that a new page is closed until it is named.

use axum::http::Method;

/// How far a helper may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Sees needs, offers, appointments and messages.
    Look,
    /// Also asks, offers and agrees.
    Everyday,
    /// Also sees the points.
    EverydayAndPoints,
}

/// The affairs of every day; pages about the person, their PIN, keys and data are not among them.
const EVERYDAY: [&str; 9] = [
    "/needs",
    "/offers",
    "/listings",
    "/exchanges",
    "/messages",
    "/items",
    "/loans",
    "/photos",
    "/i",
];
/// Forms that only lead to doing something.
const FORMS: [&str; 12] = [
    "/items/new",
    "/items/{id}/edit",
    "/items/{id}/reserve",
    "/items/{id}/give",
    "/loans/{id}/state",
    "/needs/new",
    "/offers/new",
    "/listings/{id}/ask",
    "/exchanges/{id}/cancel",
    "/exchanges/{id}/contest",
    "/exchanges/{id}/stop",
    "/exchanges/{id}/no-show",
];
const ALWAYS: [&str; 2] = ["/sign-out", "/me/helping/stop"];

impl Scope {
    pub const ALL: [Self; 3] = [Self::Look, Self::Everyday, Self::EverydayAndPoints];

    /// The stable code in the vault, in forms and in the keys of words.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Everyday => "everyday",
            Self::EverydayAndPoints => "everyday_and_points",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }

    /// Whether a route is open to a helper; `path` is as the authorization table writes it.
    pub fn permits(self, method: &Method, path: &str) -> bool {
        if ALWAYS.contains(&path) {
            return true;
        }
        let reads = *method == Method::GET;
        let under = |place: &&str| {
            let rest = path.strip_prefix(*place);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let everyday = EVERYDAY.iter().any(under);
        match self {
            Self::Look => everyday && reads && !FORMS.contains(&path),
            Self::Everyday => everyday,
            Self::EverydayAndPoints => everyday || (reads && path == "/points"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authorization::{Allowed, TABLE};

    #[test]
    fn no_scope_opens_the_person_the_counter_or_another_office() {
        let closed = [
            "/me/",
            "/counter",
            "/sign-in",
            "/points/donate",
            "/api/v1/proofs/mine",
        ];
        for rule in TABLE.iter().filter(|rule| rule.allowed != Allowed::Anyone) {
            let is_closed = closed.iter().any(|place| rule.path.starts_with(place));
            for scope in Scope::ALL {
                let open = scope.permits(&rule.method, rule.path);
                let excepted = ALWAYS.contains(&rule.path);
                assert!(!(is_closed && open) || excepted, "{scope:?} {}", rule.path);
            }
        }
    }

    #[test]
    fn whoever_only_looks_sends_no_form() {
        for rule in TABLE.iter().filter(|rule| rule.method == Method::POST) {
            let open = Scope::Look.permits(&rule.method, rule.path);
            assert_eq!(open, ALWAYS.contains(&rule.path), "{}", rule.path);
        }
        assert!(Scope::Look.permits(&Method::GET, "/exchanges/{id}"));
        assert!(!Scope::Look.permits(&Method::GET, "/needs/new"));
    }

    #[test]
    fn every_scope_has_its_code() {
        for scope in Scope::ALL {
            assert_eq!(Scope::from_code(scope.code()), Some(scope));
        }
        assert_eq!(Scope::from_code("everything"), None);
    }
}
