//! A reserved thing changes hands: a keeper's scan at the hut is enough, at home both sides say the
//! same.

use crate::{
    apply::Context,
    event::LoanEvent,
    operation::loan::HandOverItem,
    rejection::Rejection,
    rules::{Applied, hut},
    state::{
        keys,
        sharing::{ItemStatement, LoanStatus, Whereabouts},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &HandOverItem) -> Applied {
    let id = command.loan;
    let (mut loan, mut item) = super::load_in(context, id, &[LoanStatus::Reserved])?;
    let side = super::side(context, &loan, &item)?;
    let today = context.time.china_day();
    if today < loan.from_day {
        return Err(Rejection::NotDue);
    }
    if today > loan.last_day {
        return Err(Rejection::DaysInvalid);
    }
    let by_keeper = match (side, item.place) {
        (super::Side::Keeper(at), Whereabouts::Hut(place)) if at == place => {
            hut::require_on_duty(context, at)?;
            true
        }
        (super::Side::Borrower, Whereabouts::Hut(_) | Whereabouts::Owner)
        | (super::Side::Owner, Whereabouts::Owner) => false,
        _ => return Err(Rejection::ItemElsewhere),
    };
    let statement = Some(ItemStatement {
        condition: command.condition,
        photo: command.photo,
    });
    let others = if side == super::Side::Borrower {
        loan.borrower_statement = statement;
        loan.lender_statement
    } else {
        loan.lender_statement = statement;
        loan.borrower_statement
    };
    if others.is_some_and(|other| other.condition != command.condition) {
        return Err(Rejection::ConditionsDiffer);
    }
    let by = context.actor;
    context.emit(LoanEvent::HandOverStated { loan: id, by }.into());
    if by_keeper || others.is_some() {
        super::custody::hand_over(context, id, (&mut loan, &mut item), command.condition);
    } else {
        context.put(&keys::loan(id), &loan);
    }
    Ok(())
}
