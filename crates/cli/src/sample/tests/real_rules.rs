//! The month of history through the ledger's own rules: nothing is rejected.

use super::super::{Deed, Moment, PastEvent, Place, Sample, SampleListing, Step};
use super::{NOW, sample};
use ledger::{
    Action, AreaCode, Envelope, Event, ExchangeId, Genesis, Hash, Header, HutId, KeyIndex,
    ListingId, Operation, PartyId, Points, Rejection, State, Timestamp, ValidatorSet, Verdict,
    build_block,
    category::needs_licence,
    event::{ExchangeEvent, ListingEvent},
    hash::Suite,
    operation::{
        ExchangeAction, IdentityAction, Intent, ListingAction, VALIDITY_MS,
        exchange::{
            AcceptExchange, CancelExchange, ConfirmService, DeclineExchange, ExpireExchange,
            ReportNoShow, RequestExchange, WithdrawConfirmation, WithdrawNoShow, WithdrawRequest,
        },
        identity::{GrantRole, IdentityLevel, RegisterHut, RegisterOrganisation, RegisterPerson},
        listing::{AttestLicence, ContentRef, ListingKind, PublishListing},
    },
    rule_pack::RulePack,
    signature::{Custody, PublicKey, Signature},
    state::{accounts::AccountId, keys},
    time::DAY_MS,
};
use std::collections::BTreeMap;

const CONTENT: ContentRef = ContentRef {
    hash: Hash::ZERO,
    bytes: 64,
};

/// A ledger of one operation a block; signatures are the admission's business, not the rules'.
struct Ledger {
    header: Header,
    state: State,
    midnight: Timestamp,
    key_of: BTreeMap<String, (PartyId, KeyIndex)>,
    huts: BTreeMap<String, HutId>,
    listings: BTreeMap<String, ListingId>,
    exchanges: BTreeMap<String, ExchangeId>,
    nonce: u64,
}

fn id(kind: u8, number: usize) -> [u8; 16] {
    let mut id = [kind; 16];
    id[8..].copy_from_slice(&(number as u64).to_le_bytes());
    id
}

fn public_key(number: usize) -> PublicKey {
    let mut key = [7; 32];
    key[..8].copy_from_slice(&(number as u64).to_le_bytes());
    PublicKey::Ed25519(key)
}

impl Ledger {
    fn begin(sample: &Sample) -> Self {
        let midnight = Moment::midnight_before(NOW);
        let founder = PartyId(id(1, 0));
        let genesis = Genesis {
            suite: Suite::Sha256Ed25519,
            demo: true,
            salt: [0; 16],
            time: midnight.minus_ms(31 * DAY_MS),
            clock_offset_ms: 0,
            district: AreaCode(440_604),
            epoch_blocks: 1_000_000,
            validators: ValidatorSet::new(vec![[1; 32]]),
            founder: ledger::genesis::Founder {
                organisation: founder,
                key: public_key(0),
            },
            rule_pack: RulePack::chancheng(),
        };
        let mut ledger = Self {
            header: genesis.block().header,
            state: genesis.state(),
            midnight,
            key_of: BTreeMap::new(),
            huts: BTreeMap::new(),
            listings: BTreeMap::new(),
            exchanges: BTreeMap::new(),
            nonce: 0,
        };
        let key = ledger.state.get(&keys::key_index(&public_key(0))).unwrap();
        ledger
            .key_of
            .insert(sample.organisations[0].key.clone(), (founder, key));
        ledger.register(sample);
        ledger
    }

