//! Which event names which action about parties, disputes and content.

use ledger::{
    Action, AttestationId, CaseId, Event, OperationId,
    event::{ContentEvent, DisputeEvent, PartyEvent},
    operation::{ContentAction, DisputeAction, PartyAction},
};

pub(super) fn named(action: &Action, event: &Event, (id, position): (OperationId, u32)) -> bool {
    match (action, event) {
        (Action::Content(action), Event::Content(event)) => content_named(action, event),
        (Action::Dispute(action), Event::Dispute(event)) => {
            dispute_named(action, event, CaseId::derive(id, position))
        }
        (Action::Party(action), Event::Party(event)) => {
            party_named(action, event, AttestationId::derive(id, position))
        }
        _ => false,
    }
}

fn content_named(action: &ContentAction, event: &ContentEvent) -> bool {
    match (action, event) {
        (ContentAction::TakeDownContent(one), ContentEvent::ContentTakenDown { content }) => {
            one.content == *content
        }
        (ContentAction::AppealTakedown(one), ContentEvent::TakedownAppealed { content }) => {
            one.content == *content
        }
        (ContentAction::RestoreContent(one), ContentEvent::ContentRestored { content }) => {
            one.content == *content
        }
        _ => false,
    }
}

fn dispute_named(action: &DisputeAction, event: &DisputeEvent, filed: CaseId) -> bool {
    match (action, event) {
        (
            DisputeAction::FileDispute(_) | DisputeAction::FileHiddenComplaint(_),
            DisputeEvent::DisputeFiled { case, .. },
        ) => *case == filed,
        (DisputeAction::AnswerDispute(one), DisputeEvent::DisputeAnswered { case, .. }) => {
            one.case == *case
        }
        (DisputeAction::NoteLateAnswer(one), DisputeEvent::AnswerLate { case }) => {
            one.case == *case
        }
        (DisputeAction::AcceptAnswer(one), DisputeEvent::AnswerAccepted { case }) => {
            one.case == *case
        }
        (DisputeAction::AppealAnswer(one), DisputeEvent::AnswerAppealed { case, .. }) => {
            one.case == *case
        }
        (DisputeAction::WithdrawDispute(one), DisputeEvent::DisputeWithdrawn { case }) => {
            one.case == *case
        }
        (DisputeAction::CloseDispute(one), DisputeEvent::DisputeClosed { case, .. }) => {
            one.case == *case
        }
        (DisputeAction::DrawPanel(one), DisputeEvent::PanelDrawn { case, .. }) => one.case == *case,
        (DisputeAction::RecuseFromPanel(one), DisputeEvent::PanelistRecused { case, .. }) => {
            one.case == *case
        }
        (DisputeAction::VoteOnPanel(one), DisputeEvent::PanelVoteCast { case, .. }) => {
            one.case == *case
        }
        (DisputeAction::JoinPanelPool(_), DisputeEvent::PanelPoolJoined { .. })
        | (DisputeAction::LeavePanelPool(_), DisputeEvent::PanelPoolLeft { .. })
        | (DisputeAction::PublishCalendar(_), DisputeEvent::CalendarPublished { .. }) => true,
        _ => false,
    }
}

fn party_named(action: &PartyAction, event: &PartyEvent, attested: AttestationId) -> bool {
    match (action, event) {
        (PartyAction::SuspendParty(one), PartyEvent::PartySuspended { party }) => {
            one.party == *party
        }
        (PartyAction::LiftSuspension(one), PartyEvent::SuspensionLifted { party }) => {
            one.party == *party
        }
        (PartyAction::CloseOrganisation(one), PartyEvent::OrganisationClosed { organisation }) => {
            one.organisation == *organisation
        }
        (PartyAction::InviteMember(one), PartyEvent::MemberInvited { person, .. }) => {
            one.person == *person
        }
        (PartyAction::EndMembership(one), PartyEvent::MembershipEnded { person, .. }) => {
            one.person == *person
        }
        (
            PartyAction::AcceptMembership(one),
            PartyEvent::MembershipAccepted { organisation, .. },
        ) => one.organisation == *organisation,
        (PartyAction::AttestFact(_), PartyEvent::FactAttested { attestation, .. }) => {
            *attestation == attested
        }
        (
            PartyAction::WithdrawAttestation(one),
            PartyEvent::AttestationWithdrawn { attestation, .. },
        ) => one.attestation == *attestation,
        (
            PartyAction::ExpireAttestation(one),
            PartyEvent::AttestationExpired { attestation, .. },
        ) => one.attestation == *attestation,
        (PartyAction::ErasePerson(one), PartyEvent::PersonErased { person }) => {
            one.person == *person
        }
        (PartyAction::EndCommitments(one), PartyEvent::CommitmentsEnded { party }) => {
            one.party == *party
        }
        _ => false,
    }
}
