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

/// Which version of the table below this is: a row more, or another coefficient, makes the next.
/// A code keeps its group, its family and its slug in all versions, so old listings keep theirs.
pub const TAXONOMY_VERSION: u32 = 1;

/// Every category, ascending by code; hundreds are groups.
pub const CATEGORIES: &[Category] = &[
    row(100, 100, ITEM, "tools", 10),
    row(101, 100, ITEM, "drill", 10),
    row(102, 100, ITEM, "ladder", 10),
    row(103, 100, ITEM, "toolbox", 10),
    row(104, 100, ITEM, "air-pump", 10),
    row(105, 100, ITEM, "paint-kit", 10),
    row(106, 100, ITEM, "garden-tools", 10),
    row(107, 100, ITEM, "pressure-washer", 10),
    row(110, 110, ITEM, "mobility-aids", 10),
    row(111, 110, ITEM, "wheelchair", 10),
    row(112, 110, ITEM, "crutches", 10),
    row(113, 110, ITEM, "walking-frame", 10),
    row(114, 110, ITEM, "shower-chair", 10),
    row(115, 110, ITEM, "nursing-bed", 10),
    row(116, 110, ITEM, "ramp", 10),
    row(120, 120, ITEM, "household", 10),
    row(121, 120, ITEM, "umbrella", 10),
    row(122, 120, ITEM, "folding-table", 10),
    row(123, 120, ITEM, "cookware", 10),
    row(124, 120, ITEM, "sewing-machine", 10),
    row(125, 120, ITEM, "vacuum-cleaner", 10),
    row(126, 120, ITEM, "fan-heater", 10),
    row(127, 120, ITEM, "dehumidifier", 10),
    row(130, 130, ITEM, "children", 10),
    row(131, 130, ITEM, "stroller", 10),
    row(132, 130, ITEM, "toys", 10),
    row(133, 130, ITEM, "cot", 10),
    row(134, 130, ITEM, "child-seat", 10),
    row(135, 130, ITEM, "school-things", 10),
    row(140, 140, ITEM, "books-and-sport", 10),
    row(141, 140, ITEM, "books", 10),
    row(142, 140, ITEM, "sports-gear", 10),
    row(143, 140, ITEM, "camping-gear", 10),
    row(144, 140, ITEM, "barbecue", 10),
    row(145, 140, ITEM, "bicycle", 10),
    row(146, 140, ITEM, "rackets-and-balls", 10),
    row(147, 140, ITEM, "musical-instrument", 10),
    row(150, 150, ITEM, "medical-supplies", 10),
    row(151, 150, ITEM, "masks", 10),
    row(152, 150, ITEM, "protective-clothing", 10),
    row(153, 150, ITEM, "goggles", 10),
    row(154, 150, ITEM, "gloves", 10),
    row(155, 150, ITEM, "disinfectant", 10),
    row(156, 150, ITEM, "medical-equipment", 10),
    row(157, 150, ITEM, "daily-supplies", 10),
    row(158, 150, ITEM, "blood-pressure-monitor", 10),
    row(159, 150, ITEM, "oxygen-device", 10),
    row(160, 160, ITEM, "event-gear", 10),
    row(161, 160, ITEM, "projector", 10),
    row(162, 160, ITEM, "loudspeaker", 10),
    row(163, 160, ITEM, "costumes", 10),
    row(164, 160, ITEM, "tent-and-banner", 10),
    row(200, 200, SKILL, "care", 12),
    row(201, 200, SKILL, "haircut", 12),
    row(202, 200, SKILL, "hospital-company", 13),
    row(203, 200, SKILL, "home-visit", 11),
    row(204, 200, SKILL, "meal-help", 11),
    row(205, 200, SKILL, "bathing-help", 15),
    row(206, 200, SKILL, "companionship", 11),
    row(207, 200, SKILL, "childcare", 12),
    row(208, 200, SKILL, "cleaning", 11),
    row(209, 200, SKILL, "massage", 13),
    row(210, 210, SKILL, "repair", 12),
    row(211, 210, SKILL, "appliance-repair", 13),
    row(212, 210, SKILL, "plumbing", 13),
    row(213, 210, SKILL, "electric-repair", 15),
    row(214, 210, SKILL, "sewing", 10),
    row(215, 210, SKILL, "computer-repair", 12),
    row(216, 210, SKILL, "bicycle-repair", 11),
    row(217, 210, SKILL, "lock-repair", 12),
    row(218, 210, SKILL, "carpentry", 12),
    row(220, 220, SKILL, "teaching", 12),
    row(221, 220, SKILL, "phone-lessons", 11),
    row(222, 220, SKILL, "homework-help", 12),
    row(223, 220, SKILL, "calligraphy-lessons", 11),
    row(224, 220, SKILL, "language-lessons", 11),
    row(225, 220, SKILL, "music-lessons", 12),
    row(226, 220, SKILL, "dance-lessons", 11),
    row(227, 220, SKILL, "exam-coaching", 12),
    row(230, 230, SKILL, "errands", 10),
    row(231, 230, SKILL, "shopping", 10),
    row(232, 230, SKILL, "moving-help", 12),
    row(233, 230, SKILL, "pet-care", 10),
    row(234, 230, SKILL, "school-pick-up", 11),
    row(235, 230, SKILL, "parcels", 10),
    row(236, 230, SKILL, "medicine-pick-up", 11),
    row(237, 230, SKILL, "rides", 11),
    row(238, 230, SKILL, "plant-care", 10),
    row(240, 240, SKILL, "advice", 12),
    row(241, 240, SKILL, "legal-advice", 14),
    row(242, 240, SKILL, "health-advice", 14),
    row(243, 240, SKILL, "form-filling", 11),
    row(244, 240, SKILL, "counselling", 13),
    row(245, 240, SKILL, "fraud-advice", 12),
    row(246, 240, SKILL, "job-advice", 12),
    row(250, 250, SKILL, "creative", 11),
    row(251, 250, SKILL, "photography", 11),
    row(252, 250, SKILL, "video-editing", 11),
    row(253, 250, SKILL, "writing", 11),
    row(300, 300, ACTIVITY, "gatherings", 10),
    row(301, 300, ACTIVITY, "tai-chi", 10),
    row(302, 300, ACTIVITY, "flower-craft", 10),
    row(303, 300, ACTIVITY, "jogging", 10),
    row(304, 300, ACTIVITY, "chess", 10),
    row(305, 300, ACTIVITY, "singing", 10),
    row(306, 300, ACTIVITY, "dancing", 10),
    row(307, 300, ACTIVITY, "reading-circle", 10),
    row(308, 300, ACTIVITY, "calligraphy-circle", 10),
    row(309, 300, ACTIVITY, "cooking-together", 10),
    row(310, 310, ACTIVITY, "public-good", 10),
    row(311, 310, ACTIVITY, "clean-up-day", 11),
    row(312, 310, ACTIVITY, "patrol", 11),
    row(313, 310, ACTIVITY, "hut-duty", 10),
    row(314, 310, ACTIVITY, "recycling-duty", 10),
    row(315, 310, ACTIVITY, "fire-drill", 11),
    row(316, 310, ACTIVITY, "visiting-elders", 11),
    row(317, 310, ACTIVITY, "tree-planting", 10),
    row(320, 320, ACTIVITY, "learning-together", 10),
    row(321, 320, ACTIVITY, "safety-talk", 10),
    row(322, 320, ACTIVITY, "health-talk", 10),
    row(323, 320, ACTIVITY, "phone-class", 10),
    row(324, 320, ACTIVITY, "handicraft", 10),
    row(325, 320, ACTIVITY, "parenting-circle", 10),
    row(330, 330, ACTIVITY, "festivals", 10),
    row(331, 330, ACTIVITY, "flea-market", 10),
    row(332, 330, ACTIVITY, "sports-day", 10),
    row(333, 330, ACTIVITY, "children-games", 10),
    row(334, 330, ACTIVITY, "shared-table", 10),
];

/// What nobody may offer without a licence that somebody has seen: electric work, legal and medical
/// advice (志愿服务条例 art. 16).
const LICENSED: [CategoryCode; 3] = [CategoryCode(213), CategoryCode(241), CategoryCode(242)];

/// Whether whoever offers this kind of help needs a licence.
#[must_use]
pub fn needs_licence(code: CategoryCode) -> bool {
    LICENSED.contains(&code)
}

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
    fn licences_are_for_known_skills() {
        for code in LICENSED {
            let row = category(code).expect("a licensed category is in the table");
            assert_eq!(row.family, Family::Skill);
            assert!(needs_licence(code) && !needs_licence(row.group));
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
