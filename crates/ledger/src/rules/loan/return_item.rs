//! A lent thing comes back: into a hut by its keeper's scan, or to its owner when both sides say
//! the same.

use crate::{
    apply::Context,
    event::LoanEvent,
    ids::HutId,
    operation::loan::ReturnItem,
    rejection::Rejection,
    rules::{Applied, hut},
    state::{
        keys,
        sharing::{Item, ItemStatement, Loan, LoanStatus, Whereabouts},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ReturnItem) -> Applied {
    let id = command.loan;
    let (mut loan, mut item) = super::load_in(context, id, &[LoanStatus::HandedOver])?;
    if let Some(at) = command.hut {
        require_hut(context, &loan, &item, at)?;
    }
    let complete = match command.hut {
        Some(_) => true,
        None => state(context, command, &mut loan, &item)?,
    };
    let by = context.actor;
    context.emit(LoanEvent::ReturnStated { loan: id, by }.into());
    if complete {
        let place = command.hut.map_or(Whereabouts::Owner, Whereabouts::Hut);
        let found = (place, command.condition);
        super::custody::give_back(context, id, (&mut loan, &mut item), found);
    } else {
        context.put(&keys::loan(id), &loan);
    }
    Ok(())
}

/// A keeper on duty at the hut that lent the thing, or at the one its owner named.
fn require_hut(context: &Context<'_, '_>, loan: &Loan, item: &Item, at: HutId) -> Applied {
    hut::require_on_duty(context, at)?;
    if context.actor == loan.borrower {
        return Err(Rejection::NotYourLoan);
    }
    if loan.source == Whereabouts::Hut(at) || item.terms.hut == Some(at) {
        Ok(())
    } else {
        Err(Rejection::ItemElsewhere)
    }
}

/// One side's statement; whether the other has said the same.
fn state(
    context: &Context<'_, '_>,
    command: &ReturnItem,
    loan: &mut Loan,
    item: &Item,
) -> Result<bool, Rejection> {
    let statement = Some(ItemStatement {
        condition: command.condition,
        photo: command.photo,
    });
    let others = if context.actor == loan.borrower {
        loan.borrower_statement = statement;
        loan.lender_statement
    } else if context.actor == item.owner {
        loan.lender_statement = statement;
        loan.borrower_statement
    } else {
        return Err(Rejection::NotYourLoan);
    };
    if others.is_some_and(|other| other.condition != command.condition) {
        return Err(Rejection::ConditionsDiffer);
    }
    Ok(others.is_some())
}
