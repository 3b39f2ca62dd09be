//! The sample district comes to life: everybody enrolled and a month lived through the real rules,
//! each act signed and submitted through the portal's gateway.

mod activities;
mod hut_day;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail};
use indicatif::ProgressBar;
use ledger::{
    Action, AreaCode, ExchangeId, HutId, ListingId, PartyId, Points, ProposalId, Timestamp,
    category::needs_licence,
    operation::{
        ClockAction, ExchangeAction, IdentityAction,
        approval::{ApproveAction, Payload, ProposeAction},
        clock::AdvanceClock,
        exchange::{
            AcceptExchange, CancelExchange, ConfirmService, DeclineExchange, ReportNoShow,
            RequestExchange, WithdrawConfirmation, WithdrawNoShow, WithdrawRequest,
        },
        identity::{GrantRole, RegisterHut},
        item::ListItem,
        listing::{self, AttestLicence, ListingKind},
        points_office::FundReserve,
    },
    time::DAY_MS,
};
use portal::{
    content::{ItemText, ListingText, PlaceText},
    desk::{Desk, ListingDraft, NewOrganisation, NewResident, person},
    jobs,
};
use serde::{Deserialize, Serialize};
use vault::{PersonalText, Pin, PinPolicy};

use crate::{
    clock, identity,
    sample::{
        Bilingual, Deed, Hut, Moment, PastEvent, Person, Place, Sample, SampleListing, SampleRole,
        Step,
    },
};

/// What the story has made so far, by the sample's own keys.
pub(crate) struct Story<'a> {
    desk: &'a Desk,
    sample: &'a Sample,
    midnight: Timestamp,
    parties: BTreeMap<String, PartyId>,
    huts: BTreeMap<String, HutId>,
    listings: BTreeMap<String, ListingId>,
    exchanges: BTreeMap<String, ExchangeId>,
    sheets: Vec<SignInSheet>,
}

/// How a sample person signs in: what the demonstration remembers of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SignInSheet {
    /// The sample's own key.
    pub(crate) key: String,
    /// The ledger's id, in hex.
    pub(crate) party: String,
    pub(crate) member_number: String,
}

/// How many days before today the story begins.
pub(crate) const DAYS: u64 = 31;

/// What stands behind the redemptions of a sample community.
const RESERVE: Points = Points(20_000);
const RESERVE_PAPER: &str = "社区基金拨款函（示例）";

/// How long the sample's licences are valid after its story, in milliseconds.
const LICENCE_MS: u64 = 365 * DAY_MS;

impl<'a> Story<'a> {
    /// A story that ends at the midnight before `now`.
    pub(crate) fn new(desk: &'a Desk, sample: &'a Sample, now: Timestamp) -> Self {
        Self {
            desk,
            sample,
            midnight: Moment::midnight_before(now),
            parties: BTreeMap::new(),
            huts: BTreeMap::new(),
            listings: BTreeMap::new(),
            exchanges: BTreeMap::new(),
            sheets: Vec::new(),
        }
    }

    /// Lives the whole story and brings the ledger's clock to the present.
    pub(crate) async fn live(mut self, progress: &ProgressBar) -> anyhow::Result<Vec<SignInSheet>> {
        let timeline = self.sample.timeline();
        let steps = self.sample.organisations.len() + self.sample.people.len() + timeline.len();
        progress.set_length(u64::try_from(steps).unwrap_or(u64::MAX));
        self.register_organisations(progress).await?;
        self.register_huts().await?;
        self.enrol_people(progress).await?;
        self.grant_roles().await?;
        self.fill_the_reserves().await?;
        for step in timeline {
            self.advance_to(step.at().at(self.midnight)).await?;
            match step {
                Step::Publish(row) => self.publish(row).await?,
                Step::Event(row) => self.happen(row).await?,
            }
            progress.inc(1);
        }
        self.list_items().await?;
        self.offer_gifts().await?;
        hut_day::open(&self).await?;
        activities::announce(&self).await?;
        self.return_to_the_present().await?;
        Ok(self.sheets)
    }

    async fn register_organisations(&mut self, progress: &ProgressBar) -> anyhow::Result<()> {
        let mut rows = self.sample.organisations.iter();
        let founder = rows.next().context("the sample has no organisation")?;
        self.parties.insert(founder.key.clone(), self.desk.office);
        for row in rows {
            let new = NewOrganisation {
                text: place_text(&row.name, &row.about),
                area: row.area,
                sample: true,
            };
            let party = self.desk.enrol_organisation(new, clock::now_ms()).await?;
            self.parties.insert(row.key.clone(), party);
            progress.inc(1);
        }
        Ok(())
    }

    async fn register_huts(&mut self) -> anyhow::Result<()> {
        for row in &self.sample.huts {
            let hut = HutId(identity::random_bytes()?);
            let content = self.desk.content.put(&hut_text(row))?;
            let community = row.community;
            let action = Action::Identity(IdentityAction::RegisterHut(RegisterHut {
                hut,
                community,
                content,
            }));
            self.desk.act(self.desk.office, action).await?;
            self.huts.insert(row.key.clone(), hut);
        }
        Ok(())
    }

