//! The first people of an office: enrolled and appointed with the office's own key, and let in by a
//! code that works once. From then on they appoint others on pages, two by two where it matters.

use std::fmt;

use anyhow::{Context as _, bail};
use ledger::{
    Action, AreaCode,
    operation::identity::{GrantRole, Role, Scope},
};
use portal::desk::{ActError, Desk, EnrolError, NewResident};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use vault::{IdNumber, PersonalText};

/// Who is appointed to what. `Debug` hides the person.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Appointment {
    pub(crate) role: FirstRole,
    /// Where the person lives.
    pub(crate) community: u64,
    pub(crate) name: String,
    pub(crate) id_number: String,
}

/// The roles without which nobody could appoint or enrol anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FirstRole {
    Administrator,
    Clerk,
    Operator,
    Auditor,
}

impl fmt::Debug for Appointment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Appointment({:?}, hidden)", self.role)
    }
}

impl From<FirstRole> for Role {
    fn from(role: FirstRole) -> Self {
        match role {
            FirstRole::Administrator => Self::Administrator,
            FirstRole::Clerk => Self::Clerk,
            FirstRole::Operator => Self::Operator,
            FirstRole::Auditor => Self::Auditor,
        }
    }
}

/// Enrols, appoints over the office's area, and answers with what to hand over.
pub(crate) async fn appoint(
    desk: &Desk,
    appointment: Appointment,
    now_ms: u64,
) -> anyhow::Result<Value> {
    let id_number = IdNumber::parse(&appointment.id_number).context("the ID number is mistyped")?;
    let resident = NewResident {
        name: PersonalText::new(appointment.name),
        id_number,
        phone: None,
        address: None,
        nickname: None,
        community: AreaCode(appointment.community),
        guardian: None,
    };
    let enrolled = match desk.enrol(desk.office, resident, now_ms).await {
        Ok(enrolled) => enrolled,
        Err(EnrolError::AlreadyEnrolled) => bail!("this person is enrolled already"),
        Err(EnrolError::Act(error)) => return Err(explain(error)),
        Err(error) => return Err(error.into()),
    };
    let state = desk.gateway.head().state;
    let office = state.get(&ledger::state::keys::party(desk.office));
    let area = office.context("the ledger does not know this office")?.area;
    let grant = GrantRole {
        party: enrolled.person,
        role: appointment.role.into(),
        scope: Scope::Area(area),
        until: None,
    };
    desk.act(desk.office, Action::from(grant))
        .await
        .map_err(explain)?;
    let code = desk
        .issue_code(desk.office, enrolled.person, now_ms)
        .await?;
    Ok(json!({
        "member_number": enrolled.member_number.to_string(),
        "code": code.reveal().as_str(),
    }))
}

fn explain(error: ActError) -> anyhow::Error {
    match error {
        ActError::Rejected(rejection) => {
            anyhow::anyhow!("the ledger says no: {}", rejection.describe().trim())
        }
        error => error.into(),
    }
}
