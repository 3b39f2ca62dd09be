//! A contra entry on books made by hand: who returns what, and who bears the rest.

use super::*;
use crate::{
    area::AreaCode,
    ids::PartyId,
    rules::bank::{freeze, movement::pair, unfreeze},
    state::{
        State,
        accounts::{Account, Transfer},
        store::Draft,
    },
    time::Timestamp,
};

const BOB: AccountId = AccountId::Party(PartyId([2; 16]));
const POOL: AccountId = AccountId::Pool(AreaCode(440_604_001_001));
const ISSUANCE: AccountId = AccountId::Issuance;
const WRONG: TransferId = TransferId([1; 16]);
const CASE: CaseId = CaseId([7; 16]);

fn give(context: &mut Context<'_, '_>, account: AccountId, settled: i64) {
    let books = Account {
        settled: Points(settled),
        ..Account::default()
    };
    context.put(&keys::account(account), &books);
}

/// Bob received twelve points, of which `left` are left; the pool has five.
fn wrong_service(context: &mut Context<'_, '_>, left: i64, status: TransferStatus) {
    give(context, BOB, left);
    give(context, POOL, 50);
    give(context, ISSUANCE, -50 - left);
    let transfer = Transfer {
        cause: Cause::Donation,
        payer: ISSUANCE,
        legs: pair(ISSUANCE, BOB, Points(120)).unwrap(),
        status,
        settles_at: Timestamp(0),
    };
    context.put(&keys::transfer(WRONG), &transfer);
}

fn settled(context: &Context<'_, '_>) -> [i64; 3] {
    [BOB, POOL, ISSUANCE].map(|account| super::super::load(context, account).settled.0)
}

/// What the books of bob, the pool and issuance say after the contra entry.
fn after(left: i64, bearer: AccountId) -> Result<[i64; 3], Rejection> {
    let state = State::default();
    let mut draft = Draft::new(&state);
    let mut context = Context::alone(&mut draft, Timestamp(1));
    wrong_service(&mut context, left, TransferStatus::Settled);
    correct(&mut context, WRONG, CASE, bearer)?;
    let again = correct(&mut context, WRONG, CASE, bearer);
    assert_eq!(again, Err(Rejection::TransferNotPending), "once");
    Ok(settled(&context))
}

#[test]
fn the_receiver_returns_what_is_there_and_the_bearer_the_rest() {
    for (left, bearer, expected) in [
        (120, POOL, Ok([0, 50, -50])),
        (200, POOL, Ok([80, 50, -130])),
        (90, POOL, Ok([0, 20, -20])),
        (90, ISSUANCE, Ok([0, 50, -50])),
        (0, ISSUANCE, Ok([0, 50, -50])),
        (0, POOL, Err(Rejection::BalanceTooLow)),
        (120, BOB, Err(Rejection::AmountInvalid)),
    ] {
        assert_eq!(after(left, bearer), expected, "{left} left, {bearer:?}");
    }
}

#[test]
fn only_what_is_final_is_corrected() {
    let state = State::default();
    let mut draft = Draft::new(&state);
    let mut context = Context::alone(&mut draft, Timestamp(1));
    let unknown = correct(&mut context, WRONG, CASE, POOL);
    assert_eq!(unknown, Err(Rejection::TransferUnknown));
    for (status, reason) in [
        (TransferStatus::Pending, Rejection::NotDue),
        (TransferStatus::Reversed, Rejection::TransferNotPending),
    ] {
        wrong_service(&mut context, 120, status);
        assert_eq!(correct(&mut context, WRONG, CASE, POOL), Err(reason));
    }
}

#[test]
fn a_freeze_takes_the_disputed_amount_and_no_more_than_there_is() {
    let state = State::default();
    let mut draft = Draft::new(&state);
    let mut context = Context::alone(&mut draft, Timestamp(1));
    give(&mut context, BOB, 120);
    assert_eq!(freeze(&mut context, BOB, CASE, Points(50)), Ok(Points(50)));
    assert_eq!(
        freeze(&mut context, BOB, CASE, Points(500)),
        Ok(Points(120))
    );
    let other = CaseId([8; 16]);
    assert_eq!(freeze(&mut context, BOB, other, Points(1)), Ok(Points(0)));
    assert_eq!(unfreeze(&mut context, BOB, CASE), Ok(Points(120)));
    assert_eq!(unfreeze(&mut context, BOB, CASE), Ok(Points(0)));
}

#[test]
fn what_is_frozen_for_the_case_is_freed_for_its_correction() {
    let state = State::default();
    let mut draft = Draft::new(&state);
    let mut context = Context::alone(&mut draft, Timestamp(1));
    wrong_service(&mut context, 120, TransferStatus::Settled);
    freeze(&mut context, BOB, CASE, Points(120)).unwrap();
    correct(&mut context, WRONG, CASE, POOL).unwrap();
    assert_eq!(settled(&context), [0, 50, -50]);
    assert_eq!(super::super::load(&context, BOB).held, Points::ZERO);
}
