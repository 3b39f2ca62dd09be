//! Every URL of the portal, grouped by who uses it. Who may call each: `authorization.rs`.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn;
use axum::routing::{MethodFilter, on};

use crate::authorization::{self, Rule, TABLE, guard};
use crate::pages::{
    account, activities, api, catalogue, counter, credentials, decisions, demo, disputes,
    exchanges, explorer, huts, items, listings, loans, messages, moderation, my_data,
    organisations, points, proofs, public, receipts, sync, system,
};
use crate::{AppState, Error, Page, assets, uploads};

/// Builds the router. Panics when a route and the authorization table disagree: a portal that
/// does not know who may call what must not start.
#[expect(
    clippy::too_many_lines,
    reason = "a table of routes is read in one piece"
)]
pub(crate) fn router(state: AppState) -> Router {
    Routes::default()
        // Everybody
        .get("/", public::home::show)
        .get("/help", public::help::show)
        .get("/about", public::about::show)
        .get("/accessibility", public::accessibility::show)
        .get("/privacy", my_data::impact::show)
        .get("/preferences", account::preferences::show)
        .post("/preferences", account::preferences::save)
        .get("/sign-in", account::sign_in::show)
        .post("/sign-in", account::sign_in::enter)
        .get("/sign-in/phone", account::phone::show)
        .post("/sign-in/phone", account::phone::ask)
        .post("/sign-in/phone/code", account::phone::enter)
        .get("/sign-in/passkey", account::passkey_entry::show)
        .post("/sign-in/passkey", account::passkey_entry::enter)
        .get("/receipts/{operation}", receipts::show::show)
        .get("/verify", receipts::verify::show)
        .post("/verify", receipts::verify::check)
        .get("/trust.json", receipts::download::trust)
        .get("/bank", points::reserve::show)
        .get("/credentials/check", credentials::check::show)
        .post("/credentials/check", credentials::check::check)
        .get("/explorer", explorer::overview::show)
        .get("/explorer/blocks/{height}", explorer::block::show)
        .get("/explorer/operations/{id}", explorer::operation::show)
        .get("/huts", huts::browse::show)
        .get("/huts/map", huts::map::show)
        .get("/huts/{id}", huts::show::show)
        // Everybody with a session
        .get("/sign-in/pin", account::pin::show_choice)
        .post("/sign-in/pin", account::pin::choose)
        .get("/me", account::me::show)
        .get("/me/pin", account::pin::show_change)
        .post("/me/pin", account::pin::change)
        .get("/me/helpers", account::delegates::show)
        .post("/me/helpers", account::delegates::name)
        .post("/me/helpers/{id}/end", account::delegates::end)
        .post("/me/helpers/{id}/object", account::delegates::object)
        .post("/me/helping/{id}", account::helping::begin)
        .post("/me/helping/stop", account::helping::stop)
        .get("/me/passkeys", account::passkeys::show)
        .post("/me/passkeys", account::passkeys::add)
        .post("/me/passkeys/remove", account::passkeys::remove)
        .post("/me/sessions/end", account::me::end_sessions)
        .get("/me/data", my_data::show::show)
        .get("/me/data/export", my_data::export::download)
        .post("/me/data/consents", my_data::consents::decide)
        .get("/me/data/consents/{id}", my_data::consents::record)
        .get("/me/data/{field}", my_data::correct::show)
        .post("/me/data/{field}", my_data::correct::save)
        .get("/me/leave", account::leave::show)
        .post("/me/leave", account::leave::leave)
        .get("/me/endorsements", account::endorsements::show)
        .post("/me/endorsements/{id}/{act}", account::endorsements::act)
        .get("/me/wards", account::wards::show)
        .post("/me/wards/{id}/{act}", account::wards::act)
        .get("/me/credentials", credentials::mine::show)
        .post("/me/credentials", credentials::mine::get)
        .post("/me/credentials/wallet", credentials::wallet::offer)
        .get("/me/credentials/{id}", credentials::show::show)
        .post("/me/credentials/{id}", credentials::show::make)
        .post("/me/credentials/{id}/give-up", credentials::mine::give_up)
        .get("/me/proofs", proofs::list::show)
        .get("/me/proofs/{subject}", proofs::show::show)
        .post("/sign-out", account::sign_out::end)
        .get("/points", points::passbook::show)
        .get("/points/statement.csv", points::statement::show)
        .get("/points/donate", points::donate::show)
        .post("/points/donate", points::donate::donate)
        .post(
            "/points/donations/{transfer}/withdraw",
            points::donate::withdraw,
        )
        .get("/points/gifts", points::gifts::show)
        .post("/points/gifts", points::gifts::offer)
        .post("/points/gifts/{gift}/{act}", points::gifts::act)
        .get("/points/family", points::family::show)
        .post("/points/family/{act}", points::family::act)
        .post("/points/family/join/{household}", points::family::join)
        .get("/catalogue", catalogue::browse::show)
        .get("/catalogue/{entry}", catalogue::redeem::show)
        .post("/catalogue/{entry}", catalogue::redeem::ask)
        .get("/catalogue/claims/{claim}", catalogue::claims::show)
        .post("/catalogue/claims/{claim}/{act}", catalogue::claims::act)
        .get("/messages", messages::show)
        .get("/messages/found", listings::found::show)
        .post("/messages/found", listings::found::choose)
        // A demonstration
        .get("/demo", demo::people::show)
        .post("/demo/sign-in", demo::people::enter)
        .get("/demo/outbox", demo::outbox::show)
        .get("/demo/clock", demo::clock::show)
        .post("/demo/clock", demo::clock::advance)
        // Needs, offers and what comes of them
        .get("/needs", listings::browse::needs)
        .get("/needs/waiting", listings::waiting::show)
        .get("/needs/new", listings::new::show_need)
        .post("/needs/new", listings::new::go_on_need)
        .get("/offers", listings::browse::offers)
        .get("/offers/new", listings::new::show_offer)
        .post("/offers/new", listings::new::go_on_offer)
        .get("/listings/{id}", listings::show::show)
        .post("/listings/{id}/close", listings::close::close)
        .get("/listings/{id}/ask", listings::ask::show)
        .post("/listings/{id}/ask", listings::ask::ask)
        .get("/exchanges", exchanges::mine::show)
        .get("/exchanges/{id}", exchanges::show::show)
        .post("/exchanges/{id}/accept", exchanges::act::accept)
        .post("/exchanges/{id}/decline", exchanges::act::decline)
        .post("/exchanges/{id}/withdraw", exchanges::act::withdraw)
        .get("/exchanges/{id}/cancel", exchanges::cancel::show)
        .post("/exchanges/{id}/cancel", exchanges::act::cancel)
        .post("/exchanges/{id}/confirm", exchanges::act::confirm)
        .post(
            "/exchanges/{id}/withdraw-confirmation",
            exchanges::act::withdraw_confirmation,
        )
        .post("/exchanges/{id}/join", exchanges::act::join)
        .post("/exchanges/{id}/unjoin", exchanges::act::unjoin)
        .post("/exchanges/{id}/agree-time", exchanges::act::agree_time)
        .post("/exchanges/{id}/drop-time", exchanges::act::drop_time)
        .post("/exchanges/{id}/restore-time", exchanges::act::restore_time)
        .post(
            "/exchanges/{id}/withdraw-contest",
            exchanges::act::withdraw_contest,
        )
        .post(
            "/exchanges/{id}/answer-no-show",
            exchanges::act::answer_no_show,
        )
        .get("/exchanges/{id}/rating", exchanges::rating::show)
        .post("/exchanges/{id}/rating", exchanges::rating::rate)
        .post("/exchanges/{id}/rating/{act}", exchanges::rating::act)
        .get("/exchanges/{id}/contest", exchanges::contest::show)
        .post("/exchanges/{id}/contest", exchanges::act::contest)
        .get("/exchanges/{id}/stop", exchanges::stop::show)
        .post("/exchanges/{id}/stop", exchanges::act::stop)
        .get("/exchanges/{id}/no-show", exchanges::no_show::show)
        .post("/exchanges/{id}/no-show", exchanges::act::report_no_show)
        .post(
            "/exchanges/{id}/withdraw-no-show",
            exchanges::act::withdraw_no_show,
        )
        // Things that are lent and given
        .get("/items", items::browse::show)
        .get("/items/map", items::map::show)
        .get("/items/new", items::new::show)
        .post_file("/items/new", items::new::list)
        .get("/items/{id}", items::show::show)
        .get("/items/{id}/edit", items::edit::show)
        .post_file("/items/{id}/edit", items::edit::change)
        .get("/items/{id}/reserve", items::reserve::show)
        .post("/items/{id}/reserve", items::reserve::reserve)
        .get("/items/{id}/give", items::give::show)
        .post("/items/{id}/give", items::give::give)
        .post("/items/{id}/{act}", items::act::press)
        .get("/scan", items::scan::show)
        .post("/scan", items::scan::find)
        .get("/i/{code}", items::scan::open)
        .get("/photos/{hash}", items::photo::show)
        .get("/loans", loans::mine::show)
        .get("/loans/{id}", loans::show::show)
        .get("/loans/{id}/state", loans::state::show)
        .post_file("/loans/{id}/state", loans::state::say)
        .get("/loans/{id}/decide", loans::decide::show)
        .post("/loans/{id}/decide", loans::decide::decide)
        .post("/loans/{id}/{act}", loans::act::press)
        // What two persons decide
        .get("/decisions", decisions::list::show)
        .get("/decisions/new/{kind}", decisions::propose::show)
        .post("/decisions/new/{kind}", decisions::propose::propose)
        .post("/decisions/{id}/{act}", decisions::list::act)
        // Things done together
        .get("/activities", activities::browse::show)
        .get("/activities/new", activities::new::show)
        .post("/activities/new", activities::new::plan)
        .get("/activities/{id}", activities::show::show)
        .get("/activities/{id}/code", activities::code::show)
        .get("/activities/{id}/people", activities::people::show)
        .post("/activities/{id}/people", activities::people::act)
        .post("/activities/{id}/{act}", activities::act::press)
        // Keeping order
        .get("/disputes", disputes::list::show)
        .post("/disputes/panel/{act}", disputes::list::pool)
        .get("/disputes/new/{kind}/{id}", disputes::new::show)
        .post("/disputes/new/{kind}/{id}", disputes::new::file)
        .get("/disputes/{id}", disputes::show::show)
        .post("/disputes/{id}/{act}", disputes::act::act)
        .get("/report/{kind}/{id}", moderation::report::show)
        .post("/report/{kind}/{id}", moderation::report::report)
        .get("/takedowns", moderation::mine::show)
        .post("/takedowns/{content}", moderation::mine::appeal)
        .get("/moderation", moderation::queue::show)
        .post("/moderation/restore/{content}", moderation::queue::restore)
        .post("/moderation/{id}/{act}", moderation::queue::act)
        .get("/exchanges/{id}/talk", exchanges::talk::show)
        .post("/exchanges/{id}/talk", exchanges::talk::write)
        .post("/exchanges/{id}/talk/{act}", exchanges::talk::silence)
        // The keepers of huts
        .get("/keeping", huts::desk::mine)
        .get("/huts/{id}/desk", huts::desk::show)
        .post("/huts/{id}/desk", huts::desk::scan)
        .post("/huts/{id}/desk/{act}", huts::act::press)
        .get("/huts/{id}/things/{item}", huts::things::show)
        .post("/huts/{id}/things/{item}/{act}", huts::things::press)
        .get("/huts/{id}/stocktake", huts::stocktake::show)
        .post("/huts/{id}/stocktake", huts::stocktake::count)
        .get("/huts/{id}/labels", huts::labels::show)
        .get("/huts/{id}/visits", huts::visits::show)
        // Organisations, for the people who lead them
        .get("/organisations", organisations::home::choose)
        .get("/organisations/{id}", organisations::home::show)
        .post("/organisations/{id}/give", organisations::claims::give)
        .get(
            "/organisations/{id}/endorsements",
            organisations::endorse::show,
        )
        .post(
            "/organisations/{id}/endorsements",
            organisations::endorse::attest,
        )
        .post(
            "/organisations/{id}/endorsements/{endorsement}/{act}",
            organisations::endorse::act,
        )
        .post(
            "/organisations/{id}/claims/{claim}/{act}",
            organisations::claims::act,
        )
        .get(
            "/organisations/{id}/entries/new",
            organisations::entries::show,
        )
        .post(
            "/organisations/{id}/entries/new",
            organisations::entries::publish,
        )
        .post(
            "/organisations/{id}/entries/{entry}/close",
            organisations::entries::close,
        )
        // The counter
        .get("/counter", counter::desk::show)
        .post("/counter/find", counter::desk::find)
        .get("/credentials/ask", credentials::ask::show)
        .post("/credentials/ask", credentials::ask::ask)
        .get("/credentials/ask/{id}", credentials::ask::answer_page)
        .get("/counter/enrol", counter::enrol::show)
        .post("/counter/enrol", counter::enrol::enrol)
        .get("/counter/enrolled/{person}", counter::handover::show)
        .get("/counter/people/{person}", counter::people::show)
        .get("/counter/people/{person}/losses", counter::losses::show)
        .post("/counter/people/{person}/losses", counter::losses::record)
        .post(
            "/counter/people/{person}/name",
            counter::losses::change_name,
        )
        .get("/counter/people/{person}/delegate", counter::delegate::show)
        .post("/counter/people/{person}/delegate", counter::delegate::name)
        .post(
            "/counter/people/{person}/delegate/end",
            counter::delegate::end,
        )
        .get("/counter/people/{person}/guardian", counter::guardian::show)
        .post(
            "/counter/people/{person}/guardian",
            counter::guardian::change,
        )
        .post("/counter/people/{person}/code", counter::handover::issue)
        .post(
            "/counter/people/{person}/sessions/end",
            counter::people::end_sessions,
        )
        // Machines
        .get("/healthz", system::healthz)
        .get("/robots.txt", system::robots)
        .get("/favicon.ico", assets::favicon)
        .get("/assets/{version}/{*name}", assets::show)
        .get("/api/v1/openapi.json", api::openapi)
        .get("/api/v1/status", api::status)
        .get("/api/v1/blocks", api::blocks)
        .get("/api/v1/blocks/{height}", api::block)
        .get("/api/v1/operations/{id}", api::operation)
        .get("/api/v1/receipts/{operation}", api::receipt)
        .get("/api/v1/proofs/state/{subject}", api::proofs::state)
        .get("/api/v1/proofs/mine/{subject}", api::proofs::mine)
        .get("/api/v1/proofs/headers/{height}", api::proofs::header)
        .get(
            "/api/v1/proofs/consistency/{height}",
            api::proofs::consistency,
        )
        // Wallets
        .get(
            "/.well-known/openid-credential-issuer",
            credentials::issuer::metadata,
        )
        .get(
            "/.well-known/oauth-authorization-server",
            credentials::issuer::tokens,
        )
        .get("/.well-known/jwt-vc-issuer", credentials::issuer::keys)
        .get(
            "/credentials/status/{list}",
            credentials::issuer::status_list,
        )
        .post("/oid4vci/token", credentials::wallet::token)
        .post("/oid4vci/nonce", credentials::wallet::nonce)
        .post("/oid4vci/credential", credentials::wallet::credential)
        .post("/oid4vp/answers/{id}", credentials::ask::answer)
        // Other offices and observers
        .get("/sync/genesis", sync::genesis)
        .get("/sync/seats", sync::seats)
        .get("/sync/blocks/{from}", sync::blocks)
        .get("/sync/content/{hash}", sync::content)
        .finish(state)
}

