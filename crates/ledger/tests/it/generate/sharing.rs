//! Things, loans, huts and activities: what is asked, what became of it, and what the state holds.

use super::{enums, structs};
use ledger::{
    event,
    operation::{activity, hut, item, loan},
    state::{activities, huts, sharing},
};

enums! {
    item::ItemAction {
        ListItem(command),
        ChangeItem(command),
        PauseItem(command),
        ResumeItem(command),
        RecallItem(command),
        GiveItem(command),
        TakeItem(command),
    }
    item::Condition { New, Good, Worn, Damaged }
    item::Approval { Instant, OnRequest }
    loan::LoanAction {
        ReserveItem(command),
        ApproveLoan(command),
        DeclineLoan(command),
        WithdrawLoanRequest(command),
        CancelLoan(command),
        ReportMissedPickup(command),
        ExpireLoan(command),
        HandOverItem(command),
        ReturnItem(command),
        WithdrawLoanStatement(command),
        InspectReturn(command),
        ReportLoss(command),
        WithdrawLoanReport(command),
        MarkOverdue(command),
        ProposeExtension(command),
        AcceptExtension(command),
        CloseLoan(command),
        ContestStatement(command),
        MediateLoan(command),
    }
    loan::Fate { Usable, Broken, Gone }
    hut::HutAction {
        BeginShift(command),
        EndShift(command),
        OpenHut(command),
        CloseHut(command),
        DepositItem(command),
        WithdrawItem(command),
        SendItem(command),
        ReceiveItem(command),
        TakeStock(command),
        FindItem(command),
        RegisterKiosk(command),
        RevokeKiosk(command),
        MergeStatements(command),
    }
    hut::KioskEntry {
        HandOver { item, borrower, days, condition, photo }, Return { item, condition, photo },
    }
    activity::ActivityAction {
        PlanActivity(command),
        FilePapers(command),
        OpenSignUp(command),
        SignUp(command),
        LeaveActivity(command),
        CheckIn(command),
        CheckInPeople(command),
        MarkAbsent(command),
        CorrectAttendance(command),
        CancelActivity(command),
        HoldActivity(command),
        ReportActivity(command),
        ReportIncident(command),
        AwardPoints(command),
        ConfirmSession(command),
        WithdrawAward(command),
        LapseActivity(command),
    }
    activity::Ages { Adults, FromEight }
    activity::Attendee { Adult, Youth { consent }, Child { consent } }
    activity::CancelReason { Weather, Organiser, TooFew, Safety }
    event::item::ItemEvent {
        ItemListed { item },
        ItemChanged { item },
        ItemPaused { item },
        ItemResumed { item },
        ItemRecalled { item },
        ItemOffered { item },
        ItemGiven { item, from, to },
    }
    event::loan::LoanEvent {
        LoanRequested { loan },
        LoanReserved { loan },
        LoanDeclined { loan },
        LoanRequestWithdrawn { loan },
        LoanCancelled { loan, by, late },
        PickupMissed { loan, by },
        LoanExpired { loan },
        HandOverStated { loan, by },
        ItemHandedOver { loan, hut, condition },
        ReturnStated { loan, by },
        ItemReturned { loan, hut, condition, day },
        LoanStatementWithdrawn { loan, by },
        ReturnInspected { loan, damaged },
        LossReported { loan, by },
        LoanReportWithdrawn { loan, by },
        LoanOverdue { loan, days },
        ExtensionProposed { loan },
        LoanExtended { loan, last_day },
        InspectionLapsed { loan },
        StatementContested { loan },
        LoanMediated { loan, by, transfer },
        LoanClosed { loan, lender },
        DepositHeld { loan, borrower, amount },
        DepositReleased { loan, borrower, amount },
    }
    event::hut::HutEvent {
        ShiftBegun { hut, keeper },
        ShiftEnded { hut, keeper },
        HutOpened { hut },
        HutClosed { hut },
        ItemDeposited { item, hut },
        ItemWithdrawn { item, hut },
        ItemSent { item, from },
        ItemReceived { item, hut },
        StockTaken { hut },
        ItemMissed { item, hut },
        ItemFound { item, hut },
        SurplusNoted { item, hut },
        KioskRegistered { kiosk },
        KioskRevoked { kiosk },
        StatementsMerged { kiosk, next },
        KioskHandedOver { sequence, loan, item, borrower, from_day, last_day, deposit },
        StatementConflicted { kiosk, sequence, item, conflict },
    }
    event::activity::ActivityEvent {
        ActivityPlanned { activity },
        PapersFiled { activity },
        SignUpOpened { activity },
        SignedUp { activity, person, waiting },
        ActivityLeft { activity, person, late },
        WaitlistPromoted { activity, person },
        CheckedIn { activity, person },
        PeopleCheckedIn { activity, by },
        PeopleAbsent { activity },
        AttendanceCorrected { activity },
        ActivityCancelled { activity, by },
        ActivityHeld { activity, attended },
        ActivityReported { activity },
        IncidentReported { activity, by },
        PointsAwarded { activity, transfer },
        SessionConfirmed { activity, by, transfer },
        AwardWithdrawn { activity, transfer },
        ActivityLapsed { activity },
    }
    event::hut::Conflict {
        ItemUnknown, BorrowerUnknown, AlreadyLent, ItemElsewhere, NotLent, DepositMissing,
    }
    sharing::Whereabouts { Owner, Hut(id), Borrower(id), Transit(id), Missing(id), Lost }
    sharing::Shelf { Offered, Paused, Recalled }
    sharing::LoanStatus {
        Requested, Reserved, HandedOver, Returned, Damage, Loss, Contested,
        ReturnContested, Closed, Declined,
        Withdrawn, Cancelled, Missed, Expired, Void,
    }
    activities::ActivityStatus { Planned, Open, Held, Reported, Cancelled, Lapsed }
    activities::PlaceStatus { Taken, Waiting, Came, Absent, Left }
}

