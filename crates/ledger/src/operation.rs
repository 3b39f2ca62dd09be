//! Operations: what a party asks the ledger to do, and the signed envelope around it.

pub mod activity;
pub mod approval;
pub mod clock;
pub mod content;
pub mod dispute;
pub mod exchange;
pub mod household;
pub mod hut;
pub mod identity;
pub mod item;
pub mod listing;
pub mod loan;
pub mod matching;
pub mod membership;
pub mod party;
pub mod points;
pub mod points_office;
pub mod rating;
pub mod redemption;

pub use self::{
    activity::ActivityAction, approval::ApprovalAction, clock::ClockAction, content::ContentAction,
    dispute::DisputeAction, exchange::ExchangeAction, household::HouseholdAction, hut::HutAction,
    identity::IdentityAction, item::ItemAction, listing::ListingAction, loan::LoanAction,
    matching::MatchingAction, membership::MembershipAction, party::PartyAction,
    points::PointsAction, points_office::PointsOfficeAction, rating::RatingAction,
    redemption::RedemptionAction,
};
use crate::{
    domains,
    hash::{Hash, Suite},
    ids::{KeyIndex, NetworkId, OperationId, PartyId},
    signature::Signature,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

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

/// Declares one family of actions: an enum whose variants are named like their commands, with the
/// stable name of each, and the way from a command to an [`Action`].
macro_rules! family {
    (
        $(#[$doc:meta])* $family:ident in $variant:ident;
        $($(#[$about:meta])* $command:ident = $name:literal,)+
    ) => {
        $(#[$doc])*
        #[derive(
            Clone, Debug, PartialEq, Eq, borsh::BorshSerialize, borsh::BorshDeserialize,
            serde::Serialize,
        )]
        #[serde(tag = "type", rename_all = "snake_case")]
        pub enum $family {
            $($(#[$about])* $command($command),)+
        }

        impl $family {
            /// The stable names of the family's actions.
            pub const NAMES: &'static [&'static str] = &[$($name,)+];

            /// The stable name of an action, for example `publish_listing`.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$command(_) => $name,)+ }
            }
        }

        $(impl From<$command> for $crate::operation::Action {
            fn from(command: $command) -> Self {
                Self::$variant($family::$command(command))
            }
        })+
    };
}
use family;

/// One thing a party asks for, by family; named in the imperative.
///
/// As JSON, an action is an object of its `type` and its fields; times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(untagged)]
pub enum Action {
    /// People, organisations, their keys and roles, and huts.
    Identity(IdentityAction),
    /// Needs and offers.
    Listing(ListingAction),
    /// One service between two parties (W-03).
    Exchange(ExchangeAction),
    /// Movements of points (W-06).
    Points(PointsAction),
    /// What the matchmaker leaves for auditors.
    Matching(MatchingAction),
    /// The clock of a demonstration.
    Clock(ClockAction),
    /// What needs two persons.
    Approval(ApprovalAction),
    /// Who agrees on blocks, and by which rules.
    Membership(MembershipAction),
    /// What becomes of parties after they were enrolled.
    Party(PartyAction),
    /// Things that people lend and give (W-04).
    Item(ItemAction),
    /// One loan of one thing (W-04).
    Loan(LoanAction),
    /// Things done together (W-05).
    Activity(ActivityAction),
    /// The working day of a sharing hut (W-07).
    Hut(HutAction),
    /// What each side says about a completed service.
    Rating(RatingAction),
    /// Disputes and complaints (W-18).
    Dispute(DisputeAction),
    /// Content that is taken off the pages.
    Content(ContentAction),
    /// Persons who share an account of the bank.
    Household(HouseholdAction),
    /// What sponsors give for points.
    Redemption(RedemptionAction),
    /// What offices do for the points bank.
    PointsOffice(PointsOfficeAction),
}

/// The first byte of an encoded [`Action::Approval`].
pub(crate) const APPROVAL_TAG: u8 = 6;

impl Action {
    /// The stable names of all actions, by family.
    pub const NAMES: &'static [&'static [&'static str]] = &[
        IdentityAction::NAMES,
        ListingAction::NAMES,
        ExchangeAction::NAMES,
        PointsAction::NAMES,
        MatchingAction::NAMES,
        ClockAction::NAMES,
        ApprovalAction::NAMES,
        HouseholdAction::NAMES,
        MembershipAction::NAMES,
        PartyAction::NAMES,
        ItemAction::NAMES,
        LoanAction::NAMES,
        ActivityAction::NAMES,
        HutAction::NAMES,
        RatingAction::NAMES,
        DisputeAction::NAMES,
        ContentAction::NAMES,
        PointsOfficeAction::NAMES,
        RedemptionAction::NAMES,
    ];

    /// The stable name of an action, for example `publish_listing`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Identity(action) => action.name(),
            Self::Listing(action) => action.name(),
            Self::Exchange(action) => action.name(),
            Self::Points(action) => action.name(),
            Self::Matching(action) => action.name(),
            Self::Clock(action) => action.name(),
            Self::Approval(action) => action.name(),
            Self::Dispute(action) => action.name(),
            Self::Content(action) => action.name(),
            Self::Membership(action) => action.name(),
            Self::Party(action) => action.name(),
            Self::Item(action) => action.name(),
            Self::Loan(action) => action.name(),
            Self::Activity(action) => action.name(),
            Self::Hut(action) => action.name(),
            Self::Rating(action) => action.name(),
            Self::Household(action) => action.name(),
            Self::Redemption(action) => action.name(),
            Self::PointsOffice(action) => action.name(),
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
