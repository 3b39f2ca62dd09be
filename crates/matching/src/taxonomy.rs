//! Categories: a forest of codes with names in Chinese and English, passed in as data.

use std::collections::{BTreeMap, BTreeSet};

/// A category code; old codes keep their meaning when the table grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Category(pub u16);

/// One row of the category table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryEntry {
    /// The code.
    pub category: Category,
    /// The wider category it belongs to.
    pub parent: Option<Category>,
    /// Names and synonyms in any language; the first one stands for all of them.
    pub names: Vec<String>,
    /// Typical words: a text that has one is probably about this category.
    pub words: Vec<String>,
    /// Whether only a provider with a verified licence may serve it.
    pub licence_needed: bool,
}

/// Why a category table is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaxonomyError {
    /// One code stands in two rows.
    #[error("category {} stands in the table twice", .0.0)]
    CategoryRepeated(Category),
    /// A row names a parent that has no row.
    #[error("category {} belongs to one that is not in the table", .0.0)]
    ParentMissing(Category),
    /// A category contains itself through its parents.
    #[error("category {} contains itself", .0.0)]
    ParentsFormCircle(Category),
}

/// How two categories stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Same,
    Related,
    Unrelated,
}

/// The checked category table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taxonomy {
    names: BTreeMap<Category, Vec<String>>,
    words: BTreeMap<Category, Vec<String>>,
    ancestors: BTreeMap<Category, Vec<Category>>,
    related: BTreeMap<Category, BTreeSet<Category>>,
    licensed: BTreeSet<Category>,
}

impl Taxonomy {
    /// Checks a table of categories, in any order.
    ///
    /// # Errors
    /// Refuses a repeated code, a missing parent and a circle of parents.
    pub fn new(entries: impl IntoIterator<Item = CategoryEntry>) -> Result<Self, TaxonomyError> {
        let mut rows = BTreeMap::new();
        for entry in entries {
            let category = entry.category;
            if rows.insert(category, entry).is_some() {
                return Err(TaxonomyError::CategoryRepeated(category));
            }
        }
        let mut taxonomy = Self::default();
        for (category, entry) in &rows {
            taxonomy
                .ancestors
                .insert(*category, ancestors_of(*category, &rows)?);
            taxonomy.names.insert(*category, entry.names.clone());
            taxonomy.words.insert(*category, entry.words.clone());
            if entry.licence_needed {
                taxonomy.licensed.insert(*category);
            }
        }
        taxonomy.relate();
        Ok(taxonomy)
    }

    /// Lists the categories that may stand in for this one: wider, narrower, and sisters.
    pub(crate) fn related(&self, category: Category) -> impl Iterator<Item = Category> {
        self.related.get(&category).into_iter().flatten().copied()
    }

    /// Tells how two categories stand to each other.
    pub(crate) fn relation(&self, left: Category, right: Category) -> Relation {
        if left == right {
            Relation::Same
        } else if self
            .related
            .get(&left)
            .is_some_and(|related| related.contains(&right))
        {
            Relation::Related
        } else {
            Relation::Unrelated
        }
    }

    /// Tells whether only a licensed provider may serve the category.
    pub(crate) fn is_licence_needed(&self, category: Category) -> bool {
        self.licensed.contains(&category)
    }

    /// Tells whether one of the licences covers the category itself or a wider one.
    pub(crate) fn is_covered(&self, category: Category, licences: &[Category]) -> bool {
        let wider = self.ancestors.get(&category).map_or(&[][..], Vec::as_slice);
        licences
            .iter()
            .any(|licence| *licence == category || wider.contains(licence))
    }

    /// Lists the groups of names, one for each category.
    pub(crate) fn name_groups(&self) -> impl Iterator<Item = &[String]> {
        self.names.values().map(Vec::as_slice)
    }

    /// Lists the typical words of each category, its names among them.
    pub(crate) fn typical_words(&self) -> impl Iterator<Item = (Category, &str)> {
        [&self.names, &self.words].into_iter().flat_map(|table| {
            let rows = table.iter();
            rows.flat_map(|(category, words)| words.iter().map(|word| (*category, word.as_str())))
        })
    }

    /// Sisters count only below a category that itself has a parent: "skills" relates nobody.
    fn relate(&mut self) {
        let chains = &self.ancestors;
        for (left, above_left) in chains {
            let sisters_count = above_left.len() > 1;
            let related = chains
                .iter()
                .filter(|(right, above_right)| {
                    above_left.contains(right)
                        || above_right.contains(left)
                        || (sisters_count && above_left.first() == above_right.first())
                })
                .map(|(right, _)| *right)
                .filter(|right| right != left)
                .collect();
            self.related.insert(*left, related);
        }
    }
}

fn ancestors_of(
    category: Category,
    rows: &BTreeMap<Category, CategoryEntry>,
) -> Result<Vec<Category>, TaxonomyError> {
    let mut chain = Vec::new();
    let mut here = rows.get(&category);
    while let Some(parent) = here.and_then(|entry| entry.parent) {
        if parent == category || chain.contains(&parent) {
            return Err(TaxonomyError::ParentsFormCircle(category));
        }
        if !rows.contains_key(&parent) {
            return Err(TaxonomyError::ParentMissing(category));
        }
        chain.push(parent);
        here = rows.get(&parent);
    }
    Ok(chain)
}
