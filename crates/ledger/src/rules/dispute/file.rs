//! One of the two sides contests what is on record, or somebody complains in their own name.

use crate::{
    apply::Context,
    area::AreaCode,
    event::{DisputeEvent, Leg},
    hash::Hash,
    ids::{CaseId, PartyId},
    operation::dispute::{FileDispute, Ground, Remedy, Subject},
    rejection::Rejection,
    rules::{Applied, dispute::remedy},
    state::{
        accounts::Cause,
        disputes::{Case, CaseStatus},
        keys,
    },
    time::Timestamp,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &FileDispute) -> Applied {
    let concern = concern_of(context, command.subject)?;
    if let Some(last) = concern.last_moment
        && context.time > last
    {
        return Err(Rejection::CaseTooLate);
    }
    let actor = context.actor;
    if !concern.sides.is_empty() && !concern.sides.contains(&actor) {
        return Err(Rejection::NotYourCase);
    }
    if command.subject == Subject::Party(actor) {
        return Err(Rejection::NotYourCase);
    }
    let respondent = concern.sides.into_iter().find(|side| *side != actor);
    let respondent = respondent.or(concern.respondent);
    let filing = Filing {
        subject: command.subject,
        ground: command.ground,
        claim: command.claim,
        reporter: None,
        respondent,
        area: concern.area,
    };
    open(context, filing)
}

/// Whom a subject concerns, whose office answers, and until when it can be contested.
pub(super) struct Concern {
    pub(super) sides: Vec<PartyId>,
    pub(super) respondent: Option<PartyId>,
    pub(super) area: AreaCode,
    pub(super) last_moment: Option<Timestamp>,
}

pub(super) fn concern_of(
    context: &Context<'_, '_>,
    subject: Subject,
) -> Result<Concern, Rejection> {
    let about = |respondent, area| Concern {
        sides: Vec::new(),
        respondent,
        area,
        last_moment: None,
    };
    Ok(match subject {
        Subject::Transfer(id) => {
            let transfer = context
                .get(&keys::transfer(id))
                .ok_or(Rejection::TransferUnknown)?;
            let behind = if let Cause::Service(id) = transfer.cause {
                context.get(&keys::exchange(id))
            } else {
                None
            };
            let both = behind.map(|exchange| [exchange.provider, exchange.receiver]);
            let legs = transfer.legs.iter().filter_map(Leg::party);
            Concern {
                sides: both.into_iter().flatten().chain(legs).collect(),
                respondent: None,
                area: context.party(context.actor)?.area,
                last_moment: Some(transfer.settles_at.plus_ms(super::CONTEST_MS)),
            }
        }
        Subject::Exchange(id) => {
            let exchange = context
                .get(&keys::exchange(id))
                .ok_or(Rejection::ExchangeUnknown)?;
            remedy::require_contested(&exchange)?;
            Concern {
                sides: vec![exchange.provider, exchange.receiver],
                respondent: None,
                area: context.party(exchange.receiver)?.area,
                last_moment: Some(exchange.changed_at.plus_ms(super::CONTEST_MS)),
            }
        }
        Subject::Content(_) => about(None, context.party(context.actor)?.area),
        Subject::Party(party) => about(Some(party), context.party(party)?.area),
        Subject::Hut(hut) => {
            let hut = context.get(&keys::hut(hut)).ok_or(Rejection::HutUnknown)?;
            about(None, hut.community)
        }
    })
}

/// What goes into a new dispute.
pub(super) struct Filing {
    pub(super) subject: Subject,
    pub(super) ground: Ground,
    pub(super) claim: Remedy,
    pub(super) reporter: Option<Hash>,
    pub(super) respondent: Option<PartyId>,
    pub(super) area: AreaCode,
}

/// Opens a dispute, marks its subject, and freezes what it disputes.
pub(super) fn open(context: &mut Context<'_, '_>, filing: Filing) -> Applied {
    super::require_remedy(filing.subject, filing.claim)?;
    let mark = keys::mark(filing.subject);
    if filing.reporter.is_none() && context.get(&mark).is_some() {
        return Err(Rejection::CaseDuplicate);
    }
    let id = CaseId::derive(context.operation, context.position);
    let due = super::due_in(context, super::ANSWER_DAYS);
    let case = Case {
        subject: filing.subject,
        ground: filing.ground,
        filed_by: context.actor,
        reporter: filing.reporter,
        respondent: filing.respondent,
        area: filing.area,
        claim: filing.claim,
        answer: Remedy::Words,
        answered_by: None,
        due,
        late: false,
        accepted: Vec::new(),
        panel: Vec::new(),
        recused: Vec::new(),
        status: CaseStatus::Filed,
    };
    context.put(&mark, &id);
    context.put(&keys::case(id), &case);
    let filed = DisputeEvent::DisputeFiled {
        case: id,
        area: case.area,
        due,
    };
    context.emit(filed.into());
    remedy::freeze(context, id, &case)
}
