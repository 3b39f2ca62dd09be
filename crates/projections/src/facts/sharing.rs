//! By which event an action about things, loans, huts and activities is known.

use ledger::{
    ActivityId, Event, HutId, ItemId, KioskId, LoanId, OperationId,
    event::{ActivityEvent, HutEvent, ItemEvent, LoanEvent},
    operation::{ActivityAction, HutAction, ItemAction, LoanAction},
};

/// Where an action stands: ids that it makes are derived from it.
type At = (OperationId, u32);

pub(super) fn item_named(action: &ItemAction, event: &ItemEvent, (id, position): At) -> bool {
    match (action, event) {
        (ItemAction::ListItem(_), ItemEvent::ItemListed { item }) => {
            *item == ItemId::derive(id, position)
        }
        (ItemAction::ChangeItem(one), ItemEvent::ItemChanged { item }) => one.item == *item,
        (ItemAction::PauseItem(one), ItemEvent::ItemPaused { item }) => one.item == *item,
        (ItemAction::ResumeItem(one), ItemEvent::ItemResumed { item }) => one.item == *item,
        (ItemAction::RecallItem(one), ItemEvent::ItemRecalled { item }) => one.item == *item,
        (ItemAction::GiveItem(one), ItemEvent::ItemOffered { item }) => one.item == *item,
        (ItemAction::TakeItem(one), ItemEvent::ItemGiven { item, .. }) => one.item == *item,
        _ => false,
    }
}

pub(super) fn loan_named(action: &LoanAction, event: &LoanEvent, (id, position): At) -> bool {
    use LoanAction as Asked;
    use LoanEvent as Became;
    match (action, event) {
        (Asked::ReserveItem(_), Became::LoanRequested { loan }) => {
            *loan == LoanId::derive(id, position)
        }
        (Asked::ApproveLoan(one), Became::LoanReserved { loan }) => one.loan == *loan,
        (Asked::DeclineLoan(one), Became::LoanDeclined { loan }) => one.loan == *loan,
        (Asked::WithdrawLoanRequest(one), Became::LoanRequestWithdrawn { loan }) => {
            one.loan == *loan
        }
        (Asked::CancelLoan(one), Became::LoanCancelled { loan, by, .. }) => {
            one.loan == *loan && by.is_some()
        }
        (Asked::ReportMissedPickup(one), Became::PickupMissed { loan, .. }) => one.loan == *loan,
        (Asked::ExpireLoan(one), Became::LoanExpired { loan }) => one.loan == *loan,
        (Asked::HandOverItem(one), Became::HandOverStated { loan, .. }) => one.loan == *loan,
        (Asked::ReturnItem(one), Became::ReturnStated { loan, .. }) => one.loan == *loan,
        (Asked::WithdrawLoanStatement(one), Became::LoanStatementWithdrawn { loan, .. }) => {
            one.loan == *loan
        }
        (Asked::InspectReturn(one), Became::ReturnInspected { loan, .. }) => one.loan == *loan,
        (Asked::ReportLoss(one), Became::LossReported { loan, .. }) => one.loan == *loan,
        (Asked::WithdrawLoanReport(one), Became::LoanReportWithdrawn { loan, .. }) => {
            one.loan == *loan
        }
        (Asked::MarkOverdue(one), Became::LoanOverdue { loan, .. }) => one.loan == *loan,
        (Asked::ProposeExtension(one), Became::ExtensionProposed { loan }) => one.loan == *loan,
        (Asked::AcceptExtension(one), Became::LoanExtended { loan, .. }) => one.loan == *loan,
        (Asked::CloseLoan(one), Became::InspectionLapsed { loan }) => one.loan == *loan,
        (Asked::ContestStatement(one), Became::StatementContested { loan }) => one.loan == *loan,
        (Asked::MediateLoan(one), Became::LoanMediated { loan, .. }) => one.loan == *loan,
        _ => false,
    }
}

