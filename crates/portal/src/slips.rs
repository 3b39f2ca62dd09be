//! Things kept in memory for a few minutes and handed out at most once; a restart forgets them.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long a slip waits for its owner.
pub const KEPT_MS: u64 = 15 * 60_000;

/// How many slips wait at once, at most.
const KEPT_MAX: usize = 20_000;

/// Slips by key, each with the moment it is thrown away.
pub struct Slips<K, V>(Mutex<BTreeMap<K, (V, u64)>>);

impl<K, V> Default for Slips<K, V> {
    fn default() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }
}

impl<K: Ord, V> Slips<K, V> {
    /// Keeps a slip, in place of one with the same key.
    pub fn put(&self, key: K, value: V, now_ms: u64) {
        let mut slips = self.lock();
        slips.retain(|_, (_, until_ms)| now_ms < *until_ms);
        if slips.len() >= KEPT_MAX {
            // Somebody fills the drawer: the lowest key makes room, memory stays bounded.
            slips.pop_first();
        }
        slips.insert(key, (value, now_ms.saturating_add(KEPT_MS)));
    }

    /// Hands a slip out; nobody gets it again.
    pub fn take(&self, key: &K, now_ms: u64) -> Option<V> {
        let (value, until_ms) = self.lock().remove(key)?;
        (now_ms < until_ms).then_some(value)
    }

    /// Looks at a slip; it stays.
    pub fn look(&self, key: &K, now_ms: u64) -> Option<V>
    where
        V: Clone,
    {
        let slips = self.lock();
        let (value, until_ms) = slips.get(key)?;
        (now_ms < *until_ms).then(|| value.clone())
    }

    /// Whether a slip is waiting.
    pub fn has(&self, key: &K, now_ms: u64) -> bool {
        let slips = self.lock();
        slips
            .get(key)
            .is_some_and(|(_, until_ms)| now_ms < *until_ms)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<K, (V, u64)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_handed_out_once() {
        let slips = Slips::default();
        slips.put("clerk", "code", 0);
        assert!(slips.has(&"clerk", 1));
        assert_eq!(slips.take(&"clerk", 1), Some("code"));
        assert_eq!(slips.take(&"clerk", 1), None);
    }

    #[test]
    fn a_slip_is_thrown_away_after_its_time() {
        let slips = Slips::default();
        slips.put("old", 1, 0);
        assert!(!slips.has(&"old", KEPT_MS));
        assert_eq!(slips.take(&"old", KEPT_MS), None);
        slips.put("old", 1, 0);
        slips.put("new", 2, KEPT_MS);
        assert_eq!(slips.lock().len(), 1, "old slips do not pile up");
    }
}
