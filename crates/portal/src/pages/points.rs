//! The points bank, as its customers meet it.

pub(crate) mod donate;
pub(crate) mod family;
pub(crate) mod gifts;
pub(crate) mod passbook;
pub(crate) mod reserve;
pub(crate) mod statement;

use ledger::{PartyId, rule_pack::RulePack, state::keys};

use crate::{AppState, Error};

/// The rules that hold where somebody lives.
fn pack_of(state: &AppState, me: PartyId) -> Result<RulePack, Error> {
    let ledger = state.desk.gateway.head().state;
    let record = ledger.get(&keys::party(me)).ok_or_else(Error::not_found)?;
    Ok(ledger.pack_at(record.area, state.desk.now()))
}
