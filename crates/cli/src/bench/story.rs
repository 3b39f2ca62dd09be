//! What two neighbours do: the operations of one short story, signed ahead. Ids follow from the
//! operations that create them, so that a whole story can be signed before any of it is final.

use std::thread;

use ledger::{
    Action, AreaCode, CategoryCode, Envelope, ExchangeId, Hash, ListingId, Points, Timestamp,
    TransferId,
    operation::{
        ExchangeAction, ListingAction, PointsAction,
        exchange::{AcceptExchange, CancelExchange, ConfirmService, RequestExchange},
        listing::{CloseListing, ContentRef, ListingKind, Place, PublishListing},
        points::DonatePoints,
    },
    time::{DAY_MS, HOUR_MS, MINUTE_MS, Window},
};

use super::person::{Pen, Person};

/// The community of all invented people.
pub(super) const COMMUNITY: AreaCode = AreaCode(440_604_001_001);
/// What a story does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mix {
    /// Listings, exchanges and transfers, as neighbours do.
    Neighbours,
    /// Transfers from one account to another.
    Transfers,
}

impl Mix {
    /// For the report.
    pub(super) const fn describe(self) -> &'static str {
        match self {
            Self::Neighbours => {
                "one each: publish a need, answer it, accept, cancel, close, donate"
            }
            Self::Transfers => "people give a tenth of a point each to their community",
        }
    }
}

/// Operations of a story.
pub(super) const STEPS: u64 = 6;
/// Errands: the base tariff.
const CATEGORY: CategoryCode = CategoryCode(230);
/// Eight hours: what one day may earn.
const EARNED_MINUTES: u16 = 480;

/// Who takes part in stories, when, and with which pen.
#[derive(Clone, Copy)]
pub(super) struct Stage<'a> {
    pub(super) people: &'a [Person],
    pub(super) pen: Pen,
    pub(super) now: Timestamp,
}