    /// Registers everybody through the founder, who holds every office role.
    fn register(&mut self, sample: &Sample) {
        for (number, row) in sample.organisations.iter().enumerate().skip(1) {
            let organisation = PartyId(id(1, number));
            self.enter(&row.key, organisation, number, |key| {
                Action::Identity(IdentityAction::RegisterOrganisation(RegisterOrganisation {
                    organisation,
                    kind: ledger::operation::identity::OrganisationKind::SocialOrganisation,
                    area: row.area,
                    content: CONTENT,
                    key,
                    custody: Custody::Custodial,
                }))
            });
        }
        for (number, row) in sample.huts.iter().enumerate() {
            let hut = HutId(id(2, number));
            self.huts.insert(row.key.clone(), hut);
            let (community, content) = (row.community, CONTENT);
            self.must(Action::Identity(IdentityAction::RegisterHut(RegisterHut {
                hut,
                community,
                content,
            })));
        }
        for (number, row) in sample.people.iter().enumerate() {
            let (person, number) = (PartyId(id(3, number)), number + 1_000);
            self.enter(&row.key, person, number, |key| {
                Action::Identity(IdentityAction::RegisterPerson(RegisterPerson {
                    person,
                    pseudonym: Hash::of(&[row.id_number.reveal().as_bytes()]),
                    level: IdentityLevel::RealNameChecked,
                    community: row.community,
                    key,
                    custody: Custody::Custodial,
                }))
            });
        }
        self.grant(sample);
    }

    fn grant(&mut self, sample: &Sample) {
        let areas = sample.areas();
        for person in &sample.people {
            for duty in person.duties() {
                let (role, scope) = duty
                    .resolve(
                        |key| areas.get(key).copied(),
                        |key| self.key_of.get(key).map(|(party, _)| *party),
                        |key| self.huts.get(key).copied(),
                    )
                    .unwrap();
                let (party, until) = (self.key_of[&person.key].0, None);
                self.must(Action::Identity(IdentityAction::GrantRole(GrantRole {
                    party,
                    role,
                    scope,
                    until,
                })));
            }
        }
    }

    fn enter(
        &mut self,
        name: &str,
        party: PartyId,
        number: usize,
        action: impl Fn(PublicKey) -> Action,
    ) {
        self.must(action(public_key(number)));
        let key = keys::key_index(&public_key(number));
        let key = self.state.get(&key).unwrap();
        self.key_of.insert(name.to_owned(), (party, key));
    }

    /// An act of the founder, which must not be rejected.
    fn must(&mut self, action: Action) {
        let time = self.header.time;
        self.submit("district-office", action, time).unwrap();
    }

    fn submit(
        &mut self,
        actor: &str,
        action: Action,
        time: Timestamp,
    ) -> Result<Vec<Event>, Rejection> {
        let (actor, key) = self.key_of[actor];
        self.nonce += 1;
        let envelope = Envelope {
            intent: Intent {
                suite: Suite::Sha256Ed25519,
                actor,
                key,
                not_after: time.plus_ms(VALIDITY_MS),
                nonce: self.nonce,
                operation: Operation::Single(action),
            },
            signature: Signature::Ed25519([0; 64]),
        };
        let built = build_block(&self.header, &self.state, time, vec![envelope]);
        assert_eq!(built.refused, Vec::new());
        self.header = built.block.header;
        self.state = built.state;
        match built.block.outcomes[0].verdict.clone() {
            Verdict::Applied(events) => Ok(events),
            Verdict::Rejected(rejection) => Err(rejection),
        }
    }

    fn publish(&mut self, sample: &Sample, row: &SampleListing) -> Result<(), Rejection> {
        if row.kind == ListingKind::Offer && needs_licence(row.category) {
            let licence = AttestLicence {
                party: self.key_of[&*row.by].0,
                category: row.category,
                until: self.midnight.plus_ms(365 * DAY_MS),
            };
            self.must(licence.into());
        }
        let action = Action::Listing(ListingAction::PublishListing(PublishListing {
            kind: row.kind,
            category: row.category,
            area: sample.area_of(row).unwrap(),
            place: match &row.place {
                Place::Home => ledger::operation::listing::Place::Home,
                Place::Hut(hut) => ledger::operation::listing::Place::Hut(self.huts[hut]),
                Place::Agreed => ledger::operation::listing::Place::Agreed,
                Place::Remote => ledger::operation::listing::Place::Remote,
            },
            windows: row.windows_at(self.midnight),
            minutes: row.minutes,
            capacity: row.capacity,
            content: CONTENT,
            expires_at: row.expires_at(self.midnight),
        }));
        for event in self.submit(&row.by, action, row.published.at(self.midnight))? {
            if let Event::Listing(ListingEvent::ListingPublished { listing }) = event {
                self.listings.insert(row.key.clone(), listing);
            }
        }
        Ok(())
    }

