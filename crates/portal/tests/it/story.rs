//! One service from need to points: what most pages about points and receipts need before them.

use ledger::{
    Action, CategoryCode, ExchangeId, OperationId, Points, Timestamp,
    operation::{
        ExchangeAction, PointsAction,
        exchange::{AcceptExchange, ConfirmService, RequestExchange},
        listing::{ListingKind, Place},
        points::SettleTransfer,
    },
    state::keys,
    time::{DAY_MS, HOUR_MS, MINUTE_MS},
};
use portal::{content::ListingText, desk::ListingDraft};
use testkit::TestOffice;

/// Haircut.
pub(crate) const CATEGORY: CategoryCode = CategoryCode(201);
pub(crate) const MINUTES: u16 = 60;

/// What happened, by the operations that did it.
pub(crate) struct Story {
    pub(crate) exchange: ExchangeId,
    pub(crate) published: OperationId,
    pub(crate) requested: OperationId,
    pub(crate) accepted: OperationId,
    /// The second confirmation, which posts the points.
    pub(crate) completed: OperationId,
}

/// Chen needs a haircut, He answers, both agree, time passes, both confirm.
pub(crate) async fn tell(office: &TestOffice) -> Story {
    let (exchange, published, requested, accepted) = agree(office).await;
    office.advance(25 * HOUR_MS);
    let confirm = Action::Exchange(ExchangeAction::ConfirmService(ConfirmService {
        exchange,
        minutes: MINUTES,
    }));
    act(office, "chen", confirm.clone()).await;
    let completed = act(office, "he", confirm).await;
    Story {
        exchange,
        published,
        requested,
        accepted,
        completed,
    }
}

async fn agree(office: &TestOffice) -> (ExchangeId, OperationId, OperationId, OperationId) {
    let now = office.desk.now();
    let draft = ListingDraft {
        kind: ListingKind::Need,
        category: CATEGORY,
        area: ledger::AreaCode(440_604_010_001),
        place: Place::Home,
        windows: Vec::new(),
        minutes: MINUTES,
        capacity: 1,
        expires_at: Timestamp(now.0 + 10 * DAY_MS),
        text: ListingText {
            title: "想请人上门理发".to_owned(),
            description: "腿脚不便，出不了门。".to_owned(),
            ..ListingText::default()
        },
    };
    let chen = office.member("chen").party;
    let (listing, published) = office.desk.publish(chen, draft).await.unwrap();
    let request = Action::Exchange(ExchangeAction::RequestExchange(RequestExchange {
        listing,
        own_listing: None,
        start: Timestamp(now.0 + DAY_MS),
        minutes: MINUTES,
    }));
    let requested = act(office, "he", request).await;
    let exchange = ExchangeId::derive(requested, 0);
    let accept = Action::Exchange(ExchangeAction::AcceptExchange(AcceptExchange { exchange }));
    let accepted = act(office, "chen", accept).await;
    (exchange, published.operation, requested, accepted)
}

/// Ten minutes pass, and the office makes the points of a story final.
pub(crate) async fn settle(office: &TestOffice, story: &Story) -> OperationId {
    office.advance(11 * MINUTE_MS);
    let state = office.desk.gateway.head().state;
    let exchange = state.get(&keys::exchange(story.exchange)).unwrap();
    let transfer = exchange.transfer.unwrap();
    let settle = Action::Points(PointsAction::SettleTransfer(SettleTransfer { transfer }));
    let done = office.desk.act(office.desk.office, settle).await.unwrap();
    done.operation
}

/// Somebody of the cast does something.
pub(crate) async fn act(office: &TestOffice, who: &str, action: Action) -> OperationId {
    let party = office.member(who).party;
    office.desk.act(party, action).await.unwrap().operation
}

/// What the volunteer earned, as the ledger counts it.
pub(crate) fn earned(office: &TestOffice) -> Points {
    let he = ledger::state::accounts::AccountId::Party(office.member("he").party);
    let account = office.desk.gateway.head().state.get(&keys::account(he));
    account.unwrap().available().unwrap()
}
