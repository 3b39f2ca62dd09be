//! What happens when a dispute ends and something is granted.

use crate::{
    apply::Context,
    operation::dispute::{Remedy, Subject},
    rejection::Rejection,
    rules::{Applied, bank, exchange},
    state::{
        accounts::TransferStatus,
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

/// Does what was granted. What cannot be done any more, because it was done already, is left.
pub(super) fn grant(context: &mut Context<'_, '_>, case: &Case, granted: Remedy) -> Applied {
    match (case.subject, granted) {
        (Subject::Transfer(transfer), Remedy::Reversal) => {
            let record = context.get(&keys::transfer(transfer));
            if record.is_some_and(|record| record.status == TransferStatus::Pending) {
                bank::reverse(context, transfer)
            } else {
                Ok(())
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
