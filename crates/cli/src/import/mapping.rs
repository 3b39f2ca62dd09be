//! The mapping file: how the columns of somebody else's table become listings.

use std::{fs, path::Path};

use anyhow::{Context as _, bail};
use ledger::category::CATEGORIES;
use ledger::{AreaCode, CategoryCode};
use serde::Deserialize;

/// The largest mapping file, in bytes.
const MAPPING_BYTES_MAX: u64 = 64 * 1024;

/// One rule for the category: the first whose words are in the text decides.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CategoryRule {
    /// Any of these words.
    pub(crate) contains: Vec<String>,
    /// The category's slug.
    pub(crate) slug: String,
}

/// The file as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mapping {
    /// Columns that may not be empty.
    #[serde(default)]
    pub(crate) required: Vec<String>,
    /// Template of the title.
    pub(crate) title: String,
    /// Template of the description.
    pub(crate) description: String,
    /// Template of the category's slug, or of the text that `categories` look into.
    pub(crate) category: String,
    /// Rules that turn that text into a category; without rules the text is a slug.
    #[serde(default)]
    pub(crate) categories: Vec<CategoryRule>,
    /// The slug when no rule fits; without it such a row is an error.
    pub(crate) category_otherwise: Option<String>,
    /// Template of the area code.
    pub(crate) area: String,
    /// Template of the duration in minutes.
    pub(crate) minutes: String,
    /// Template of the capacity.
    pub(crate) capacity: String,
    /// Template of the number of days until the listing closes.
    pub(crate) expires_in_days: String,
}

impl Mapping {
    /// The mapping for files that already have our own columns.
    pub(crate) fn standard() -> Self {
        let column = |name: &str| format!("{{{name}}}");
        Self {
            required: ["title", "category", "area"].map(str::to_owned).into(),
            title: column("title"),
            description: column("description"),
            category: column("category"),
            categories: Vec::new(),
            category_otherwise: None,
            area: column("area"),
            minutes: column("minutes"),
            capacity: column("capacity"),
            expires_in_days: column("expires_in_days"),
        }
    }

    /// Reads a mapping file.
    pub(crate) fn load(path: &Path) -> anyhow::Result<Self> {
        let name = path.display();
        let bytes = fs::metadata(path)
            .with_context(|| format!("cannot read {name}"))?
            .len();
        if bytes > MAPPING_BYTES_MAX {
            bail!("{name} is larger than {MAPPING_BYTES_MAX} bytes");
        }
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
        let mapping: Self =
            toml::from_str(&text).with_context(|| format!("{name} is not a mapping file"))?;
        for slug in mapping.slugs() {
            slug_code(slug).with_context(|| format!("{name}: there is no category `{slug}`"))?;
        }
        Ok(mapping)
    }

    fn slugs(&self) -> impl Iterator<Item = &str> {
        let rules = self.categories.iter().map(|rule| rule.slug.as_str());
        rules.chain(self.category_otherwise.as_deref())
    }

    /// The category that a filled-in text means.
    pub(crate) fn category_of(&self, text: &str) -> Option<CategoryCode> {
        if self.categories.is_empty() {
            return slug_code(text);
        }
        let fits = |rule: &&CategoryRule| rule.contains.iter().any(|word| text.contains(word));
        let slug = self
            .categories
            .iter()
            .find(fits)
            .map(|rule| rule.slug.as_str());
        slug_code(slug.or(self.category_otherwise.as_deref())?)
    }
}

/// The code of a category by its slug.
pub(crate) fn slug_code(slug: &str) -> Option<CategoryCode> {
    CATEGORIES
        .iter()
        .find(|row| row.slug == slug)
        .map(|row| row.code)
}

/// An area code of the right length.
pub(crate) fn parse_area(text: &str) -> Option<AreaCode> {
    text.parse()
        .ok()
        .map(AreaCode)
        .filter(|area| area.level().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_mappings_are_valid() {
        for name in ["relief-needs.toml", "relief-offers.toml"] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../../docs/import")
                .join(name);
            let mapping = Mapping::load(&path).expect("the documented mapping loads");
            assert!(mapping.category_of("医用外科口罩").is_some(), "{name}");
        }
    }

    #[test]
    fn the_first_fitting_rule_decides() {
        let rule = |word: &str, slug: &str| CategoryRule {
            contains: vec![word.to_owned()],
            slug: slug.to_owned(),
        };
        let mapping = Mapping {
            categories: vec![rule("面罩", "goggles"), rule("罩", "masks")],
            ..Mapping::standard()
        };
        assert_eq!(mapping.category_of("防护面罩"), slug_code("goggles"));
        assert_eq!(mapping.category_of("口罩"), slug_code("masks"));
        assert_eq!(mapping.category_of("床单"), None);
    }
}
