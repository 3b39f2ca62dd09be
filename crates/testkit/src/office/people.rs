//! The cast of a test office: invented neighbours, with ID numbers of an area that is nobody's.

use ledger::{
    Action, AreaCode,
    operation::{
        IdentityAction,
        identity::{GrantRole, Scope},
    },
};
use portal::desk::{NewResident, person};
use vault::{IdNumber, PersonalText, Pin, PinPolicy};

use super::{Member, TestOffice};

pub use ledger::operation::identity::Role;

/// One line of the cast.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// How tests call them.
    pub key: &'static str,
    /// Legal name.
    pub name: &'static str,
    /// The first seventeen digits of the ID number.
    pub id_digits: &'static str,
    /// Where they live.
    pub community: u64,
    /// The PIN they chose.
    pub pin: &'static str,
    /// What they may do, and over which area.
    pub duty: Option<(Role, u64)>,
    /// Who they are and what to try, in Chinese and in English.
    pub about: (&'static str, &'static str),
}

/// Everybody in a test office.
pub const CAST: [Line; 7] = [
    Line {
        key: "chen",
        name: "陈伯年",
        id_digits: "00000019540612301",
        community: 440_604_010_001,
        pin: "147258",
        duty: None,
        about: (
            "72 岁，独居。试试请人陪诊、理发。",
            "72, lives alone. Try asking for company to the hospital, or for a haircut.",
        ),
    },
    Line {
        key: "mai",
        name: "麦晓岚",
        id_digits: "00000019920305102",
        community: 440_604_010_001,
        pin: "246813",
        duty: None,
        about: (
            "34 岁，上班的妈妈。试试借电钻，找人辅导功课。",
            "34, a working mother. Try borrowing a drill or finding help with homework.",
        ),
    },
    Line {
        key: "he",
        name: "何志强",
        id_digits: "00000019630928203",
        community: 440_604_010_003,
        pin: "369147",
        duty: None,
        about: (
            "63 岁，志愿者，退休钳工。试试接下街坊的需求。",
            "63, a volunteer and retired fitter. Try taking on a neighbour's need.",
        ),
    },
    Line {
        key: "outsider",
        name: "梁秋月",
        id_digits: "00000019710817304",
        community: 440_604_011_001,
        pin: "481593",
        duty: None,
        about: (
            "55 岁，住在另一个街道。",
            "55, lives in another subdistrict.",
        ),
    },
    Line {
        key: "clerk",
        name: "邓敏仪",
        id_digits: "00000019880421405",
        community: 440_604_010_001,
        pin: "135792",
        duty: Some((Role::Clerk, 440_604_010)),
        about: (
            "社区柜台的工作人员。试试给一位新居民登记。",
            "Works at the community counter. Try enrolling a new resident.",
        ),
    },
    Line {
        key: "worker",
        name: "李慧珍",
        id_digits: "00000019790115506",
        community: 440_604_010_003,
        pin: "864209",
        duty: Some((Role::CommunityWorker, 440_604_010_003)),
        about: (
            "社区工作者。试试看看本社区的需求。",
            "A community worker. Try looking at what her community needs.",
        ),
    },
    Line {
        key: "auditor",
        name: "欧阳正",
        id_digits: "00000019850730607",
        community: 440_604_011_001,
        pin: "752961",
        duty: Some((Role::Auditor, 440_604)),
        about: (
            "审计员。试试在账本里核对一笔记录。",
            "An auditor. Try checking a record in the ledger.",
        ),
    },
];

/// Enrols somebody as a clerk would, lets them choose their PIN, and grants their role.
pub(super) async fn enrol(office: &TestOffice, line: &Line) -> Member {
    let desk = &office.desk;
    let resident = NewResident {
        name: PersonalText::new(line.name.to_owned()),
        id_number: IdNumber::complete(line.id_digits).expect("the cast has whole numbers"),
        phone: None,
        address: None,
        nickname: None,
        community: AreaCode(line.community),
        guardian: None,
    };
    let wall_ms = office.gateway.wall_ms();
    let enrolled = desk.enrol(desk.office, resident, wall_ms).await;
    let enrolled = enrolled.expect("the cast is enrolled once");
    let pin = Pin::parse(line.pin).expect("the cast has whole PINs");
    let who = person(enrolled.person);
    let chosen = desk
        .vault
        .set_pin(who, pin, PinPolicy::SampleAllowed, wall_ms);
    chosen.await.expect("the cast may choose PINs");
    if let Some((role, area)) = line.duty {
        let grant = GrantRole {
            party: enrolled.person,
            role,
            scope: Scope::Area(AreaCode(area)),
            until: None,
        };
        let granted = desk
            .act(
                desk.office,
                Action::Identity(IdentityAction::GrantRole(grant)),
            )
            .await;
        granted.expect("the office grants roles");
    }
    Member {
        party: enrolled.person,
        name: line.name,
        number: enrolled.member_number,
        pin: line.pin,
    }
}
