//! Recall and precision of a list, averaged over the needs.

use matching::pairs::Pair;

use super::LIST;

/// Both are means over all needs, between 0 and 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quality {
    /// Which part of the relevant offers the list has.
    pub(super) recall: f64,
    /// Which part of the list's ten places a relevant offer holds.
    pub(super) precision: f64,
}

/// Asks a search for every need; it answers with positions of offers, the best first.
pub(super) fn measure(pairs: &[Pair], find: impl Fn(&Pair) -> Vec<usize>) -> Quality {
    let needs: Vec<(&Pair, u32)> = pairs.iter().map(|pair| (pair, 1)).collect();
    measure_between(&needs, pairs, find)
}

/// The same where needs and offers are two lists, each need with how often it occurred. A need that
/// no offer meets has no recall and is left out.
pub(super) fn measure_between(
    needs: &[(&Pair, u32)],
    offers: &[Pair],
    find: impl Fn(&Pair) -> Vec<usize>,
) -> Quality {
    let mut counted = 0.0;
    let mut sum = Quality {
        recall: 0.0,
        precision: 0.0,
    };
    for (need, times) in needs {
        let times = f64::from(*times);
        let is_relevant = |offer: &&Pair| offer.topic == need.topic;
        let relevant = offers.iter().filter(is_relevant).count();
        if relevant == 0 {
            continue;
        }
        counted += times;
        let found = find(need);
        let listed = found
            .iter()
            .take(LIST)
            .filter_map(|offer| offers.get(*offer));
        let hits = listed.filter(is_relevant).count();
        sum.recall += times * hits as f64 / relevant as f64;
        sum.precision += times * hits as f64 / LIST as f64;
    }
    Quality {
        recall: sum.recall / counted,
        precision: sum.precision / counted,
    }
}
