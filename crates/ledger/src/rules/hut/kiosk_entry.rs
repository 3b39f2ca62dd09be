//! One entry of a kiosk: what was handed over beats what was reserved, and among hand-overs the
//! first that is merged wins.

use crate::{
    apply::Context,
    event::{HutEvent, hut::Conflict},
    ids::{HutId, ItemId, KioskId, LoanId, NetworkId, PartyId},
    operation::{
        hut::{KioskEntry, KioskStatement},
        item::Condition,
    },
    points::Points,
    rejection::Rejection,
    rules::{Applied, bank, loan},
    state::{
        keys,
        sharing::{Item, Loan, LoanStatus, Slot, Whereabouts},
    },
};

/// Takes an entry in, or states the conflict that it makes.
pub(super) fn merge(
    context: &mut Context<'_, '_>,
    names: (NetworkId, KioskId),
    hut: HutId,
    statement: &KioskStatement,
) -> Applied {
    let (item, conflict) = match &statement.entry {
        KioskEntry::HandOver {
            item, condition, ..
        } => (
            *item,
            hand_over(context, names, (hut, *condition), statement)?,
        ),
        KioskEntry::Return {
            item, condition, ..
        } => (*item, give_back(context, hut, *item, *condition)?),
    };
    if let Some(conflict) = conflict {
        context.emit(
            HutEvent::StatementConflicted {
                kiosk: names.1,
                sequence: statement.sequence,
                item,
                conflict,
            }
            .into(),
        );
    }
    Ok(())
}

fn hand_over(
    context: &mut Context<'_, '_>,
    (network, kiosk): (NetworkId, KioskId),
    (hut, condition): (HutId, Condition),
    statement: &KioskStatement,
) -> Result<Option<Conflict>, Rejection> {
    let KioskEntry::HandOver {
        item,
        borrower,
        days,
        ..
    } = statement.entry
    else {
        return Ok(None);
    };
    let Some(mut thing) = context.get(&keys::item(item)) else {
        return Ok(Some(Conflict::ItemUnknown));
    };
    if let Some(conflict) = refuse(context, &thing, borrower, hut) {
        return Ok(Some(conflict));
    }
    let today = statement.at.china_day();
    let reserved = reserved_by(context, &thing, borrower, today);
    let (id, mut loan, conflict) = match reserved {
        Some((id, loan)) => (id, loan, None),
        None => {
            let id = LoanId::of_statement(statement.hash(network, kiosk));
            let days = days.clamp(1, thing.terms.loan_days);
            let slot = Slot {
                from_day: today,
                last_day: today.saturating_add(u32::from(days).saturating_sub(1)),
                loan: id,
            };
            let (loan, conflict) = begin(context, (item, &mut thing), borrower, slot)?;
            (id, loan, conflict)
        }
    };
    loan.merged_at = Some(context.time);
    context.emit(
        HutEvent::KioskHandedOver {
            sequence: statement.sequence,
            loan: id,
            item,
            borrower,
            from_day: loan.from_day,
            last_day: loan.last_day,
            deposit: loan.deposit,
        }
        .into(),
    );
    loan::custody::hand_over(context, id, (&mut loan, &mut thing), condition);
    Ok(conflict)
}

/// Why a hand-over cannot have been.
fn refuse(
    context: &Context<'_, '_>,
    thing: &Item,
    borrower: PartyId,
    hut: HutId,
) -> Option<Conflict> {
    if borrower == thing.owner || context.party(borrower).is_err() {
        return Some(Conflict::BorrowerUnknown);
    }
    if thing.place == Whereabouts::Hut(hut) {
        None
    } else if matches!(thing.place, Whereabouts::Borrower(_)) {
        Some(Conflict::AlreadyLent)
    } else {
        Some(Conflict::ItemElsewhere)
    }
}

/// The borrower's own reservation for this day.
fn reserved_by(
    context: &Context<'_, '_>,
    thing: &Item,
    borrower: PartyId,
    day: u32,
) -> Option<(LoanId, Loan)> {
    let slots = thing.calendar.iter();
    slots
        .filter(|slot| slot.from_day <= day && day <= slot.last_day)
        .filter_map(|slot| Some((slot.loan, context.get(&keys::loan(slot.loan))?)))
        .find(|(_, loan)| {
            let is_open = matches!(loan.status, LoanStatus::Requested | LoanStatus::Reserved);
            is_open && loan.borrower == borrower
        })
}

/// A loan that nobody reserved; whoever reserved its days is told that they are gone. Without
/// points for the deposit it goes on without one, and the keeper is told.
fn begin(
    context: &mut Context<'_, '_>,
    (item, thing): (ItemId, &mut Item),
    borrower: PartyId,
    slot: Slot,
) -> Result<(Loan, Option<Conflict>), Rejection> {
    for id in loan::calendar::in_the_way(thing, &slot) {
        loan::call_off(context, id, thing, None)?;
    }
    thing.calendar.push(slot);
    thing.calendar.sort_unstable();
    let wanted = thing.terms.deposit;
    let is_held = bank::deposit::hold(context, slot.loan, borrower, wanted).is_ok();
    let loan = Loan {
        item,
        lender: thing.owner,
        borrower,
        from_day: slot.from_day,
        last_day: slot.last_day,
        proposed_day: None,
        deposit: if is_held { wanted } else { Points::ZERO },
        status: LoanStatus::Reserved,
        changed_at: context.time,
        agreed_at: Some(context.time),
        lender_statement: None,
        borrower_statement: None,
        condition: None,
        source: Whereabouts::Owner,
        overdue_marks: 0,
        reported_by: None,
        merged_at: None,
        transfer: None,
    };
    Ok((loan, (!is_held).then_some(Conflict::DepositMissing)))
}

fn give_back(
    context: &mut Context<'_, '_>,
    hut: HutId,
    id: ItemId,
    condition: Condition,
) -> Result<Option<Conflict>, Rejection> {
    let Some(thing) = context.get(&keys::item(id)) else {
        return Ok(Some(Conflict::ItemUnknown));
    };
    let Whereabouts::Borrower(lent) = thing.place else {
        return Ok(Some(Conflict::NotLent));
    };
    let (mut loan, mut thing) = loan::load(context, lent)?;
    if loan.status != LoanStatus::HandedOver {
        return Ok(Some(Conflict::NotLent));
    }
    let found = (Whereabouts::Hut(hut), condition);
    loan::custody::give_back(context, lent, (&mut loan, &mut thing), found);
    loan.merged_at = Some(context.time);
    context.put(&keys::loan(lent), &loan);
    thing.terms.hut = Some(hut);
    context.put(&keys::item(id), &thing);
    Ok(None)
}
