//! The taxonomy as ledger data: numeric codes that listings carry, their family, group and
//! coefficient. Words for people are looked up by `slug`; codes are never reused.

use borsh::{BorshDeserialize, BorshSerialize};

/// A category by its stable number.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    BorshSerialize,
    BorshDeserialize,
    serde::Serialize,
)]
pub struct CategoryCode(pub u16);

/// The three sharing paths of the founding study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum Family {
    /// 物品: things lent or given.
    Item,
    /// 技能: a service by a person.
    Skill,
    /// 活动: something done together.
    Activity,
}

/// One row of the taxonomy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    /// Stable number.
    pub code: CategoryCode,
    /// The group it belongs to, or itself when it is a group.
    pub group: CategoryCode,
    /// Item, skill or activity.
    pub family: Family,
    /// Key of its words, for example `haircut`.
    pub slug: &'static str,
    /// Points per hour relative to the base, in tenths: 10 to 15.
    pub coefficient_tenths: u8,
}

const fn row(
    code: u16,
    group: u16,
    family: Family,
    slug: &'static str,
    coefficient_tenths: u8,
) -> Category {
    Category {
        code: CategoryCode(code),
        group: CategoryCode(group),
        family,
        slug,
        coefficient_tenths,
    }
}

const ITEM: Family = Family::Item;
const SKILL: Family = Family::Skill;
const ACTIVITY: Family = Family::Activity;

/// Every category, ascending by code; hundreds are groups.
pub const CATEGORIES: &[Category] = &[
    row(100, 100, ITEM, "tools", 10),
    row(101, 100, ITEM, "drill", 10),
    row(102, 100, ITEM, "ladder", 10),
    row(103, 100, ITEM, "toolbox", 10),
    row(110, 110, ITEM, "mobility-aids", 10),
    row(111, 110, ITEM, "wheelchair", 10),
    row(112, 110, ITEM, "crutches", 10),
    row(120, 120, ITEM, "household", 10),
    row(121, 120, ITEM, "umbrella", 10),
    row(122, 120, ITEM, "folding-table", 10),
    row(123, 120, ITEM, "cookware", 10),
    row(130, 130, ITEM, "children", 10),
    row(131, 130, ITEM, "stroller", 10),
    row(132, 130, ITEM, "toys", 10),
    row(140, 140, ITEM, "books-and-sport", 10),
    row(141, 140, ITEM, "books", 10),
    row(142, 140, ITEM, "sports-gear", 10),
    row(150, 150, ITEM, "medical-supplies", 10),
    row(151, 150, ITEM, "masks", 10),
    row(152, 150, ITEM, "protective-clothing", 10),
    row(153, 150, ITEM, "goggles", 10),
    row(154, 150, ITEM, "gloves", 10),
    row(155, 150, ITEM, "disinfectant", 10),
    row(156, 150, ITEM, "medical-equipment", 10),
    row(157, 150, ITEM, "daily-supplies", 10),
    row(200, 200, SKILL, "care", 12),
    row(201, 200, SKILL, "haircut", 12),
    row(202, 200, SKILL, "hospital-company", 13),
    row(203, 200, SKILL, "home-visit", 11),
    row(204, 200, SKILL, "meal-help", 11),
    row(205, 200, SKILL, "bathing-help", 15),
    row(210, 210, SKILL, "repair", 12),
    row(211, 210, SKILL, "appliance-repair", 13),
    row(212, 210, SKILL, "plumbing", 13),
    row(213, 210, SKILL, "electric-repair", 15),
    row(214, 210, SKILL, "sewing", 10),
    row(220, 220, SKILL, "teaching", 12),
    row(221, 220, SKILL, "phone-lessons", 11),
    row(222, 220, SKILL, "homework-help", 12),
    row(223, 220, SKILL, "calligraphy-lessons", 11),
    row(224, 220, SKILL, "language-lessons", 11),
    row(230, 230, SKILL, "errands", 10),
    row(231, 230, SKILL, "shopping", 10),
    row(232, 230, SKILL, "moving-help", 12),
    row(233, 230, SKILL, "pet-care", 10),
    row(234, 230, SKILL, "school-pick-up", 11),
    row(240, 240, SKILL, "advice", 12),
    row(241, 240, SKILL, "legal-advice", 14),
    row(242, 240, SKILL, "health-advice", 14),
    row(243, 240, SKILL, "form-filling", 11),
    row(300, 300, ACTIVITY, "gatherings", 10),
    row(301, 300, ACTIVITY, "tai-chi", 10),
    row(302, 300, ACTIVITY, "flower-craft", 10),
    row(303, 300, ACTIVITY, "jogging", 10),
    row(304, 300, ACTIVITY, "chess", 10),
    row(305, 300, ACTIVITY, "singing", 10),
    row(310, 310, ACTIVITY, "public-good", 10),
    row(311, 310, ACTIVITY, "clean-up-day", 11),
    row(312, 310, ACTIVITY, "patrol", 11),
    row(313, 310, ACTIVITY, "hut-duty", 10),
];

/// The row of a code, or `None` for a code that the taxonomy does not have.
#[must_use]
pub fn category(code: CategoryCode) -> Option<&'static Category> {
    CATEGORIES
        .binary_search_by_key(&code, |row| row.code)
        .ok()
        .and_then(|position| CATEGORIES.get(position))
}

/// Whether two categories belong to one group: help of one kind. Unknown codes belong to none.
#[must_use]
pub fn share_a_group(one: CategoryCode, other: CategoryCode) -> bool {
    match (category(one), category(other)) {
        (Some(one), Some(other)) => one.group == other.group,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_groups_exist() {
        assert!(
            CATEGORIES
                .windows(2)
                .all(|pair| pair[0].code < pair[1].code)
        );
        for row in CATEGORIES {
            let group = category(row.group).expect("a category's group is in the table");
            assert_eq!(
                group.group, group.code,
                "{} is in a group of a group",
                row.slug
            );
            assert_eq!(group.family, row.family);
            assert!((10..=15).contains(&row.coefficient_tenths));
        }
    }

    #[test]
    fn a_group_is_shared_within_it_and_with_itself_only() {
        for (one, other, shared) in [
            (201, 201, true),
            (201, 205, true),
            (200, 205, true),
            (201, 211, false),
            (200, 210, false),
            (9, 9, false),
        ] {
            let (one, other) = (CategoryCode(one), CategoryCode(other));
            assert_eq!(share_a_group(one, other), shared, "{one:?} {other:?}");
        }
    }
}
