//! What a scenario may do to the machines.

use super::{Cluster, Crash, locked};
use crate::simulation::{links::Quality, process::Process, witness::FaultKind};
use commonware_runtime::Clock as _;
use rand_core::Rng as _;
use std::{sync::atomic::Ordering, time::Duration};

/// How often a scenario's waiting looks whether a process died.
const LOOK: Duration = Duration::from_millis(20);

impl Cluster {
    /// Ends a machine's processes at once.
    pub async fn crash(&mut self, machine: usize, crash: Crash) {
        self.hear(machine);
        let keeps_power = crash == Crash::Kill;
        let context = &mut self.context;
        let slot = &mut self.slots[machine];
        for (disk, process) in slot.disks.iter().zip(&mut slot.processes) {
            if let Some(process) = process.take() {
                process.kill();
                disk.crash(keeps_power, &mut |end| context.next_u64() % end.max(1));
            }
        }
        if let Some(address) = slot.context.take() {
            address.abort();
        }
        // What the process had in its hands falls.
        self.context.sleep(Duration::from_millis(2)).await;
    }

    /// Shows the witness what an honest machine saw others do.
    pub(super) fn hear(&self, machine: usize) {
        let Some(chain) = self.chain(machine) else {
            return;
        };
        if self.slots[machine].is_byzantine {
            return;
        }
        let dishonest = self.slots.iter().filter(|slot| slot.is_byzantine);
        let dishonest: Vec<&[u8]> = dishonest.map(|slot| slot.key.as_ref()).collect();
        let evidence = chain.witness.recent();
        locked(&self.witness).hear(machine, &evidence, |key| !dishonest.contains(&&key[..]));
    }

    /// Moves a machine's clock.
    pub fn skew(&self, machine: usize, skew_ms: i64) {
        self.slots[machine]
            .skew_ms
            .store(skew_ms, Ordering::Relaxed);
    }

    /// Sets the quality of all links, and connects everyone.
    pub async fn links(&mut self, quality: Quality) {
        self.links.quality = quality;
        self.links.arrange(|_, _| true).await;
    }

    /// Cuts the links between machines that are not on the same side.
    pub async fn partition(&mut self, side: impl Fn(usize) -> u64) {
        self.links.arrange(|from, to| side(from) == side(to)).await;
    }

    /// Says how many bytes a machine's disk holds more than now, or that it holds any number.
    pub fn limit_disk(&mut self, machine: usize, more: Option<usize>) {
        self.slots[machine].may_die = true;
        let disk = &self.slots[machine].disks[0];
        disk.limit(more.map(|more| disk.used() + more));
    }

    /// Whether a machine's process ended by itself; it then counts as crashed.
    pub async fn take_death(&mut self, machine: usize) -> Option<String> {
        let process = self.slots[machine].processes[0].as_ref();
        let words = process.and_then(Process::last_words)?;
        self.crash(machine, Crash::Kill).await;
        Some(words)
    }

    /// Removes a stopped machine's ledger, and leaves its key.
    pub fn lose_ledger(&mut self, machine: usize) {
        self.slots[machine].disks[0].wipe(crate::config::LEDGER_FOLDER);
        locked(&self.witness).release(machine);
    }

    /// A machine stays off for good.
    pub fn retire(&mut self, machine: usize) {
        self.slots[machine].is_retired = true;
    }

    /// Length of a machine's file.
    #[must_use]
    pub fn file_bytes(&self, machine: usize, name: &str) -> usize {
        let file = self.slots[machine].disks[0].open_file(name, false);
        let bytes = file.and_then(|file| file.with(|content| content.bytes.len()));
        bytes.unwrap_or_default()
    }

    /// Names of a machine's files below a folder, ascending.
    #[must_use]
    pub fn files(&self, machine: usize, folder: &str) -> Vec<String> {
        let names = self.slots[machine].disks[0].names_below(folder);
        let names = names.iter().map(|name| format!("{folder}/{name}"));
        names.collect()
    }

    /// Flips a bit of a stopped machine's file.
    pub fn flip(&mut self, machine: usize, name: &str, offset: usize) {
        self.slots[machine].disks[0].flip(name, offset);
        locked(&self.witness).release(machine);
    }

    /// Lets time pass. A process that died by itself is a fault, unless that was to be expected.
    pub async fn sleep(&mut self, ms: u64) {
        let until = self.context.current() + Duration::from_millis(ms);
        loop {
            let next = until.min(self.context.current() + LOOK);
            self.context.sleep_until(next).await;
            self.bury().await;
            if next == until {
                return;
            }
        }
    }

    async fn bury(&mut self) {
        for machine in 0..self.slots.len() {
            let slot = &self.slots[machine];
            let processes = slot.processes.iter().flatten();
            let Some(words) = processes.filter_map(Process::last_words).next() else {
                continue;
            };
            if slot.may_die {
                continue;
            }
            let text = format!("machine {machine} stopped by itself: {words}");
            self.object(FaultKind::Died, text);
            self.crash(machine, Crash::Kill).await;
        }
    }
}