impl Stage<'_> {
    pub(super) fn pairs(&self) -> u64 {
        (self.people.len() / 2) as u64
    }

    fn pair(&self, story: u64) -> (&Person, &Person) {
        let at = usize::try_from(story % self.pairs()).unwrap_or(0) * 2;
        (&self.people[at], &self.people[at + 1])
    }

    fn need(&self, story: u64) -> Action {
        let start = self.now.plus_ms(DAY_MS);
        let window = Window {
            start,
            end: start.plus_ms(4 * HOUR_MS),
        };
        Action::Listing(ListingAction::PublishListing(PublishListing {
            kind: ListingKind::Need,
            category: CATEGORY,
            area: COMMUNITY,
            place: Place::Home,
            windows: vec![window],
            minutes: 60,
            capacity: 1,
            content: ContentRef {
                hash: Hash::of(&[&story.to_le_bytes()]),
                bytes: 200,
            },
            expires_at: self.now.plus_ms(30 * DAY_MS),
        }))
    }

    /// A need and the answer to it, from which the ids follow.
    fn opening(&self, story: u64, start: Timestamp, minutes: u16) -> Opening {
        let (asker, helper) = self.pair(story);
        let nonce = story * 16;
        let network = self.pen.network;
        let publish = self.pen.sign(asker, nonce, self.need(story));
        let listing = ListingId::derive(publish.id(network), 0);
        let request = RequestExchange {
            listing,
            own_listing: None,
            start,
            minutes,
        };
        let request = self.pen.sign(
            helper,
            nonce + 1,
            Action::Exchange(ExchangeAction::RequestExchange(request)),
        );
        let exchange = ExchangeId::derive(request.id(network), 0);
        let accept = Action::Exchange(ExchangeAction::AcceptExchange(AcceptExchange { exchange }));
        let accept = self.pen.sign(asker, nonce + 2, accept);
        Opening {
            listing,
            exchange,
            operations: [publish, request, accept],
        }
    }

    /// A need that is answered and then not needed any more, and a gift of a tenth of a point.
    fn changed_mind(&self, story: u64) -> [Envelope; STEPS as usize] {
        let (asker, helper) = self.pair(story);
        let Opening {
            listing,
            exchange,
            operations: [publish, request, accept],
        } = self.opening(story, self.now.plus_ms(DAY_MS), 60);
        let nonce = story * 16 + 3;
        let cancel = Action::Exchange(ExchangeAction::CancelExchange(CancelExchange { exchange }));
        let close = Action::Listing(ListingAction::CloseListing(CloseListing { listing }));
        let donate = Action::Points(PointsAction::DonatePoints(DonatePoints {
            amount: Points(1),
        }));
        [
            publish,
            request,
            accept,
            self.pen.sign(helper, nonce, cancel),
            self.pen.sign(asker, nonce + 1, close),
            self.pen.sign(helper, nonce + 2, donate),
        ]
    }

    /// Gifts of a tenth of a point from as many people.
    fn gifts(&self, story: u64) -> [Envelope; STEPS as usize] {
        std::array::from_fn(|step| {
            let (_, helper) = self.pair(story * STEPS + step as u64);
            let amount = Points(1);
            let donate = Action::Points(PointsAction::DonatePoints(DonatePoints { amount }));
            self.pen.sign(helper, story * 16 + step as u64, donate)
        })
    }

    /// A day of help that both sides confirm, and the movement of points that it brings.
    pub(super) fn day_of_help(&self, story: u64) -> ([Envelope; 5], TransferId) {
        let (asker, helper) = self.pair(story);
        let begun = self.now.minus_ms(MINUTE_MS);
        let Opening {
            exchange,
            operations,
            ..
        } = self.opening(story, begun, EARNED_MINUTES);
        let confirm = || {
            Action::Exchange(ExchangeAction::ConfirmService(ConfirmService {
                exchange,
                minutes: EARNED_MINUTES,
            }))
        };
        let nonce = story * 16 + 3;
        let first = self.pen.sign(asker, nonce, confirm());
        let second = self.pen.sign(helper, nonce + 1, confirm());
        let transfer = TransferId::derive(second.id(self.pen.network), 0);
        let [publish, request, accept] = operations;
        ([publish, request, accept, first, second], transfer)
    }

    /// Signs stories in as many threads as there are streams. Neighbours wait until a step is
    /// final before they take the next one: in a stream, as many operations as a group has
    /// stories lie between the steps of each.
    pub(super) fn sign_streams(&self, mix: Mix, sheet: Sheet) -> Vec<Vec<Envelope>> {
        let stories = sheet.operations.div_ceil(STEPS * sheet.streams).max(1);
        let groups = stories.div_ceil(sheet.group);
        let sign = |stream: u64| {
            let first = sheet.first + stream * groups * sheet.group;
            let mut signed = Vec::new();
            for group in 0..groups {
                let first = first + group * sheet.group;
                let stories = (first..first + sheet.group).map(|story| match mix {
                    Mix::Neighbours => self.changed_mind(story),
                    Mix::Transfers => self.gifts(story),
                });
                signed.extend(step_by_step(stories));
            }
            signed
        };
        thread::scope(|scope| {
            let signers: Vec<_> = (0..sheet.streams)
                .map(|stream| scope.spawn(move || sign(stream)))
                .collect();
            let signed = signers
                .into_iter()
                .map(|signer| signer.join().unwrap_or_default());
            signed.collect()
        })
    }
}

/// How many operations are signed, and in which order.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    /// Number of the first story.
    pub(super) first: u64,
    /// At least so many operations.
    pub(super) operations: u64,
    /// Streams that are submitted side by side.
    pub(super) streams: u64,
    /// Stories of a stream that go on together.
    pub(super) group: u64,
}

/// The first steps of all stories, then all second steps, and so on.
pub(super) fn step_by_step<const N: usize>(
    stories: impl Iterator<Item = [Envelope; N]>,
) -> impl Iterator<Item = Envelope> {
    let mut steps = [const { Vec::new() }; N];
    for story in stories {
        for (step, operation) in steps.iter_mut().zip(story) {
            step.push(operation);
        }
    }
    steps.into_iter().flatten()
}

struct Opening {
    listing: ListingId,
    exchange: ExchangeId,
    operations: [Envelope; 3],
}
