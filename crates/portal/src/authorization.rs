//! Who may call what: one line per method and path. A route that is not here cannot exist.

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::acting::Scope;
use crate::session::{Reader, Role};
use crate::{Error, Page};

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody with a session.
    SignedIn,
    /// People with at least one of these roles.
    Roles(&'static [Role]),
    /// Everybody, but only in a demonstration network.
    DemoOnly,
}

use Allowed::{Anyone, DemoOnly, SignedIn};

pub const RESIDENT: Allowed = Allowed::Roles(&[Role::Resident]);
pub const CLERK: Allowed = Allowed::Roles(&[Role::Clerk]);
pub const KEEPER: Allowed = Allowed::Roles(&[Role::Keeper]);
pub const DECIDER: Allowed = Allowed::Roles(&[Role::Decider]);
pub const LEADER: Allowed = Allowed::Roles(&[Role::Leader]);
pub const WORKER: Allowed = Allowed::Roles(&[Role::Worker]);
/// Whoever receives people for an organisation and may need to know one thing about them.
pub const ASKER: Allowed = Allowed::Roles(&[Role::Clerk, Role::Keeper, Role::Leader, Role::Worker]);
pub const AUDITOR: Allowed = Allowed::Roles(&[Role::Auditor]);

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Rule {
    pub method: Method,
    pub path: &'static str,
    pub allowed: Allowed,
}

const fn rule(method: Method, path: &'static str, allowed: Allowed) -> Rule {
    Rule {
        method,
        path,
        allowed,
    }
}

