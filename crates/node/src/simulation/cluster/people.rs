//! What people do in the simulated network, and whether it lives in the end.

use super::{Cluster, locked};
use crate::{
    chain::Chain,
    simulation::{links::Quality, witness::FaultKind},
    submit::{Answer, SubmitError},
};
use commonware_runtime::{Clock as _, Spawner as _, Supervisor as _};
use ledger::{Envelope, Seal as _};
use rand_core::Rng as _;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

impl Cluster {
    /// Submits what people do, at changing machines, for a while.
    pub async fn traffic(&mut self, ms: u64, every_ms: u64) {
        let until = self.context.current() + Duration::from_millis(ms);
        while self.context.current() < until {
            let pause = 1 + self.below(every_ms * 2);
            self.sleep(pause).await;
            if let Some(machine) = self.any_running() {
                self.submit_next(machine);
            }
        }
    }

    fn submit_next(&mut self, machine: usize) {
        let Some(chain) = self.chain(machine).cloned() else {
            return;
        };
        let (head, now) = (chain.head(), chain.now());
        let context = &mut self.context;
        let envelope = {
            let mut witness = locked(&self.witness);
            let chance = &mut |end: u64| context.next_u64() % end.max(1);
            witness.workload.next(chance, &head, now)
        };
        self.submit(machine, &chain, envelope);
    }

    fn submit(&self, machine: usize, chain: &Arc<Chain>, envelope: Envelope) {
        let Some(pending) = chain.submit(vec![envelope.seal(chain.network)]).pop() else {
            return;
        };
        self.unanswered.fetch_add(1, Ordering::Relaxed);
        let unanswered = Arc::clone(&self.unanswered);
        let witness = Arc::clone(&self.witness);
        let log = chain.log.clone();
        self.context.child("caller").spawn(move |_| async move {
            let answer = pending.answer().await;
            let mut witness = locked(&witness);
            match answer {
                Ok(done) => witness.acknowledged(machine, &log, &done),
                Err(_) => witness.tally.refused += 1,
            }
            unanswered.fetch_sub(1, Ordering::Relaxed);
        });
    }

    /// Submits an operation that must become final, and waits for that.
    async fn prove_alive(&mut self, machine: usize, limit_ms: u64) -> bool {
        let Some(chain) = self.chain(machine).cloned() else {
            return false;
        };
        let envelope = locked(&self.witness).workload.fresh(chain.now());
        let Some(pending) = chain.submit(vec![envelope.seal(chain.network)]).pop() else {
            return false;
        };
        let limit = Duration::from_millis(limit_ms);
        let answer: Answer = match self.context.timeout(limit, pending.answer()).await {
            Ok(answer) => answer,
            Err(_) => Err(SubmitError::Stopped),
        };
        answer.is_ok()
    }

    /// Repairs everything and checks that the network lives: a new operation becomes final, all
    /// honest machines reach the same height, and every caller has an answer.
    pub async fn settle(&mut self) {
        self.links(Quality::GOOD).await;
        for machine in 0..self.slots.len() {
            self.skew(machine, 0);
        }
        self.start_all().await;
        let mut is_alive = false;
        for _ in 0..3 {
            let Some(machine) = self.any_running() else {
                break;
            };
            is_alive = is_alive || self.prove_alive(machine, 60_000).await;
        }
        if !is_alive {
            let text = "no operation becomes final although nothing is broken".to_owned();
            self.object(FaultKind::Stalled, text);
        }
        if !self.agree(60_000).await {
            let heights = self.running().into_iter();
            let heights = heights.map(|machine| self.chain(machine).map(|chain| chain.height()));
            let text = format!("the heights stay apart: {:?}", heights.collect::<Vec<_>>());
            self.object(FaultKind::Stalled, text);
        }
        // Whatever no block carried has expired by now.
        for _ in 0..90 {
            if self.unanswered.load(Ordering::Relaxed) > 0 {
                self.sleep(1_000).await;
            }
        }
        for machine in self.running() {
            self.hear(machine);
        }
        let waiting = self.unanswered.load(Ordering::Relaxed);
        if waiting > 0 && is_alive {
            self.prove_any_alive().await;
            self.sleep(2_000).await;
        }
        let waiting = self.unanswered.load(Ordering::Relaxed);
        if waiting > 0 {
            let text = format!("{waiting} callers never got an answer");
            self.object(FaultKind::Stalled, text);
        }
    }

    async fn prove_any_alive(&mut self) {
        if let Some(machine) = self.any_running() {
            self.prove_alive(machine, 60_000).await;
        }
    }

    /// Waits until all honest machines have the highest block.
    async fn agree(&mut self, limit_ms: u64) -> bool {
        for _ in 0..limit_ms / 100 {
            let top = self.height();
            let running = self.running().into_iter();
            let mut heights = running.filter_map(|machine| self.chain(machine));
            if heights.all(|chain| chain.height() == top) {
                return true;
            }
            self.sleep(100).await;
        }
        false
    }
}
