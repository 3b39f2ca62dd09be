//! A worker or a keeper, who is not a side, decides about damage, loss or a contested entry. The
//! owner gets at most the deposit; nobody ever owes more.

use crate::{
    apply::Context,
    event::LoanEvent,
    ids::LoanId,
    operation::{
        identity::Role,
        item::Condition,
        loan::{Fate, MediateLoan},
    },
    points::Points,
    rejection::Rejection,
    rules::{Applied, bank, hut, identity::require_content, item, require_role},
    state::{
        keys,
        sharing::{Item, Loan, LoanStatus, Shelf, Whereabouts},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &MediateLoan) -> Applied {
    let id = command.loan;
    let states = [LoanStatus::Damage, LoanStatus::Loss, LoanStatus::Contested];
    let (mut loan, mut thing) = super::load_in(context, id, &states)?;
    require_mediator(context, &loan, &thing)?;
    check_award(command, &loan)?;
    require_content(&command.reasons)?;
    if loan.status == LoanStatus::Contested {
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

fn require_mediator(context: &Context<'_, '_>, loan: &Loan, item: &Item) -> Applied {
    let by_keeper = super::hut_of(loan, item).is_some_and(|at| hut::is_keeper(context, at));
    if !by_keeper {
        require_role(context, Role::CommunityWorker, item.area)?;
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
    let contested = loan.status == LoanStatus::Contested;
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

/// A contested entry stands, and the loan goes on; or it never was, and the thing is missing.
fn decide_contest(
    context: &mut Context<'_, '_>,
    command: &MediateLoan,
    (loan, thing): (&mut Loan, &mut Item),
) -> Applied {
    let id = command.loan;
    if command.fate == Fate::Usable {
        // Decided once: the entry cannot be contested again.
        loan.merged_at = None;
        super::set_status(context, id, loan, LoanStatus::HandedOver);
    } else {
        let hut = loan.source.hut();
        thing.place = hut.map_or(Whereabouts::Lost, Whereabouts::Missing);
        super::end(context, id, (loan, thing), LoanStatus::Void)?;
        context.put(&keys::item(loan.item), thing);
    }
    decided(context, id, loan);
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
