//! Why two listings were put together, in words: never a number of points.

use ledger::{Timestamp, Window, operation::listing::ListingKind};
use matching::Reason;

use super::windows;
use crate::i18n::Words;

/// What stands between two reasons.
const BETWEEN: &str = " · ";

/// All reasons in one line, as the owner of a listing of this kind reads them.
pub fn line(t: Words, owned: ListingKind, reasons: &[Reason]) -> String {
    let sentences: Vec<String> = reasons
        .iter()
        .filter_map(|reason| sentence(t, owned, reason))
        .collect();
    sentences.join(BETWEEN)
}

/// One reason; nothing where it would tell the reader about themselves.
fn sentence(t: Words, owned: ListingKind, reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::SameCategory => t.get(match owned {
            ListingKind::Need => "reason-same-category",
            ListingKind::Offer => "reason-same-category-offer",
        }),
        Reason::RelatedCategory => t.get(match owned {
            ListingKind::Need => "reason-related-category",
            ListingKind::Offer => "reason-related-category-offer",
        }),
        Reason::SameWords(words) => {
            // A single character, such as 说, says nothing to a reader.
            let telling = |word: &&str| word.chars().count() > 1;
            let telling: Vec<&str> = words.iter().map(String::as_str).filter(telling).collect();
            if telling.is_empty() {
                return None;
            }
            t.say("reason-same-words")
                .set("words", telling.join(&t.get("reason-and")))
                .to_string()
        }
        Reason::SameCommunity => t.get("reason-same-community"),
        Reason::SameSubdistrict => t.get("reason-same-subdistrict"),
        Reason::SameDistrict => t.get("reason-same-district"),
        Reason::FreeAtTheTime(window) => t
            .say("reason-free")
            .set("window", windows::window(t, &ours(window)))
            .to_string(),
        Reason::AnyTime => t.get("reason-any-time"),
        Reason::LicenceVerified => t.get("reason-licence"),
        Reason::SpeaksLanguage(_) => t.get("reason-language"),
        Reason::HelpedNeighbours(count) => match owned {
            ListingKind::Need => t.say("reason-helped").set("count", *count).to_string(),
            ListingKind::Offer => return None,
        },
        Reason::SearchWidened => t.get("reason-widened"),
        Reason::UrgentFirst => t.get("reason-urgent"),
        Reason::LongestWaitFirst(hours) => t
            .say("reason-waited")
            .set("hours", u32::from(*hours))
            .to_string(),
        Reason::EldersFirst => t.get("reason-elders"),
    })
}

const fn ours(window: &matching::Window) -> Window {
    Window {
        start: Timestamp(window.start),
        end: Timestamp(window.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn all() -> Vec<Reason> {
        vec![
            Reason::SameCategory,
            Reason::RelatedCategory,
            Reason::SameWords(vec!["陪诊".to_owned(), "医院".to_owned()]),
            Reason::SameCommunity,
            Reason::SameSubdistrict,
            Reason::SameDistrict,
            Reason::FreeAtTheTime(matching::Window { start: 0, end: 1 }),
            Reason::AnyTime,
            Reason::LicenceVerified,
            Reason::SpeaksLanguage(matching::Language(*b"yue")),
            Reason::HelpedNeighbours(6),
            Reason::SearchWidened,
            Reason::UrgentFirst,
            Reason::LongestWaitFirst(30),
            Reason::EldersFirst,
        ]
    }

    #[test]
    fn every_reason_has_words_in_both_languages() {
        for language in Language::ALL {
            for owned in [ListingKind::Need, ListingKind::Offer] {
                let text = line(Words(language), owned, &all());
                assert!(!text.is_empty() && !text.contains("reason-"), "{text}");
            }
        }
    }

    #[test]
    fn reasons_are_one_line_in_their_order() {
        let reasons = [
            Reason::SameCategory,
            Reason::SameCommunity,
            Reason::HelpedNeighbours(6),
        ];
        let words = Words(Language::Chinese);
        assert_eq!(
            line(words, ListingKind::Need, &reasons),
            "正好是您要的帮忙 · 同一个社区 · 帮过街坊 6 次"
        );
        assert!(!line(words, ListingKind::Offer, &reasons).contains('6'));
    }
}
