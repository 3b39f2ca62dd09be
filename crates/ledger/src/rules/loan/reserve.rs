//! Somebody asks for a thing for some days. Its days and the deposit are kept from now on; an
//! instant thing is reserved by that.

use crate::{
    apply::Context,
    event::LoanEvent,
    ids::LoanId,
    operation::{
        item::Approval,
        loan::{DAYS_AHEAD_MAX, ReserveItem},
    },
    rejection::Rejection,
    rules::{Applied, bank, item},
    state::{
        keys,
        sharing::{Item, Loan, LoanStatus, Shelf, Slot, Whereabouts},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ReserveItem) -> Applied {
    item::require_verified(context)?;
    let mut item = item::load(context, command.item)?;
    if item.owner == context.actor {
        return Err(Rejection::SelfService);
    }
    let is_gone = matches!(item.place, Whereabouts::Lost | Whereabouts::Missing(_));
    if item.shelf != Shelf::Offered || is_gone {
        return Err(Rejection::ItemNotOffered);
    }
    let id = LoanId::derive(context.operation, context.position);
    let slot = slot(context, command, &item, id)?;
    super::calendar::take(&mut item, slot)?;
    let agreed = item.terms.approval == Approval::Instant;
    let loan = Loan {
        item: command.item,
        lender: item.owner,
        borrower: context.actor,
        from_day: slot.from_day,
        last_day: slot.last_day,
        proposed_day: None,
        deposit: item.terms.deposit,
        status: if agreed {
            LoanStatus::Reserved
        } else {
            LoanStatus::Requested
        },
        changed_at: context.time,
        agreed_at: agreed.then_some(context.time),
        lender_statement: None,
        borrower_statement: None,
        condition: None,
        source: Whereabouts::Owner,
        overdue_marks: 0,
        reported_by: None,
        merged_at: None,
        transfer: None,
    };
    context.put(&keys::item(command.item), &item);
    context.put(&keys::loan(id), &loan);
    context.emit(LoanEvent::LoanRequested { loan: id }.into());
    bank::deposit::hold(context, id, loan.borrower, loan.deposit)?;
    if agreed {
        context.emit(LoanEvent::LoanReserved { loan: id }.into());
    }
    Ok(())
}

/// The days asked for: from today on, not too far ahead, and not longer than the thing is lent.
fn slot(
    context: &Context<'_, '_>,
    command: &ReserveItem,
    item: &Item,
    loan: LoanId,
) -> Result<Slot, Rejection> {
    let today = context.time.china_day();
    let latest = today.saturating_add(DAYS_AHEAD_MAX);
    let in_time = command.from_day >= today && command.from_day <= latest;
    if !in_time || command.days == 0 || command.days > item.terms.loan_days {
        return Err(Rejection::DaysInvalid);
    }
    let more = u32::from(command.days).saturating_sub(1);
    Ok(Slot {
        from_day: command.from_day,
        last_day: command.from_day.saturating_add(more),
        loan,
    })
}
