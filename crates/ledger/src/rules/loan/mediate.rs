//! A worker or a keeper, who is not a side, decides about damage, loss or a contested entry. The
//! owner gets at most the deposit; nobody ever owes more.

use crate::{
    apply::Context,
    authority::Right,
    event::LoanEvent,
    ids::LoanId,
    operation::{
        item::Condition,
        loan::{Fate, MediateLoan},
    },
    points::Points,
    rejection::Rejection,
    rules::{Applied, bank, hut, identity::require_content, item, require_right},
    state::{
        keys,
        sharing::{Item, Loan, LoanStatus, Shelf, Slot, Whereabouts},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &MediateLoan) -> Applied {
    let id = command.loan;
    let states = [
        LoanStatus::Damage,
        LoanStatus::Loss,
        LoanStatus::Contested,
        LoanStatus::ReturnContested,
    ];
    let (mut loan, mut thing) = super::load_in(context, id, &states)?;
    require_mediator(context, &loan, &thing)?;
    check_award(command, &loan)?;
    require_content(&command.reasons)?;
    if is_contested(&loan) {
        return decide_contest(context, command, (&mut loan, &mut thing));
    }
    super::calendar::leave(&mut thing, id);
    settle_fate(context, command.fate, &loan, &mut thing);
    context.put(&keys::item(loan.item), &thing);
    bank::deposit::release(context, id, loan.borrower, loan.deposit)?;
    let sides = (loan.borrower, loan.lender);
    loan.transfer = bank::deposit::award(context, id, sides, command.award)?;
    super::set_status(context, id, &mut loan, LoanStatus::Closed);
    decided(context, id, &loan);
    let lender = loan.lender;
    context.emit(LoanEvent::LoanClosed { loan: id, lender }.into());
    Ok(())
}

const fn is_contested(loan: &Loan) -> bool {
    matches!(
        loan.status,
        LoanStatus::Contested | LoanStatus::ReturnContested
    )
}

fn require_mediator(context: &Context<'_, '_>, loan: &Loan, item: &Item) -> Applied {
    let by_keeper = super::hut_of(loan, item).is_some_and(|at| hut::is_keeper(context, at));
    if !by_keeper {
        require_right(context, Right::Tend, item.area)?;
    }
    if [loan.borrower, loan.lender, item.owner].contains(&context.actor) {
        return Err(Rejection::MediatorIsASide);
    }
    Ok(())
}

fn check_award(command: &MediateLoan, loan: &Loan) -> Applied {
    if command.award < Points::ZERO {
        return Err(Rejection::AmountInvalid);
    }
    let contested = is_contested(loan);
    if command.award > loan.deposit || contested && command.award.is_positive() {
        return Err(Rejection::AwardTooHigh);
    }
    Ok(())
}

fn decided(context: &mut Context<'_, '_>, id: LoanId, loan: &Loan) {
    let (by, transfer) = (context.actor, loan.transfer);
    context.emit(
        LoanEvent::LoanMediated {
            loan: id,
            by,
            transfer,
        }
        .into(),
    );
}

/// A contested entry stands, and the loan goes on; or it never was.
fn decide_contest(
    context: &mut Context<'_, '_>,
    command: &MediateLoan,
    (loan, thing): (&mut Loan, &mut Item),
) -> Applied {
    let id = command.loan;
    let stands = command.fate == Fate::Usable;
    // Decided once: the entry cannot be contested again.
    loan.merged_at = None;
    if loan.status == LoanStatus::Contested {
        decide_hand_over(context, id, (loan, thing), stands)?;
    } else {
        decide_return(context, id, (loan, thing), stands)?;
    }
    decided(context, id, loan);
    Ok(())
}

/// A hand-over that never was: nobody knows where the thing is.
fn decide_hand_over(
    context: &mut Context<'_, '_>,
    id: LoanId,
    (loan, thing): (&mut Loan, &mut Item),
    stands: bool,
) -> Applied {
    if stands {
        super::set_status(context, id, loan, LoanStatus::HandedOver);
        return Ok(());
    }
    let hut = loan.source.hut();
    thing.place = hut.map_or(Whereabouts::Lost, Whereabouts::Missing);
    super::end(context, id, (loan, thing), LoanStatus::Void)?;
    context.put(&keys::item(loan.item), thing);
    Ok(())
}

/// A return that never was: the borrower has the thing still, and whoever reserved its days is told
/// that they are gone. Who has fetched it since proves that it was there.
fn decide_return(
    context: &mut Context<'_, '_>,
    id: LoanId,
    (loan, thing): (&mut Loan, &mut Item),
    stands: bool,
) -> Applied {
    if stands {
        super::set_status(context, id, loan, LoanStatus::Returned);
        return Ok(());
    }
    if matches!(thing.place, Whereabouts::Borrower(_)) {
        return Err(Rejection::LoanStateWrong);
    }
    let slot = Slot {
        from_day: loan.from_day,
        last_day: loan.last_day,
        loan: id,
    };
    for other in super::calendar::in_the_way(thing, &slot) {
        super::call_off(context, other, thing, None)?;
    }
    thing.calendar.push(slot);
    thing.calendar.sort_unstable();
    item::move_to(context, thing, Whereabouts::Borrower(id));
    super::set_status(context, id, loan, LoanStatus::HandedOver);
    context.put(&keys::item(loan.item), thing);
    Ok(())
}

/// What becomes of the thing after damage or loss.
fn settle_fate(context: &mut Context<'_, '_>, fate: Fate, loan: &Loan, thing: &mut Item) {
    let was_lost = loan.status == LoanStatus::Loss;
    match fate {
        Fate::Gone => item::move_to(context, thing, Whereabouts::Lost),
        Fate::Usable | Fate::Broken if was_lost => thing.place = Whereabouts::Owner,
        Fate::Usable | Fate::Broken => {}
    }
    if fate != Fate::Usable {
        thing.shelf = Shelf::Paused;
        thing.terms.condition = Condition::Damaged;
    }
}
