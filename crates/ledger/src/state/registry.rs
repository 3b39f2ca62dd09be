//! The registered keys of a version by their index: the tree's own leaves, found in two steps.
//!
//! Every operation asks for the key that signed it, several times on its way, and a way through the
//! tree is as long as the tree is deep. Nothing is copied and nothing can differ: a change hands
//! over the indexes that it may have touched, and their leaves are looked up in the new tree.

use crate::{
    ids::KeyIndex,
    state::{
        keys,
        tree::{Leaf, Tree, path_of},
    },
};
use std::sync::Arc;

/// Keys on a page: a change copies a page of pointers, and the list of pages.
const PAGE: u32 = 256;

type Page = Vec<Option<Arc<Leaf>>>;

/// See the module; a clone costs a pointer.
#[derive(Clone, Debug, Default)]
pub(super) struct Registry(Arc<Vec<Arc<Page>>>);

impl Registry {
    /// The canonical bytes of a key's record.
    pub(super) fn value(&self, index: KeyIndex) -> Option<&[u8]> {
        let (page, place) = place(index)?;
        let leaf = self.0.get(page)?.get(place)?.as_ref()?;
        Some(&leaf.value)
    }

    /// The registry of `tree`, which differs at no other indexes than these.
    pub(super) fn with(&self, tree: &Tree, changed: impl IntoIterator<Item = KeyIndex>) -> Self {
        let mut registry = self.clone();
        for index in changed {
            let leaf = tree.leaf(&path_of(keys::key(index).bytes()));
            registry.set(index, leaf.cloned());
        }
        registry
    }

    fn set(&mut self, index: KeyIndex, leaf: Option<Arc<Leaf>>) {
        let Some((page, place)) = place(index) else {
            return;
        };
        let pages = Arc::make_mut(&mut self.0);
        if leaf.is_some() && pages.len() <= page {
            pages.resize_with(page.saturating_add(1), Arc::default);
        }
        let Some(page) = pages.get_mut(page).map(Arc::make_mut) else {
            return;
        };
        if leaf.is_some() && page.len() <= place {
            page.resize(place.saturating_add(1), None);
        }
        if let Some(slot) = page.get_mut(place) {
            *slot = leaf;
        }
    }
}

/// The page of an index, and the place on it.
fn place(index: KeyIndex) -> Option<(usize, usize)> {
    let page = index.0.checked_div(PAGE)?;
    let place = index.0.checked_rem(PAGE)?;
    Some((usize::try_from(page).ok()?, usize::try_from(place).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::tree::Change;

    fn change(index: u32, value: Option<u8>) -> Change {
        let path = path_of(keys::key(KeyIndex(index)).bytes());
        let leaf = value.map(|value| Arc::new(Leaf::new(path, vec![value])));
        (path, leaf)
    }

    #[test]
    fn it_says_what_the_tree_says_in_every_version() {
        let (mut tree, mut registry) = (Tree::Empty, Registry::default());
        let mut versions = Vec::new();
        for round in 0..60_u8 {
            let index = u32::from(round).wrapping_mul(89) % 700;
            let value = (round % 7 != 3).then_some(round);
            tree = tree.updated(&[change(index, value)]);
            registry = registry.with(&tree, [KeyIndex(index)]);
            versions.push((tree.clone(), registry.clone()));
        }
        for (tree, registry) in versions {
            for index in (0..710).map(KeyIndex) {
                let leaf = tree.leaf(&path_of(keys::key(index).bytes()));
                assert_eq!(registry.value(index), leaf.map(|leaf| &*leaf.value));
            }
        }
    }

    #[test]
    fn what_was_never_there_takes_no_room() {
        let registry = Registry::default().with(&Tree::Empty, [KeyIndex(u32::MAX)]);
        assert_eq!(registry.value(KeyIndex(u32::MAX)), None);
        assert!(registry.0.is_empty());
    }
}