/// The table, in the order of `routes.rs`.
pub const TABLE: &[Rule] = &[
    // Everybody
    rule(Method::GET, "/", Anyone),
    rule(Method::GET, "/help", Anyone),
    rule(Method::GET, "/about", Anyone),
    rule(Method::GET, "/accessibility", Anyone),
    rule(Method::GET, "/privacy", Anyone),
    rule(Method::GET, "/preferences", Anyone),
    rule(Method::POST, "/preferences", Anyone),
    rule(Method::GET, "/sign-in", Anyone),
    rule(Method::POST, "/sign-in", Anyone),
    rule(Method::GET, "/sign-in/phone", Anyone),
    rule(Method::POST, "/sign-in/phone", Anyone),
    rule(Method::POST, "/sign-in/phone/code", Anyone),
    rule(Method::GET, "/sign-in/passkey", Anyone),
    rule(Method::POST, "/sign-in/passkey", Anyone),
    rule(Method::GET, "/receipts/{operation}", Anyone),
    rule(Method::GET, "/verify", Anyone),
    rule(Method::POST, "/verify", Anyone),
    rule(Method::GET, "/trust.json", Anyone),
    rule(Method::GET, "/bank", Anyone),
    rule(Method::GET, "/credentials/check", Anyone),
    rule(Method::POST, "/credentials/check", Anyone),
    rule(Method::GET, "/explorer", Anyone),
    rule(Method::GET, "/explorer/blocks/{height}", Anyone),
    rule(Method::GET, "/explorer/operations/{id}", Anyone),
    rule(Method::GET, "/huts", Anyone),
    rule(Method::GET, "/huts/map", Anyone),
    rule(Method::GET, "/huts/{id}", Anyone),
    // Everybody with a session
    rule(Method::GET, "/sign-in/pin", SignedIn),
    rule(Method::POST, "/sign-in/pin", SignedIn),
    rule(Method::GET, "/me", SignedIn),
    rule(Method::GET, "/me/pin", SignedIn),
    rule(Method::POST, "/me/pin", SignedIn),
    rule(Method::GET, "/me/helpers", RESIDENT),
    rule(Method::POST, "/me/helpers", RESIDENT),
    rule(Method::POST, "/me/helpers/{id}/end", RESIDENT),
    rule(Method::POST, "/me/helpers/{id}/object", RESIDENT),
    rule(Method::POST, "/me/helping/{id}", RESIDENT),
    rule(Method::POST, "/me/helping/stop", RESIDENT),
    rule(Method::GET, "/me/passkeys", SignedIn),
    rule(Method::POST, "/me/passkeys", SignedIn),
    rule(Method::POST, "/me/passkeys/remove", SignedIn),
    rule(Method::POST, "/me/sessions/end", SignedIn),
    rule(Method::GET, "/me/data", SignedIn),
    rule(Method::GET, "/me/data/export", SignedIn),
    rule(Method::POST, "/me/data/consents", SignedIn),
    rule(Method::GET, "/me/data/consents/{id}", SignedIn),
    rule(Method::GET, "/me/data/{field}", SignedIn),
    rule(Method::POST, "/me/data/{field}", SignedIn),
    rule(Method::GET, "/me/leave", RESIDENT),
    rule(Method::POST, "/me/leave", RESIDENT),
    rule(Method::GET, "/me/endorsements", RESIDENT),
    rule(Method::POST, "/me/endorsements/{id}/{act}", RESIDENT),
    rule(Method::GET, "/me/wards", RESIDENT),
    rule(Method::POST, "/me/wards/{id}/{act}", RESIDENT),
    rule(Method::GET, "/me/credentials", RESIDENT),
    rule(Method::POST, "/me/credentials", RESIDENT),
    rule(Method::POST, "/me/credentials/wallet", RESIDENT),
    rule(Method::GET, "/me/credentials/{id}", RESIDENT),
    rule(Method::POST, "/me/credentials/{id}", RESIDENT),
    rule(Method::POST, "/me/credentials/{id}/give-up", RESIDENT),
    rule(Method::GET, "/me/proofs", SignedIn),
    rule(Method::GET, "/me/proofs/{subject}", SignedIn),
    rule(Method::POST, "/sign-out", SignedIn),
    rule(Method::GET, "/points", SignedIn),
    rule(Method::GET, "/points/statement.csv", SignedIn),
    rule(Method::GET, "/points/donate", SignedIn),
    rule(Method::POST, "/points/donate", SignedIn),
    rule(
        Method::POST,
        "/points/donations/{transfer}/withdraw",
        SignedIn,
    ),
    rule(Method::GET, "/points/gifts", RESIDENT),
    rule(Method::POST, "/points/gifts", RESIDENT),
    rule(Method::POST, "/points/gifts/{gift}/{act}", RESIDENT),
    rule(Method::GET, "/points/family", RESIDENT),
    rule(Method::POST, "/points/family/{act}", RESIDENT),
    rule(Method::POST, "/points/family/join/{household}", RESIDENT),
    rule(Method::GET, "/catalogue", RESIDENT),
    rule(Method::GET, "/catalogue/{entry}", RESIDENT),
    rule(Method::POST, "/catalogue/{entry}", RESIDENT),
    rule(Method::GET, "/catalogue/claims/{claim}", RESIDENT),
    rule(Method::POST, "/catalogue/claims/{claim}/{act}", RESIDENT),
    rule(Method::GET, "/messages", SignedIn),
    rule(Method::GET, "/messages/found", RESIDENT),
    rule(Method::POST, "/messages/found", RESIDENT),
    // A demonstration
    rule(Method::GET, "/demo", DemoOnly),
    rule(Method::POST, "/demo/sign-in", DemoOnly),
    rule(Method::GET, "/demo/outbox", DemoOnly),
    rule(Method::GET, "/demo/clock", DemoOnly),
    rule(Method::POST, "/demo/clock", DemoOnly),
    // Needs, offers and what comes of them
    rule(Method::GET, "/needs", RESIDENT),
    rule(Method::GET, "/needs/waiting", WORKER),
    rule(Method::GET, "/needs/new", RESIDENT),
    rule(Method::POST, "/needs/new", RESIDENT),
    rule(Method::GET, "/offers", RESIDENT),
    rule(Method::GET, "/offers/new", RESIDENT),
    rule(Method::POST, "/offers/new", RESIDENT),
    rule(Method::GET, "/listings/{id}", RESIDENT),
    rule(Method::POST, "/listings/{id}/close", RESIDENT),
    rule(Method::GET, "/listings/{id}/ask", RESIDENT),
    rule(Method::POST, "/listings/{id}/ask", RESIDENT),
    rule(Method::GET, "/exchanges", SignedIn),
    rule(Method::GET, "/exchanges/{id}", SignedIn),
    rule(Method::POST, "/exchanges/{id}/accept", SignedIn),
    rule(Method::POST, "/exchanges/{id}/decline", SignedIn),
    rule(Method::POST, "/exchanges/{id}/withdraw", SignedIn),
    rule(Method::GET, "/exchanges/{id}/cancel", SignedIn),
    rule(Method::POST, "/exchanges/{id}/cancel", SignedIn),
    rule(Method::POST, "/exchanges/{id}/confirm", SignedIn),
    rule(
        Method::POST,
        "/exchanges/{id}/withdraw-confirmation",
        SignedIn,
    ),
    rule(Method::POST, "/exchanges/{id}/join", SignedIn),
    rule(Method::POST, "/exchanges/{id}/unjoin", SignedIn),
    rule(Method::POST, "/exchanges/{id}/agree-time", SignedIn),
    rule(Method::POST, "/exchanges/{id}/drop-time", SignedIn),
    rule(Method::POST, "/exchanges/{id}/restore-time", SignedIn),
    rule(Method::POST, "/exchanges/{id}/withdraw-contest", SignedIn),
    rule(Method::POST, "/exchanges/{id}/answer-no-show", SignedIn),
    rule(Method::POST, "/exchanges/{id}/contest", SignedIn),
    rule(Method::POST, "/exchanges/{id}/stop", SignedIn),
    rule(Method::GET, "/exchanges/{id}/rating", SignedIn),
    rule(Method::POST, "/exchanges/{id}/rating", SignedIn),
    rule(Method::POST, "/exchanges/{id}/rating/{act}", SignedIn),
    rule(Method::GET, "/exchanges/{id}/contest", SignedIn),
    rule(Method::GET, "/exchanges/{id}/stop", SignedIn),
    rule(Method::GET, "/exchanges/{id}/no-show", SignedIn),
    rule(Method::POST, "/exchanges/{id}/no-show", SignedIn),
    rule(Method::POST, "/exchanges/{id}/withdraw-no-show", SignedIn),
    // Things that are lent and given
    rule(Method::GET, "/items", RESIDENT),
    rule(Method::GET, "/items/map", RESIDENT),
    rule(Method::GET, "/items/new", RESIDENT),
    rule(Method::POST, "/items/new", RESIDENT),
    rule(Method::GET, "/items/{id}", RESIDENT),
    rule(Method::GET, "/items/{id}/edit", RESIDENT),
    rule(Method::POST, "/items/{id}/edit", RESIDENT),
    rule(Method::GET, "/items/{id}/reserve", RESIDENT),
    rule(Method::POST, "/items/{id}/reserve", RESIDENT),
    rule(Method::GET, "/items/{id}/give", RESIDENT),
    rule(Method::POST, "/items/{id}/give", RESIDENT),
    rule(Method::POST, "/items/{id}/{act}", RESIDENT),
    rule(Method::GET, "/scan", SignedIn),
    rule(Method::POST, "/scan", SignedIn),
    rule(Method::GET, "/i/{code}", SignedIn),
    rule(Method::GET, "/photos/{hash}", SignedIn),
    rule(Method::GET, "/loans", SignedIn),
    rule(Method::GET, "/loans/{id}", SignedIn),
    rule(Method::GET, "/loans/{id}/state", SignedIn),
    rule(Method::POST, "/loans/{id}/state", SignedIn),
    rule(Method::GET, "/loans/{id}/decide", SignedIn),
    rule(Method::POST, "/loans/{id}/decide", SignedIn),
    rule(Method::POST, "/loans/{id}/{act}", SignedIn),
    // Things done together
    rule(Method::GET, "/activities", RESIDENT),
    rule(Method::GET, "/activities/new", RESIDENT),
    rule(Method::POST, "/activities/new", RESIDENT),
    rule(Method::GET, "/activities/{id}", RESIDENT),
    rule(Method::GET, "/activities/{id}/code", RESIDENT),
    rule(Method::GET, "/activities/{id}/people", RESIDENT),
    rule(Method::POST, "/activities/{id}/people", RESIDENT),
    rule(Method::POST, "/activities/{id}/{act}", RESIDENT),
    // What two persons decide
    rule(Method::GET, "/decisions", DECIDER),
    rule(Method::GET, "/decisions/new/{kind}", DECIDER),
    rule(Method::POST, "/decisions/new/{kind}", DECIDER),
    rule(Method::POST, "/decisions/{id}/{act}", DECIDER),
    // Keeping order
    rule(Method::GET, "/disputes", SignedIn),
    rule(Method::POST, "/disputes/panel/{act}", RESIDENT),
    rule(Method::GET, "/disputes/new/{kind}/{id}", RESIDENT),
    rule(Method::POST, "/disputes/new/{kind}/{id}", RESIDENT),
    rule(Method::GET, "/disputes/{id}", SignedIn),
    rule(Method::POST, "/disputes/{id}/{act}", SignedIn),
    rule(Method::GET, "/report/{kind}/{id}", RESIDENT),
    rule(Method::POST, "/report/{kind}/{id}", RESIDENT),
    rule(Method::GET, "/takedowns", SignedIn),
    rule(Method::POST, "/takedowns/{content}", SignedIn),
    rule(Method::GET, "/moderation", DECIDER),
    rule(Method::POST, "/moderation/restore/{content}", DECIDER),
    rule(Method::POST, "/moderation/{id}/{act}", DECIDER),
    rule(Method::GET, "/exchanges/{id}/talk", SignedIn),
    rule(Method::POST, "/exchanges/{id}/talk", SignedIn),
    rule(Method::POST, "/exchanges/{id}/talk/{act}", SignedIn),
    // The keepers of huts
    rule(Method::GET, "/keeping", KEEPER),
    rule(Method::GET, "/huts/{id}/desk", KEEPER),
    rule(Method::POST, "/huts/{id}/desk", KEEPER),
    rule(Method::POST, "/huts/{id}/desk/{act}", KEEPER),
    rule(Method::GET, "/huts/{id}/things/{item}", KEEPER),
    rule(Method::POST, "/huts/{id}/things/{item}/{act}", KEEPER),
    rule(Method::GET, "/huts/{id}/stocktake", KEEPER),
    rule(Method::POST, "/huts/{id}/stocktake", KEEPER),
    rule(Method::GET, "/huts/{id}/labels", KEEPER),
    rule(Method::GET, "/huts/{id}/visits", KEEPER),
    // Organisations, for the people who lead them
    rule(Method::GET, "/organisations", LEADER),
    rule(Method::GET, "/organisations/{id}", LEADER),
    rule(Method::POST, "/organisations/{id}/give", LEADER),
    rule(Method::GET, "/organisations/{id}/endorsements", LEADER),
    rule(Method::POST, "/organisations/{id}/endorsements", LEADER),
    rule(
        Method::POST,
        "/organisations/{id}/endorsements/{endorsement}/{act}",
        LEADER,
    ),
    rule(
        Method::POST,
        "/organisations/{id}/claims/{claim}/{act}",
        LEADER,
    ),
    rule(Method::GET, "/organisations/{id}/entries/new", LEADER),
    rule(Method::POST, "/organisations/{id}/entries/new", LEADER),
    rule(
        Method::POST,
        "/organisations/{id}/entries/{entry}/close",
        LEADER,
    ),
    // The counter
    rule(Method::GET, "/counter", CLERK),
    rule(Method::POST, "/counter/find", CLERK),
    rule(Method::GET, "/credentials/ask", ASKER),
    rule(Method::POST, "/credentials/ask", ASKER),
    rule(Method::GET, "/credentials/ask/{id}", ASKER),
    rule(Method::GET, "/counter/enrol", CLERK),
    rule(Method::POST, "/counter/enrol", CLERK),
    rule(Method::GET, "/counter/enrolled/{person}", CLERK),
    rule(Method::GET, "/counter/people/{person}", CLERK),
    rule(Method::GET, "/counter/people/{person}/losses", CLERK),
    rule(Method::POST, "/counter/people/{person}/losses", CLERK),
    rule(Method::POST, "/counter/people/{person}/name", CLERK),
    rule(Method::GET, "/counter/people/{person}/delegate", CLERK),
    rule(Method::POST, "/counter/people/{person}/delegate", CLERK),
    rule(Method::POST, "/counter/people/{person}/delegate/end", CLERK),
    rule(Method::GET, "/counter/people/{person}/guardian", CLERK),
    rule(Method::POST, "/counter/people/{person}/guardian", CLERK),
    rule(Method::POST, "/counter/people/{person}/code", CLERK),
    rule(Method::POST, "/counter/people/{person}/sessions/end", CLERK),
    // Machines
    rule(Method::GET, "/healthz", Anyone),
    rule(Method::GET, "/robots.txt", Anyone),
    rule(Method::GET, "/favicon.ico", Anyone),
    rule(Method::GET, "/assets/{version}/{*name}", Anyone),
    rule(Method::GET, "/api/v1/openapi.json", Anyone),
    rule(Method::GET, "/api/v1/status", Anyone),
    rule(Method::GET, "/api/v1/blocks", Anyone),
    rule(Method::GET, "/api/v1/blocks/{height}", Anyone),
    rule(Method::GET, "/api/v1/operations/{id}", Anyone),
    rule(Method::GET, "/api/v1/receipts/{operation}", Anyone),
    rule(Method::GET, "/api/v1/proofs/state/{subject}", Anyone),
    rule(Method::GET, "/api/v1/proofs/mine/{subject}", SignedIn),
    rule(Method::GET, "/api/v1/proofs/headers/{height}", Anyone),
    rule(Method::GET, "/api/v1/proofs/consistency/{height}", Anyone),
    // Wallets
    rule(Method::GET, "/.well-known/openid-credential-issuer", Anyone),
    rule(
        Method::GET,
        "/.well-known/oauth-authorization-server",
        Anyone,
    ),
    rule(Method::GET, "/.well-known/jwt-vc-issuer", Anyone),
    rule(Method::GET, "/credentials/status/{list}", Anyone),
    rule(Method::POST, "/oid4vci/token", Anyone),
    rule(Method::POST, "/oid4vci/nonce", Anyone),
    rule(Method::POST, "/oid4vci/credential", Anyone),
    rule(Method::POST, "/oid4vp/answers/{id}", Anyone),
    // Other offices and observers
    rule(Method::GET, "/sync/genesis", Anyone),
    rule(Method::GET, "/sync/seats", Anyone),
    rule(Method::GET, "/sync/blocks/{from}", Anyone),
    rule(Method::GET, "/sync/content/{hash}", Anyone),
];

