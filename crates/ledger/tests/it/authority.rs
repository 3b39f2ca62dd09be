//! Who may do what where: the table of roles, as the rules apply it and as people read it.

use crate::story::check;
use ledger::authority::{CHARTERS, Charter, Right, ScopeKind, charter};
use std::{collections::BTreeSet, fmt::Write as _};

const SHOWN: &str = include_str!("../../../../docs/roles.md");
const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/roles.md");

pub(crate) const GRANTING: &str = r"
    # Every role with who may give it, and in which scope
    office opens-hut park | office grants keeper to ann hut park         | ann has a role
    office opens-hut park | office grants keeper to ann                  | role_scope_wrong
    office opens-hut park | office grants volunteer to ann hut park      | ann has a role
    # Helpers at one activity, named by its organiser too
    full | committee grants volunteer to dan at-activity committee       | dan has a role
    full | office grants volunteer to dan at-activity committee          | dan has a role
    full | ann grants volunteer to dan at-activity committee             | role_missing
    full | committee grants worker to dan at-activity committee          | role_scope_wrong
    full | office grants volunteer to dan at-activity ann                | activity_unknown
                          | office grants volunteer to ann               | role_scope_wrong
                          | office grants leader to ann within committee | ann has a role
                          | office grants clerk to ann within committee  | role_scope_wrong
                          | office grants deputy to ann in district      | ann has a role
                          | office grants social-worker to ann           | ann has a role
                          | office grants inspector to ann               | ann has a role
                          | office grants supervisor to ann in district  | ann has a role
    # For a time only
    | office grants expert to ann within committee for 7d  | ann has a role
    | office grants expert to ann within committee         | role_needs_end
    | office grants nominee to ann in district for 90d     | ann has a role
    | office grants nominee to ann in district             | role_needs_end
    # A leader gives the roles that help, and none that works in an office
    office grants leader to bob | bob grants worker to ann             | ann has a role
    office grants leader to bob | bob grants worker to ann in hillside | role_missing
    office grants leader to bob | bob grants clerk to ann              | role_missing
    office grants leader to bob | bob grants leader to ann             | role_missing
    office grants leader to bob; bob grants worker to ann | bob revokes worker from ann |
        ann lost a role
    office grants worker to bob | bob grants worker to ann             | role_missing
    # Whoever could undo the rule of two persons is appointed by two
    office grants administrator to ann | ann grants administrator to bob | second_person_missing
    office grants administrator to ann | ann grants supervisor to bob    | second_person_missing
    two-heads | ann proposes grants administrator to cat | proposed
    two-heads; ann proposes grants administrator to cat | bob approves ann |
        approved for ann, cat has a role
    two-heads | ann proposes grants clerk to cat | second_person_needless
    # Whoever checks others holds none of their offices
    office grants clerk to ann   | office grants auditor to ann in district |
        roles_exclude_each_other
    office grants auditor to ann | office grants operator to ann |
        roles_exclude_each_other
    # Whoever gives roles runs no machines: the three administrators are three persons
    office grants administrator to ann in district | office grants operator to ann |
        roles_exclude_each_other
    office grants operator to ann | office grants administrator to ann in district |
        roles_exclude_each_other
    office grants auditor to ann | office grants worker to ann              | ann has a role
";

#[test]
fn granting_follows_its_table() {
    check(GRANTING);
}

#[test]
fn every_role_has_one_line_and_its_own_word() {
    let words: BTreeSet<_> = CHARTERS.iter().map(|charter| charter.word).collect();
    assert_eq!(words.len(), CHARTERS.len());
    for line in CHARTERS {
        assert_eq!(charter(line.role).map(|found| found.word), Some(line.word));
        let shown = serde_json::to_value(line.role).expect("a role is a word");
        assert_eq!(shown, line.word);
    }
}

/// Least privilege, role by role: a right that moves shows here.
#[test]
fn each_right_is_held_by_few() {
    let holders = |right: Right| -> String {
        let lines = CHARTERS.iter();
        let lines = lines.filter(|charter| charter.rights.contains(&right));
        lines
            .map(|charter| charter.word)
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (right, expected) in [
        (Right::RegisterOrganisation, "administrator"),
        (Right::RegisterHut, "administrator"),
        (Right::GrantOffices, "administrator"),
        (Right::GrantHelpers, "administrator leader"),
        (Right::EnrolPerson, "clerk"),
        (Right::RecoverOffice, "administrator"),
        (Right::Suspend, "administrator supervisor"),
        (Right::CloseParty, "administrator"),
        (Right::AdoptRulePack, "administrator supervisor"),
        (Right::KeepBooks, "administrator supervisor"),
        (Right::TakeDown, "administrator leader supervisor"),
        (Right::Witness, "hut_keeper community_worker"),
        (Right::RunHut, "hut_keeper"),
        (Right::AnswerDispute, "community_worker leader"),
        (Right::FileForOthers, "clerk inspector deputy social_worker"),
        (Right::RecordRound, "operator"),
        (Right::MoveClock, "operator"),
        (Right::ReadAll, "auditor supervisor inspector"),
    ] {
        assert_eq!(holders(right), expected, "{right:?}");
    }
}

fn list<T: std::fmt::Debug>(items: &[T]) -> String {
    let names: Vec<String> = items
        .iter()
        .map(|item| spaced(&format!("{item:?}")))
        .collect();
    if names.is_empty() {
        "–".to_owned()
    } else {
        names.join(", ")
    }
}

/// `GrantOffices` as `grant offices`.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn row(charter: &Charter) -> String {
    let scopes: &[ScopeKind] = charter.scopes;
    let mut notes = Vec::new();
    if charter.ends {
        notes.push("always with an end");
    }
    if charter.guarded {
        notes.push("appointed by two persons");
    }
    format!(
        "| `{}` | {} | {} | {} | {} |\n",
        charter.word,
        list(charter.rights),
        list(scopes),
        spaced(&format!("{:?}", charter.given_under)),
        notes.join(", ")
    )
}

/// To write the page again, run this test with `LINLI_NEW_ROLES=approved`.
#[test]
fn the_page_about_roles_shows_the_table() {
    let mut page = String::from(
        "# Roles\n\n\
         What each role allows beyond what everyone may, where it can be held, and the right that\n\
         one needs over that place to give it. Made from `crates/ledger/src/authority.rs` by a\n\
         test; the rules ask that table and nothing else. Whoever audits holds no office of those\n\
         who are audited.\n\n\
         | role | allows | held in | given under | notes |\n|---|---|---|---|---|\n",
    );
    for charter in CHARTERS {
        write!(page, "{}", row(charter)).expect("text grows");
    }
    if std::env::var("LINLI_NEW_ROLES").is_ok_and(|word| word == "approved") {
        std::fs::write(PATH, page).expect("the docs can be written");
        return;
    }
    assert!(SHOWN == page, "docs/roles.md is not the table any more");
}
