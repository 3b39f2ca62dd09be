//! Somebody is told that points will grow old, at least ninety days before.

use super::aging::{after_notice, expiry_of, old_points};
use crate::{
    apply::Context,
    event::PointsEvent,
    operation::points::AnnounceExpiry,
    rejection::Rejection,
    rules::Applied,
    state::{accounts::AccountId, bank::ExpiryNotice, keys},
    time::DAY_MS,
};

/// A notice that nobody acted on for this long is void, and another may be given.
const NOTICE_VOID_MS: u64 = 90 * DAY_MS;

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AnnounceExpiry) -> Applied {
    let person = command.person;
    let area = context.party(person)?.area;
    let account = AccountId::Party(person);
    let rule = expiry_of(context, area).ok_or(Rejection::NothingExpires)?;
    let key = keys::expiry_notice(account);
    let is_told = context
        .get(&key)
        .is_some_and(|notice| context.time <= notice.due_at.plus_ms(NOTICE_VOID_MS));
    let due_at = after_notice(context, rule.0);
    let amount = old_points(context, account, rule, due_at)?;
    if is_told || !amount.is_positive() {
        return Err(Rejection::NothingExpires);
    }
    context.put(&key, &ExpiryNotice { amount, due_at });
    context.emit(
        PointsEvent::ExpiryAnnounced {
            person,
            amount,
            due_at,
        }
        .into(),
    );
    Ok(())
}
