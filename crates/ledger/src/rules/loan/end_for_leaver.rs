//! What becomes of a loan when one side leaves the ledger.

use crate::{
    apply::Context,
    event::LoanEvent,
    ids::{LoanId, PartyId},
    rejection::Rejection,
    rules::Applied,
    state::{keys, sharing::LoanStatus},
};

/// A loan that has not begun is called off. Of a thing that is lent, a worker decides who has it
/// and what becomes of the deposit. One that is back, and that nobody is left to look at, is over.
pub(in crate::rules) fn end(context: &mut Context<'_, '_>, id: LoanId, leaver: PartyId) -> Applied {
    let (mut loan, mut item) = super::load(context, id)?;
    let lends = [loan.lender, item.owner].contains(&leaver);
    if !lends && loan.borrower != leaver {
        return Err(Rejection::CommitmentsInvalid);
    }
    if matches!(loan.status, LoanStatus::Requested | LoanStatus::Reserved) {
        super::call_off(context, id, &mut item, Some(leaver))?;
        context.put(&keys::item(loan.item), &item);
    } else if loan.status == LoanStatus::HandedOver {
        loan.reported_by = Some(leaver);
        super::set_status(context, id, &mut loan, LoanStatus::Loss);
        let by = leaver;
        context.emit(LoanEvent::LossReported { loan: id, by }.into());
    } else if loan.status == LoanStatus::Returned && lends {
        super::calendar::leave(&mut item, id);
        context.put(&keys::item(loan.item), &item);
        super::close(context, id, &mut loan)?;
    }
    Ok(())
}
