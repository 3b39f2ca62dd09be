//! The data tables are checked before anything is matched with them.

use matching::{
    Area, AreaError, AreaLevel, AreaTree, Category, Closeness, Place, Taxonomy, TaxonomyError,
};

use crate::town::{DISTRICT, EAST, EAST_ONE, WEST, WEST_ONE, WEST_TWO, areas, entry};

#[test]
fn closeness_is_the_finest_common_place() {
    let areas = areas();
    assert_eq!(
        areas.closeness(WEST_ONE, WEST_ONE),
        Closeness::SameCommunity
    );
    assert_eq!(
        areas.closeness(WEST_ONE, WEST_TWO),
        Closeness::SameSubdistrict
    );
    assert_eq!(areas.closeness(WEST, WEST_TWO), Closeness::SameSubdistrict);
    assert_eq!(areas.closeness(WEST_ONE, EAST_ONE), Closeness::SameDistrict);
    assert_eq!(areas.closeness(EAST, DISTRICT), Closeness::SameDistrict);
    assert_eq!(areas.closeness(WEST_ONE, Area(999)), Closeness::Elsewhere);
    assert_eq!(areas.closeness(Area(999), Area(999)), Closeness::Elsewhere);
}

#[test]
fn broken_area_tables_are_refused() {
    let row = |area, level, parent| Place {
        area: Area(area),
        level,
        parent,
    };
    let district = row(1, AreaLevel::District, None);
    assert_eq!(
        AreaTree::new([district, district]),
        Err(AreaError::AreaRepeated(Area(1)))
    );
    let orphan = row(2, AreaLevel::Community, Some(Area(9)));
    assert_eq!(
        AreaTree::new([orphan]),
        Err(AreaError::ParentMissing(Area(2)))
    );
    let circle = row(3, AreaLevel::Subdistrict, Some(Area(3)));
    assert_eq!(
        AreaTree::new([circle]),
        Err(AreaError::ParentNotCoarser(Area(3)))
    );
}

#[test]
fn broken_category_tables_are_refused() {
    let (one, two) = (Category(1), Category(2));
    assert_eq!(
        Taxonomy::new([entry(one, None, "a"), entry(one, None, "b")]),
        Err(TaxonomyError::CategoryRepeated(one))
    );
    assert_eq!(
        Taxonomy::new([entry(one, Some(two), "a")]),
        Err(TaxonomyError::ParentMissing(one))
    );
    assert_eq!(
        Taxonomy::new([entry(one, Some(two), "a"), entry(two, Some(one), "b")]),
        Err(TaxonomyError::ParentsFormCircle(one))
    );
}