structs! {
    item::ItemTerms { category, content, condition, deposit, loan_days, approval, hut }
    item::ListItem { terms }
    item::ChangeItem { item, terms }
    item::PauseItem { item }
    item::ResumeItem { item }
    item::RecallItem { item }
    item::GiveItem { item, to }
    item::TakeItem { item }
    loan::ReserveItem { item, from_day, days }
    loan::HandOverItem { loan, condition, photo }
    loan::ReturnItem { loan, condition, photo, hut }
    loan::InspectReturn { loan, damaged }
    loan::ProposeExtension { loan, last_day }
    loan::MediateLoan { loan, award, fate, reasons }
    loan::ApproveLoan { loan }
    loan::DeclineLoan { loan }
    loan::WithdrawLoanRequest { loan }
    loan::CancelLoan { loan }
    loan::ReportMissedPickup { loan }
    loan::ExpireLoan { loan }
    loan::WithdrawLoanStatement { loan }
    loan::ReportLoss { loan }
    loan::WithdrawLoanReport { loan }
    loan::MarkOverdue { loan }
    loan::AcceptExtension { loan }
    loan::CloseLoan { loan }
    loan::ContestStatement { loan }
    hut::DepositItem { item, condition, photo }
    hut::WithdrawItem { item }
    hut::SendItem { item, to }
    hut::ReceiveItem { item }
    hut::TakeStock { hut, counted, missing, surplus, unlisted }
    hut::FindItem { item, hut }
    hut::RegisterKiosk { hut, key }
    hut::RevokeKiosk { kiosk }
    hut::KioskStatement { sequence, previous, at, entry, signature }
    hut::MergeStatements { kiosk, statements }
    hut::BeginShift { hut }
    hut::EndShift { hut }
    hut::OpenHut { hut }
    hut::CloseHut { hut }
    activity::Policy { reference, until }
    activity::Papers { policy, licence }
    activity::PlanActivity {
        category, content, area, place, start, minutes, capacity, risk, licensed, papers, ages,
        points, codes,
    }
    activity::FilePapers { activity, papers }
    activity::Consent { reference, data }
    activity::SignUp { activity, attendee }
    activity::CheckIn { activity, code }
    activity::CancelActivity { activity, reason }
    activity::ReportActivity { activity, content }
    activity::ReportIncident { activity, content, injury }
    activity::ConfirmSession { activity, minutes }
    activity::WithdrawAward { transfer }
    activity::OpenSignUp { activity }
    activity::LeaveActivity { activity }
    activity::CheckInPeople { activity, people }
    activity::MarkAbsent { activity, people }
    activity::CorrectAttendance { activity, people }
    activity::HoldActivity { activity }
    activity::AwardPoints { activity, people }
    activity::LapseActivity { activity }
    sharing::Slot { from_day, last_day, loan }
    sharing::Item { owner, area, terms, shelf, place, offered_to, calendar }
    sharing::ItemStatement { condition, photo }
    sharing::Loan {
        item, lender, borrower, from_day, last_day, proposed_day, deposit, status, changed_at,
        agreed_at, lender_statement, borrower_statement, condition, source, overdue_marks,
        reported_by, merged_at, transfer,
    }
    huts::HutDay { open, on_duty, stock }
    huts::Kiosk { hut, key, revoked, next, last, last_at }
    activities::Activity {
        organiser, category, area, place, start, minutes, capacity, risk, licensed, papers, ages,
        points, codes, status, changed_at, taken, attended, waitlist, session, confirmed,
    }
    activities::SignUpRecord { attendee, status, changed_at, taken_at, awarded }
    activities::Award { activity, by, people }
}
