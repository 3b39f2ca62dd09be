//! What a proposed action would do, as rows that the second person reads.

use ledger::{
    Action, PartyId,
    operation::{
        ContentAction, IdentityAction, PartyAction, PointsOfficeAction,
        content::TakedownReason,
        party::{ErasureCause, SuspensionReason},
    },
    state::accounts::Grant,
};

use crate::content::ListingText;
use crate::pages::listings::name_of;
use crate::told::amount;
use crate::{AppState, Error, Page};

type Facts = Vec<(String, String)>;

/// The rows; for what has no page of its own here, the name of the action says it.
pub(super) async fn facts(state: &AppState, page: &Page, action: &Action) -> Result<Facts, Error> {
    match action {
        Action::PointsOffice(action) => points_office(state, page, action).await,
        Action::Party(action) => party(state, page, action).await,
        Action::Content(ContentAction::TakeDownContent(command)) => {
            let text: Option<ListingText> = state.desk.words(&command.content);
            let mut rows = vec![who(state, page, command.owner).await?];
            rows.extend(text.map(|text| row(page, "decision-row-text", text.title)));
            rows.push(row(
                page,
                "decision-row-reason",
                takedown(page, command.reason),
            ));
            Ok(rows)
        }
        Action::Identity(IdentityAction::GrantRole(command)) => {
            let role = ledger::authority::word(command.role).to_owned();
            Ok(vec![
                who(state, page, command.party).await?,
                row(page, "decision-row-role", role),
            ])
        }
        _ => Ok(Vec::new()),
    }
}

async fn points_office(
    state: &AppState,
    page: &Page,
    action: &PointsOfficeAction,
) -> Result<Facts, Error> {
    let area = |area| {
        row(
            page,
            "decision-row-community",
            state.areas.name(area, page.language),
        )
    };
    let points = |points| row(page, "decision-row-points", amount(page.t, points));
    Ok(match action {
        PointsOfficeAction::FundReserve(command) => {
            let paper: Option<ListingText> = state.desk.words(&command.source.hash);
            let mut rows = vec![area(command.community), points(command.amount)];
            rows.extend(paper.map(|paper| row(page, "decision-row-paper", paper.title)));
            rows
        }
        PointsOfficeAction::GrantPoints(command) => {
            let word = match command.grant {
                Grant::Starter => "decision-grant-starter",
                Grant::Hardship => "decision-grant-hardship",
            };
            vec![
                who(state, page, command.person).await?,
                points(command.amount),
                row(page, "decision-row-grant", page.t.get(word)),
            ]
        }
        PointsOfficeAction::AdoptRulePack(command) => vec![
            area(command.community),
            row(page, "decision-row-pack", command.pack.name.0.clone()),
            row(
                page,
                "decision-row-from",
                page.moment(command.effective_at.0),
            ),
        ],
        PointsOfficeAction::CloseAccount(command) => vec![who(state, page, command.person).await?],
        PointsOfficeAction::RecordStanding(_) => Vec::new(),
    })
}

async fn party(state: &AppState, page: &Page, action: &PartyAction) -> Result<Facts, Error> {
    Ok(match action {
        PartyAction::SuspendParty(command) => vec![
            who(state, page, command.party).await?,
            row(
                page,
                "decision-row-reason",
                suspension(page, command.reason),
            ),
            row(page, "decision-row-until", page.moment(command.until.0)),
        ],
        PartyAction::ErasePerson(command) => {
            let word = match command.cause {
                ErasureCause::OwnWish => "decision-erase-wish",
                ErasureCause::Death => "decision-erase-death",
                ErasureCause::WrongEnrolment => "decision-erase-wrong",
            };
            vec![
                who(state, page, command.person).await?,
                row(page, "decision-row-reason", page.t.get(word)),
            ]
        }
        PartyAction::CloseOrganisation(command) => {
            vec![who(state, page, command.organisation).await?]
        }
        _ => Vec::new(),
    })
}

async fn who(state: &AppState, page: &Page, party: PartyId) -> Result<(String, String), Error> {
    let name = name_of(state, page, party).await?;
    Ok(row(page, "decision-row-who", name))
}

fn row(page: &Page, key: &str, value: String) -> (String, String) {
    (page.t.get(key), value)
}

pub(super) fn takedown(page: &Page, reason: TakedownReason) -> String {
    page.t.get(match reason {
        TakedownReason::Privacy => "takedown-privacy",
        TakedownReason::Abuse => "takedown-abuse",
        TakedownReason::Deception => "takedown-deception",
        TakedownReason::Unlawful => "takedown-unlawful",
    })
}

pub(super) fn suspension(page: &Page, reason: SuspensionReason) -> String {
    page.t.get(match reason {
        SuspensionReason::Safety => "suspension-safety",
        SuspensionReason::Misconduct => "suspension-misconduct",
        SuspensionReason::Fraud => "suspension-fraud",
        SuspensionReason::LegalOrder => "suspension-legal_order",
        SuspensionReason::OwnWish => "suspension-own_wish",
    })
}
