//! What touches somebody's standing: disputes, ratings, roles, keys, attested facts, takedowns.

use super::{Line, NoticeCode as Code, Subject, plain, sides};
use crate::{Error, columns, facts::Fact};
use ledger::{
    Action, Hash, PartyId,
    event::{ApprovalEvent, ContentEvent, DisputeEvent, IdentityEvent, PartyEvent, RatingEvent},
    operation::ContentAction,
};
use sqlx::SqliteConnection;

/// Nobody learns from a notice who filed: a hidden complaint stays hidden.
pub(super) async fn dispute(
    db: &mut SqliteConnection,
    fact: &Fact<'_>,
    event: &DisputeEvent,
) -> Result<Vec<Line>, Error> {
    let (case, code) = match event {
        DisputeEvent::DisputeFiled { case, .. } => (*case, Code::DisputeFiled),
        DisputeEvent::DisputeAnswered { case, .. } => (*case, Code::DisputeAnswered),
        DisputeEvent::AnswerLate { case } => (*case, Code::DisputeLate),
        DisputeEvent::AnswerAppealed { case, .. } => (*case, Code::DisputeAppealed),
        DisputeEvent::DisputeWithdrawn { case } | DisputeEvent::DisputeClosed { case, .. } => {
            (*case, Code::DisputeClosed)
        }
        DisputeEvent::PanelDrawn { case, members } => {
            let line =
                |member: &PartyId| Line::about(*member, Code::PanelDrawn, Subject::Case(*case));
            return Ok(members.iter().map(line).collect());
        }
        // An accepted answer closes the dispute, which is told; the rest is one's own doing.
        DisputeEvent::AnswerAccepted { .. }
        | DisputeEvent::PanelPoolJoined { .. }
        | DisputeEvent::PanelPoolLeft { .. }
        | DisputeEvent::PanelistRecused { .. }
        | DisputeEvent::PanelVoteCast { .. }
        | DisputeEvent::CalendarPublished { .. } => return Ok(Vec::new()),
    };
    let parties = sides::of_case(db, case).await?;
    let told = parties.into_iter().filter(|party| *party != fact.by);
    Ok(told
        .map(|party| Line::about(party, code, Subject::Case(case)))
        .collect())
}

pub(super) async fn rating(
    db: &mut SqliteConnection,
    event: &RatingEvent,
) -> Result<Vec<Line>, Error> {
    let (exchange, by, code) = match event {
        RatingEvent::RatingOpened { exchange, by, .. } => (*exchange, *by, Code::RatingOpened),
        RatingEvent::RatingReplied { exchange, by } => (*exchange, *by, Code::RatingReplied),
        // What is sealed is nobody's to know, and what ends says nothing any more.
        RatingEvent::RatingCommitted { .. }
        | RatingEvent::RatingWithdrawn { .. }
        | RatingEvent::ReplyWithdrawn { .. }
        | RatingEvent::RatingEnded { .. } => return Ok(Vec::new()),
    };
    let sides = sides::of_exchange(db, exchange).await?;
    let told = sides.into_iter().filter(|party| *party != by);
    Ok(told
        .map(|party| Line {
            exchange: Some(exchange),
            other: Some(by),
            ..Line::to(party, plain(code))
        })
        .collect())
}

pub(super) fn party(by: PartyId, event: &PartyEvent) -> Vec<Line> {
    let (party, code, subject) = match event {
        PartyEvent::PartySuspended { party } => (*party, Code::Suspended, None),
        PartyEvent::SuspensionLifted { party } => (*party, Code::SuspensionLifted, None),
        PartyEvent::MemberInvited {
            organisation,
            person,
        } => {
            let subject = Subject::Organisation(*organisation);
            (*person, Code::MemberInvited, Some(subject))
        }
        PartyEvent::MembershipEnded {
            organisation,
            person,
        } => {
            let subject = Subject::Organisation(*organisation);
            (*person, Code::MembershipEnded, Some(subject))
        }
        PartyEvent::FactAttested {
            attestation,
            person,
        } => {
            let subject = Subject::Attestation(*attestation);
            (*person, Code::FactAttested, Some(subject))
        }
        PartyEvent::AttestationWithdrawn {
            attestation,
            person,
        }
        | PartyEvent::AttestationExpired {
            attestation,
            person,
        } => {
            let subject = Subject::Attestation(*attestation);
            (*person, Code::AttestationEnded, Some(subject))
        }
        // One's own yes, and what nobody is there to read.
        PartyEvent::MembershipAccepted { .. }
        | PartyEvent::OrganisationClosed { .. }
        | PartyEvent::PersonErased { .. }
        | PartyEvent::CommitmentsEnded { .. } => return Vec::new(),
    };
    let line = Line {
        subject,
        other: subject.map(|_| by),
        ..Line::to(party, plain(code))
    };
    (party != by).then_some(line).into_iter().collect()
}

pub(super) fn identity(by: PartyId, event: &IdentityEvent) -> Vec<Line> {
    let (party, code) = match event {
        IdentityEvent::RoleGranted { party } | IdentityEvent::RoleRevoked { party } => {
            (*party, Code::RoleChanged)
        }
        IdentityEvent::KeyRegistered { party, .. } | IdentityEvent::KeyRevoked { party, .. } => {
            (*party, Code::KeyChanged)
        }
        // The counter tells whoever is enrolled there.
        IdentityEvent::OrganisationRegistered { .. }
        | IdentityEvent::PersonRegistered { .. }
        | IdentityEvent::HutRegistered { .. } => return Vec::new(),
    };
    let line = Line::to(party, plain(code));
    (party != by).then_some(line).into_iter().collect()
}

pub(super) async fn content(
    db: &mut SqliteConnection,
    fact: &Fact<'_>,
    event: &ContentEvent,
) -> Result<Vec<Line>, Error> {
    let (owner, code) = match (event, fact.action) {
        (
            ContentEvent::ContentTakenDown { .. },
            Action::Content(ContentAction::TakeDownContent(command)),
        ) => (Some(command.owner), Code::ContentTakenDown),
        (ContentEvent::ContentRestored { content }, _) => {
            (owner_of(db, *content).await?, Code::ContentRestored)
        }
        // The owner's own appeal.
        _ => (None, Code::ContentTakenDown),
    };
    let told = owner.filter(|owner| *owner != fact.by);
    Ok(told
        .map(|owner| Line::to(owner, plain(code)))
        .into_iter()
        .collect())
}

/// Who published words, as far as they are a listing or a thing.
async fn owner_of(db: &mut SqliteConnection, content: Hash) -> Result<Option<PartyId>, Error> {
    let row = sqlx::query(
        "SELECT owner FROM listings WHERE content_hash = ?1
         UNION SELECT owner FROM items WHERE content_hash = ?1 LIMIT 1",
    )
    .bind(content.0.as_slice())
    .fetch_optional(db)
    .await?;
    row.map(|row| Ok(PartyId(columns::bytes(&row, "owner")?)))
        .transpose()
}

pub(super) fn approval(event: &ApprovalEvent) -> Vec<Line> {
    match event {
        ApprovalEvent::ActionApproved {
            proposal,
            proposed_by,
        } => {
            let subject = Subject::Proposal(*proposal);
            vec![Line::about(*proposed_by, Code::ProposalApproved, subject)]
        }
        // Deciders see on their page what waits, and what does not wait any more.
        ApprovalEvent::ActionProposed { .. }
        | ApprovalEvent::ProposalWithdrawn { .. }
        | ApprovalEvent::ProposalExpired { .. } => Vec::new(),
    }
}
