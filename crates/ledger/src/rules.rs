//! The rules: one file for each action, all reached from one table.

pub mod bank;
pub mod clock;
pub mod exchange;
pub mod identity;
pub mod listing;
pub mod matching;

use crate::{
    apply::Context,
    area::{AreaCode, AreaLevel},
    operation::{
        Action,
        identity::{Role, Scope},
    },
    rejection::Rejection,
    state::keys,
};

/// What every rule returns: done, or the reason why not.
pub type Applied = Result<(), Rejection>;

/// Hands an action to its rule.
pub fn apply_action(context: &mut Context<'_, '_>, action: &Action) -> Applied {
    match action {
        Action::RegisterOrganisation(command) => {
            identity::register_organisation::apply(context, command)
        }
        Action::RegisterPerson(command) => identity::register_person::apply(context, command),
        Action::RegisterKey(command) => identity::register_key::apply(context, command),
        Action::RevokeKey(command) => identity::revoke_key::apply(context, command),
        Action::GrantRole(command) => identity::grant_role::apply(context, command),
        Action::RevokeRole(command) => identity::revoke_role::apply(context, command),
        Action::RegisterHut(command) => identity::register_hut::apply(context, command),
        Action::PublishListing(command) => listing::publish::apply(context, command),
        Action::CloseListing(command) => listing::close::apply(context, command),
        Action::RequestExchange(command) => exchange::request::apply(context, command),
        Action::AcceptExchange(command) => exchange::accept::apply(context, command),
        Action::DeclineExchange(command) => exchange::decline::apply(context, command),
        Action::WithdrawRequest(command) => exchange::withdraw_request::apply(context, command),
        Action::CancelExchange(command) => exchange::cancel::apply(context, command),
        Action::ConfirmService(command) => exchange::confirm::apply(context, command),
        Action::WithdrawConfirmation(command) => {
            exchange::withdraw_confirmation::apply(context, command)
        }
        Action::ReportNoShow(command) => exchange::report_no_show::apply(context, command),
        Action::WithdrawNoShow(command) => exchange::withdraw_no_show::apply(context, command),
        Action::ExpireExchange(command) => exchange::expire::apply(context, command),
        Action::DonatePoints(command) => bank::donate::apply(context, command),
        Action::WithdrawDonation(command) => bank::withdraw_donation::apply(context, command),
        Action::SettleTransfer(command) => bank::settle::apply(context, command),
        Action::RecordMatchRound(command) => matching::apply(context, command),
        Action::AdvanceClock(command) => clock::apply(context, command),
    }
}

/// Whether the actor holds a role over an area, directly or through a wider one.
fn require_role(context: &Context<'_, '_>, role: Role, area: AreaCode) -> Applied {
    let mut scope = Some(area);
    while let Some(area) = scope {
        let grant = context.get(&keys::role(context.actor, role, Scope::Area(area)));
        if grant.is_some_and(|grant| grant.until.is_none_or(|until| until >= context.time)) {
            return Ok(());
        }
        scope = area.parent();
    }
    Err(Rejection::RoleMissing)
}

/// An area of this district, of one of the given levels.
fn require_area(context: &Context<'_, '_>, area: AreaCode, levels: &[AreaLevel]) -> Applied {
    let known = area.level().is_some_and(|level| levels.contains(&level));
    if known && area.is_within(context.meta()?.district) {
        Ok(())
    } else {
        Err(Rejection::AreaInvalid)
    }
}
