//! Words: every sentence of the portal, in Chinese first and in English completely.
//!
//! Templates say `{{ t.get("home-title") }}`, and with values
//! `{{ t.say("help-call").set("phone", phone) }}`.

use std::borrow::Cow;
use std::fmt;

use embedded::WORDS;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, langid};

#[expect(
    clippy::disallowed_types,
    reason = "the loader's own map, which is only looked up in"
)]
mod embedded {
    fluent_templates::static_loader! {
        pub(super) static WORDS = {
            locales: "./locales",
            fallback_language: "zh-CN",
            // Pages mark direction with `lang`; invisible marks would break searching and copying.
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}

static CHINESE: LanguageIdentifier = langid!("zh-CN");
static ENGLISH: LanguageIdentifier = langid!("en");

/// A language the whole portal exists in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The tag for `html lang`, cookies and forms.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// What the browser asks for: the first of ours with the highest weight.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for choice in header.split(',') {
            let (tag, parameters) = choice.split_once(';').unwrap_or((choice, ""));
            let Some(language) = Self::from_primary_tag(tag.trim()) else {
                continue;
            };
            let weight = weight_per_mille(parameters);
            if weight > 0 && best.is_none_or(|(highest, _)| weight > highest) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    fn from_primary_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Self::Chinese => &CHINESE,
            Self::English => &ENGLISH,
        }
    }
}

/// `q=0.8` as 800; no weight means 1000, an unreadable one 0.
fn weight_per_mille(parameters: &str) -> u16 {
    let Some(digits) = parameters.trim().strip_prefix("q=") else {
        return 1000;
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{whole}{fraction:0<3}");
    padded.parse().map_or(0, |weight: u16| weight.min(1000))
}

/// The sentences of one language.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words(pub Language);

impl Words {
    /// The sentence under this key; a missing one shows the key, and a test finds it first.
    pub fn get(self, key: &str) -> String {
        WORDS
            .try_lookup(self.0.identifier(), key)
            .unwrap_or_else(|| key.to_owned())
    }

    /// The sentence whose key ends in a code: `loan-act` and `approve` give `loan-act-approve`.
    pub fn of(self, start: &str, code: &str) -> String {
        self.get(&format!("{start}-{code}"))
    }

    /// The sentence under this key, to be completed with values.
    pub fn say(self, key: &str) -> Sentence {
        Sentence {
            words: self,
            key: key.to_owned(),
            values: Values::new(),
        }
    }

    /// Whether this language has a sentence without values under this key.
    pub fn has(self, key: &str) -> bool {
        WORDS.try_lookup(self.0.identifier(), key).is_some()
    }
}

#[expect(
    clippy::disallowed_types,
    reason = "fluent asks for one; it is only looked up in"
)]
type Values = std::collections::HashMap<Cow<'static, str>, FluentValue<'static>>;

/// A sentence being filled in; it becomes text where it is displayed.
#[derive(Debug)]
pub struct Sentence {
    words: Words,
    key: String,
    values: Values,
}

impl Sentence {
    #[must_use]
    pub fn set(mut self, name: &'static str, value: impl Value) -> Self {
        self.values.insert(Cow::Borrowed(name), value.to_fluent());
        self
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let language = self.words.0.identifier();
        match WORDS.try_lookup_with_args(language, &self.key, &self.values) {
            Some(text) => formatter.write_str(&text),
            None => formatter.write_str(&self.key),
        }
    }
}

/// What a sentence can contain: text, or a number that chooses a plural.
pub trait Value {
    fn to_fluent(&self) -> FluentValue<'static>;
}

impl<T: Value + ?Sized> Value for &T {
    fn to_fluent(&self) -> FluentValue<'static> {
        (**self).to_fluent()
    }
}

macro_rules! value {
    ($($type:ty => |$this:ident| $value:expr;)+) => {$(
        impl Value for $type {
            fn to_fluent(&self) -> FluentValue<'static> {
                let $this = self;
                FluentValue::from($value)
            }
        }
    )+};
}

value! {
    str => |text| text.to_owned();
    String => |text| text.clone();
    Sentence => |sentence| sentence.to_string();
    u32 => |number| *number;
    u64 => |number| *number;
    i64 => |number| *number;
    usize => |number| *number;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_wins() {
        let wanted = Language::from_accept_language;
        assert_eq!(wanted("zh-CN,zh;q=0.9,en;q=0.8"), Some(Language::Chinese));
        assert_eq!(
            wanted("fr;q=1, en-GB;q=0.7, zh;q=0.3"),
            Some(Language::English)
        );
        assert_eq!(wanted("en;q=0"), None);
        assert_eq!(wanted("de, *;q=0.5"), None);
        assert_eq!(wanted(""), None);
    }

    #[test]
    fn a_missing_sentence_shows_its_key() {
        assert_eq!(Words::default().get("no-such-key"), "no-such-key");
    }
}
