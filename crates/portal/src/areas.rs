//! The district's areas by their public codes, with their names.

use std::collections::BTreeMap;

use ledger::{AreaCode, area::AreaLevel};

use crate::i18n::Language;

/// One area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    pub code: AreaCode,
    pub name_zh: String,
    pub name_en: String,
}

impl Area {
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.name_zh,
            Language::English => &self.name_en,
        }
    }
}

/// All areas of one district.
#[derive(Clone, Debug, Default)]
pub struct Areas {
    by_code: BTreeMap<AreaCode, Area>,
}

impl Areas {
    pub fn new(areas: impl IntoIterator<Item = Area>) -> Self {
        Self {
            by_code: areas.into_iter().map(|area| (area.code, area)).collect(),
        }
    }

    pub fn get(&self, code: AreaCode) -> Option<&Area> {
        self.by_code.get(&code)
    }

    /// The name, or the code where there is none.
    pub fn name(&self, code: AreaCode, language: Language) -> String {
        self.get(code)
            .map_or_else(|| code.to_string(), |area| area.name(language).to_owned())
    }

    /// Every area, ascending by code.
    pub fn all(&self) -> impl Iterator<Item = &Area> {
        self.by_code.values()
    }

    /// The areas of one level that lie in `outer`.
    pub fn within(&self, outer: AreaCode, level: AreaLevel) -> impl Iterator<Item = &Area> {
        self.all()
            .filter(move |area| area.code.level() == Some(level) && area.code.is_within(outer))
    }
}