/// The line for a route, if there is one.
pub fn find(method: &Method, path: &str) -> Option<&'static Rule> {
    TABLE
        .iter()
        .find(|rule| rule.method == *method && rule.path == path)
}

/// What happens to a caller at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Enter,
    /// Nobody is signed in: they may be allowed once they are.
    SignIn,
    /// For this caller, the route does not exist.
    Hide,
}

pub fn judge(allowed: Allowed, reader: Option<&Reader>, demo: bool) -> Verdict {
    match (allowed, reader) {
        (Anyone, _) | (SignedIn, Some(_)) => Verdict::Enter,
        (DemoOnly, _) if demo => Verdict::Enter,
        (DemoOnly, _) => Verdict::Hide,
        (SignedIn | Allowed::Roles(_), None) => Verdict::SignIn,
        (Allowed::Roles(roles), Some(reader)) if roles.iter().any(|role| reader.is(*role)) => {
            Verdict::Enter
        }
        (Allowed::Roles(_), Some(_)) => Verdict::Hide,
    }
}

/// Whether somebody who acts for another goes further than they were asked to.
fn is_beyond_scope(rule: &Rule, reader: Option<&Reader>) -> bool {
    let helper = reader.and_then(|reader| reader.helper.as_ref());
    helper.is_some_and(|helper| {
        let scope = Scope::from_code(&helper.delegation.scope);
        !scope.is_some_and(|scope| scope.permits(&rule.method, rule.path))
    })
}

/// Whether a minor goes where only grown-ups are.
fn is_beyond_age(rule: &Rule, reader: Option<&Reader>) -> bool {
    let minority = reader.and_then(|reader| reader.minority);
    minority.is_some_and(|minority| !minority.permits(&rule.method, rule.path))
}

/// Stands before every handler; `routes.rs` puts it there.
pub(crate) async fn guard(rule: Rule, page: Page, request: Request, next: Next) -> Response {
    let allowed = rule.allowed;
    let reader = page.reader.as_ref();
    let beyond = is_beyond_scope(&rule, reader) || is_beyond_age(&rule, reader);
    let hidden = page.settings.observer || beyond;
    let judged = if hidden && allowed != Anyone {
        Verdict::Hide
    } else {
        judge(allowed, page.reader.as_ref(), page.demo)
    };
    match judged {
        Verdict::Enter => next.run(request).await,
        Verdict::SignIn => Error::sign_in_needed().into_response(),
        Verdict::Hide => Error::forbidden().into_response(),
    }
}
