//! The offices of a practice network: who they are, where they work, and what they may do.

use ledger::{AreaCode, operation::identity::Role};

const DISTRICT: AreaCode = AreaCode(440_604);

/// An office before it has keys.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The folder's name.
    pub(super) slug: String,
    pub(super) name_zh: String,
    pub(super) name_en: String,
    pub(super) about_zh: &'static str,
    pub(super) about_en: &'static str,
    pub(super) area: AreaCode,
    /// Over its own area.
    pub(super) roles: &'static [Role],
    /// What the first of its practice people is: an auditor holds no other office.
    pub(super) staff: Role,
    /// Where its practice people live.
    pub(super) community: AreaCode,
}

type Row = (
    &'static str,
    [&'static str; 2],
    [&'static str; 2],
    AreaCode,
    &'static [Role],
    AreaCode,
);

const ROWS: [Row; 7] = [
    (
        "district",
        [
            "禅城区共享社区办公室（演练）",
            "Chancheng Shared Community Office (practice)",
        ],
        [
            "登记其他机构，管理全区。",
            "Registers the other organisations of the district.",
        ],
        DISTRICT,
        &[Role::Administrator, Role::Clerk, Role::Operator],
        AreaCode(440_604_010_001),
    ),
    (
        "subdistrict",
        [
            "祖庙街道共享服务站（演练）",
            "Zumiao Subdistrict Station (practice)",
        ],
        ["祖庙街道的窗口。", "The counter of Zumiao Subdistrict."],
        AreaCode(440_604_012),
        &[Role::Administrator, Role::Clerk, Role::Operator],
        AreaCode(440_604_012_055),
    ),
    (
        "civil-affairs",
        [
            "禅城区民政窗口（演练）",
            "Chancheng Civil Affairs (practice)",
        ],
        [
            "民政的窗口，办理全区登记。",
            "The civil affairs counter, for the whole district.",
        ],
        DISTRICT,
        &[Role::Clerk, Role::Operator],
        AreaCode(440_604_010_004),
    ),
    (
        "federation",
        [
            "禅城区社会组织联合会（演练）",
            "Federation of Social Organisations (practice)",
        ],
        [
            "社会组织的联合会，也核对这本账。",
            "Social organisations together; also audits the ledger.",
        ],
        DISTRICT,
        &[Role::Clerk, Role::Operator],
        AreaCode(440_604_010_003),
    ),
    (
        "shiwan",
        [
            "石湾镇街道共享服务站（演练）",
            "Shiwan Subdistrict Station (practice)",
        ],
        ["石湾镇街道的窗口。", "The counter of Shiwan Subdistrict."],
        AreaCode(440_604_010),
        &[Role::Clerk, Role::Operator],
        AreaCode(440_604_010_001),
    ),
    (
        "zhangcha",
        [
            "张槎街道共享服务站（演练）",
            "Zhangcha Subdistrict Station (practice)",
        ],
        ["张槎街道的窗口。", "The counter of Zhangcha Subdistrict."],
        AreaCode(440_604_011),
        &[Role::Clerk, Role::Operator],
        AreaCode(440_604_010_003),
    ),
    (
        "nanzhuang",
        [
            "南庄镇共享服务站（演练）",
            "Nanzhuang Town Station (practice)",
        ],
        ["南庄镇的窗口。", "The counter of Nanzhuang Town."],
        AreaCode(440_604_100),
        &[Role::Clerk, Role::Operator],
        AreaCode(440_604_010_004),
    ),
];

/// The first so many offices; beyond the named ones, auditing organisations by number.
pub(super) fn plans(count: usize) -> Vec<Plan> {
    (0..count)
        .map(|place| match ROWS.get(place) {
            Some(row) => named(row),
            None => numbered(place + 1),
        })
        .collect()
}

fn named(row: &Row) -> Plan {
    let (slug, name, about, area, roles, community) = row;
    Plan {
        slug: (*slug).to_owned(),
        name_zh: name[0].to_owned(),
        name_en: name[1].to_owned(),
        about_zh: about[0],
        about_en: about[1],
        area: *area,
        roles,
        staff: if *slug == "federation" {
            Role::Auditor
        } else {
            Role::Clerk
        },
        community: *community,
    }
}

fn numbered(number: usize) -> Plan {
    Plan {
        slug: format!("office-{number}"),
        name_zh: format!("第{number}家机构（演练）"),
        name_en: format!("Organisation {number} (practice)"),
        about_zh: "核对这本账的机构。",
        about_en: "An organisation that audits the ledger.",
        area: DISTRICT,
        roles: &[Role::Clerk, Role::Operator],
        staff: Role::Auditor,
        community: AreaCode(440_604_010_001),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn every_office_works_in_an_area_that_exists() {
        let sample = Sample::load().unwrap();
        let known = |code: AreaCode| sample.divisions.iter().any(|one| one.code == code);
        let plans = plans(9);
        for plan in &plans {
            assert!(known(plan.area) && known(plan.community), "{}", plan.slug);
            assert!(
                plan.roles.contains(&Role::Clerk),
                "{} enrols nobody",
                plan.slug
            );
        }
        let slugs: std::collections::BTreeSet<_> = plans.iter().map(|one| &one.slug).collect();
        assert_eq!(slugs.len(), 9);
    }
}