    async fn enrol_people(&mut self, progress: &ProgressBar) -> anyhow::Result<()> {
        for row in &self.sample.people {
            let enrolled = self
                .desk
                .enrol(self.desk.office, new_resident(row), clock::now_ms())
                .await
                .with_context(|| format!("sample person {}", row.key))?;
            if let Some(sign_in) = &row.sign_in {
                let pin = Pin::parse(&sign_in.pin).context("sample PIN")?;
                let (who, policy) = (person(enrolled.person), PinPolicy::SampleAllowed);
                self.desk
                    .vault
                    .set_pin(who, pin, policy, clock::now_ms())
                    .await?;
                self.sheets.push(SignInSheet {
                    key: row.key.clone(),
                    party: enrolled.person.to_string(),
                    member_number: enrolled.member_number.to_string(),
                });
            }
            self.parties.insert(row.key.clone(), enrolled.person);
            progress.inc(1);
        }
        Ok(())
    }

    async fn grant_roles(&self) -> anyhow::Result<()> {
        let areas = self.sample.areas();
        for row in &self.sample.people {
            let party = self.party(&row.key)?;
            for duty in row.duties() {
                let area_of = |key: &str| areas.get(key).copied();
                let party_of = |key: &str| self.parties.get(key).copied();
                let hut_of = |key: &str| self.huts.get(key).copied();
                let scope = duty.resolve(area_of, party_of, hut_of);
                let (role, scope) = scope.context("sample role")?;
                let action = Action::Identity(IdentityAction::GrantRole(GrantRole {
                    party,
                    role,
                    scope,
                    until: None,
                }));
                self.desk.act(self.desk.office, action).await?;
            }
        }
        Ok(())
    }

    /// Moves the ledger's clock forward to a moment of the story, and does what is due by then.
    async fn advance_to(&self, moment: Timestamp) -> anyhow::Result<()> {
        let by_ms = moment.0.saturating_sub(self.desk.now().0);
        if by_ms > 0 {
            let action = Action::Clock(ClockAction::AdvanceClock(AdvanceClock { by_ms }));
            self.desk.act(self.desk.office, action).await?;
            jobs::do_what_is_due(self.desk).await?;
        }
        Ok(())
    }

    async fn return_to_the_present(&self) -> anyhow::Result<()> {
        let offset = self.desk.gateway.head().state.clock_offset_ms();
        if let Ok(by_ms @ 1..) = u64::try_from(offset.saturating_neg()) {
            let action = Action::Clock(ClockAction::AdvanceClock(AdvanceClock { by_ms }));
            self.desk.act(self.desk.office, action).await?;
        }
        jobs::do_what_is_due(self.desk).await?;
        Ok(())
    }

    async fn publish(&mut self, row: &SampleListing) -> anyhow::Result<()> {
        let draft = ListingDraft {
            kind: row.kind,
            category: row.category,
            area: self.sample.area_of(row).context("sample area")?,
            place: match &row.place {
                Place::Home => listing::Place::Home,
                Place::Hut(key) => listing::Place::Hut(*self.huts.get(key).context("sample hut")?),
                Place::Agreed => listing::Place::Agreed,
                Place::Remote => listing::Place::Remote,
            },
            windows: row.windows_at(self.midnight),
            minutes: row.minutes,
            capacity: row.capacity,
            expires_at: row.expires_at(self.midnight),
            text: ListingText {
                title: row.title.clone(),
                description: row.description.clone(),
                ..ListingText::default()
            },
        };
        let by = self.party(&row.by)?;
        if row.kind == ListingKind::Offer && needs_licence(row.category) {
            self.attest_licence(by, row).await?;
        }
        let published = self.desk.publish(by, draft).await;
        let (listing, _) = published.with_context(|| format!("sample listing {}", row.key))?;
        self.listings.insert(row.key.clone(), listing);
        Ok(())
    }

    async fn list_items(&self) -> anyhow::Result<()> {
        for row in &self.sample.items {
            let content = self.desk.content.put(&ItemText {
                title: row.title.clone(),
                description: row.description.clone(),
                parts: row.parts.clone(),
                hygiene: row.hygiene.clone(),
                photo: None,
            })?;
            let hut = row.hut.as_ref().and_then(|key| self.huts.get(key).copied());
            let terms = row.terms(content, hut);
            let listed = self
                .desk
                .act(self.party(&row.by)?, ListItem { terms }.into())
                .await;
            listed.with_context(|| format!("sample thing {}", row.key))?;
        }
        Ok(())
    }

