//! Places: a tree of districts, subdistricts and communities, passed in as data.

use std::collections::BTreeMap;

/// A compact code of a place; the caller keeps the table that maps statistical codes onto it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area(pub u32);

/// How fine a place is, coarsest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AreaLevel {
    /// A district (区).
    District,
    /// A subdistrict or town (街道、镇).
    Subdistrict,
    /// A community or village (社区、村).
    Community,
}

/// How near two places are, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// Both lie in one community.
    SameCommunity,
    /// Both lie in one subdistrict.
    SameSubdistrict,
    /// Both lie in one district.
    SameDistrict,
    /// Nothing in common, or a place the tree does not know.
    Elsewhere,
}

/// One row of the area table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The place.
    pub area: Area,
    /// How fine it is.
    pub level: AreaLevel,
    /// The place that contains it.
    pub parent: Option<Area>,
}

/// Why an area table is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AreaError {
    /// One code stands in two rows.
    #[error("area {} stands in the table twice", .0.0)]
    AreaRepeated(Area),
    /// A row names a parent that has no row.
    #[error("area {} lies in a place that is not in the table", .0.0)]
    ParentMissing(Area),
    /// A parent must be coarser than its child.
    #[error("area {} lies in a place that is not coarser", .0.0)]
    ParentNotCoarser(Area),
}

/// The containers of one place, as far as they are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct AreaPath {
    pub(crate) district: Option<Area>,
    pub(crate) subdistrict: Option<Area>,
    pub(crate) community: Option<Area>,
}

impl AreaPath {
    /// Compares two paths, finest level first.
    pub(crate) fn closeness(&self, other: &Self) -> Closeness {
        let same = |left: Option<Area>, right: Option<Area>| left.is_some() && left == right;
        if same(self.community, other.community) {
            Closeness::SameCommunity
        } else if same(self.subdistrict, other.subdistrict) {
            Closeness::SameSubdistrict
        } else if same(self.district, other.district) {
            Closeness::SameDistrict
        } else {
            Closeness::Elsewhere
        }
    }

    /// Lists the known containers from the finest to the coarsest.
    pub(crate) fn rings(&self) -> impl Iterator<Item = Area> {
        [self.community, self.subdistrict, self.district]
            .into_iter()
            .flatten()
    }

    const fn set(&mut self, level: AreaLevel, area: Area) {
        match level {
            AreaLevel::District => self.district = Some(area),
            AreaLevel::Subdistrict => self.subdistrict = Some(area),
            AreaLevel::Community => self.community = Some(area),
        }
    }
}

/// The checked tree of places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AreaTree {
    paths: BTreeMap<Area, AreaPath>,
}

impl AreaTree {
    /// Checks a table of places, in any order, and builds the tree.
    ///
    /// # Errors
    /// Refuses a repeated area, a missing parent and a parent that is not coarser.
    pub fn new(places: impl IntoIterator<Item = Place>) -> Result<Self, AreaError> {
        let mut rows = BTreeMap::new();
        for place in places {
            if rows.insert(place.area, place).is_some() {
                return Err(AreaError::AreaRepeated(place.area));
            }
        }
        let mut paths = BTreeMap::new();
        for place in rows.values() {
            paths.insert(place.area, path_of(place, &rows)?);
        }
        Ok(Self { paths })
    }

    /// Tells how near two places are.
    #[must_use]
    pub fn closeness(&self, left: Area, right: Area) -> Closeness {
        self.path(left).closeness(&self.path(right))
    }

    pub(crate) fn path(&self, area: Area) -> AreaPath {
        self.paths.get(&area).copied().unwrap_or_default()
    }
}

fn path_of(place: &Place, rows: &BTreeMap<Area, Place>) -> Result<AreaPath, AreaError> {
    let mut path = AreaPath::default();
    let mut here = place;
    loop {
        path.set(here.level, here.area);
        let Some(parent) = here.parent else {
            return Ok(path);
        };
        let above = rows
            .get(&parent)
            .ok_or(AreaError::ParentMissing(here.area))?;
        if above.level >= here.level {
            return Err(AreaError::ParentNotCoarser(here.area));
        }
        here = above;
    }
}
