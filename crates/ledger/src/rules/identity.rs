//! Who takes part (W-01): organisations, persons, keys, roles, huts.

pub mod grant_role;
pub mod register_hut;
pub mod register_key;
pub mod register_organisation;
pub mod register_person;
pub mod revoke_key;
pub mod revoke_role;

use crate::{
    apply::Context,
    area::AreaCode,
    ids::{KeyIndex, PartyId},
    operation::{
        IdentityAction,
        identity::{Role, Scope},
        listing::{CONTENT_BYTES_MAX, ContentRef},
    },
    rejection::Rejection,
    rules::{Applied, require_role},
    signature::{Custody, PublicKey},
    state::{keys, records::KeyRecord},
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &IdentityAction) -> Applied {
    match action {
        IdentityAction::RegisterOrganisation(command) => {
            register_organisation::apply(context, command)
        }
        IdentityAction::RegisterPerson(command) => register_person::apply(context, command),
        IdentityAction::RegisterKey(command) => register_key::apply(context, command),
        IdentityAction::RevokeKey(command) => revoke_key::apply(context, command),
        IdentityAction::GrantRole(command) => grant_role::apply(context, command),
        IdentityAction::RevokeRole(command) => revoke_role::apply(context, command),
        IdentityAction::RegisterHut(command) => register_hut::apply(context, command),
    }
}

/// Registers a key under the next index.
fn add_key(
    context: &mut Context<'_, '_>,
    party: PartyId,
    key: PublicKey,
    custody: Custody,
) -> Result<KeyIndex, Rejection> {
    if context.get(&keys::key_index(&key)).is_some() {
        return Err(Rejection::KeyTaken);
    }
    let mut meta = context.meta()?;
    let index = KeyIndex(meta.next_key);
    meta.next_key = meta.next_key.checked_add(1).ok_or(Rejection::KeyTaken)?;
    context.put(&keys::meta(), &meta);
    context.put(
        &keys::key(index),
        &KeyRecord {
            party,
            key,
            custody,
            revoked: false,
        },
    );
    context.put(&keys::key_index(&key), &index);
    Ok(index)
}

/// An id that nobody has.
fn require_free_party(context: &Context<'_, '_>, party: PartyId) -> Applied {
    match context.get(&keys::party(party)) {
        Some(_) => Err(Rejection::IdTaken),
        None => Ok(()),
    }
}

/// The party itself, or a clerk over its area. Whoever holds a role is an administrator's
/// business: with a new key, a clerk would hold that role too.
fn require_self_or_counter(context: &Context<'_, '_>, party: PartyId) -> Applied {
    let record = context.party(party)?;
    if context.actor == party {
        return Ok(());
    }
    let role = if record.roles == 0 {
        Role::Clerk
    } else {
        Role::Administrator
    };
    require_role(context, role, record.area)
}

/// The area in which somebody must be administrator to hand out a role in this scope.
fn area_of_scope(context: &Context<'_, '_>, scope: Scope) -> Result<AreaCode, Rejection> {
    match scope {
        Scope::Area(area) => Ok(area),
        Scope::Organisation(organisation) => context.party(organisation).map(|party| party.area),
        Scope::Hut(hut) => context
            .get(&keys::hut(hut))
            .map(|hut| hut.community)
            .ok_or(Rejection::HutUnknown),
    }
}

pub(in crate::rules) const fn require_content(content: &ContentRef) -> Applied {
    if content.bytes == 0 || content.bytes > CONTENT_BYTES_MAX {
        Err(Rejection::ContentInvalid)
    } else {
        Ok(())
    }
}
