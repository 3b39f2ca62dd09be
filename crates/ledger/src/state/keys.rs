//! Every key of the state, one function each; the first byte says which family it is.

use crate::{
    area::AreaCode,
    category::CategoryCode,
    hash::Hash,
    ids::{
        ActivityId, AttestationId, CaseId, ChangeId, EntryId, ExchangeId, GiftId, HouseholdId,
        HutId, ItemId, KeyIndex, KioskId, ListingId, LoanId, PartyId, ProposalId, RedemptionId,
        TransferId, ValidatorKey,
    },
    operation::{
        dispute::Subject,
        identity::{Role, Scope},
    },
    points::Points,
    rule_pack::RulePack,
    signature::PublicKey,
    state::{
        accounts::{Account, AccountId, Transfer},
        activities::{Activity, Award, SignUpRecord},
        bank::{
            Adoption, Entry, ExpiryNotice, Gift, Household, Legacy, Queue, Redemption, Standing,
        },
        contents::Takedown,
        disputes::{Calendar, Case, PoolMember},
        history::History,
        huts::{HutDay, Kiosk},
        membership::{NetworkChange, SeatRecord, Upgrade},
        parties::{Attestation, Membership},
        proposals::Proposal,
        records::{Exchange, Hut, KeyRecord, Licence, Listing, Meta, Party, RoleGrant},
        service::Rating,
        sharing::{Item, Loan},
    },
    validators::ValidatorSet,
};
use std::marker::PhantomData;

/// The family of [`key`].
const KEY_FAMILY: u8 = 12;

/// The bytes of a key, with the type of the value that lives there.
#[derive(Clone, Debug)]
pub struct Key<T> {
    bytes: Vec<u8>,
    value: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    fn new(family: u8, parts: &[&[u8]]) -> Self {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let mut bytes = Vec::with_capacity(length.saturating_add(1));
        bytes.push(family);
        for part in parts {
            bytes.extend_from_slice(part);
        }
        Self {
            bytes,
            value: PhantomData,
        }
    }

