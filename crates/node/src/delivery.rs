//! Receives final, durable blocks from the engine, in order and at least once.

use crate::{block::SealedBlock, chain::Chain};
use commonware_actor::Feedback;
use commonware_consensus::{Heightable as _, Reporter, marshal::Update};
use commonware_cryptography::Digested;
use commonware_utils::{
    Acknowledgement as _, acknowledgement::Exact, channel::mpsc::UnboundedSender,
};
use ledger::{BlockFault, block::ends_epoch};
use std::sync::Arc;

/// The last block of an epoch; acknowledged only once the next epoch runs.
pub(crate) struct Boundary {
    pub(crate) block: Digested<SealedBlock>,
    pub(crate) acknowledgement: Exact,
}

/// Applies final blocks, and hands the last of each epoch to the epoch driver.
#[derive(Clone)]
pub(crate) struct Delivery {
    pub(crate) chain: Arc<Chain>,
    pub(crate) boundaries: UnboundedSender<Boundary>,
}

impl Reporter for Delivery {
    type Activity = Update<SealedBlock, Exact>;

    fn report(&mut self, update: Self::Activity) -> Feedback {
        let Update::Block(block, acknowledgement) = update else {
            return Feedback::Ok;
        };
        if self.chain.is_halted() {
            return Feedback::Ok;
        }
        let height = block.height().get();
        if let Err(fault) = self.chain.finalise(block.inner()) {
            if matches!(fault, BlockFault::RulesUnknown { .. }) {
                // Not acknowledged: a newer program takes this block up again.
                self.chain.halt(&fault.to_string());
                return Feedback::Ok;
            }
            // Other validators made this final, so our rules or our state are not theirs.
            panic!("final block {height} is not valid here: {fault}");
        }
        if ends_epoch(self.chain.rules.epoch_blocks, height) {
            // The driver ends only with the engine.
            drop(self.boundaries.send(Boundary {
                block,
                acknowledgement,
            }));
        } else {
            acknowledgement.acknowledge();
        }
        Feedback::Ok
    }
}
