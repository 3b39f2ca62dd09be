//! One voting engine per epoch: the last final block of an epoch says who votes in the next.

mod early;
mod present;

use crate::{
    block::SealedBlock,
    delivery::Boundary,
    engine::{OnEpoch, PARTITION_PREFIX, Timing, Track},
    evidence::Listening,
    schemes::Schemes,
};
use commonware_consensus::{
    CertifiableAutomaton, Heightable as _, Relay, Reporter,
    marshal::{core::Mailbox, standard::Standard},
    simplex::{
        self, Plan,
        config::{Floor, ForwardPolicy, SkipBudget, SkipPolicy},
        elector::RoundRobin,
        scheme::ed25519::Scheme,
        types::{Activity, Context},
    },
    types::{Epoch, Epocher as _, FixedEpocher, ViewDelta},
};
use commonware_cryptography::{
    Digestible as _, Sha256, certificate::Provider as _, ed25519::PublicKey, sha256::Digest,
};
use commonware_macros::select;
use commonware_p2p::{
    Blocker, Channel, Receiver, Sender,
    utils::mux::{Builder as _, MuxHandle, Muxer},
};
use commonware_parallel::Sequential;
use commonware_runtime::{Clock, Handle, Metrics, Spawner, Storage, buffer::paged::CacheRef};
use commonware_utils::{
    Acknowledgement as _, NZDuration, NZUsize, channel::mpsc, ordered::Set, vec::NonEmptyVec,
};
use early::{EarlyFirst, Heard};
use ledger::planted::{PlantedBug, is_planted};
use present::Present;
use rand_core::CryptoRng;
use std::time::Duration;

/// The most peers remembered as being ahead of us.
const AHEAD_MAX: usize = 16;

/// Starts and stops the voting engines.
pub(crate) struct Driver<E, A, B> {
    pub(crate) context: E,
    pub(crate) schemes: Schemes,
    pub(crate) epocher: FixedEpocher,
    pub(crate) track: Track,
    pub(crate) marshal: Mailbox<Scheme, Standard<SealedBlock>>,
    pub(crate) automaton: A,
    pub(crate) reporter: Listening<A>,
    pub(crate) blocker: B,
    pub(crate) timing: Timing,
    pub(crate) cache: CacheRef,
    pub(crate) boundaries: mpsc::UnboundedReceiver<Boundary>,
    pub(crate) on_epoch: OnEpoch,
}

/// The three channels of a voting engine.
pub(crate) struct Channels<S, R> {
    pub(crate) votes: (S, R),
    pub(crate) certificates: (S, R),
    pub(crate) resolver: (S, R),
}

struct Muxed<S: Sender> {
    votes: MuxHandle<S>,
    certificates: MuxHandle<S>,
    resolver: MuxHandle<S>,
    /// What comes for epochs that do not run here.
    other_votes: Heard,
    other_certificates: Heard,
    present: Present,
}

/// The newest epoch heard of, and who spoke in it.
#[derive(Default)]
struct Ahead {
    epoch: Channel,
    peers: Vec<PublicKey>,
}

impl Ahead {
    fn hear(&mut self, epoch: Channel, peer: &PublicKey) {
        self.epoch = self.epoch.max(epoch);
        if self.peers.len() < AHEAD_MAX && !self.peers.contains(peer) {
            self.peers.push(peer.clone());
        }
    }
}

