//! The points bank (W-06): double entry, holds for what is promised, two-phase movements.
//!
//! What other rules may ask of it: [`hold`] and [`release`] for a booking, [`choose_payer`],
//! [`count_minutes`] and [`earnings::legs`] for what service earns, [`post`] and [`reverse`] for a
//! movement, [`freeze`], [`unfreeze`] and [`correct`] for a dispute.

pub mod accept_gift;
pub mod announce_expiry;
pub mod contribute;
pub mod decline_gift;
pub mod deposit;
pub mod donate;
pub mod donate_honour;
pub mod earnings;
pub mod expire_gift;
pub mod expire_points;
pub mod gift;
pub mod name_beneficiary;
pub mod offer_gift;
pub mod pass_on;
pub mod settle;
pub mod withdraw_donation;
pub mod withdraw_gift;

mod aging;
mod correction;
mod guarantee;
mod movement;
mod payer;
mod promise;

pub use correction::correct;
pub use earnings::{Served, count_minutes, uncount_minutes};
pub use payer::choose_payer;
pub use promise::{freeze, unfreeze};

pub(in crate::rules) use earnings::standing_of;
pub(in crate::rules) use movement::{pair, pay, post, post_until, require_pending, reverse};
pub(in crate::rules) use payer::{choose_payer_for_goods, require_open};
pub(in crate::rules) use promise::{free, hold, promise, release};

use crate::{
    apply::Context,
    operation::PointsAction,
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{Account, AccountId},
        keys,
    },
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &PointsAction) -> Applied {
    match action {
        PointsAction::DonatePoints(command) => donate::apply(context, command),
        PointsAction::WithdrawDonation(command) => withdraw_donation::apply(context, command),
        PointsAction::SettleTransfer(command) => settle::apply(context, command),
        PointsAction::DonateHonour(command) => donate_honour::apply(context, command),
        PointsAction::OfferGift(command) => offer_gift::apply(context, command),
        PointsAction::AcceptGift(command) => accept_gift::apply(context, command),
        PointsAction::DeclineGift(command) => decline_gift::apply(context, command),
        PointsAction::WithdrawGift(command) => withdraw_gift::apply(context, command),
        PointsAction::ExpireGift(command) => expire_gift::apply(context, command),
        PointsAction::ContributePoints(command) => contribute::apply(context, command),
        PointsAction::NameBeneficiary(command) => name_beneficiary::apply(context, command),
        PointsAction::PassOnPoints(command) => pass_on::apply(context, command),
        PointsAction::AnnounceExpiry(command) => announce_expiry::apply(context, command),
        PointsAction::ExpirePoints(command) => expire_points::apply(context, command),
    }
}

pub(crate) fn load(context: &Context<'_, '_>, account: AccountId) -> Account {
    context.get(&keys::account(account)).unwrap_or_default()
}

/// Adds to the settled or pending points of an account.
fn add(points: &mut Points, amount: Points) -> Applied {
    *points = points.plus(amount).ok_or(Rejection::AmountInvalid)?;
    Ok(())
}
