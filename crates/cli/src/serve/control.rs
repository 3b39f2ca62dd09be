//! The operator's commands to a running office, over a socket in its data folder that only the
//! office's own account may open: one line of JSON in, one line out.

use std::{os::unix::fs::PermissionsExt as _, path::Path, sync::Arc};

use anyhow::{Context as _, bail};
use ledger::{
    Action, ChangeId, Event, ValidatorKey, Verdict,
    event::MembershipEvent,
    operation::{
        identity::{GrantRole, RegisterOrganisation, Role, Scope},
        membership::{ApproveChange, ProposeMembership, ProposeUpgrade, Seat, WithdrawChange},
    },
    signature::Custody,
    state::keys,
};
use portal::{content::PlaceText, desk::ActError, gateway::Final};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{UnixListener, UnixStream},
};

use super::{
    affairs,
    appoint::{Appointment, appoint},
    metrics::Sources,
};
use crate::{card::Card, clock, folder::Folder, identity};

const ORDER_BYTES_MAX: u64 = 256 * 1024;

/// What an operator can ask of the running office.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Order {
    /// Who agrees on blocks, and what is proposed.
    Status,
    /// Proposes to let an office in by its card, registering its organisation first where needed.
    Add {
        card: String,
        remove: Option<String>,
    },
    /// Proposes to remove a validator.
    Remove { key: String },
    /// Proposes this office's next key in the place of its present one.
    Rotate,
    /// Proposes another version of the rules.
    Upgrade { version: u32, height: u64 },
    /// Approves a change.
    Approve { change: String },
    /// Takes this office's own proposal back.
    Withdraw { change: String },
    /// Enrols and appoints one of the first people of this office.
    Appoint(Appointment),
}

/// Listens for the operator.
pub(crate) fn start(
    folder: &Folder,
    sources: Sources,
    place: (String, String),
) -> anyhow::Result<()> {
    let path = folder.control();
    // A socket of an earlier life; the folder's lock says that nobody else has it.
    drop(std::fs::remove_file(&path));
    let listener = bind(&path)?;
    let office = Arc::new(Office {
        folder: folder.clone(),
        sources,
        place,
    });
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let office = Arc::clone(&office);
            tokio::spawn(async move {
                if let Err(error) = office.serve(stream).await {
                    tracing::debug!(%error, "an operator's command broke off");
                }
            });
        }
    });
    Ok(())
}

fn bind(path: &Path) -> anyhow::Result<UnixListener> {
    let name = path.display();
    let listener = UnixListener::bind(path)
        .with_context(|| format!("cannot listen at {name}: the path may be too long"))?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
        .with_context(|| format!("cannot protect {name}"))?;
    Ok(listener)
}

struct Office {
    folder: Folder,
    sources: Sources,
    /// Where others reach this office: server and portal.
    place: (String, String),
}

impl Office {
    async fn serve(&self, stream: UnixStream) -> anyhow::Result<()> {
        let (reader, mut writer) = stream.into_split();
        let mut line = String::new();
        let mut reader = BufReader::new(reader).take(ORDER_BYTES_MAX);
        reader.read_line(&mut line).await?;
        let answer = match serde_json::from_str::<Order>(&line) {
            Ok(order) => self.obey(order).await,
            Err(error) => Err(error.into()),
        };
        let answer = match answer {
            Ok(answer) => json!({ "ok": answer }),
            Err(error) => json!({ "error": format!("{error:#}") }),
        };
        writer.write_all(format!("{answer}\n").as_bytes()).await?;
        Ok(())
    }

    async fn obey(&self, order: Order) -> anyhow::Result<Value> {
        match order {
            Order::Status => affairs::describe(&self.sources).await,
            Order::Add { card, remove } => self.add(&card, remove.as_deref()).await,
            Order::Remove { key } => {
                let remove = Some(validator(&key)?);
                self.propose(vec![ProposeMembership { add: None, remove }.into()])
                    .await
            }
            Order::Rotate => self.rotate().await,
            Order::Upgrade { version, height } => {
                self.propose(vec![ProposeUpgrade { version, height }.into()])
                    .await
            }
            Order::Approve { change } => {
                let change = change_id(&change)?;
                self.act(vec![ApproveChange { change }.into()]).await
            }
            Order::Withdraw { change } => {
                let change = change_id(&change)?;
                self.act(vec![WithdrawChange { change }.into()]).await
            }
            Order::Appoint(appointment) => {
                appoint(&self.sources.desk, appointment, clock::now_ms()).await
            }
        }
    }

