//! What followed from an operation: points set aside, moved and given back.

use ledger::{
    Event,
    event::{ExchangeEvent, Leg, PointsEvent},
    state::accounts::AccountId,
};

use super::{Teller, amount};
use crate::view::format;

impl Teller<'_> {
    pub(super) fn consequences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        let completes = |event: &&Event| {
            matches!(
                event,
                Event::Exchange(ExchangeEvent::ServiceCompleted { .. })
            )
        };
        // Why points move is said before how they move.
        let (first, then): (Vec<_>, Vec<_>) = self.events.iter().partition(completes);
        for event in first.into_iter().chain(then) {
            self.consequence(event, &mut sentences);
        }
        sentences
    }

    fn consequence(&self, event: &Event, sentences: &mut Vec<String>) {
        let t = self.t;
        match event {
            Event::Exchange(ExchangeEvent::ServiceCompleted { .. }) => {
                sentences.push(t.get("told-completed"));
            }
            Event::Points(PointsEvent::PointsHeld {
                account,
                amount: points,
                ..
            }) => sentences.push(self.moved("told-held", *account, *points)),
            Event::Points(PointsEvent::PointsReleased {
                account,
                amount: points,
                ..
            }) => sentences.push(self.moved("told-released", *account, *points)),
            Event::Points(PointsEvent::PointsPosted {
                legs, settles_at, ..
            }) => {
                sentences.extend(legs.iter().map(|leg| self.leg(leg)));
                let time = format::moment(t, settles_at.0);
                sentences.push(t.say("told-settles").set("time", time).to_string());
            }
            Event::Exchange(ExchangeEvent::ExchangeCancelled { by: None, .. }) => {
                sentences.push(t.get("told-cancelled-by-nobody"));
            }
            Event::Exchange(ExchangeEvent::ExchangeCancelled { late: true, .. }) => {
                sentences.push(t.get("told-cancel-late"));
            }
            Event::Points(PointsEvent::TransferReversed { .. }) => {
                sentences.push(t.get("told-reversed"));
            }
            Event::Points(PointsEvent::TransferGuaranteed { .. }) => {
                sentences.push(t.get("told-guaranteed"));
            }
            Event::Exchange(ExchangeEvent::BookingRepriced {
                guaranteed: true, ..
            }) => sentences.push(t.get("told-booking-guaranteed")),
            Event::Exchange(ExchangeEvent::BookingRepriced { price, .. }) => {
                let sentence = t.say("told-repriced").set("points", amount(t, *price));
                sentences.push(sentence.to_string());
            }
            _ => {}
        }
    }

    fn leg(&self, leg: &Leg) -> String {
        if leg.amount.is_positive() {
            return self.moved("told-received", leg.account, leg.amount);
        }
        let given = ledger::Points(leg.amount.0.saturating_neg());
        self.moved("told-given", leg.account, given)
    }

    fn of_area(&self, key: &str, area: ledger::AreaCode) -> String {
        let sentence = self.t.say(key).set("area", self.cast.area(area));
        sentence.to_string()
    }

    fn of_party(&self, key: &str, party: ledger::PartyId) -> String {
        let sentence = self.t.say(key).set("whose", self.cast.name(party));
        sentence.to_string()
    }

    fn moved(&self, key: &str, account: AccountId, points: ledger::Points) -> String {
        let whose = match account {
            AccountId::Issuance => self.t.get("told-bank"),
            AccountId::Party(party) => self.cast.name(party),
            AccountId::Pool(area) => self.of_area("told-pool", area),
            AccountId::Reserve(area) => self.of_area("told-reserve", area),
            AccountId::Honour(party) => self.of_party("told-honour", party),
            AccountId::Grant(party) => self.of_party("told-grant", party),
            AccountId::Sponsor(party) => self.of_party("told-sponsor", party),
            AccountId::Household(_) => self.t.get("told-household"),
        };
        let sentence = self.t.say(key).set("whose", whose);
        sentence.set("points", amount(self.t, points)).to_string()
    }
}
