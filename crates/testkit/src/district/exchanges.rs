//! Services from the question to the points, and the points themselves.

use super::{District, Exchange};
use crate::Actor;
use ledger::{
    Action, Event, ExchangeId, ListingId, PartyId, Points, Timestamp, TransferId,
    event::{ExchangeEvent, PointsEvent},
    operation::{
        ExchangeAction, PointsAction,
        exchange::{
            AcceptExchange, CancelExchange, ConfirmService, DeclineExchange, ExpireExchange,
            ReportNoShow, RequestExchange, WithdrawConfirmation, WithdrawNoShow, WithdrawRequest,
        },
        points::{DonatePoints, SettleTransfer, WithdrawDonation},
    },
    outcome::Verdict,
    state::{
        accounts::{Account, AccountId},
        keys,
    },
    time::MINUTE_MS,
};
use std::collections::BTreeSet;

impl District {
    /// Asks for an hour, to begin now.
    #[track_caller]
    pub fn request(&mut self, actor: &Actor, listing: ListingId) -> ExchangeId {
        let start = self.chain().time();
        self.request_at(actor, listing, None, start)
    }

    /// Asks for an hour on behalf of one's own listing, to begin now.
    #[track_caller]
    pub fn request_for(
        &mut self,
        actor: &Actor,
        listing: ListingId,
        own_listing: ListingId,
    ) -> ExchangeId {
        let start = self.chain().time();
        self.request_at(actor, listing, Some(own_listing), start)
    }

    /// Asks for an hour, to begin at a moment.
    #[track_caller]
    pub fn request_at(
        &mut self,
        actor: &Actor,
        listing: ListingId,
        own_listing: Option<ListingId>,
        start: Timestamp,
    ) -> ExchangeId {
        let action = Action::Exchange(ExchangeAction::RequestExchange(RequestExchange {
            listing,
            own_listing,
            start,
            minutes: 60,
        }));
        match self.must(actor, action).last() {
            Some(Event::Exchange(ExchangeEvent::ExchangeRequested { exchange, .. })) => *exchange,
            other => panic!("asking says so last, not {other:?}"),
        }
    }

    /// The asked side says yes.
    #[track_caller]
    pub fn accept(&mut self, actor: &Actor, exchange: ExchangeId) {
        self.must(
            actor,
            Action::Exchange(ExchangeAction::AcceptExchange(AcceptExchange { exchange })),
        );
    }

    /// The asked side says no.
    #[track_caller]
    pub fn decline(&mut self, actor: &Actor, exchange: ExchangeId) {
        self.must(
            actor,
            Action::Exchange(ExchangeAction::DeclineExchange(DeclineExchange {
                exchange,
            })),
        );
    }

    /// The asking side takes its question back.
    #[track_caller]
    pub fn withdraw_request(&mut self, actor: &Actor, exchange: ExchangeId) {
        self.must(
            actor,
            Action::Exchange(ExchangeAction::WithdrawRequest(WithdrawRequest {
                exchange,
            })),
        );
    }

    /// Either side ends what was agreed.
    #[track_caller]
    pub fn cancel(&mut self, actor: &Actor, exchange: ExchangeId) {
        self.must(
            actor,
            Action::Exchange(ExchangeAction::CancelExchange(CancelExchange { exchange })),
        );
    }

    /// One side states how long the service took.
    #[track_caller]
    pub fn confirm(&mut self, actor: &Actor, exchange: ExchangeId, minutes: u16) -> Vec<Event> {
        self.must(
            actor,
            Action::Exchange(ExchangeAction::ConfirmService(ConfirmService {
                exchange,
                minutes,
            })),
        )
    }

    /// Both sides confirm the agreed duration, the receiver first; the points they brought.
    #[track_caller]
    pub fn confirm_both(&mut self, exchange: ExchangeId) -> Option<TransferId> {
        let record = self.exchange(exchange);
        let (receiver, provider) = (
            self.actor_of(record.receiver),
            self.actor_of(record.provider),
        );
        self.confirm(&receiver, exchange, record.minutes);
        self.confirm(&provider, exchange, record.minutes);
        self.exchange(exchange).transfer
    }

    /// One side takes its statement back.
    #[track_caller]
    pub fn withdraw_confirmation(&mut self, actor: &Actor, exchange: ExchangeId) -> Vec<Event> {
        let command = WithdrawConfirmation { exchange };
        self.must(
            actor,
            Action::Exchange(ExchangeAction::WithdrawConfirmation(command)),
        )
    }

