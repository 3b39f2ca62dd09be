//! Who took part in one epoch counts as present when the next begins.
//!
//! The engine gives up at once on a leader whom it has not heard in this epoch once it has heard a
//! quorum. In the first views of an epoch that is chance: where two of four validators skip the
//! leader and two do not, neither side has a quorum, and all wait for the longest timeout.

use commonware_codec::Encode as _;
use commonware_consensus::{
    simplex::{
        scheme::ed25519::Scheme,
        types::{Nullify, Vote},
    },
    types::{Epoch, Round, View},
};
use commonware_cryptography::{ed25519::PublicKey, sha256::Digest};
use commonware_p2p::Message;
use std::{
    collections::{BTreeSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

/// Who was heard since this epoch began; clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Present(Arc<Mutex<BTreeSet<PublicKey>>>);

impl Present {
    /// Before anything was heard, everybody counts as present.
    pub(super) fn everybody(peers: impl IntoIterator<Item = PublicKey>) -> Self {
        Self(Arc::new(Mutex::new(peers.into_iter().collect())))
    }

    pub(super) fn hear(&self, peer: &PublicKey) {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !heard.contains(peer) {
            heard.insert(peer.clone());
        }
    }

    /// Forgets who was heard, and says for each of them what the engine takes for a sign of life: a
    /// vote about the view before all views, which counts for nothing else. It never leaves this
    /// program. Who only follows can sign none, and needs none.
    pub(super) fn begin(&self, epoch: Epoch, scheme: &Scheme) -> VecDeque<Message<PublicKey>> {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let heard = std::mem::take(&mut *heard);
        let round = Round::new(epoch, View::zero());
        let Some(sign) = Nullify::sign::<Digest>(scheme, round) else {
            return VecDeque::new();
        };
        let sign = Vote::<Scheme, Digest>::Nullify(sign).encode();
        let signs = heard.into_iter().map(|peer| (peer, sign.clone().into()));
        signs.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonware_codec::Decode as _;
    use commonware_cryptography::{Signer as _, ed25519::PrivateKey};
    use commonware_utils::ordered::Set;

    #[test]
    fn whoever_was_heard_is_announced_once_for_the_view_before_all_views() {
        let keys: Vec<_> = (1..=4).map(PrivateKey::from_seed).collect();
        let peers: Vec<_> = keys.iter().map(PrivateKey::public_key).collect();
        let set = Set::from_iter_dedup(peers.clone());
        let scheme = Scheme::signer(b"a network", set, keys[0].clone()).unwrap();
        let present = Present::everybody(peers[..2].to_vec());
        present.hear(&peers[1]);
        present.hear(&peers[3]);

        let signs = present.begin(Epoch::new(7), &scheme);
        let named: BTreeSet<_> = signs.iter().map(|sign| sign.0.clone()).collect();
        let expected = [&peers[0], &peers[1], &peers[3]];
        assert_eq!(named, expected.into_iter().cloned().collect());
        for (_, bytes) in signs {
            let vote = Vote::<Scheme, Digest>::decode_cfg(bytes, &()).unwrap();
            let Vote::Nullify(nullify) = vote else {
                panic!("no other vote counts for nothing");
            };
            assert_eq!(nullify.round(), Round::new(Epoch::new(7), View::zero()));
        }
        assert!(present.begin(Epoch::new(8), &scheme).is_empty());
    }

    #[test]
    fn who_only_follows_says_nothing_of_anybody() {
        let peers = [PrivateKey::from_seed(1).public_key()];
        let set = Set::from_iter_dedup(peers.clone());
        let scheme = Scheme::verifier(b"a network", set);
        let present = Present::everybody(peers);
        assert!(present.begin(Epoch::new(1), &scheme).is_empty());
    }
}
