//! Signatures are checked once, and never taken for checked because an id is known.

use crate::{
    block::SealedBlock,
    chain::{Chain, Version},
    disk::{Disk, Folder},
    mempool::MempoolLimits,
    recovery::{Settings, recover},
};
use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use ledger::{
    Action, AreaCode, BlockFault, Envelope, Genesis, KeyIndex, Operation, PartyId, Points,
    Rejection, Seal as _, Sealed, Timestamp, ValidatorSet, build_block,
    genesis::Founder,
    hash::Suite,
    operation::{Intent, PointsAction, points::DonatePoints},
    rule_pack::RulePack,
    signature::{PublicKey, Signature},
};
use std::sync::Arc;

const NOW: u64 = 1_790_000_000_000;
const FOUNDER: PartyId = PartyId([1; 16]);

fn key() -> SigningKey {
    SigningKey::from([9; 32])
}

fn genesis() -> Genesis {
    Genesis {
        suite: Suite::Sha256Ed25519,
        demo: false,
        salt: [3; 16],
        time: Timestamp(NOW - 1_000),
        clock_offset_ms: 0,
        district: AreaCode(440_604),
        epoch_blocks: 128,
        validators: ValidatorSet::new(vec![VerificationKeyBytes::from(&key()).into()]),
        founder: Founder {
            organisation: FOUNDER,
            key: PublicKey::Ed25519(VerificationKeyBytes::from(&key()).into()),
        },
        rule_pack: RulePack::chancheng(),
    }
}

fn intent(nonce: u64) -> Intent {
    let donate = DonatePoints { amount: Points(1) };
    Intent {
        suite: Suite::Sha256Ed25519,
        actor: FOUNDER,
        key: KeyIndex(0),
        not_after: Timestamp(NOW + 60_000),
        nonce,
        operation: Operation::Single(Action::Points(PointsAction::DonatePoints(donate))),
    }
}

fn signed(nonce: u64) -> Sealed {
    let (intent, network) = (intent(nonce), genesis().network());
    let signature = key().sign(&intent.signing_bytes(network));
    let signature = Signature::Ed25519(signature.into());
    Envelope { intent, signature }.seal(network)
}

/// The same operation, and so the same id, under a signature that nobody made.
fn forged(nonce: u64) -> Sealed {
    let signature = Signature::Ed25519([7; 64]);
    let intent = intent(nonce);
    Envelope { intent, signature }.seal(genesis().network())
}

fn chain(folder: &std::path::Path) -> Arc<Chain> {
    let disk: Arc<dyn Disk> = Arc::new(Folder(folder.to_path_buf()));
    let settings = Settings {
        snapshots_every: None,
        genesis: &genesis(),
        clock: Arc::new(|| NOW),
        mempool: MempoolLimits::default(),
        has_peers: false,
        known_rules: ledger::rules::LATEST_VERSION,
    };
    recover(&disk, settings).unwrap().chain
}

fn head(chain: &Chain) -> Version {
    chain.lock().head.clone()
}

fn block(chain: &Chain, operations: Vec<Sealed>) -> SealedBlock {
    let head = head(chain);
    let built = build_block(&head.header, &head.state, Timestamp(NOW), operations);
    assert!(built.refused.is_empty());
    SealedBlock::new(built.block)
}

#[test]
fn a_known_id_under_another_signature_is_not_known() {
    let folder = tempfile::tempdir().unwrap();
    let chain = chain(folder.path());
    let _pending = chain.submit(vec![signed(1)]);
    let offers = chain.inbox.lock().unwrap().as_mut().unwrap().take(10);
    chain.admit(offers);
    assert_eq!(chain.waiting().0, 1);
    let refused = chain.check(&head(&chain), &block(&chain, vec![forged(1)]));
    let expected = BlockFault::Inadmissible {
        position: 0,
        rejection: Rejection::SignatureInvalid,
    };
    assert_eq!(refused.err(), Some(expected));
    assert!(
        chain
            .check(&head(&chain), &block(&chain, vec![signed(1)]))
            .is_ok()
    );
}

#[test]
fn the_unknown_operations_of_a_block_are_checked_together_and_then_known() {
    let folder = tempfile::tempdir().unwrap();
    let chain = chain(folder.path());
    let mut operations: Vec<Sealed> = (0..20).map(signed).collect();
    operations[13] = forged(13);
    let refused = chain.check(&head(&chain), &block(&chain, operations.clone()));
    let expected = BlockFault::Inadmissible {
        position: 13,
        rejection: Rejection::SignatureInvalid,
    };
    assert_eq!(refused.err(), Some(expected));
    assert_eq!(chain.waiting().0, 0);
    operations[13] = signed(13);
    let sealed = block(&chain, operations);
    chain.check(&head(&chain), &sealed).unwrap();
    assert_eq!(chain.waiting().0, 20);
    chain.finalise(&sealed).unwrap();
    assert_eq!(chain.waiting().0, 0, "what is final waits no more");
}