    /// One side states that the other did not come.
    #[track_caller]
    pub fn report_no_show(&mut self, actor: &Actor, exchange: ExchangeId) {
        self.must(
            actor,
            Action::Exchange(ExchangeAction::ReportNoShow(ReportNoShow { exchange })),
        );
    }

    /// The reporting side takes that back.
    #[track_caller]
    pub fn withdraw_no_show(&mut self, actor: &Actor, exchange: ExchangeId) {
        self.must(
            actor,
            Action::Exchange(ExchangeAction::WithdrawNoShow(WithdrawNoShow { exchange })),
        );
    }

    /// The office ends a question that nobody answered.
    #[track_caller]
    pub fn expire(&mut self, exchange: ExchangeId) {
        let office = self.office();
        self.must(
            &office,
            Action::Exchange(ExchangeAction::ExpireExchange(ExpireExchange { exchange })),
        );
    }

    /// Gives points to the pool of one's community.
    #[track_caller]
    pub fn donate(&mut self, actor: &Actor, amount: Points) -> TransferId {
        let events = self.must(
            actor,
            Action::Points(PointsAction::DonatePoints(DonatePoints { amount })),
        );
        match events.first() {
            Some(Event::Points(PointsEvent::PointsPosted { transfer, .. })) => *transfer,
            other => panic!("a donation posts points, not {other:?}"),
        }
    }

    /// Takes a donation back.
    #[track_caller]
    pub fn withdraw_donation(&mut self, actor: &Actor, transfer: TransferId) {
        let command = WithdrawDonation { transfer };
        self.must(
            actor,
            Action::Points(PointsAction::WithdrawDonation(command)),
        );
    }

    /// The office makes a movement final.
    #[track_caller]
    pub fn settle(&mut self, transfer: TransferId) {
        let office = self.office();
        self.must(
            &office,
            Action::Points(PointsAction::SettleTransfer(SettleTransfer { transfer })),
        );
    }

    /// Waits until every movement on the ledger is due and makes each of them final.
    #[track_caller]
    pub fn settle_all(&mut self) {
        self.advance(10 * MINUTE_MS + 1);
        for transfer in self.pending_transfers() {
            self.settle(transfer);
        }
    }

    /// A provider earns points: needs of an hour each, published by `receiver` and served.
    #[track_caller]
    pub fn earn(&mut self, provider: &Actor, receiver: &Actor, hours: u32) {
        for _ in 0..hours {
            let need = self.publish_need(receiver, "haircut");
            let exchange = self.request(provider, need);
            self.accept(receiver, exchange);
            self.confirm_both(exchange);
        }
        self.settle_all();
    }

    /// What the ledger knows of an exchange.
    #[track_caller]
    #[must_use]
    pub fn exchange(&self, exchange: ExchangeId) -> Exchange {
        match self.state().get(&keys::exchange(exchange)) {
            Some(record) => record,
            None => panic!("exchange {exchange} is not on the ledger"),
        }
    }

    /// The books of a party.
    #[must_use]
    pub fn books(&self, actor: &Actor) -> Account {
        let key = keys::account(AccountId::Party(actor.party));
        self.state().get(&key).unwrap_or_default()
    }

    /// Movements that can still be taken back, in the order of their ids.
    #[must_use]
    pub fn pending_transfers(&self) -> BTreeSet<TransferId> {
        let mut pending = BTreeSet::new();
        let outcomes = self
            .chain()
            .blocks()
            .iter()
            .flat_map(|block| &block.outcomes);
        for outcome in outcomes {
            let Verdict::Applied(events) = &outcome.verdict else {
                continue;
            };
            for event in events {
                match event {
                    Event::Points(PointsEvent::PointsPosted { transfer, .. }) => {
                        pending.insert(*transfer)
                    }
                    Event::Points(PointsEvent::TransferSettled { transfer })
                    | Event::Points(PointsEvent::TransferReversed { transfer }) => {
                        pending.remove(transfer)
                    }
                    _ => false,
                };
            }
        }
        pending
    }

    #[track_caller]
    fn actor_of(&self, party: PartyId) -> Actor {
        let known = self.people.values().find(|actor| actor.party == party);
        match known {
            Some(actor) => actor.clone(),
            None => panic!("{party} is nobody that this district enrolled by name"),
        }
    }
}
