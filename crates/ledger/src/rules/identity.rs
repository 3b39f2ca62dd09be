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
    authority::Right,
    ids::{KeyIndex, PartyId},
    operation::{
        IdentityAction,
        identity::Scope,
        listing::{CONTENT_BYTES_MAX, ContentRef},
    },
    rejection::Rejection,
    rules::{Applied, require_right},
    signature::{Custody, PublicKey},
    state::{
        keys,
        records::{KeyRecord, PartyKind},
    },
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
            suspended_until: None,
        },
    );
    let mut keys_of = context.get(&keys::keys_of(party)).unwrap_or_default();
    keys_of.push(index);
    context.put(&keys::keys_of(party), &keys_of);
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

/// Who may help a party with its keys.
enum KeyHelper {
    /// The party itself.
    Itself,
    /// A clerk over this area: a person who holds no role is the counter's business.
    Clerk(AreaCode),
    /// An administrator over this area. With a new key one would hold every role of the party, so
    /// the area covers all of them; and an organisation acts for many.
    Administrator(AreaCode),
}

fn key_helper(context: &Context<'_, '_>, party: PartyId) -> Result<KeyHelper, Rejection> {
    if context.actor == party {
        return context.party(party).map(|_| KeyHelper::Itself);
    }
    Ok(match recovery_area(context, party)? {
        Some(area) => KeyHelper::Administrator(area),
        None => KeyHelper::Clerk(context.party(party)?.area),
    })
}

/// The area whose administrators may give a party a new key, or nothing for a person who holds no
/// role: that is the counter's business.
pub(super) fn recovery_area(
    context: &Context<'_, '_>,
    party: PartyId,
) -> Result<Option<AreaCode>, Rejection> {
    let record = context.party(party)?;
    let is_person = matches!(record.kind, PartyKind::Person { .. });
    if is_person && live_scopes(context, party).next().is_none() {
        return Ok(None);
    }
    reach(context, party).map(Some)
}

/// The smallest area that holds a party and everything that its roles cover: with power over the
/// party one has power over all of it.
pub(super) fn reach(context: &Context<'_, '_>, party: PartyId) -> Result<AreaCode, Rejection> {
    let mut around = context.party(party)?.area;
    for scope in live_scopes(context, party) {
        let area = area_of_scope(context, scope)?;
        while let Some(wider) = around.parent().filter(|_| !area.is_within(around)) {
            around = wider;
        }
    }
    Ok(around)
}

/// The scopes of the roles that a party holds now.
fn live_scopes(context: &Context<'_, '_>, party: PartyId) -> impl Iterator<Item = Scope> {
    let held = context.get(&keys::roles_of(party)).unwrap_or_default();
    held.into_iter().filter_map(move |(role, scope)| {
        let grant = context.get(&keys::role(party, role, scope))?;
        let is_live = grant.until.is_none_or(|until| until >= context.time);
        is_live.then_some(scope)
    })
}

/// The area in which somebody must be administrator to hand out a role in this scope.
pub(super) fn area_of_scope(
    context: &Context<'_, '_>,
    scope: Scope,
) -> Result<AreaCode, Rejection> {
    match scope {
        Scope::Area(area) => Ok(area),
        Scope::Organisation(organisation) => context.party(organisation).map(|party| party.area),
        Scope::Hut(hut) => context
            .get(&keys::hut(hut))
            .map(|hut| hut.community)
            .ok_or(Rejection::HutUnknown),
        Scope::Activity(activity) => context
            .get(&keys::activity(activity))
            .map(|activity| activity.area)
            .ok_or(Rejection::ActivityUnknown),
    }
}

/// Whoever has the right over the place gives a role and takes it back; an organiser does, for the
/// own activity.
fn require_giver(context: &Context<'_, '_>, right: Right, scope: Scope) -> Applied {
    if let Scope::Activity(activity) = scope {
        let activity = context.get(&keys::activity(activity));
        if activity.is_some_and(|activity| activity.organiser == context.actor) {
            return Ok(());
        }
    }
    let area = area_of_scope(context, scope)?;
    require_right(context, right, area)
}

pub(in crate::rules) const fn require_content(content: &ContentRef) -> Applied {
    if content.bytes == 0 || content.bytes > CONTENT_BYTES_MAX {
        Err(Rejection::ContentInvalid)
    } else {
        Ok(())
    }
}