    async fn add(&self, card: &str, remove: Option<&str>) -> anyhow::Result<Value> {
        let head = self.sources.desk.gateway.head();
        let card = Card::read(card, head.header.network)?;
        let seat = card.seat()?;
        let mut actions = Vec::new();
        if head.state.get(&keys::party(seat.organisation)).is_none() {
            actions.extend(self.registration(&card, &seat)?);
        }
        let remove = remove.map(validator).transpose()?;
        let add = Some(seat);
        actions.push(ProposeMembership { add, remove }.into());
        self.propose(actions).await
    }

    /// What makes an organisation known, with what an office needs to work: it enrols people of its
    /// area and runs its jobs.
    fn registration(&self, card: &Card, seat: &Seat) -> anyhow::Result<Vec<Action>> {
        let text = PlaceText {
            name_zh: card.name_zh.clone(),
            name_en: card.name_en.clone(),
            about_zh: card.about_zh.clone(),
            about_en: card.about_en.clone(),
            ..PlaceText::default()
        };
        let content = self.sources.desk.content.put(&text)?;
        let register = RegisterOrganisation {
            organisation: seat.organisation,
            kind: ledger::operation::identity::OrganisationKind::Department,
            area: card.area(),
            content,
            key: card.organisation_key()?,
            custody: Custody::Custodial,
        };
        let grant = |role| {
            Action::from(GrantRole {
                party: seat.organisation,
                role,
                scope: Scope::Area(card.area()),
                until: None,
            })
        };
        Ok(vec![
            register.into(),
            grant(Role::Clerk),
            grant(Role::Operator),
        ])
    }

    async fn rotate(&self) -> anyhow::Result<Value> {
        let seed = identity::next_validator_seed(&self.folder)?;
        let head = self.sources.desk.gateway.head();
        let office = self.sources.desk.office;
        let seat = crate::card::seat(head.header.network, office, seed, self.place.clone())?;
        let remove = Some(ValidatorKey(self.sources.key));
        let add = Some(seat);
        self.propose(vec![ProposeMembership { add, remove }.into()])
            .await
    }

    async fn propose(&self, actions: Vec<Action>) -> anyhow::Result<Value> {
        self.act(actions).await
    }

    /// Signs with the office's own key and says what came of it.
    async fn act(&self, actions: Vec<Action>) -> anyhow::Result<Value> {
        let desk = &self.sources.desk;
        match desk.act_all(desk.office, actions).await {
            Ok(done) => Ok(report(&done)),
            Err(ActError::Rejected(rejection)) => {
                bail!(
                    "the ledger says no: {} ({rejection})",
                    rejection.describe().trim()
                )
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn report(done: &Final) -> Value {
    let events = match &done.outcome.verdict {
        Verdict::Applied(events) => events.as_slice(),
        Verdict::Rejected(_) => &[],
    };
    let change = events.iter().find_map(|event| match event {
        Event::Membership(
            MembershipEvent::ChangeProposed { change }
            | MembershipEvent::ChangeApproved { change, .. }
            | MembershipEvent::ChangeWithdrawn { change },
        ) => Some(change.to_string()),
        _ => None,
    });
    let names: Vec<&str> = events.iter().map(Event::name).collect();
    json!({
        "change": change,
        "operation": done.operation.to_string(),
        "height": done.height,
        "events": names,
    })
}

fn validator(text: &str) -> anyhow::Result<ValidatorKey> {
    ValidatorKey::from_hex(text).context("a validator key has 64 hexadecimal digits")
}

fn change_id(text: &str) -> anyhow::Result<ChangeId> {
    ChangeId::from_hex(text).context("the id of a change has 32 hexadecimal digits")
}
