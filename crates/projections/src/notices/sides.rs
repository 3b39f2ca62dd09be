//! Who has two sides of something: a loan, a service, a gift.

use crate::{Error, columns};
use ledger::{CaseId, ExchangeId, GiftId, LoanId, PartyId, Points};
use sqlx::SqliteConnection;

/// The lender and the borrower of a loan.
pub(super) async fn of_loan(
    db: &mut SqliteConnection,
    loan: LoanId,
) -> Result<[PartyId; 2], Error> {
    let row = sqlx::query("SELECT lender, borrower FROM loans WHERE loan = ?")
        .bind(loan.0.as_slice())
        .fetch_one(db)
        .await?;
    let lender = PartyId(columns::bytes(&row, "lender")?);
    Ok([lender, PartyId(columns::bytes(&row, "borrower")?)])
}

/// Who serves and who is served.
pub(super) async fn of_exchange(
    db: &mut SqliteConnection,
    exchange: ExchangeId,
) -> Result<[PartyId; 2], Error> {
    let row = sqlx::query("SELECT provider, receiver FROM exchanges WHERE exchange = ?")
        .bind(exchange.0.as_slice())
        .fetch_one(db)
        .await?;
    let provider = PartyId(columns::bytes(&row, "provider")?);
    Ok([provider, PartyId(columns::bytes(&row, "receiver")?)])
}

/// Who gives a gift, who is to have it, and how much it is.
pub(super) async fn of_gift(
    db: &mut SqliteConnection,
    gift: GiftId,
) -> Result<(PartyId, PartyId, Points), Error> {
    let row = sqlx::query("SELECT giver, receiver, amount FROM gifts WHERE gift = ?")
        .bind(gift.0.as_slice())
        .fetch_one(db)
        .await?;
    let giver = PartyId(columns::bytes(&row, "giver")?);
    let receiver = PartyId(columns::bytes(&row, "receiver")?);
    Ok((giver, receiver, columns::points(&row, "amount")?))
}

/// Whom a dispute concerns: the sides of a service, the party that it is about, and who filed it.
pub(super) async fn of_case(
    db: &mut SqliteConnection,
    case: CaseId,
) -> Result<Vec<PartyId>, Error> {
    let row = sqlx::query("SELECT subject, subject_id, filed_by FROM disputes WHERE dispute = ?")
        .bind(case.0.as_slice())
        .fetch_one(&mut *db)
        .await?;
    let mut parties = vec![PartyId(columns::bytes(&row, "filed_by")?)];
    match columns::text(&row, "subject")?.as_str() {
        "exchange" => {
            let exchange = ExchangeId(columns::bytes(&row, "subject_id")?);
            parties.extend(of_exchange(db, exchange).await?);
        }
        "party" => parties.push(PartyId(columns::bytes(&row, "subject_id")?)),
        _ => {}
    }
    parties.sort_unstable();
    parties.dedup();
    Ok(parties)
}