impl<E, A, B> Driver<E, A, B>
where
    E: CryptoRng + Spawner + Metrics + Clock + Storage,
    A: CertifiableAutomaton<Context = Context<Digest, PublicKey>, Digest = Digest>
        + Relay<Digest = Digest, PublicKey = PublicKey, Plan = Plan<PublicKey>>
        + Reporter<Activity = Activity<Scheme, Digest>>,
    B: Blocker<PublicKey = PublicKey>,
{
    /// Runs from `epoch`, the one of the first height that is not processed; `root` is the last
    /// block before it.
    pub(crate) async fn run<S, R>(
        mut self,
        mut epoch: Epoch,
        root: Digest,
        channels: Channels<S, R>,
    ) where
        S: Sender<PublicKey = PublicKey>,
        R: Receiver<PublicKey = PublicKey>,
    {
        // Channels are shared by epoch; messages of epochs that do not run here land in a backup.
        let context = self.context.child("vote_mux");
        let (votes, certificates) = (channels.votes, channels.certificates);
        let (mux, votes, other_votes) = Muxer::builder(context, votes.0, votes.1)
            .with_backup()
            .build();
        mux.start();
        let context = self.context.child("certificate_mux");
        let (mux, certificates, other_certificates) =
            Muxer::builder(context, certificates.0, certificates.1)
                .with_backup()
                .build();
        mux.start();
        let context = self.context.child("resolver_mux");
        let (mux, resolver) = Muxer::new(context, channels.resolver.0, channels.resolver.1);
        mux.start();
        let mut muxed = Muxed {
            votes,
            certificates,
            resolver,
            other_votes: Heard::new(other_votes),
            other_certificates: Heard::new(other_certificates),
            present: self.everybody(epoch),
        };
        self.follow_peers(epoch);
        let Some(mut engine) = self.enter(epoch, root, &mut muxed).await else {
            return;
        };
        let mut ahead = Ahead::default();
        loop {
            select! {
                heard = muxed.other_votes.next(epoch) => {
                    let Some((their, peer)) = heard else { return };
                    self.hint(epoch, &mut ahead, their, &peer);
                },
                heard = muxed.other_certificates.next(epoch) => {
                    let Some((their, peer)) = heard else { return };
                    self.hint(epoch, &mut ahead, their, &peer);
                },
                boundary = self.boundaries.recv() => {
                    let Some(boundary) = boundary else { return };
                    if self.ends(epoch, &boundary) {
                        let next = epoch.next();
                        let Some(started) = self.pass(next, &boundary, &mut muxed).await else {
                            return;
                        };
                        engine.abort();
                        // An engine that was told to end has nothing more to say.
                        drop(std::mem::replace(&mut engine, started).await);
                        self.forget_votes(epoch).await;
                        epoch = next;
                    }
                    boundary.acknowledgement.acknowledge();
                    // Still behind: an idle chain sends few messages, so ask again now.
                    self.ask(epoch, &ahead, ahead.peers.clone());
                },
            }
        }
    }

    fn ends(&self, epoch: Epoch, boundary: &Boundary) -> bool {
        let info = self.epocher.containing(boundary.block.height());
        info.is_some_and(|info| info.epoch() == epoch)
    }

    /// Starts the epoch after a boundary block.
    async fn pass<S: Sender<PublicKey = PublicKey>>(
        &mut self,
        next: Epoch,
        boundary: &Boundary,
        muxed: &mut Muxed<S>,
    ) -> Option<Handle<()>> {
        let block = boundary.block.inner().block();
        let set = match &block.next_set {
            Some(set) => crate::schemes::participants(set)?,
            None => self.schemes.set(next.previous()?)?,
        };
        let set = if is_planted(PlantedBug::WrongSetAtBoundary) {
            Set::from_iter_dedup(set.into_iter().skip(1))
        } else {
            set
        };
        let changed = self.schemes.set(next.previous()?) != Some(set.clone());
        self.schemes.register(next, set);
        if changed {
            self.follow_peers(next);
        }
        (self.on_epoch)(block.header.height);
        self.enter(next, boundary.block.digest(), muxed).await
    }

    fn follow_peers(&self, epoch: Epoch) {
        if let Some(set) = self.schemes.set(epoch) {
            (self.track)(epoch.get(), set);
        }
    }

    /// Everybody else who votes in an epoch.
    fn everybody(&self, epoch: Epoch) -> Present {
        let me = self.schemes.me();
        let set = self.schemes.set(epoch).into_iter().flatten();
        Present::everybody(set.filter(|peer| *peer != me))
    }

    /// Votes of a closed epoch are never needed again.
    async fn forget_votes(&mut self, epoch: Epoch) {
        let removed = self.context.remove(&partition(epoch), None).await;
        if let Err(error) = removed {
            tracing::debug!(%error, %epoch, "votes of a closed epoch stay on disk");
        }
    }

    fn hint(&self, epoch: Epoch, ahead: &mut Ahead, their: Channel, peer: &PublicKey) {
        if their > epoch.get() {
            ahead.hear(their, peer);
            self.ask(epoch, ahead, vec![peer.clone()]);
        }
    }

    /// Asks peers that are ahead for the certificate of our epoch's last block.
    fn ask(&self, epoch: Epoch, ahead: &Ahead, peers: Vec<PublicKey>) {
        if ahead.epoch > epoch.get()
            && let Ok(peers) = NonEmptyVec::try_from(peers)
            && let Some(last) = self.epocher.last(epoch)
        {
            self.marshal.hint_finalized(last, peers);
        }
    }

    async fn enter<S: Sender<PublicKey = PublicKey>>(
        &mut self,
        epoch: Epoch,
        root: Digest,
        muxed: &mut Muxed<S>,
    ) -> Option<Handle<()>> {
        let scheme = self.schemes.scheme(epoch)?.as_ref().clone();
        if is_planted(PlantedBug::ForgetsVotes) {
            self.forget_votes(epoch).await;
        }
        let mut early = muxed.present.begin(epoch, &scheme);
        let config = self.simplex(epoch, root, scheme);
        let context = self.context.child("engine").with_attribute("epoch", epoch);
        let engine = simplex::Engine::new(context, config);
        let (vote, rest) = muxed.votes.register(epoch.get()).await.ok()?;
        early.extend(muxed.other_votes.take(epoch));
        let present = muxed.present.clone();
        let votes = (vote, EarlyFirst::new(early, rest, present.clone()));
        let (certify, rest) = muxed.certificates.register(epoch.get()).await.ok()?;
        let early = muxed.other_certificates.take(epoch);
        let certificates = (certify, EarlyFirst::new(early, rest, present));
        let resolver = muxed.resolver.register(epoch.get()).await.ok()?;
        Some(engine.start(votes, certificates, resolver))
    }

    fn simplex(
        &self,
        epoch: Epoch,
        root: Digest,
        scheme: Scheme,
    ) -> simplex::Config<Scheme, RoundRobin<Sha256>, B, Digest, A, A, Listening<A>, Sequential>
    {
        let timing = &self.timing;
        simplex::Config {
            scheme,
            elector: RoundRobin::<Sha256>::default(),
            blocker: self.blocker.clone(),
            automaton: self.automaton.clone(),
            relay: self.automaton.clone(),
            reporter: self.reporter.clone(),
            track_historical_votes: false,
            strategy: Sequential,
            partition: partition(epoch),
            mailbox_size: NZUsize!(1024),
            epoch,
            floor: Floor::Genesis(root),
            replay_buffer: NZUsize!(1 << 20),
            write_buffer: NZUsize!(1 << 20),
            page_cache: self.cache.clone(),
            leader_timeout: timing.leader,
            certification_timeout: timing.leader * 2,
            timeout_retry: timing.leader,
            view_retention: ViewDelta::new(256),
            skip: SkipPolicy::Enabled {
                timeout: timing.leader * 5,
                budget: SkipBudget::Participants,
            },
            fetch_timeout: NZDuration!(Duration::from_secs(1)),
            fetch_retry_delay: Duration::from_millis(100),
            forward: ForwardPolicy::Disabled,
        }
    }
}

fn partition(epoch: Epoch) -> String {
    format!("{PARTITION_PREFIX}-simplex-{epoch}")
}