pub(super) fn hut_named(action: &HutAction, event: &HutEvent, (id, position): At) -> bool {
    let same = |one: HutId, hut: &HutId| one == *hut;
    match (action, event) {
        (HutAction::BeginShift(one), HutEvent::ShiftBegun { hut, .. }) => same(one.hut, hut),
        (HutAction::EndShift(one), HutEvent::ShiftEnded { hut, .. }) => same(one.hut, hut),
        (HutAction::OpenHut(one), HutEvent::HutOpened { hut }) => same(one.hut, hut),
        (HutAction::CloseHut(one), HutEvent::HutClosed { hut }) => same(one.hut, hut),
        (HutAction::DepositItem(one), HutEvent::ItemDeposited { item, .. }) => one.item == *item,
        (HutAction::WithdrawItem(one), HutEvent::ItemWithdrawn { item, .. }) => one.item == *item,
        (HutAction::SendItem(one), HutEvent::ItemSent { item, .. }) => one.item == *item,
        (HutAction::ReceiveItem(one), HutEvent::ItemReceived { item, .. }) => one.item == *item,
        (HutAction::TakeStock(one), HutEvent::StockTaken { hut }) => same(one.hut, hut),
        (HutAction::FindItem(one), HutEvent::ItemFound { item, .. }) => one.item == *item,
        (HutAction::RegisterKiosk(_), HutEvent::KioskRegistered { kiosk }) => {
            *kiosk == KioskId::derive(id, position)
        }
        (HutAction::RevokeKiosk(one), HutEvent::KioskRevoked { kiosk }) => one.kiosk == *kiosk,
        (HutAction::MergeStatements(one), HutEvent::StatementsMerged { kiosk, .. }) => {
            one.kiosk == *kiosk
        }
        _ => false,
    }
}

/// The activity that an event is about.
const fn activity_of(event: &ActivityEvent) -> ActivityId {
    use ActivityEvent as Became;
    match event {
        Became::ActivityPlanned { activity }
        | Became::PapersFiled { activity }
        | Became::SignUpOpened { activity }
        | Became::SignedUp { activity, .. }
        | Became::ActivityLeft { activity, .. }
        | Became::WaitlistPromoted { activity, .. }
        | Became::CheckedIn { activity, .. }
        | Became::PeopleCheckedIn { activity, .. }
        | Became::PeopleAbsent { activity }
        | Became::AttendanceCorrected { activity }
        | Became::ActivityCancelled { activity, .. }
        | Became::ActivityHeld { activity, .. }
        | Became::ActivityReported { activity }
        | Became::IncidentReported { activity, .. }
        | Became::PointsAwarded { activity, .. }
        | Became::SessionConfirmed { activity, .. }
        | Became::AwardWithdrawn { activity, .. }
        | Became::ActivityLapsed { activity } => *activity,
    }
}

pub(super) fn activity_named(
    action: &ActivityAction,
    event: &ActivityEvent,
    (id, position): At,
) -> bool {
    use ActivityAction as Asked;
    use ActivityEvent as Became;
    let activity = activity_of(event);
    match (action, event) {
        (Asked::PlanActivity(_), Became::ActivityPlanned { .. }) => {
            activity == ActivityId::derive(id, position)
        }
        (Asked::WithdrawAward(one), Became::AwardWithdrawn { transfer, .. }) => {
            one.transfer == *transfer
        }
        (Asked::FilePapers(one), Became::PapersFiled { .. }) => one.activity == activity,
        (Asked::OpenSignUp(one), Became::SignUpOpened { .. }) => one.activity == activity,
        (Asked::SignUp(one), Became::SignedUp { .. }) => one.activity == activity,
        (Asked::LeaveActivity(one), Became::ActivityLeft { .. }) => one.activity == activity,
        (Asked::CheckIn(one), Became::CheckedIn { .. }) => one.activity == activity,
        (Asked::CheckInPeople(one), Became::PeopleCheckedIn { .. }) => one.activity == activity,
        (Asked::MarkAbsent(one), Became::PeopleAbsent { .. }) => one.activity == activity,
        (Asked::CorrectAttendance(one), Became::AttendanceCorrected { .. }) => {
            one.activity == activity
        }
        (Asked::CancelActivity(one), Became::ActivityCancelled { .. }) => one.activity == activity,
        (Asked::HoldActivity(one), Became::ActivityHeld { .. }) => one.activity == activity,
        (Asked::ReportActivity(one), Became::ActivityReported { .. }) => one.activity == activity,
        (Asked::ReportIncident(one), Became::IncidentReported { .. }) => one.activity == activity,
        (Asked::AwardPoints(one), Became::PointsAwarded { .. }) => one.activity == activity,
        (Asked::ConfirmSession(one), Became::SessionConfirmed { .. }) => one.activity == activity,
        (Asked::LapseActivity(one), Became::ActivityLapsed { .. }) => one.activity == activity,
        _ => false,
    }
}

/// Whether an event is the one by which an action of these families is known.
pub(super) fn names(event: &Event, action: &ledger::Action, at: At) -> bool {
    match (action, event) {
        (ledger::Action::Item(action), Event::Item(event)) => item_named(action, event, at),
        (ledger::Action::Loan(action), Event::Loan(event)) => loan_named(action, event, at),
        (ledger::Action::Hut(action), Event::Hut(event)) => hut_named(action, event, at),
        (ledger::Action::Activity(action), Event::Activity(event)) => {
            activity_named(action, event, at)
        }
        _ => false,
    }
}
