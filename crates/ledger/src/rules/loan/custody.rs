//! The moment at which a thing changes hands, however it was stated: by both sides, by a keeper's
//! scan, or by a kiosk that was offline.

use crate::{
    apply::Context,
    event::LoanEvent,
    ids::LoanId,
    operation::item::Condition,
    rules::item,
    state::{
        keys,
        sharing::{Item, Loan, LoanStatus, Whereabouts},
    },
};

/// The borrower has the thing from now on.
pub(in crate::rules) fn hand_over(
    context: &mut Context<'_, '_>,
    id: LoanId,
    (loan, thing): (&mut Loan, &mut Item),
    condition: Condition,
) {
    loan.source = thing.place;
    loan.condition = Some(condition);
    item::move_to(context, thing, Whereabouts::Borrower(id));
    super::set_status(context, id, loan, LoanStatus::HandedOver);
    context.put(&keys::item(loan.item), thing);
    context.emit(
        LoanEvent::ItemHandedOver {
            loan: id,
            hut: loan.source.hut(),
            condition,
        }
        .into(),
    );
}

/// The thing is back: its other days are free, and the lending side looks at it.
pub(in crate::rules) fn give_back(
    context: &mut Context<'_, '_>,
    id: LoanId,
    (loan, thing): (&mut Loan, &mut Item),
    (place, condition): (Whereabouts, Condition),
) {
    super::calendar::leave(thing, id);
    item::move_to(context, thing, place);
    thing.terms.condition = condition;
    loan.proposed_day = None;
    // Whoever was there stated it; a kiosk's entry says so itself.
    loan.merged_at = None;
    super::set_status(context, id, loan, LoanStatus::Returned);
    context.put(&keys::item(loan.item), thing);
    context.emit(
        LoanEvent::ItemReturned {
            loan: id,
            hut: place.hut(),
            condition,
            day: context.time.china_day(),
        }
        .into(),
    );
}