    fn happen(&mut self, row: &PastEvent) -> Result<(), Rejection> {
        let action = self.action(row);
        for event in self.submit(&row.by, action, row.at.at(self.midnight))? {
            if let Event::Exchange(ExchangeEvent::ExchangeRequested { exchange, .. }) = event {
                self.exchanges.insert(row.exchange.clone(), exchange);
            }
        }
        Ok(())
    }

    fn action(&self, row: &PastEvent) -> Action {
        if let Deed::Request {
            listing,
            own_listing,
            start,
            minutes,
        } = &row.deed
        {
            return Action::Exchange(ExchangeAction::RequestExchange(RequestExchange {
                listing: self.listings[listing],
                own_listing: own_listing.as_ref().map(|own| self.listings[own]),
                start: start.at(self.midnight),
                minutes: *minutes,
            }));
        }
        let exchange = self.exchanges[&row.exchange];
        match row.deed {
            Deed::Request { .. } => unreachable!("handled above"),
            Deed::Accept => {
                Action::Exchange(ExchangeAction::AcceptExchange(AcceptExchange { exchange }))
            }
            Deed::Decline => Action::Exchange(ExchangeAction::DeclineExchange(DeclineExchange {
                exchange,
            })),
            Deed::WithdrawRequest => {
                Action::Exchange(ExchangeAction::WithdrawRequest(WithdrawRequest {
                    exchange,
                }))
            }
            Deed::Cancel => {
                Action::Exchange(ExchangeAction::CancelExchange(CancelExchange { exchange }))
            }
            Deed::Confirm { minutes } => {
                Action::Exchange(ExchangeAction::ConfirmService(ConfirmService {
                    exchange,
                    minutes,
                }))
            }
            Deed::WithdrawConfirmation => {
                Action::Exchange(ExchangeAction::WithdrawConfirmation(WithdrawConfirmation {
                    exchange,
                }))
            }
            Deed::ReportNoShow => {
                Action::Exchange(ExchangeAction::ReportNoShow(ReportNoShow { exchange }))
            }
            Deed::WithdrawNoShow => {
                Action::Exchange(ExchangeAction::WithdrawNoShow(WithdrawNoShow { exchange }))
            }
            Deed::Expire => {
                Action::Exchange(ExchangeAction::ExpireExchange(ExpireExchange { exchange }))
            }
        }
    }

    fn points(&self, key: &str) -> Points {
        let account = AccountId::Party(self.key_of[key].0);
        let books = self.state.get(&keys::account(account)).unwrap_or_default();
        books.settled.plus(books.pending).unwrap()
    }
}

#[test]
fn a_month_of_history_passes_every_rule() {
    let sample = sample();
    let mut ledger = Ledger::begin(&sample);
    for step in sample.timeline() {
        let (key, done) = match step {
            Step::Publish(row) => (&row.key, ledger.publish(&sample, row)),
            Step::Event(row) => (&row.exchange, ledger.happen(row)),
        };
        assert_eq!(done, Ok(()), "{key} at {:?}", step.at());
    }
    for row in &sample.items {
        let hut = row.hut.as_ref().map(|key| ledger.huts[key]);
        let list = ledger::operation::item::ListItem {
            terms: row.terms(CONTENT, hut),
        };
        let done = ledger.submit(&row.by, list.into(), ledger.header.time);
        assert!(done.is_ok(), "{}: {done:?}", row.key);
    }
    let volunteer = ledger.points("huang-shu");
    assert!(
        (1_500..=2_500).contains(&volunteer.0),
        "the volunteer has {volunteer:?}"
    );
    for key in ["chen-bo", "a-min", "liang-jie"] {
        assert!(ledger.points(key).is_positive(), "{key} has no points");
    }
}
