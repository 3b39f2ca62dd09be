//! The portal's gateway over a ledger in memory: every operation is final in a block of its own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use ledger::{Block, Envelope, Timestamp, Verdict, block::Signatures};
use portal::{
    Clock,
    gateway::{EarlierError, Final, Finality, Gateway, Head, SubmitError},
};
use tokio::sync::{mpsc, watch};
use verifier::testing::KnownValidators;

use crate::{Chain, chain::START};

/// How many blocks a slow follower may lag behind before its history waits.
const BLOCKS_WAITING: usize = 64;

/// A chain behind a lock, and the news of its height.
pub struct MemoryGateway {
    ledger: Arc<Mutex<Ledger>>,
    validators: KnownValidators,
    height: watch::Sender<u64>,
}

struct Ledger {
    chain: Chain,
    wall_ms: u64,
}

impl MemoryGateway {
    /// Puts a chain behind a gateway, and the validators that its genesis names.
    #[must_use]
    pub fn new(chain: Chain, validators: KnownValidators) -> Self {
        let (height, _) = watch::channel(chain.head().height);
        let ledger = Ledger {
            chain,
            wall_ms: START.0,
        };
        Self {
            ledger: Arc::new(Mutex::new(ledger)),
            validators,
            height,
        }
    }

    /// The time on the wall, which only [`Self::advance`] moves.
    #[must_use]
    pub fn wall_ms(&self) -> u64 {
        lock(&self.ledger).wall_ms
    }

    /// Lets time pass, on the wall and on the ledger.
    pub fn advance(&self, ms: u64) {
        let mut ledger = lock(&self.ledger);
        ledger.wall_ms += ms;
        ledger.chain.advance(ms);
    }
}

impl Clock for MemoryGateway {
    fn now_ms(&self) -> u64 {
        self.wall_ms()
    }
}

#[async_trait]
impl Gateway for MemoryGateway {
    async fn submit(&self, envelope: Envelope) -> Result<Final, SubmitError> {
        let done = submit(&mut lock(&self.ledger).chain, envelope)?;
        self.height.send_replace(done.height);
        Ok(done)
    }

    fn head(&self) -> Head {
        let ledger = lock(&self.ledger);
        Head {
            header: ledger.chain.head().clone(),
            state: ledger.chain.state().clone(),
        }
    }

    /// Every block is run again from genesis.
    async fn head_at(&self, height: u64) -> Result<Head, EarlierError> {
        let ledger = lock(&self.ledger);
        let blocks = ledger.chain.blocks();
        let last = usize::try_from(height).map_err(|_| EarlierError::Unknown)?;
        let blocks = blocks.get(..=last).ok_or(EarlierError::Unknown)?;
        let mut state = ledger.chain.genesis().state();
        for pair in blocks.windows(2) {
            let [parent, block] = pair else { continue };
            state = ledger::check_block(&parent.header, &state, block, Signatures::Checked)
                .map_err(|_| EarlierError::NotKept)?;
        }
        let header = blocks.last().ok_or(EarlierError::Unknown)?.header.clone();
        Ok(Head { header, state })
    }

    fn now(&self) -> Timestamp {
        lock(&self.ledger).chain.time()
    }

    async fn block(&self, height: u64) -> Option<Block> {
        lock(&self.ledger).chain.block(height).cloned()
    }

    /// Every block but genesis is certified by itself.
    async fn finality(&self, height: u64) -> Option<Finality> {
        let ledger = lock(&self.ledger);
        let block = ledger.chain.block(height).filter(|_| height > 0)?;
        let epoch_blocks = ledger.chain.genesis().epoch_blocks;
        Some(Finality {
            descendants: Vec::new(),
            certificate: self.validators.certify(&block.header, epoch_blocks),
        })
    }

    fn subscribe(&self, from_height: u64) -> mpsc::Receiver<Arc<Block>> {
        let (sender, receiver) = mpsc::channel(BLOCKS_WAITING);
        let mut height = self.height.subscribe();
        let ledger = self.ledger.clone();
        tokio::spawn(async move {
            let mut next = from_height;
            loop {
                let block = lock(&ledger).chain.block(next).cloned();
                match block {
                    Some(block) => {
                        if sender.send(Arc::new(block)).await.is_err() {
                            return;
                        }
                        next += 1;
                    }
                    None if height.changed().await.is_err() => return,
                    None => {}
                }
            }
        });
        receiver
    }
}

fn submit(chain: &mut Chain, envelope: Envelope) -> Result<Final, SubmitError> {
    let operation = envelope.id(chain.network());
    let height = chain.head().height + 1;
    let verdict = chain.submit(envelope);
    let block = chain.block(height);
    match (block.and_then(|block| block.outcomes.first()), verdict) {
        (Some(outcome), _) => Ok(Final {
            operation,
            height,
            position: 0,
            outcome: outcome.clone(),
        }),
        (None, Verdict::Rejected(rejection)) => Err(SubmitError::Refused(rejection)),
        (None, Verdict::Applied(_)) => unreachable!("what was applied is in a block"),
    }
}

fn lock(ledger: &Mutex<Ledger>) -> MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}
