//! `linli bench quality`: how well the search finds, beside two baselines, on labelled sentences.

mod baselines;
#[cfg(test)]
mod document;
mod measure;

use std::sync::Arc;

use matching::{
    Area, AreaTree, Category, Index, ListingId, Need, Offer, Parameters, PartyId, ProviderFacts,
    Synonyms, Taxonomy, Text, Words, pairs,
};
use serde_json::{Value, json};

use measure::{Quality, measure, measure_between};

/// How many results a person looks at.
const LIST: usize = 10;

/// Recall and precision of the first ten on 300 labelled needs and offers, half of them held out.
#[derive(clap::Args)]
pub(super) struct QualityBench {}

impl QualityBench {
    pub(super) fn measure(self) -> anyhow::Result<Value> {
        let taxonomy = Taxonomy::new(portal::matchmaker::taxonomy())?;
        let words = Arc::new(Words::new(Synonyms::neighbourhood(), &taxonomy));
        let half = |pairs: &[pairs::Pair]| table(pairs, &words, &taxonomy);
        Ok(json!({
            "list": LIST,
            "tuning": half(&pairs::tuning())?,
            "held_out": half(&pairs::held_out())?,
            "relief": relief(&words, &taxonomy)?,
        }))
    }
}

/// One row for each way to search.
fn table(pairs: &[pairs::Pair], words: &Arc<Words>, taxonomy: &Taxonomy) -> anyhow::Result<Value> {
    let offers: Vec<_> = pairs.iter().map(|pair| words.split(pair.offer)).collect();
    let keyword = |need: &pairs::Pair| baselines::keyword(&words.split(need.need), &offers);
    let bm25 = |need: &pairs::Pair| baselines::bm25(&words.split(need.need), &offers);
    let text_alone = Search::new(pairs, words, taxonomy, false)?;
    let with_categories = Search::new(pairs, words, taxonomy, true)?;
    Ok(json!({
        "keyword": row(measure(pairs, keyword)),
        "bm25": row(measure(pairs, bm25)),
        "linli_text_alone": row(measure(pairs, |need| text_alone.find(need))),
        "linli": row(measure(pairs, |need| with_categories.find(need))),
    }))
}

/// The same searches on real needs and offers, by their words alone.
fn relief(words: &Arc<Words>, taxonomy: &Taxonomy) -> anyhow::Result<Value> {
    let pairs::Relief { needs, offers } = pairs::relief();
    let met = |topic: &str| topic != "-" && offers.iter().any(|(offer, _)| offer.topic == topic);
    let needs: Vec<_> = needs
        .iter()
        .filter(|(need, _)| met(need.topic))
        .map(|(need, times)| (need, *times))
        .collect();
    let each = offers.iter().flat_map(|(offer, times)| {
        std::iter::repeat_n(offer.clone(), usize::try_from(*times).unwrap_or(1))
    });
    let offers: Vec<pairs::Pair> = each.collect();
    let texts: Vec<_> = offers
        .iter()
        .map(|offer| words.split(offer.offer))
        .collect();
    let search = Search::new(&offers, words, taxonomy, false)?;
    let of =
        |find: &dyn Fn(&pairs::Pair) -> Vec<usize>| row(measure_between(&needs, &offers, find));
    Ok(json!({
        "keyword": of(&|need| baselines::keyword(&words.split(need.need), &texts)),
        "bm25": of(&|need| baselines::bm25(&words.split(need.need), &texts)),
        "linli_text_alone": of(&|need| search.find(need)),
        "needs_with_an_offer": needs.iter().map(|(_, times)| u64::from(*times)).sum::<u64>(),
        "offers": offers.len(),
    }))
}

fn row(quality: Quality) -> Value {
    let rounded = |figure: f64| (figure * 1_000.0).round() / 1_000.0;
    let (recall, precision) = (rounded(quality.recall), rounded(quality.precision));
    json!({ "recall": recall, "precision": precision })
}

/// The product's own index over one half.
struct Search {
    index: Index,
    categories: bool,
}

impl Search {
    fn new(
        pairs: &[pairs::Pair],
        words: &Arc<Words>,
        taxonomy: &Taxonomy,
        categories: bool,
    ) -> anyhow::Result<Self> {
        // Without categories the words alone decide, so that the floor is anything in common.
        let relevance_min = if categories {
            Parameters::default().relevance_min
        } else {
            1
        };
        let parameters = Parameters {
            relevance_min,
            ..Parameters::default()
        };
        let index = Index::new(
            Arc::clone(words),
            taxonomy.clone(),
            AreaTree::new([])?,
            parameters,
        );
        let mut search = Self { index, categories };
        for (pair, number) in pairs.iter().zip(0..) {
            search.index.insert_offer(&search.offer(pair, number))?;
        }
        Ok(search)
    }

    /// Positions of the offers found, the best first.
    fn find(&self, pair: &pairs::Pair) -> Vec<usize> {
        let need = Need {
            id: id(u32::MAX),
            party: PartyId(id(u32::MAX).0),
            category: self.category(pair.category, 1),
            area: Area(0),
            windows: Vec::new(),
            capacity: 1,
            taken: 0,
            languages: Vec::new(),
            widened: false,
            text: text(pair.need),
        };
        let found = self.index.candidates_for_need(&need, LIST);
        found
            .iter()
            .filter_map(|found| position(found.offer))
            .collect()
    }

    fn offer(&self, pair: &pairs::Pair, number: u32) -> Offer {
        Offer {
            id: id(number),
            party: PartyId(id(number).0),
            category: self.category(pair.category, 2),
            area: Area(0),
            windows: Vec::new(),
            capacity: 1,
            taken: 0,
            provider: ProviderFacts::default(),
            text: text(pair.offer),
        }
    }

    /// The chosen category, or one that says nothing: the items' root never meets the skills'.
    const fn category(&self, chosen: Category, root: u16) -> Category {
        if self.categories {
            chosen
        } else {
            Category(root)
        }
    }
}

fn text(title: &str) -> Text {
    Text {
        title: title.to_owned(),
        description: String::new(),
    }
}

fn id(number: u32) -> ListingId {
    let mut id = [0; 16];
    id[12..].copy_from_slice(&number.to_be_bytes());
    ListingId(id)
}

fn position(id: ListingId) -> Option<usize> {
    let number = id.0.last_chunk::<4>().copied().map(u32::from_be_bytes)?;
    usize::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_the_held_out_half_the_search_beats_both_baselines() {
        let measured = QualityBench {}.measure().expect("the tables are sound");
        let half = &measured["held_out"];
        let figure = |row: &str, name: &str| half[row][name].as_f64().expect("a figure");
        for ours in ["linli_text_alone", "linli"] {
            for baseline in ["keyword", "bm25"] {
                for name in ["recall", "precision"] {
                    assert!(
                        figure(ours, name) > figure(baseline, name),
                        "{name} of {ours} against {baseline}: {half}"
                    );
                }
            }
        }
    }
}
