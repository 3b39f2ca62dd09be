//! Operations: what a party asks the ledger to do, and the signed envelope around it.

pub mod clock;
pub mod exchange;
pub mod identity;
pub mod listing;
pub mod matching;
pub mod points;

use crate::{
    domains,
    hash::{Hash, Suite},
    ids::{KeyIndex, NetworkId, OperationId, PartyId},
    signature::Signature,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// The most bytes of one encoded envelope.
pub const ENVELOPE_BYTES_MAX: usize = 384 * 1024;
/// The most bytes of one encoded envelope whose operation is not a batch.
pub const SINGLE_BYTES_MAX: usize = 4 * 1024;
/// The most actions in a batch.
pub const BATCH_ACTIONS_MAX: usize = 4_096;
/// The longest time an operation may stay valid, in milliseconds.
pub const VALIDITY_MS_MAX: u64 = 10 * crate::time::MINUTE_MS;
/// The usual time an operation stays valid, in milliseconds.
pub const VALIDITY_MS: u64 = crate::time::MINUTE_MS;

/// One thing a party asks for; named in the imperative.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Action {
    /// Enrols an organisation.
    RegisterOrganisation(identity::RegisterOrganisation),
    /// Enrols a person at the counter (W-01).
    RegisterPerson(identity::RegisterPerson),
    /// Adds a key to a party.
    RegisterKey(identity::RegisterKey),
    /// Makes a key unusable from now on.
    RevokeKey(identity::RevokeKey),
    /// Gives a party a role within a scope.
    GrantRole(identity::GrantRole),
    /// Takes a role back.
    RevokeRole(identity::RevokeRole),
    /// Puts a sharing hut on the map.
    RegisterHut(identity::RegisterHut),
    /// Publishes a need or an offer.
    PublishListing(listing::PublishListing),
    /// Closes one's own listing.
    CloseListing(listing::CloseListing),
    /// Asks for an offer, or answers a need.
    RequestExchange(exchange::RequestExchange),
    /// Says yes to a request.
    AcceptExchange(exchange::AcceptExchange),
    /// Says no to a request.
    DeclineExchange(exchange::DeclineExchange),
    /// Takes one's own request back before it was answered.
    WithdrawRequest(exchange::WithdrawRequest),
    /// Ends an agreed exchange before the service.
    CancelExchange(exchange::CancelExchange),
    /// States that the service took place and how long it took.
    ConfirmService(exchange::ConfirmService),
    /// Takes one's own confirmation back within ten minutes.
    WithdrawConfirmation(exchange::WithdrawConfirmation),
    /// States that the other side did not come.
    ReportNoShow(exchange::ReportNoShow),
    /// Takes one's own no-show report back within ten minutes.
    WithdrawNoShow(exchange::WithdrawNoShow),
    /// Ends a request that nobody answered in time.
    ExpireExchange(exchange::ExpireExchange),
    /// Gives points to the community pool.
    DonatePoints(points::DonatePoints),
    /// Takes a donation back within ten minutes.
    WithdrawDonation(points::WithdrawDonation),
    /// Makes a movement of points final after its ten minutes.
    SettleTransfer(points::SettleTransfer),
    /// Records the digest of a matching round, so that an auditor can run it again.
    RecordMatchRound(matching::RecordMatchRound),
    /// Moves the clock of a demonstration network forward.
    AdvanceClock(clock::AdvanceClock),
}

impl Action {
    /// The stable name of an action, for example `publish_listing`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::RegisterOrganisation(_) => "register_organisation",
            Self::RegisterPerson(_) => "register_person",
            Self::RegisterKey(_) => "register_key",
            Self::RevokeKey(_) => "revoke_key",
            Self::GrantRole(_) => "grant_role",
            Self::RevokeRole(_) => "revoke_role",
            Self::RegisterHut(_) => "register_hut",
            Self::PublishListing(_) => "publish_listing",
            Self::CloseListing(_) => "close_listing",
            Self::RequestExchange(_) => "request_exchange",
            Self::AcceptExchange(_) => "accept_exchange",
            Self::DeclineExchange(_) => "decline_exchange",
            Self::WithdrawRequest(_) => "withdraw_request",
            Self::CancelExchange(_) => "cancel_exchange",
            Self::ConfirmService(_) => "confirm_service",
            Self::WithdrawConfirmation(_) => "withdraw_confirmation",
            Self::ReportNoShow(_) => "report_no_show",
            Self::WithdrawNoShow(_) => "withdraw_no_show",
            Self::ExpireExchange(_) => "expire_exchange",
            Self::DonatePoints(_) => "donate_points",
            Self::WithdrawDonation(_) => "withdraw_donation",
            Self::SettleTransfer(_) => "settle_transfer",
            Self::RecordMatchRound(_) => "record_match_round",
            Self::AdvanceClock(_) => "advance_clock",
        }
    }
}

/// One action, or several that happen together or not at all.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Operation {
    /// A single action.
    Single(Action),
    /// All or nothing, in order.
    Batch(Vec<Action>),
}

impl Operation {
    /// The actions in order.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        match self {
            Self::Single(action) => std::slice::from_ref(action),
            Self::Batch(actions) => actions,
        }
    }
}

/// What a signature covers: an operation, who asks, with which key, until when.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Intent {
    /// Algorithms of the signature.
    pub suite: Suite,
    /// Who asks.
    pub actor: PartyId,
    /// Which registered key signs.
    pub key: KeyIndex,
    /// Last moment at which a block may carry this.
    pub not_after: Timestamp,
    /// Makes two otherwise equal operations different.
    pub nonce: u64,
    /// What is asked.
    pub operation: Operation,
}

impl Intent {
    /// The bytes that the signature covers: domain, network, intent.
    #[must_use]
    pub fn signing_bytes(&self, network: NetworkId) -> Vec<u8> {
        let mut bytes = domains::OPERATION.to_vec();
        bytes.extend_from_slice(&network.0);
        bytes.extend(crate::encode(self));
        bytes
    }

    /// The id under which the ledger knows this operation.
    #[must_use]
    pub fn id(&self, network: NetworkId) -> OperationId {
        OperationId(Hash::of(&[&self.signing_bytes(network)]).0)
    }
}

/// A signed operation, as it travels and as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Envelope {
    /// What is signed.
    pub intent: Intent,
    /// Signature over [`Intent::signing_bytes`].
    pub signature: Signature,
}

impl Envelope {
    /// The id under which the ledger knows this operation.
    #[must_use]
    pub fn id(&self, network: NetworkId) -> OperationId {
        self.intent.id(network)
    }
}