#[derive(Default)]
struct Routes {
    router: Router<AppState>,
    count: usize,
}

impl Routes {
    fn get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.route(Method::GET, MethodFilter::GET, path, handler)
    }

    fn post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.route(Method::POST, MethodFilter::POST, path, handler)
    }

    /// A form with a photo, which may be larger than others.
    fn post_file<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let handler = handler.layer(DefaultBodyLimit::max(uploads::BODY_BYTES_MAX));
        self.route(Method::POST, MethodFilter::POST, path, handler)
    }

    fn route<H, T>(
        self,
        method: Method,
        filter: MethodFilter,
        path: &'static str,
        handler: H,
    ) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let rule = authorization::find(&method, path);
        assert!(
            rule.is_some(),
            "{method} {path} is missing from the authorization table"
        );
        let Some(allowed) = rule.map(|rule| rule.allowed) else {
            return self;
        };
        let check = from_fn(move |page: Page, request, next| {
            let rule = Rule {
                method: method.clone(),
                path,
                allowed,
            };
            guard(rule, page, request, next)
        });
        Self {
            router: self.router.route(path, on(filter, handler).layer(check)),
            count: self.count + 1,
        }
    }

    fn finish(self, state: AppState) -> Router {
        assert_eq!(
            self.count,
            TABLE.len(),
            "the authorization table names routes without handler"
        );
        self.router
            .fallback(async || Error::not_found())
            .method_not_allowed_fallback(async || Error::method_not_allowed())
            .with_state(state)
    }
}
