//! Who may do what where: every role of the district, its rights, the scopes in which it can be
//! held and who may give it. The rules ask this table and nothing else.

use crate::operation::identity::{Role, Scope};

/// One thing that a role allows beyond what everyone may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Enrols organisations.
    RegisterOrganisation,
    /// Puts sharing huts on the map.
    RegisterHut,
    /// Gives and takes roles that work in an office.
    GrantOffices,
    /// Gives and takes roles that help in a community.
    GrantHelpers,
    /// Enrols persons, and helps those without a role after a loss of keys.
    EnrolPerson,
    /// Gives a new key to whoever holds a role, and to organisations; two persons.
    RecoverOffice,
    /// Suspends a party; two persons.
    Suspend,
    /// Closes an organisation and erases a person; two persons.
    CloseParty,
    /// Puts another rule pack into force; two persons.
    AdoptRulePack,
    /// Enters points from the back office; two persons.
    KeepBooks,
    /// Takes content off the pages; two persons.
    TakeDown,
    /// States what took place between two others.
    Witness,
    /// Keeps a sharing hut.
    RunHut,
    /// Looks after loans, activities and huts of an area where nobody nearer can.
    Tend,
    /// States that somebody holds a licence.
    AttestLicence,
    /// Installs kiosks and takes them out of use.
    InstallKiosk,
    /// Brings in what kiosks noted.
    MergeKiosk,
    /// Proposes pairs who could help each other.
    ProposePair,
    /// Answers disputes and complaints.
    AnswerDispute,
    /// Files a complaint for somebody who stays hidden.
    FileForOthers,
    /// Records matching rounds.
    RecordRound,
    /// Moves the clock of a demonstration.
    MoveClock,
    /// Reads everything that the ledger holds, on pages of their own.
    ReadAll,
}

/// What kind of scope a role is held in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    /// A district, a subdistrict or a community.
    Area,
    /// One organisation.
    Organisation,
    /// One hut.
    Hut,
    /// One activity.
    Activity,
}

impl ScopeKind {
    /// The kind of a scope.
    #[must_use]
    pub const fn of(scope: Scope) -> Self {
        match scope {
            Scope::Area(_) => Self::Area,
            Scope::Organisation(_) => Self::Organisation,
            Scope::Hut(_) => Self::Hut,
            Scope::Activity(_) => Self::Activity,
        }
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Charter {
    /// Which role.
    pub role: Role,
    /// Its stable word.
    pub word: &'static str,
    /// What it allows.
    pub rights: &'static [Right],
    /// In which kinds of scope it can be held.
    pub scopes: &'static [ScopeKind],
    /// What one needs, over the scope's area, to give it and to take it back.
    pub given_under: Right,
    /// Never without an end.
    pub ends: bool,
    /// A person who gives it needs a second one: it could undo the rule of two persons.
    pub guarded: bool,
}

const AREA: &[ScopeKind] = &[ScopeKind::Area];
const AREA_OR_ORGANISATION: &[ScopeKind] = &[ScopeKind::Area, ScopeKind::Organisation];

/// A role of an office, for an area.
const fn office(role: Role, word: &'static str, rights: &'static [Right]) -> Charter {
    Charter {
        role,
        word,
        rights,
        scopes: AREA,
        given_under: Right::GrantOffices,
        ends: false,
        guarded: false,
    }
}

/// A role of people who help.
const fn helper(role: Role, word: &'static str, rights: &'static [Right]) -> Charter {
    Charter {
        scopes: AREA_OR_ORGANISATION,
        given_under: Right::GrantHelpers,
        ..office(role, word, rights)
    }
}

/// The table: one line for each role.
pub const CHARTERS: &[Charter] = &[
    Charter {
        guarded: true,
        ..office(
            Role::Administrator,
            "administrator",
            &[
                Right::RegisterOrganisation,
                Right::RegisterHut,
                Right::InstallKiosk,
                Right::GrantOffices,
                Right::GrantHelpers,
                Right::RecoverOffice,
                Right::Suspend,
                Right::CloseParty,
                Right::AdoptRulePack,
                Right::KeepBooks,
                Right::TakeDown,
            ],
        )
    },
    office(
        Role::Clerk,
        "clerk",
        &[
            Right::EnrolPerson,
            Right::AttestLicence,
            Right::FileForOthers,
        ],
    ),
    Charter {
        scopes: &[ScopeKind::Hut],
        ..helper(
            Role::HutKeeper,
            "hut_keeper",
            &[Right::RunHut, Right::Witness],
        )
    },
    helper(
        Role::CommunityWorker,
        "community_worker",
        &[Right::Witness, Right::Tend, Right::AnswerDispute],
    ),
    office(Role::Auditor, "auditor", &[Right::ReadAll]),
    office(
        Role::Operator,
        "operator",
        &[
            Right::RecordRound,
            Right::ProposePair,
            Right::MergeKiosk,
            Right::MoveClock,
        ],
    ),
    Charter {
        scopes: AREA_OR_ORGANISATION,
        ..office(
            Role::Leader,
            "leader",
            &[Right::GrantHelpers, Right::AnswerDispute, Right::TakeDown],
        )
    },
    Charter {
        guarded: true,
        ..office(
            Role::Supervisor,
            "supervisor",
            &[
                Right::AdoptRulePack,
                Right::KeepBooks,
                Right::Suspend,
                Right::TakeDown,
                Right::ReadAll,
            ],
        )
    },
    office(
        Role::Inspector,
        "inspector",
        &[Right::FileForOthers, Right::ReadAll],
    ),
    office(Role::Deputy, "deputy", &[Right::FileForOthers]),
    Charter {
        ends: true,
        ..office(Role::Nominee, "nominee", &[])
    },
    helper(Role::SocialWorker, "social_worker", &[Right::FileForOthers]),
    Charter {
        scopes: &[ScopeKind::Organisation, ScopeKind::Hut, ScopeKind::Activity],
        ..helper(Role::Volunteer, "volunteer", &[])
    },
    Charter {
        ends: true,
        ..helper(Role::Expert, "expert", &[])
    },
];

/// Nobody who gives roles runs the machines: with the auditor they are the three administrators of
/// the classified protection of information systems (security, system, audit), each another person.
/// An organisation holds both for its office, whose key no person works with.
#[must_use]
pub fn exclude_each_other_in_a_person(one: Role, other: Role) -> bool {
    let split = |gives: Role, runs: Role| gives == Role::Administrator && runs == Role::Operator;
    exclude_each_other(one, other) || split(one, other) || split(other, one)
}

/// Whoever checks the others holds none of their offices.
pub const CHECKED_BY_AUDITORS: &[Role] = &[Role::Administrator, Role::Clerk, Role::Operator];

/// The line of a role; every role has one.
#[must_use]
pub fn charter(role: Role) -> Option<&'static Charter> {
    CHARTERS.iter().find(|charter| charter.role == role)
}

/// The stable word of a role.
#[must_use]
pub fn word(role: Role) -> &'static str {
    charter(role).map_or("", |charter| charter.word)
}

/// Whether nobody may hold both.
#[must_use]
pub fn exclude_each_other(one: Role, other: Role) -> bool {
    let checks = |auditor: Role, checked: Role| {
        auditor == Role::Auditor && CHECKED_BY_AUDITORS.contains(&checked)
    };
    checks(one, other) || checks(other, one)
}
