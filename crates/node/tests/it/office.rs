//! An office with a ledger of its own in a temporary folder, and operations for it.

use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use ledger::{
    Action, AreaCode, Envelope, Genesis, Hash, KeyIndex, Operation, PartyId, Timestamp,
    ValidatorSet,
    genesis::Founder,
    hash::Suite,
    operation::{IdentityAction, Intent, identity::RegisterOrganisation, listing::ContentRef},
    rule_pack::RulePack,
    signature::{Custody, PublicKey, Signature},
};
use node::{Config, Node, public_key_of};
use std::{path::Path, sync::Arc};

/// The moment at which every test happens.
pub(crate) const NOW: u64 = 1_790_000_000_000;
const FOUNDER: PartyId = PartyId([1; 16]);
const DISTRICT: AreaCode = AreaCode(440_604);

pub(crate) fn seed(number: u8) -> [u8; 32] {
    [number; 32]
}

fn founder_key() -> SigningKey {
    SigningKey::from([9; 32])
}

pub(crate) fn genesis(validators: u8, epoch_blocks: u64) -> Genesis {
    let keys = (0..validators).map(|number| public_key_of(seed(number)).unwrap());
    Genesis {
        suite: Suite::Sha256Ed25519,
        demo: false,
        salt: [3; 16],
        time: Timestamp(NOW - 1_000),
        clock_offset_ms: 0,
        district: DISTRICT,
        epoch_blocks,
        validators: ValidatorSet::new(keys.collect()),
        founder: Founder {
            organisation: FOUNDER,
            key: public_key(&founder_key()),
        },
        rule_pack: RulePack::chancheng(),
    }
}

fn public_key(key: &SigningKey) -> PublicKey {
    PublicKey::Ed25519(VerificationKeyBytes::from(key).into())
}

/// The founder registers organisation number `nonce`.
pub(crate) fn operation(genesis: &Genesis, nonce: u64) -> Envelope {
    operation_until(genesis, nonce, Timestamp(NOW + 60_000))
}

pub(crate) fn operation_until(genesis: &Genesis, nonce: u64, not_after: Timestamp) -> Envelope {
    let digest = Hash::of(&[&nonce.to_le_bytes()]);
    let command = RegisterOrganisation {
        organisation: PartyId(*digest.0.first_chunk().unwrap()),
        kind: ledger::operation::identity::OrganisationKind::SocialOrganisation,
        area: DISTRICT,
        content: ContentRef {
            hash: digest,
            bytes: 100,
        },
        key: PublicKey::Ed25519(digest.0),
        custody: Custody::Device,
    };
    let action = Action::Identity(IdentityAction::RegisterOrganisation(command));
    sign_until(genesis, action, nonce, not_after)
}

/// The founder asks for something.
pub(crate) fn sign(genesis: &Genesis, action: Action, nonce: u64) -> Envelope {
    sign_until(genesis, action, nonce, Timestamp(NOW + 60_000))
}

fn sign_until(genesis: &Genesis, action: Action, nonce: u64, not_after: Timestamp) -> Envelope {
    let intent = Intent {
        suite: Suite::Sha256Ed25519,
        actor: FOUNDER,
        key: KeyIndex(0),
        not_after,
        nonce,
        operation: Operation::Single(action),
    };
    let signature = founder_key().sign(&intent.signing_bytes(genesis.network()));
    Envelope {
        intent,
        signature: Signature::Ed25519(signature.into()),
    }
}

pub(crate) fn clock() -> node::Clock {
    Arc::new(|| NOW)
}

/// Starts the only validator of `genesis` in a folder.
pub(crate) fn start(folder: &Path, genesis: &Genesis) -> Node {
    let config = Config::alone(folder.to_path_buf(), genesis.clone(), seed(0));
    Node::start(config, clock()).unwrap()
}
