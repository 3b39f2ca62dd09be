//! What a dispute freezes while it runs, and what happens when something is granted.

use crate::{
    apply::Context,
    ids::CaseId,
    operation::dispute::{Remedy, Subject},
    rejection::Rejection,
    rules::{Applied, bank, exchange},
    state::{
        accounts::{AccountId, TransferStatus},
        disputes::Case,
        keys,
        records::{Exchange, ExchangeStatus},
    },
};

/// A dispute about a service is for what the two sides could not settle.
pub(super) fn require_contested(exchange: &Exchange) -> Applied {
    if exchange.status == ExchangeStatus::Contested {
        Ok(())
    } else {
        Err(Rejection::ExchangeStateWrong)
    }
}

/// Freezes what others received in a disputed movement, and no more.
pub(super) fn freeze(context: &mut Context<'_, '_>, id: CaseId, case: &Case) -> Applied {
    for leg in received(context, case) {
        bank::freeze(context, leg.account, id, leg.amount)?;
    }
    Ok(())
}

/// Frees it again.
pub(super) fn unfreeze(context: &mut Context<'_, '_>, id: CaseId, case: &Case) -> Applied {
    for leg in received(context, case) {
        bank::unfreeze(context, leg.account, id)?;
    }
    Ok(())
}

fn received(context: &Context<'_, '_>, case: &Case) -> Vec<crate::event::Leg> {
    let Subject::Transfer(transfer) = case.subject else {
        return Vec::new();
    };
    let legs = context
        .get(&keys::transfer(transfer))
        .map_or_else(Vec::new, |transfer| transfer.legs);
    legs.into_iter()
        .filter(|leg| leg.amount.is_positive() && matches!(leg.account, AccountId::Party(_)))
        .collect()
}

/// Does what was granted. What cannot be done any more, because it was done already, is left.
pub(super) fn grant(
    context: &mut Context<'_, '_>,
    id: CaseId,
    case: &Case,
    granted: Remedy,
) -> Applied {
    unfreeze(context, id, case)?;
    match (case.subject, granted) {
        (Subject::Transfer(transfer), Remedy::Reversal) => {
            let status = context.get(&keys::transfer(transfer)).map(|one| one.status);
            match status {
                Some(TransferStatus::Pending) => bank::reverse(context, transfer),
                Some(TransferStatus::Settled) => {
                    bank::correct(context, transfer, id, AccountId::Issuance).map(|_| ())
                }
                _ => Ok(()),
            }
        }
        (Subject::Exchange(exchange), Remedy::Minutes(minutes)) => {
            let record = exchange::load(context, exchange)?;
            if record.status == ExchangeStatus::Contested {
                exchange::decision::decide(context, exchange, record, minutes)
            } else {
                Ok(())
            }
        }
        _ => Ok(()),
    }
}
