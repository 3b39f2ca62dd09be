//! What somebody might do with things, loans, huts and activities, sensible or not.

use super::Story;
use crate::{Actor, district::content_of};
use ledger::{
    Action, ActivityId, CategoryCode, Event, Hash, ItemId, LoanId, PartyId, Points,
    event::{ActivityEvent, HutEvent, ItemEvent, LoanEvent},
    operation::{
        activity::{
            Ages, Attendee, AwardPoints, CancelActivity, CancelReason, CheckInPeople,
            ConfirmSession, CorrectAttendance, HoldActivity, LeaveActivity, MarkAbsent, OpenSignUp,
            Papers, PlanActivity, ReportActivity, ReportIncident, SignUp, code_at,
        },
        hut::{
            BeginShift, CloseHut, DepositItem, EndShift, FindItem, OpenHut, ReceiveItem, SendItem,
            TakeStock, WithdrawItem,
        },
        item::{
            Approval, ChangeItem, Condition, GiveItem, ItemTerms, ListItem, PauseItem, RecallItem,
            ResumeItem, TakeItem,
        },
        listing::Place,
        loan::{
            AcceptExtension, ApproveLoan, CancelLoan, CloseLoan, DeclineLoan, ExpireLoan, Fate,
            HandOverItem, InspectReturn, MarkOverdue, MediateLoan, ProposeExtension, ReportLoss,
            ReportMissedPickup, ReserveItem, ReturnItem, WithdrawLoanReport, WithdrawLoanRequest,
            WithdrawLoanStatement,
        },
    },
    state::{
        activities::ActivityStatus,
        keys,
        sharing::{Loan, LoanStatus, Whereabouts},
    },
    time::{HOUR_MS, MINUTE_MS},
};

/// What has come up so far.
#[derive(Default)]
pub(super) struct Shared {
    items: Vec<ItemId>,
    loans: Vec<LoanId>,
    activities: Vec<ActivityId>,
}

impl Shared {
    pub(super) fn learn(&mut self, event: &Event) {
        match event {
            Event::Item(ItemEvent::ItemListed { item }) => self.items.push(*item),
            Event::Loan(LoanEvent::LoanRequested { loan })
            | Event::Hut(HutEvent::KioskHandedOver { loan, .. }) => self.loans.push(*loan),
            Event::Activity(ActivityEvent::ActivityPlanned { activity }) => {
                self.activities.push(*activity);
            }
            _ => {}
        }
    }
}

impl Story {
    fn some_item(&mut self) -> ItemId {
        Self::recent(&mut self.random, &self.shared.items).unwrap_or(ItemId([1; 16]))
    }

    fn some_loan(&mut self) -> LoanId {
        Self::recent(&mut self.random, &self.shared.loans).unwrap_or(LoanId([1; 16]))
    }

    fn some_activity(&mut self) -> ActivityId {
        Self::recent(&mut self.random, &self.shared.activities).unwrap_or(ActivityId([1; 16]))
    }

    fn some_people(&mut self) -> Vec<PartyId> {
        let count = 1 + self.random.below(3);
        (0..count).map(|_| self.some_party()).collect()
    }

    fn actor_of(&self, party: PartyId) -> Option<Actor> {
        self.actors
            .iter()
            .find(|actor| actor.party == party)
            .cloned()
    }

    /// The keeper of the first hut, who was made one in the beginning.
    fn keeper(&self) -> Actor {
        self.actors[2].clone()
    }

    /// A side whose turn it is moves a recent loan or activity on.
    pub(super) fn next_sharing_move(&mut self) -> Option<(Actor, Action)> {
        if self.random.chance(35) {
            return self.next_activity_move();
        }
        let (loan, record) = self.open_loan()?;
        let item = self.district.state().get(&keys::item(record.item))?;
        let in_hut = matches!(item.place, Whereabouts::Hut(_));
        let sides = [record.borrower, item.owner];
        let side = self.random.pick(&sides).copied()?;
        let side = if in_hut || record.source.hut().is_some() && self.random.chance(60) {
            self.keeper()
        } else {
            self.actor_of(side)?
        };
        let action = self.loan_step(loan, record.status);
        Some((side, action))
    }

    /// A recent loan that still goes on, if the first few that come to mind include one.
    fn open_loan(&mut self) -> Option<(LoanId, Loan)> {
        (0..6).find_map(|_| {
            let loan = Self::recent(&mut self.random, &self.shared.loans)?;
            let record = self.district.state().get(&keys::loan(loan))?;
            let goes_on = matches!(
                record.status,
                LoanStatus::Requested
                    | LoanStatus::Reserved
                    | LoanStatus::HandedOver
                    | LoanStatus::Returned
                    | LoanStatus::Damage
                    | LoanStatus::Loss
            );
            goes_on.then_some((loan, record))
        })
    }

