//! Facts about things, loans, huts and activities: remembered by a story, and in a few words.

use super::{Story, words};
use ledger::{
    Event, PartyId, Verdict,
    event::{ActivityEvent, HutEvent, IdentityEvent, ItemEvent, LoanEvent},
    operation::{
        VALIDITY_MS,
        activity::{Attendee, SignUp},
    },
};
use testkit::Actor;

impl Story {
    pub(super) fn remember_sharing(&mut self, author: PartyId, event: &Event) {
        match event {
            Event::Item(ItemEvent::ItemListed { item }) => self.items.push((author, *item)),
            Event::Item(ItemEvent::ItemGiven { item, to, .. }) => self.items.push((*to, *item)),
            Event::Loan(LoanEvent::LoanRequested { loan }) => self.loans.push((author, *loan)),
            Event::Hut(HutEvent::KioskHandedOver { loan, borrower, .. }) => {
                self.loans.push((*borrower, *loan));
            }
            Event::Hut(HutEvent::KioskRegistered { kiosk }) => self.kiosks.push(*kiosk),
            Event::Activity(ActivityEvent::ActivityPlanned { activity }) => {
                self.activities.push((author, *activity));
            }
            _ => {}
        }
    }

    /// The name of the fact, and who and how much.
    pub(super) fn event_of_sharing(&self, event: &Event) -> Option<String> {
        let name = event.name().replace('_', " ");
        let who = match event {
            Event::Loan(event) => self.of_loan(event),
            Event::Hut(event) => self.of_hut(event),
            Event::Activity(event) => self.of_activity(event),
            Event::Item(ItemEvent::ItemGiven { from, to, .. }) => {
                Some(format!("{} {}", self.name(*from), self.name(*to)))
            }
            Event::Item(_) => None,
            _ => return None,
        };
        Some(who.map_or_else(|| name.clone(), |who| format!("{name} {who}")))
    }

    fn of_loan(&self, event: &LoanEvent) -> Option<String> {
        Some(match event {
            LoanEvent::LoanCancelled { by, late, .. } => {
                let by = by.map_or_else(|| "nobody".to_owned(), |by| self.name(by));
                format!("{by}{}", if *late { " late" } else { "" })
            }
            LoanEvent::PickupMissed { by, .. }
            | LoanEvent::HandOverStated { by, .. }
            | LoanEvent::ReturnStated { by, .. }
            | LoanEvent::LossReported { by, .. }
            | LoanEvent::LoanMediated { by, .. } => self.name(*by),
            LoanEvent::LoanOverdue { days, .. } => days.to_string(),
            LoanEvent::LoanClosed { lender, .. } => self.name(*lender),
            LoanEvent::DepositHeld {
                borrower, amount, ..
            }
            | LoanEvent::DepositReleased {
                borrower, amount, ..
            } => format!("{} {amount}", self.name(*borrower)),
            _ => return None,
        })
    }

    fn of_hut(&self, event: &HutEvent) -> Option<String> {
        Some(match event {
            HutEvent::ShiftBegun { keeper, .. } | HutEvent::ShiftEnded { keeper, .. } => {
                self.name(*keeper)
            }
            HutEvent::KioskHandedOver {
                borrower, deposit, ..
            } => format!("{} {deposit}", self.name(*borrower)),
            HutEvent::StatementConflicted { conflict, .. } => format!("{conflict:?}"),
            HutEvent::StatementsMerged { next, .. } => next.to_string(),
            _ => return None,
        })
    }

    fn of_activity(&self, event: &ActivityEvent) -> Option<String> {
        Some(match event {
            ActivityEvent::SignedUp {
                person, waiting, ..
            } => {
                let waits = if *waiting { " waits" } else { "" };
                format!("{}{waits}", self.name(*person))
            }
            ActivityEvent::ActivityLeft { person, late, .. } => {
                format!("{}{}", self.name(*person), if *late { " late" } else { "" })
            }
            ActivityEvent::WaitlistPromoted { person, .. }
            | ActivityEvent::CheckedIn { person, .. } => self.name(*person),
            ActivityEvent::ActivityHeld { attended, .. } => attended.to_string(),
            _ => return None,
        })
    }
}

impl Story {
    /// A hundred newcomers wait for a place at the committee's activity.
    pub(super) fn a_hundred_wait(&mut self) {
        let clerk = self.actor("clerk").clone();
        for number in 0..100_u8 {
            let name = format!("newcomer {number}");
            let command = ledger::operation::identity::RegisterPerson {
                person: words::party(&name),
                pseudonym: ledger::Hash::of(&[name.as_bytes()]),
                level: ledger::operation::identity::IdentityLevel::RealNameChecked,
                community: words::area("riverside"),
                key: testkit::actor::public_key_of(words::secret(&name)),
                custody: ledger::signature::Custody::Custodial,
            };
            let envelope = self.sign_for(&clerk, command.into());
            let Verdict::Applied(events) = self.chain.submit(envelope) else {
                panic!("{name} is refused");
            };
            let key = events.iter().find_map(|event| match event {
                Event::Identity(IdentityEvent::PersonRegistered { key, .. }) => Some(*key),
                _ => None,
            });
            let newcomer = Actor::new(
                words::party(&name),
                key.expect("a first key"),
                words::secret(&name),
            );
            self.actors.insert(name, newcomer.clone());
            let command = SignUp {
                activity: self.activity("committee"),
                attendee: Attendee::Adult,
            };
            let envelope = self.sign_for(&newcomer, command.into());
            assert!(matches!(self.chain.submit(envelope), Verdict::Applied(_)));
        }
    }

    fn sign_for(&mut self, actor: &Actor, action: ledger::Action) -> ledger::Envelope {
        self.nonce += 1;
        actor.sign(
            self.chain.network(),
            self.chain.time().plus_ms(VALIDITY_MS),
            self.nonce,
            ledger::Operation::Single(action),
        )
    }
}
