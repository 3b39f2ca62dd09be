//! What a minor may do before they are of age: a closed list of pages, so that a new page is closed
//! to them until it is named. What neighbours agree with each other waits until eighteen; for the
//! activities that admit minors they sign up with their guardian's yes, as the ledger's rules ask.

use axum::http::Method;
use vault::{GuardianState, Guardianship};

/// How far a minor's guardian has let them in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minority {
    /// The guardian has not agreed, or not any more: only what is held about the minor.
    Waiting,
    /// The guardian agreed: looking, learning, and everything about oneself.
    Agreed,
}

/// The person's own right, which needs nobody's consent.
const OWN: [(Method, &str); 9] = [
    (Method::GET, "/me"),
    (Method::GET, "/me/data"),
    (Method::GET, "/me/data/export"),
    (Method::GET, "/me/pin"),
    (Method::POST, "/me/pin"),
    (Method::GET, "/sign-in/pin"),
    (Method::POST, "/sign-in/pin"),
    (Method::POST, "/me/sessions/end"),
    (Method::POST, "/sign-out"),
];
const LOOKING: [&str; 22] = [
    "/activities",
    "/activities/{id}",
    "/needs",
    "/offers",
    "/listings/{id}",
    "/items",
    "/items/map",
    "/items/{id}",
    "/i/{code}",
    "/photos/{hash}",
    "/messages",
    "/points",
    "/catalogue",
    "/catalogue/{entry}",
    "/me/data/{field}",
    "/me/data/consents/{id}",
    "/me/passkeys",
    "/me/endorsements",
    "/me/proofs",
    "/me/proofs/{subject}",
    "/api/v1/proofs/mine/{subject}",
    "/exchanges",
];
/// Forms about oneself, and coming to an activity.
const FORMS: [&str; 4] = [
    "/me/data/{field}",
    "/me/passkeys",
    "/me/passkeys/remove",
    COMING,
];
const COMING: &str = "/activities/{id}/{act}";

impl Minority {
    /// What follows from a guardianship now; none for somebody who is of age.
    pub fn of(guardianship: Option<Guardianship>, now_ms: u64) -> Option<Self> {
        let minor = guardianship.filter(|one| one.is_minor(now_ms))?;
        Some(match minor.state {
            GuardianState::Agreed => Self::Agreed,
            GuardianState::Asked | GuardianState::Ended => Self::Waiting,
        })
    }

    /// The key of the sentence that stands above every page of a minor.
    pub const fn banner(self) -> &'static str {
        match self {
            Self::Waiting => "banner-minor-waiting",
            Self::Agreed => "banner-minor-agreed",
        }
    }

    /// Whether a route is open to the minor; `path` is as the authorization table writes it.
    pub fn permits(self, method: &Method, path: &str) -> bool {
        let own = OWN.iter().any(|(one, at)| one == method && *at == path);
        let looks = *method == Method::GET && LOOKING.contains(&path);
        let fills = *method == Method::POST && FORMS.contains(&path);
        own || (self == Self::Agreed && (looks || fills))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authorization::{Allowed, TABLE};

    #[test]
    fn every_page_of_the_lists_exists() {
        let exists = |method: &Method, path: &str| {
            let mut rules = TABLE.iter();
            rules.any(|rule| rule.method == *method && rule.path == path)
        };
        for (method, path) in &OWN {
            assert!(exists(method, path), "{method} {path}");
        }
        for path in LOOKING {
            assert!(exists(&Method::GET, path), "{path}");
        }
        for path in FORMS {
            assert!(exists(&Method::POST, path), "{path}");
        }
    }

    #[test]
    fn a_minor_agrees_nothing_with_neighbours_and_holds_no_office() {
        for rule in TABLE.iter().filter(|rule| rule.allowed != Allowed::Anyone) {
            let open = Minority::Agreed.permits(&rule.method, rule.path);
            let about_oneself = rule.path.starts_with("/me/") || rule.path.starts_with("/sign-");
            if rule.method == Method::POST && !about_oneself && rule.path != COMING {
                assert!(!open, "{}", rule.path);
            }
            for office in ["/counter", "/decisions", "/keeping", "/organisations"] {
                assert!(!(open && rule.path.starts_with(office)), "{}", rule.path);
            }
            let waits = Minority::Waiting.permits(&rule.method, rule.path);
            assert!(open || !waits, "{} opens only while waiting", rule.path);
        }
    }
}
