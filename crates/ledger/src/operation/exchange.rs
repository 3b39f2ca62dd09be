//! One service between two parties, from the question to the points (W-03).

mod course;

pub use course::{
    AgreeTime, AnswerNoShow, ContestService, EndSilence, FinishService, InviteToExchange,
    OpenCheckIn, ProposeTime, RepeatCode, StopExchange, WitnessService, check_in_hash,
};

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

on_exchange!(
    /// Says yes to an invitation; with the other side's yes it is agreed.
    AcceptInvitation
);
on_exchange!(
    /// Takes one's own yes to an invitation back, until the other side has said yes too.
    WithdrawAnswer
);
on_exchange!(
    /// Drops the open proposal of another time: one's own, or the other side's.
    DropTime
);
on_exchange!(
    /// Goes back to the time before, within ten minutes of the agreement on another one.
    RestoreTime
);
on_exchange!(
    /// Takes one's own newest step at the door back, within ten minutes.
    WithdrawCheckIn
);
on_exchange!(
    /// Takes one's own contradiction back, while nobody has decided about it.
    WithdrawContest
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
    /// Proposes that an offer answers a need.
    InviteToExchange = "invite_to_exchange",
    /// Says yes to an invitation.
    AcceptInvitation = "accept_invitation",
    /// Takes one's own yes to an invitation back.
    WithdrawAnswer = "withdraw_answer",
    /// Proposes another time.
    ProposeTime = "propose_time",
    /// Agrees to the other time.
    AgreeTime = "agree_time",
    /// Drops the proposal of another time.
    DropTime = "drop_time",
    /// Goes back to the time before.
    RestoreTime = "restore_time",
    /// Shows a one-time code at the door.
    OpenCheckIn = "open_check_in",
    /// Repeats the code that the other side shows at the door.
    RepeatCode = "repeat_code",
    /// States that the service is over.
    FinishService = "finish_service",
    /// Takes one's own newest step at the door back.
    WithdrawCheckIn = "withdraw_check_in",
    /// Contradicts the other side's statement.
    ContestService = "contest_service",
    /// Takes one's own contradiction back.
    WithdrawContest = "withdraw_contest",
    /// Contradicts a no-show report.
    AnswerNoShow = "answer_no_show",
    /// States as a witness what took place.
    WitnessService = "witness_service",
    /// Closes what one side has left unanswered for too long.
    EndSilence = "end_silence",
    /// Ends an exchange at once because somebody feels unsafe.
    StopExchange = "stop_exchange",
}

impl ExchangeAction {
    /// Which exchange it is about, unless it makes one.
    #[must_use]
    pub const fn exchange(&self) -> Option<ExchangeId> {
        match self {
            Self::RequestExchange(_) | Self::InviteToExchange(_) => None,
            Self::AcceptExchange(command) => Some(command.exchange),
            Self::DeclineExchange(command) => Some(command.exchange),
            Self::WithdrawRequest(command) => Some(command.exchange),
            Self::CancelExchange(command) => Some(command.exchange),
            Self::ConfirmService(command) => Some(command.exchange),
            Self::WithdrawConfirmation(command) => Some(command.exchange),
            Self::ReportNoShow(command) => Some(command.exchange),
            Self::WithdrawNoShow(command) => Some(command.exchange),
            Self::ExpireExchange(command) => Some(command.exchange),
            Self::AcceptInvitation(command) => Some(command.exchange),
            Self::WithdrawAnswer(command) => Some(command.exchange),
            Self::ProposeTime(command) => Some(command.exchange),
            Self::AgreeTime(command) => Some(command.exchange),
            Self::DropTime(command) => Some(command.exchange),
            Self::RestoreTime(command) => Some(command.exchange),
            Self::OpenCheckIn(command) => Some(command.exchange),
            Self::RepeatCode(command) => Some(command.exchange),
            Self::FinishService(command) => Some(command.exchange),
            Self::WithdrawCheckIn(command) => Some(command.exchange),
            Self::ContestService(command) => Some(command.exchange),
            Self::WithdrawContest(command) => Some(command.exchange),
            Self::AnswerNoShow(command) => Some(command.exchange),
            Self::WitnessService(command) => Some(command.exchange),
            Self::EndSilence(command) => Some(command.exchange),
            Self::StopExchange(command) => Some(command.exchange),
        }
    }
}
