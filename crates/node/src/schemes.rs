//! Who signs in which epoch.

use bytes::Bytes;
use commonware_codec::DecodeExt as _;
use commonware_consensus::{simplex::scheme::ed25519::Scheme, types::Epoch};
use commonware_cryptography::{
    Signer as _,
    certificate::{Provider, Scoped},
    ed25519::{PrivateKey, PublicKey},
};
use commonware_utils::ordered::Set;
use ledger::{NetworkId, ValidatorSet, domains};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The namespace of every vote and certificate.
pub(crate) fn namespace(network: NetworkId) -> Vec<u8> {
    [domains::CONSENSUS, &network.0].concat()
}

/// A public key from its bytes.
pub(crate) fn public_key(bytes: &[u8; 32]) -> Option<PublicKey> {
    PublicKey::decode(Bytes::copy_from_slice(bytes)).ok()
}

/// The engine's form of a validator set; `None` when a key is not a point of the curve.
pub(crate) fn participants(set: &ValidatorSet) -> Option<Set<PublicKey>> {
    let keys: Option<Vec<PublicKey>> = set.keys().iter().map(public_key).collect();
    keys.map(Set::from_iter_dedup)
}

#[derive(Clone)]
struct Members {
    scheme: Arc<Scheme>,
    set: Set<PublicKey>,
}

/// The scheme of every epoch known so far; shared by delivery and the epoch driver.
#[derive(Clone)]
pub(crate) struct Schemes {
    namespace: Arc<[u8]>,
    key: PrivateKey,
    epochs: Arc<Mutex<BTreeMap<u64, Members>>>,
}

impl Schemes {
    pub(crate) fn new(network: NetworkId, key: PrivateKey) -> Self {
        Self {
            namespace: namespace(network).into(),
            key,
            epochs: Arc::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Members>> {
        self.epochs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// States who signs in an epoch; we sign if we are among them.
    pub(crate) fn register(&self, epoch: Epoch, set: Set<PublicKey>) {
        let signer = Scheme::signer(&self.namespace, set.clone(), self.key.clone());
        let scheme = signer.unwrap_or_else(|| Scheme::verifier(&self.namespace, set.clone()));
        let scheme = Arc::new(scheme);
        let members = Members { scheme, set };
        self.lock().entry(epoch.get()).or_insert(members);
    }

    pub(crate) fn set(&self, epoch: Epoch) -> Option<Set<PublicKey>> {
        self.lock()
            .get(&epoch.get())
            .map(|members| members.set.clone())
    }

    /// Whether this node's key is among the signers of an epoch.
    pub(crate) fn votes(&self, epoch: Epoch) -> bool {
        let me = self.key.public_key();
        self.set(epoch)
            .is_some_and(|set| set.position(&me).is_some())
    }

    pub(crate) fn me(&self) -> PublicKey {
        self.key.public_key()
    }
}

impl Provider for Schemes {
    type Scope = Epoch;
    type Scheme = Scheme;

    fn scoped(&self, epoch: Epoch) -> Option<Scoped<Scheme>> {
        let members = self.lock().get(&epoch.get()).cloned()?;
        Some(Scoped::scheme(members.scheme))
    }
}