    fn loan_step(&mut self, loan: LoanId, status: LoanStatus) -> Action {
        let (condition, photo) = (Condition::Good, Hash::of(&[b"photo"]));
        match status {
            LoanStatus::Requested => ApproveLoan { loan }.into(),
            LoanStatus::Reserved if self.random.chance(80) => HandOverItem {
                loan,
                condition,
                photo,
            }
            .into(),
            LoanStatus::HandedOver if self.random.chance(70) => ReturnItem {
                loan,
                condition,
                photo,
                hut: self.random.chance(30).then(|| self.huts[0]),
            }
            .into(),
            LoanStatus::Returned => InspectReturn {
                loan,
                damaged: self.random.chance(30),
            }
            .into(),
            LoanStatus::Damage | LoanStatus::Loss if self.random.chance(80) => MediateLoan {
                loan,
                award: Points(i64::try_from(self.random.below(4)).unwrap_or_default()),
                fate: *self
                    .random
                    .pick(&[Fate::Usable, Fate::Broken, Fate::Gone])
                    .unwrap_or(&Fate::Usable),
                reasons: content_of("reasons"),
            }
            .into(),
            _ => self.loan_deed(loan),
        }
    }

    /// Anything at all about a loan.
    fn loan_deed(&mut self, loan: LoanId) -> Action {
        match self.random.below(12) {
            0 => DeclineLoan { loan }.into(),
            1 => WithdrawLoanRequest { loan }.into(),
            2 => CancelLoan { loan }.into(),
            3 => ReportMissedPickup { loan }.into(),
            4 => ExpireLoan { loan }.into(),
            5 => WithdrawLoanStatement { loan }.into(),
            6 => ReportLoss { loan }.into(),
            7 => WithdrawLoanReport { loan }.into(),
            8 => MarkOverdue { loan }.into(),
            9 => {
                let record = self.district.state().get(&keys::loan(loan));
                let last_day = record.map_or(0, |record| record.last_day + 2);
                ProposeExtension { loan, last_day }.into()
            }
            10 => AcceptExtension { loan }.into(),
            _ => CloseLoan { loan }.into(),
        }
    }

    fn next_activity_move(&mut self) -> Option<(Actor, Action)> {
        let activity = Self::recent(&mut self.random, &self.shared.activities)?;
        let record = self.district.state().get(&keys::activity(activity))?;
        let organiser = self.actor_of(record.organiser)?;
        let people = self.some_people();
        let action: Action = match record.status {
            ActivityStatus::Planned => OpenSignUp { activity }.into(),
            ActivityStatus::Open if self.random.chance(30) => HoldActivity { activity }.into(),
            ActivityStatus::Open if self.random.chance(40) => {
                CheckInPeople { activity, people }.into()
            }
            ActivityStatus::Open => return Some((self.anybody(), self.sign_up(activity))),
            ActivityStatus::Held if self.random.chance(40) => {
                MarkAbsent { activity, people }.into()
            }
            ActivityStatus::Held if self.random.chance(30) => {
                CorrectAttendance { activity, people }.into()
            }
            ActivityStatus::Held => ReportActivity {
                activity,
                content: content_of("report"),
            }
            .into(),
            ActivityStatus::Reported if self.random.chance(50) => {
                let minutes = record.minutes;
                let confirm = ConfirmSession { activity, minutes };
                return Some((self.anybody(), confirm.into()));
            }
            ActivityStatus::Reported => AwardPoints { activity, people }.into(),
            ActivityStatus::Cancelled | ActivityStatus::Lapsed => return None,
        };
        Some((organiser, action))
    }

    fn anybody(&mut self) -> Actor {
        let actor = self.random.pick(&self.actors).cloned();
        actor.unwrap_or_else(|| self.district.office())
    }

    fn sign_up(&mut self, activity: ActivityId) -> Action {
        if self.random.chance(25) {
            return LeaveActivity { activity }.into();
        }
        SignUp {
            activity,
            attendee: Attendee::Adult,
        }
        .into()
    }