    /// The raw key.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Counters and switches of the network.
#[must_use]
pub fn meta() -> Key<Meta> {
    Key::new(0, &[])
}

/// The rule pack of every community that has adopted none.
#[must_use]
pub fn rule_pack() -> Key<RulePack> {
    Key::new(1, &[])
}

/// The validator set of this epoch.
#[must_use]
pub fn validators() -> Key<ValidatorSet> {
    Key::new(2, &[])
}

/// The validator set of the next epoch.
#[must_use]
pub fn next_validators() -> Key<ValidatorSet> {
    Key::new(3, &[])
}

/// The headers of all blocks before.
#[must_use]
pub fn history() -> Key<History> {
    Key::new(4, &[])
}

/// A person or an organisation.
#[must_use]
pub fn party(party: PartyId) -> Key<Party> {
    Key::new(10, &[&party.0])
}

/// Who is enrolled under an issuer's pseudonym.
#[must_use]
pub fn pseudonym(pseudonym: &Hash) -> Key<PartyId> {
    Key::new(11, &[&pseudonym.0])
}

/// A registered key by its index.
#[must_use]
pub fn key(index: KeyIndex) -> Key<KeyRecord> {
    Key::new(KEY_FAMILY, &[&index.0.to_be_bytes()])
}

/// Which registered key the bytes of a key of the state are about, if they are about one.
pub(super) fn registered_key(bytes: &[u8]) -> Option<KeyIndex> {
    let (family, index) = bytes.split_first()?;
    let index = u32::from_be_bytes(index.try_into().ok()?);
    (*family == KEY_FAMILY).then_some(KeyIndex(index))
}

/// The index of a public key.
#[must_use]
pub fn key_index(key: &PublicKey) -> Key<KeyIndex> {
    Key::new(13, &[&crate::encode(key)])
}

/// A role that a party holds in a scope.
#[must_use]
pub fn role(party: PartyId, role: Role, scope: Scope) -> Key<RoleGrant> {
    Key::new(
        14,
        &[&party.0, &crate::encode(&role), &crate::encode(&scope)],
    )
}

/// A sharing hut.
#[must_use]
pub fn hut(hut: HutId) -> Key<Hut> {
    Key::new(15, &[&hut.0])
}

/// A need or an offer.
#[must_use]
pub fn listing(listing: ListingId) -> Key<Listing> {
    Key::new(20, &[&listing.0])
}

/// One service between two parties.
#[must_use]
pub fn exchange(exchange: ExchangeId) -> Key<Exchange> {
    Key::new(21, &[&exchange.0])
}

/// The open question of a party about a listing: at most one.
#[must_use]
pub fn open_request(listing: ListingId, asker: PartyId) -> Key<ExchangeId> {
    Key::new(22, &[&listing.0, &asker.0])
}

/// What one side says about a completed service.
#[must_use]
pub fn rating(exchange: ExchangeId, by: PartyId) -> Key<Rating> {
    Key::new(23, &[&exchange.0, &by.0])
}

/// The licence that a party has for a kind of help.
#[must_use]
pub fn licence(party: PartyId, category: CategoryCode) -> Key<Licence> {
    Key::new(24, &[&party.0, &category.0.to_be_bytes()])
}

/// The books of one account.
#[must_use]
pub fn account(account: AccountId) -> Key<Account> {
    Key::new(30, &[&crate::encode(&account)])
}

/// A movement of points.
#[must_use]
pub fn transfer(transfer: TransferId) -> Key<Transfer> {
    Key::new(31, &[&transfer.0])
}

/// Minutes that earned points for a party on a day.
#[must_use]
pub fn day_minutes(party: PartyId, china_day: u32) -> Key<u32> {
    Key::new(32, &[&party.0, &china_day.to_be_bytes()])
}

/// Minutes that earned points between a provider and a receiver in a month.
#[must_use]
pub fn pair_minutes(provider: PartyId, receiver: PartyId, china_month: u32) -> Key<u32> {
    Key::new(33, &[&provider.0, &receiver.0, &china_month.to_be_bytes()])
}

/// Every role that a party holds, with its scope; one that ran out stays until it is revoked.
#[must_use]
pub fn roles_of(party: PartyId) -> Key<Vec<(Role, Scope)>> {
    Key::new(81, &[&party.0])
}

/// Every key that a party ever had.
#[must_use]
pub fn keys_of(party: PartyId) -> Key<Vec<KeyIndex>> {
    Key::new(82, &[&party.0])
}

/// That a person belongs to an organisation.
#[must_use]
pub fn membership(organisation: PartyId, person: PartyId) -> Key<Membership> {
    Key::new(83, &[&organisation.0, &person.0])
}

/// A fact that an organisation attested.
#[must_use]
pub fn attestation(attestation: AttestationId) -> Key<Attestation> {
    Key::new(84, &[&attestation.0])
}

/// How many organisations endorse the identity of a person now.
#[must_use]
pub fn endorsements(person: PartyId) -> Key<u32> {
    Key::new(85, &[&person.0])
}

/// The newest decision to take content down.
#[must_use]
pub fn takedown(content: &Hash) -> Key<Takedown> {
    Key::new(92, &[&content.0])
}

/// A dispute or complaint.
#[must_use]
pub fn case(case: CaseId) -> Key<Case> {
    Key::new(86, &[&case.0])
}

/// The newest open dispute about something: the mark that shows wherever that is shown.
#[must_use]
pub fn mark(subject: Subject) -> Key<CaseId> {
    Key::new(87, &[&crate::encode(&subject)])
}

/// Which days are worked.
#[must_use]
pub fn calendar() -> Key<Calendar> {
    Key::new(88, &[])
}

/// How many residents of a community sit on panels.
#[must_use]
pub fn pool_size(area: AreaCode) -> Key<u32> {
    Key::new(89, &[&area.0.to_be_bytes()])
}

/// Who sits on a chair of a community's pool.
#[must_use]
pub fn pool_chair(area: AreaCode, chair: u32) -> Key<PoolMember> {
    Key::new(90, &[&area.0.to_be_bytes(), &chair.to_be_bytes()])
}

/// The chair of a resident.
#[must_use]
pub fn pool_chair_of(person: PartyId) -> Key<(AreaCode, u32)> {
    Key::new(91, &[&person.0])
}

/// An action that waits, or waited, for a second person.
#[must_use]
pub fn proposal(proposal: ProposalId) -> Key<Proposal> {
    Key::new(80, &[&proposal.0])
}

/// A proposed change of the network.
#[must_use]
pub fn change(change: ChangeId) -> Key<NetworkChange> {
    Key::new(110, &[&change.0])
}

/// Whose server a validator is.
#[must_use]
pub fn seat(key: ValidatorKey) -> Key<SeatRecord> {
    Key::new(111, &[&key.0])
}

/// The validator of an organisation: at most one.
#[must_use]
pub fn seat_of(organisation: PartyId) -> Key<ValidatorKey> {
    Key::new(112, &[&organisation.0])
}

/// The upgrade that was decided last.
#[must_use]
pub fn upgrade() -> Key<Upgrade> {
    Key::new(113, &[])
}

/// A thing that is lent or given.
#[must_use]
pub fn item(item: ItemId) -> Key<Item> {
    Key::new(50, &[&item.0])
}

/// One loan of one thing.
#[must_use]
pub fn loan(loan: LoanId) -> Key<Loan> {
    Key::new(51, &[&loan.0])
}

/// A hut as it is now.
#[must_use]
pub fn hut_day(hut: HutId) -> Key<HutDay> {
    Key::new(52, &[&hut.0])
}

/// A kiosk of a hut.
#[must_use]
pub fn kiosk(kiosk: KioskId) -> Key<Kiosk> {
    Key::new(53, &[&kiosk.0])
}

/// An activity or a group session.
#[must_use]
pub fn activity(activity: ActivityId) -> Key<Activity> {
    Key::new(54, &[&activity.0])
}

/// A person's place at an activity.
#[must_use]
pub fn sign_up(activity: ActivityId, person: PartyId) -> Key<SignUpRecord> {
    Key::new(55, &[&activity.0, &person.0])
}

/// Who got points of an activity in one movement.
#[must_use]
pub fn award(transfer: TransferId) -> Key<Award> {
    Key::new(56, &[&transfer.0])
}

/// The packs that a community has adopted, oldest first.
#[must_use]
pub fn adoptions(community: AreaCode) -> Key<Vec<Adoption>> {
    Key::new(34, &[&community.0.to_be_bytes()])
}

/// A pack that some community has adopted.
#[must_use]
pub fn adopted_pack(pack: &Hash) -> Key<RulePack> {
    Key::new(35, &[&pack.0])
}

/// Minutes of service of a party that counted, in all its days: what its certificate says.
#[must_use]
pub fn served_minutes(party: PartyId) -> Key<u32> {
    Key::new(36, &[&party.0])
}

/// What a clerk has checked about a person for the bank.
#[must_use]
pub fn standing(person: PartyId) -> Key<Standing> {
    Key::new(37, &[&person.0])
}

/// A gift from one person to another.
#[must_use]
pub fn gift(gift: GiftId) -> Key<Gift> {
    Key::new(38, &[&gift.0])
}

/// What a person has offered as gifts on a day.
#[must_use]
pub fn gifts_of_day(giver: PartyId, china_day: u32) -> Key<Points> {
    Key::new(39, &[&giver.0, &china_day.to_be_bytes()])
}

/// Something of the catalogue.
#[must_use]
pub fn entry(entry: EntryId) -> Key<Entry> {
    Key::new(70, &[&entry.0])
}

/// One person's claim to something of the catalogue.
#[must_use]
pub fn redemption(redemption: RedemptionId) -> Key<Redemption> {
    Key::new(71, &[&redemption.0])
}

/// The queue of a community whose reserve is too low.
#[must_use]
pub fn redemption_queue(community: AreaCode) -> Key<Queue> {
    Key::new(72, &[&community.0.to_be_bytes()])
}

/// Who stands at a position of that queue.
#[must_use]
pub fn queued_redemption(community: AreaCode, position: u64) -> Key<RedemptionId> {
    Key::new(73, &[&community.0.to_be_bytes(), &position.to_be_bytes()])
}

/// Points that a community's residents have reserved in a month and not taken back.
#[must_use]
pub fn redeemed_points(community: AreaCode, china_month: u32) -> Key<Points> {
    Key::new(
        74,
        &[&community.0.to_be_bytes(), &china_month.to_be_bytes()],
    )
}

/// Persons who share an account.
#[must_use]
pub fn household(household: HouseholdId) -> Key<Household> {
    Key::new(75, &[&household.0])
}

/// The household of a person: at most one.
#[must_use]
pub fn household_of(person: PartyId) -> Key<HouseholdId> {
    Key::new(76, &[&person.0])
}

/// What becomes of somebody's points after death.
#[must_use]
pub fn legacy(person: PartyId) -> Key<Legacy> {
    Key::new(77, &[&person.0])
}

/// Points that became final on an account in a month while its community's pack lets points expire.
#[must_use]
pub fn received_points(account: AccountId, china_month: u32) -> Key<Points> {
    Key::new(78, &[&crate::encode(&account), &china_month.to_be_bytes()])
}

/// A notice that points of an account will expire.
#[must_use]
pub fn expiry_notice(account: AccountId) -> Key<ExpiryNotice> {
    Key::new(79, &[&crate::encode(&account)])
}

/// The pool of the community that a party lives in, or of the area an organisation works in.
#[must_use]
pub const fn pool_of(area: AreaCode) -> AccountId {
    AccountId::Pool(area)
}
