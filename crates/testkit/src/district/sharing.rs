//! Things, loans, activities and huts: ordinary ones, to be changed where it matters.

use super::{COMMUNITY, District, category_of, content_of};
use crate::Actor;
use ledger::{
    ActivityId, Event, Hash, HutId, ItemId, LoanId, Points,
    event::{ActivityEvent, ItemEvent, LoanEvent},
    operation::{
        activity::{Ages, Attendee, OpenSignUp, Papers, PlanActivity, SignUp},
        hut::{BeginShift, OpenHut},
        identity::{Role, Scope},
        item::{Approval, Condition, ItemTerms, ListItem},
        listing::Place,
        loan::{HandOverItem, ReserveItem, ReturnItem},
    },
    state::{
        activities::Activity,
        keys,
        sharing::{Item, Loan},
    },
    time::HOUR_MS,
};

/// What a photo of an ordinary thing hashes to.
#[must_use]
pub fn photo() -> Hash {
    Hash::of(&[b"photo"])
}

impl District {
    /// A good thing lent from home for up to a week, without a deposit, at once.
    #[must_use]
    pub fn thing(&self, slug: &str) -> ItemTerms {
        ItemTerms {
            category: category_of(slug),
            content: content_of(slug),
            condition: Condition::Good,
            deposit: Points::ZERO,
            loan_days: 7,
            approval: Approval::Instant,
            hut: None,
        }
    }

    /// Lists a thing on these terms.
    #[track_caller]
    pub fn list_item(&mut self, owner: &Actor, terms: ItemTerms) -> ItemId {
        let events = self.must(owner, ListItem { terms }.into());
        let listed = events.iter().find_map(|event| match event {
            Event::Item(ItemEvent::ItemListed { item }) => Some(*item),
            _ => None,
        });
        listed.unwrap_or_else(|| panic!("a listed thing has an id: {events:?}"))
    }

    /// Reserves a thing from today on.
    #[track_caller]
    pub fn reserve_item(&mut self, borrower: &Actor, item: ItemId, days: u8) -> LoanId {
        let from_day = self.chain().time().china_day();
        let action = ReserveItem {
            item,
            from_day,
            days,
        };
        let events = self.must(borrower, action.into());
        let reserved = events.iter().find_map(|event| match event {
            Event::Loan(LoanEvent::LoanReserved { loan, .. }) => Some(*loan),
            _ => None,
        });
        reserved.unwrap_or_else(|| panic!("a reservation has an id: {events:?}"))
    }

    /// States that a thing changed hands in good condition.
    #[track_caller]
    pub fn hand_over(&mut self, actor: &Actor, loan: LoanId) -> Vec<Event> {
        let (condition, photo) = (Condition::Good, photo());
        let action = HandOverItem {
            loan,
            condition,
            photo,
        };
        self.must(actor, action.into())
    }

    /// States that a thing came back in good condition, to its owner or to a hut.
    #[track_caller]
    pub fn return_item(&mut self, actor: &Actor, loan: LoanId, hut: Option<HutId>) -> Vec<Event> {
        let action = ReturnItem {
            loan,
            condition: Condition::Good,
            photo: photo(),
            hut,
        };
        self.must(actor, action.into())
    }

    /// A hut of [`COMMUNITY`] with a keeper on shift and open doors.
    #[track_caller]
    pub fn open_hut(&mut self, name: &str, keeper: &Actor) -> HutId {
        let hut = self.hut(name, COMMUNITY);
        self.grant(keeper, Role::HutKeeper, Scope::Hut(hut));
        self.must(keeper, BeginShift { hut }.into());
        self.must(keeper, OpenHut { hut }.into());
        hut
    }

    /// An activity of two hours for ten adults in [`COMMUNITY`], which begins tomorrow.
    #[must_use]
    pub fn activity(&self, slug: &str) -> PlanActivity {
        PlanActivity {
            category: category_of(slug),
            content: content_of(slug),
            area: COMMUNITY,
            place: Place::Agreed,
            start: self.chain().time().plus_ms(24 * HOUR_MS),
            minutes: 120,
            capacity: 10,
            risk: false,
            licensed: false,
            papers: Papers {
                policy: None,
                licence: None,
            },
            ages: Ages::Adults,
            points: Points::ZERO,
            codes: Hash::of(&[b"codes"]),
        }
    }

    /// Plans an activity and opens its list.
    #[track_caller]
    pub fn plan_and_open(&mut self, organiser: &Actor, plan: PlanActivity) -> ActivityId {
        let events = self.must(organiser, plan.into());
        let planned = events.iter().find_map(|event| match event {
            Event::Activity(ActivityEvent::ActivityPlanned { activity }) => Some(*activity),
            _ => None,
        });
        let activity =
            planned.unwrap_or_else(|| panic!("a planned activity has an id: {events:?}"));
        self.must(organiser, OpenSignUp { activity }.into());
        activity
    }

    /// An adult takes a place, or a place on the waitlist.
    #[track_caller]
    pub fn sign_up(&mut self, person: &Actor, activity: ActivityId) -> Vec<Event> {
        let attendee = Attendee::Adult;
        self.must(person, SignUp { activity, attendee }.into())
    }

    /// What the ledger knows of a thing.
    #[track_caller]
    #[must_use]
    pub fn item(&self, item: ItemId) -> Item {
        let record = self.state().get(&keys::item(item));
        record.unwrap_or_else(|| panic!("no thing has the id {item}"))
    }

    /// What the ledger knows of a loan.
    #[track_caller]
    #[must_use]
    pub fn loan(&self, loan: LoanId) -> Loan {
        let record = self.state().get(&keys::loan(loan));
        record.unwrap_or_else(|| panic!("no loan has the id {loan}"))
    }

    /// What the ledger knows of an activity.
    #[track_caller]
    #[must_use]
    pub fn planned(&self, activity: ActivityId) -> Activity {
        let record = self.state().get(&keys::activity(activity));
        record.unwrap_or_else(|| panic!("no activity has the id {activity}"))
    }
}