    /// Anything at all by this actor, and by the keeper what only a keeper may do.
    pub(super) fn sharing_deed(&mut self, actor: &Actor) -> (Actor, Action) {
        match self.random.below(10) {
            0 | 1 => {
                let terms = self.terms();
                (actor.clone(), ListItem { terms }.into())
            }
            2 | 3 => (actor.clone(), self.reservation()),
            4 => {
                let loan = self.some_loan();
                (actor.clone(), self.loan_deed(loan))
            }
            5 => (actor.clone(), self.item_deed()),
            6 | 7 => (self.keeper(), self.hut_deed()),
            8 => (actor.clone(), self.plan()),
            _ => {
                let activity = self.some_activity();
                (actor.clone(), self.activity_deed(activity))
            }
        }
    }

    fn terms(&mut self) -> ItemTerms {
        ItemTerms {
            category: CategoryCode(if self.random.chance(95) { 101 } else { 201 }),
            content: content_of(&format!("text {}", self.random.below(50))),
            condition: Condition::Good,
            deposit: Points(if self.random.chance(25) { 10 } else { 0 }),
            loan_days: 7,
            approval: if self.random.chance(60) {
                Approval::Instant
            } else {
                Approval::OnRequest
            },
            hut: self.random.chance(60).then(|| self.huts[0]),
        }
    }

    fn reservation(&mut self) -> Action {
        let today = self.district.chain().time().china_day();
        let ahead = if self.random.chance(80) {
            0
        } else {
            u32::try_from(self.random.below(3)).unwrap_or_default()
        };
        ReserveItem {
            item: self.some_item(),
            from_day: today + ahead,
            days: 1 + u8::try_from(self.random.below(3)).unwrap_or_default(),
        }
        .into()
    }

    fn item_deed(&mut self) -> Action {
        let item = self.some_item();
        match self.random.below(6) {
            0 => {
                let terms = self.terms();
                ChangeItem { item, terms }.into()
            }
            1 => PauseItem { item }.into(),
            2 => ResumeItem { item }.into(),
            3 => RecallItem { item }.into(),
            4 => {
                let to = Some(self.some_party());
                GiveItem { item, to }.into()
            }
            _ => TakeItem { item }.into(),
        }
    }

    fn hut_deed(&mut self) -> Action {
        let (hut, item) = (self.huts[0], self.some_item());
        let day = self.district.state().get(&keys::hut_day(hut));
        let stock = day.map_or(0, |day| day.stock);
        match self.random.below(12) {
            0 | 1 => BeginShift { hut }.into(),
            2 => OpenHut { hut }.into(),
            3 => CloseHut { hut }.into(),
            4 => EndShift { hut }.into(),
            5..=7 => DepositItem {
                item,
                condition: Condition::Worn,
                photo: Hash::of(&[b"photo"]),
            }
            .into(),
            8 => WithdrawItem { item }.into(),
            9 => {
                let to = self.random.pick(&self.huts).copied().unwrap_or_default();
                SendItem { item, to }.into()
            }
            10 => {
                let place = self.district.state().get(&keys::item(item));
                let here = place.is_some_and(|item| item.place == Whereabouts::Hut(hut));
                TakeStock {
                    hut,
                    counted: if here {
                        stock.saturating_sub(1)
                    } else {
                        stock + 1
                    },
                    missing: if here { vec![item] } else { Vec::new() },
                    surplus: if here { Vec::new() } else { vec![item] },
                    unlisted: 1,
                }
                .into()
            }
            _ if self.random.chance(50) => ReceiveItem { item }.into(),
            _ => FindItem { item, hut }.into(),
        }
    }

    fn plan(&mut self) -> Action {
        let start = self.district.chain().time();
        PlanActivity {
            category: CategoryCode(if self.random.chance(50) { 301 } else { 221 }),
            content: content_of("an activity"),
            area: crate::district::COMMUNITY,
            place: Place::Hut(self.huts[0]),
            start: start.plus_ms(MINUTE_MS + self.random.below(HOUR_MS)),
            minutes: 30,
            capacity: 2,
            risk: self.random.chance(10),
            licensed: false,
            papers: Papers {
                policy: None,
                licence: None,
            },
            ages: Ages::Adults,
            points: Points(i64::try_from(self.random.below(2)).unwrap_or_default() * 20),
            codes: code_at(&Hash::of(&[b"screen"]), 0),
        }
        .into()
    }

    fn activity_deed(&mut self, activity: ActivityId) -> Action {
        match self.random.below(12) {
            0 => CancelActivity {
                activity,
                reason: CancelReason::Weather,
            }
            .into(),
            1 => ReportIncident {
                activity,
                content: content_of("an incident"),
                injury: false,
            }
            .into(),
            _ => self.sign_up(activity),
        }
    }
}