    /// Two persons fill the reserve of every community where something is given for points.
    async fn fill_the_reserves(&self) -> anyhow::Result<()> {
        let communities = self.sample.gifts.iter().map(|gift| gift.community);
        let communities: BTreeSet<AreaCode> = communities.collect();
        let mut deciders = self.sample.people.iter();
        let mut decider = || deciders.find(|row| row.roles.contains(&SampleRole::Supervisor));
        let (Some(first), Some(second)) = (decider(), decider()) else {
            bail!("the sample has no two persons who decide");
        };
        let source = self.desk.content.put(&ListingText {
            title: RESERVE_PAPER.to_owned(),
            ..ListingText::default()
        })?;
        for community in communities {
            let fund = FundReserve {
                community,
                amount: RESERVE,
                source,
            };
            let action = Payload::new(fund.into()).context("a fund is no proposal")?;
            let propose = ProposeAction {
                action: action.clone(),
                expires_at: self.desk.now().plus_ms(DAY_MS),
            };
            let proposed = self
                .desk
                .act(self.party(&first.key)?, propose.into())
                .await?;
            let proposal = ProposalId::derive(proposed.operation, 0);
            let approve = ApproveAction { proposal, action };
            self.desk
                .act(self.party(&second.key)?, approve.into())
                .await?;
        }
        Ok(())
    }

    async fn offer_gifts(&self) -> anyhow::Result<()> {
        for row in &self.sample.gifts {
            let content = self.desk.content.put(&ListingText {
                title: row.title.clone(),
                description: row.description.clone(),
                ..ListingText::default()
            })?;
            let entry = row.entry(content);
            let offered = self.desk.act(self.party(&row.by)?, entry.into()).await;
            offered.with_context(|| format!("sample gift {}", row.key))?;
        }
        Ok(())
    }

    /// Whoever offers what needs a licence has shown it at the counter before.
    async fn attest_licence(&self, party: PartyId, row: &SampleListing) -> anyhow::Result<()> {
        let licence = AttestLicence {
            party,
            category: row.category,
            until: self.midnight.plus_ms(LICENCE_MS),
        };
        let attested = self.desk.act(self.desk.office, licence.into()).await;
        attested.with_context(|| format!("licence behind sample listing {}", row.key))?;
        Ok(())
    }

    async fn happen(&mut self, row: &PastEvent) -> anyhow::Result<()> {
        let Some(action) = self.action(row)? else {
            return Ok(());
        };
        let actor = self.party(&row.by)?;
        let asked = matches!(action, Action::Exchange(ExchangeAction::RequestExchange(_)));
        let done = self
            .desk
            .act(actor, action)
            .await
            .with_context(|| format!("sample exchange {}", row.exchange))?;
        if asked {
            let exchange = ExchangeId::derive(done.operation, 0);
            self.exchanges.insert(row.exchange.clone(), exchange);
        }
        Ok(())
    }

    /// What somebody does; nothing for a request that expires, because the office's job sees to it.
    fn action(&self, row: &PastEvent) -> anyhow::Result<Option<Action>> {
        if let Deed::Request {
            listing,
            own_listing,
            start,
            minutes,
        } = &row.deed
        {
            return Ok(Some(Action::Exchange(ExchangeAction::RequestExchange(
                RequestExchange {
                    listing: self.listing(listing)?,
                    own_listing: own_listing
                        .as_ref()
                        .map(|own| self.listing(own))
                        .transpose()?,
                    start: start.at(self.midnight),
                    minutes: *minutes,
                },
            ))));
        }
        let Some(exchange) = self.exchanges.get(&row.exchange).copied() else {
            bail!("sample exchange {} was never asked for", row.exchange);
        };
        Ok(Some(match row.deed {
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
            Deed::Expire | Deed::Request { .. } => return Ok(None),
        }))
    }

    fn party(&self, key: &str) -> anyhow::Result<PartyId> {
        self.parties
            .get(key)
            .copied()
            .with_context(|| format!("sample party {key}"))
    }

    fn listing(&self, key: &str) -> anyhow::Result<ListingId> {
        self.listings
            .get(key)
            .copied()
            .with_context(|| format!("sample listing {key}"))
    }
}

fn new_resident(row: &Person) -> NewResident {
    let text = |text: &String| PersonalText::new(text.clone());
    NewResident {
        name: text(&row.name),
        id_number: row.id_number.clone(),
        phone: Some(text(&row.phone)),
        address: None,
        nickname: Some(text(&row.nickname)),
        community: row.community,
        guardian: None,
    }
}

fn place_text(name: &Bilingual, about: &Bilingual) -> PlaceText {
    PlaceText {
        name_zh: name.zh.clone(),
        name_en: name.en.clone(),
        about_zh: about.zh.clone(),
        about_en: about.en.clone(),
        ..PlaceText::default()
    }
}

fn hut_text(row: &Hut) -> PlaceText {
    PlaceText {
        address_zh: row.address.zh.clone(),
        address_en: row.address.en.clone(),
        hours_zh: row.hours.zh.clone(),
        hours_en: row.hours.en.clone(),
        ..place_text(&row.name, &row.inside)
    }
}
