//! Disputes in the story language, each about the newest one: `ann disputes points back`,
//! `cat answers words`, `bob appeals`, `dan votes claim`.

use super::{Story, actions::after, words};
use ledger::{
    Action, CaseId, Envelope, Event, Hash, HutId,
    event::{ApprovalEvent, ContentEvent, DisputeEvent, PartyEvent},
    operation::ApprovalAction,
    operation::content::{AppealTakedown, RestoreContent, TakeDownContent, TakedownReason},
    operation::dispute::{
        AcceptAnswer, AnswerDispute, AppealAnswer, CloseDispute, DrawPanel, FileDispute,
        FileHiddenComplaint, Ground, JoinPanelPool, LeavePanelPool, NoteLateAnswer,
        PublishCalendar, RecuseFromPanel, Remedy, Subject, VoteOnPanel, WithdrawDispute,
    },
};

fn remedy(word: Option<&&str>) -> Remedy {
    match word {
        Some(&"back") => Remedy::Reversal,
        Some(&"words") | None => Remedy::Words,
        Some(minutes) => Remedy::Minutes(minutes.parse().expect("a remedy")),
    }
}

fn days(text: Option<&str>) -> Vec<u32> {
    let text = text.unwrap_or_default();
    text.split(',').filter_map(|day| day.parse().ok()).collect()
}

impl Story {
    fn case(&self, rest: &[&str]) -> CaseId {
        match rest.last() {
            Some(&"unknown") => CaseId::default(),
            _ => self.cases.last().copied().unwrap_or_default(),
        }
    }

    /// What was proposed, attested and contested.
    pub(super) fn remember_order(&mut self, envelope: &Envelope, event: &Event) {
        match event {
            Event::Dispute(DisputeEvent::DisputeFiled { case, .. }) => self.cases.push(*case),
            Event::Party(PartyEvent::FactAttested { attestation, .. }) => {
                self.attestations.push(*attestation);
            }
            Event::Approval(ApprovalEvent::ActionProposed { proposal }) => {
                for action in envelope.intent.operation.actions() {
                    if let Action::Approval(ApprovalAction::ProposeAction(command)) = action {
                        let action = command.action.action().clone();
                        let by = envelope.intent.actor;
                        self.proposals.push((by, *proposal, action));
                    }
                }
            }
            _ => {}
        }
    }

    fn subject(&self, actor: &str, word: &str) -> Subject {
        match word {
            "points" => Subject::Transfer(self.transfer(&[])),
            "service" => {
                Subject::Exchange(self.questions.last().map(|one| one.id).unwrap_or_default())
            }
            "content" => Subject::Content(Hash::of(&[b"content"])),
            "park" => Subject::Hut(HutId(words::short(word))),
            "me" => Subject::Party(self.party(actor)),
            name => Subject::Party(self.party(name)),
        }
    }

    pub(super) fn dispute_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let case = self.case(rest);
        let subject = || self.subject(actor, rest.first().copied().unwrap_or_default());
        let statement = Hash::of(&[b"salted words"]);
        Some(match verb {
            "disputes" => Action::from(FileDispute {
                subject: subject(),
                ground: Ground::WrongRecord,
                claim: remedy(rest.get(1)),
                statement,
            }),
            "complains" => Action::from(FileHiddenComplaint {
                subject: subject(),
                ground: Ground::Conduct,
                reporter: Hash::of(&[b"salted person"]),
                statement,
            }),
            "answers" => Action::from(AnswerDispute {
                case,
                remedy: remedy(rest.first()),
                statement,
            }),
            "notes-late" => Action::from(NoteLateAnswer { case }),
            "accepts-answer" => Action::from(AcceptAnswer { case }),
            "appeals" => Action::from(AppealAnswer { case }),
            "drops-dispute" => Action::from(WithdrawDispute { case }),
            "closes-dispute" => Action::from(CloseDispute { case }),
            "joins-pool" => Action::from(JoinPanelPool {
                building: after(rest, "house").map(|house| Hash::of(&[house.as_bytes()])),
            }),
            "leaves-pool" => Action::from(LeavePanelPool {}),
            "draws-panel" => Action::from(DrawPanel { case }),
            "recuses" => Action::from(RecuseFromPanel { case }),
            "votes" => Action::from(VoteOnPanel {
                case,
                for_claim: rest.first() == Some(&"claim"),
            }),
            "takes-down" => Action::from(TakeDownContent {
                content: Hash::of(&[b"content"]),
                owner: self.party(rest.first()?),
                area: words::area(after(rest, "in").unwrap_or("riverside")),
                reason: TakedownReason::Privacy,
            }),
            "appeals-takedown" => Action::from(AppealTakedown {
                content: Hash::of(&[b"content"]),
                statement,
            }),
            "restores" => Action::from(RestoreContent {
                content: Hash::of(&[b"content"]),
            }),
            "publishes-calendar" => Action::from(PublishCalendar {
                free: days(after(rest, "free")),
                worked: days(after(rest, "worked")),
            }),
            _ => return None,
        })
    }

    pub(super) fn event_of_disputes(&self, event: &Event) -> Option<String> {
        if let Event::Content(event) = event {
            return Some(match event {
                ContentEvent::ContentTakenDown { .. } => "taken down".to_owned(),
                ContentEvent::TakedownAppealed { .. } => "takedown appealed".to_owned(),
                ContentEvent::ContentRestored { .. } => "restored".to_owned(),
            });
        }
        let Event::Dispute(event) = event else {
            return None;
        };
        Some(match event {
            DisputeEvent::DisputeFiled { .. } => "disputed".to_owned(),
            DisputeEvent::DisputeAnswered { .. } => "answered".to_owned(),
            DisputeEvent::AnswerLate { .. } => "late".to_owned(),
            DisputeEvent::AnswerAccepted { .. } => "answer accepted".to_owned(),
            DisputeEvent::AnswerAppealed { .. } => "appealed".to_owned(),
            DisputeEvent::DisputeWithdrawn { .. } => "dropped".to_owned(),
            DisputeEvent::PanelPoolJoined { person } => format!("{} may judge", self.name(*person)),
            DisputeEvent::PanelPoolLeft { person } => {
                format!("{} judges no more", self.name(*person))
            }
            DisputeEvent::PanelDrawn { members, .. } => format!("{} drawn", members.len()),
            DisputeEvent::PanelistRecused { person, .. } => {
                format!("{} recused", self.name(*person))
            }
            DisputeEvent::PanelVoteCast { person, .. } => format!("{} voted", self.name(*person)),
            DisputeEvent::DisputeClosed { remedy, .. } => match remedy {
                Remedy::Words => "closed with words".to_owned(),
                Remedy::Reversal => "closed with points back".to_owned(),
                Remedy::Minutes(minutes) => format!("closed with {minutes}"),
            },
            DisputeEvent::CalendarPublished { .. } => "calendar published".to_owned(),
        })
    }
}
