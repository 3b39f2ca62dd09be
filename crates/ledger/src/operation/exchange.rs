//! One service between two parties, from the question to the points (W-03).

use crate::{
    ids::{ExchangeId, ListingId},
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Asks for an offer (the actor will receive) or answers a need (the actor will provide).
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RequestExchange {
    /// The other side's listing.
    pub listing: ListingId,
    /// The actor's own listing of the other kind that this belongs to, if any; both are about the
    /// same group of help. Asking for an offer on behalf of one's own need is free; asking without
    /// a need is paid with points.
    pub own_listing: Option<ListingId>,
    /// When the service should begin.
    pub start: Timestamp,
    /// How long it should take, in minutes, in steps of thirty.
    pub minutes: u16,
}

macro_rules! on_exchange {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
        pub struct $name {
            /// Which exchange.
            pub exchange: ExchangeId,
        }
    };
}

on_exchange!(
    /// The asked side says yes.
    AcceptExchange
);
on_exchange!(
    /// The asked side says no.
    DeclineExchange
);
on_exchange!(
    /// The asking side takes an unanswered request back.
    WithdrawRequest
);
on_exchange!(
    /// Either side ends an agreed exchange before the service. Within ten minutes of the
    /// agreement it counts as changing one's mind; less than two hours before the start, as late.
    CancelExchange
);
on_exchange!(
    /// Takes back one's own confirmation, within ten minutes; points that it brought are reversed.
    WithdrawConfirmation
);
on_exchange!(
    /// States, after the start, that the other side did not come.
    ReportNoShow
);
on_exchange!(
    /// Takes back one's own no-show report, within ten minutes.
    WithdrawNoShow
);
on_exchange!(
    /// Ends a request that was not answered before its start. Anyone may state that it is due.
    ExpireExchange
);

/// States that the service took place; with both sides' statements the points are posted.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ConfirmService {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// How long it took, in minutes, in steps of thirty; both sides must say the same.
    pub minutes: u16,
}

super::family! {
    /// One service between two parties (W-03).
    ExchangeAction in Exchange;
    /// Asks for an offer, or answers a need.
    RequestExchange = "request_exchange",
    /// Says yes to a request.
    AcceptExchange = "accept_exchange",
    /// Says no to a request.
    DeclineExchange = "decline_exchange",
    /// Takes one's own request back before it was answered.
    WithdrawRequest = "withdraw_request",
    /// Ends an agreed exchange before the service.
    CancelExchange = "cancel_exchange",
    /// States that the service took place and how long it took.
    ConfirmService = "confirm_service",
    /// Takes one's own confirmation back within ten minutes.
    WithdrawConfirmation = "withdraw_confirmation",
    /// States that the other side did not come.
    ReportNoShow = "report_no_show",
    /// Takes one's own no-show report back within ten minutes.
    WithdrawNoShow = "withdraw_no_show",
    /// Ends a request that nobody answered in time.
    ExpireExchange = "expire_exchange",
}
