//! From a signed operation to its outcome: admission, then the rules, then keep or discard.

use crate::{
    area::AreaCode,
    event::Event,
    genesis::RULES_VERSION,
    hash::Suite,
    ids::{NetworkId, OperationId, PartyId},
    operation::{
        Action, BATCH_ACTIONS_MAX, ENVELOPE_BYTES_MAX, Operation, SINGLE_BYTES_MAX, VALIDITY_MS_MAX,
    },
    outcome::{Outcome, Verdict},
    planted::{PlantedBug, is_planted},
    rejection::Rejection,
    rule_pack::RulePack,
    rules,
    sealed::Sealed,
    signature::verifies,
    state::{
        State,
        bank::Adoption,
        keys,
        keys::Key,
        records::{KeyRecord, Meta, Party, Standing},
        store::Draft,
    },
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// What a rule may read and write while it handles one action.
#[derive(Debug)]
pub struct Context<'a, 'base> {
    draft: &'a mut Draft<'base>,
    events: Vec<Event>,
    /// Block time.
    pub time: Timestamp,
    /// Height of the block.
    pub height: u64,
    /// Who asks; while an approved proposal happens, who proposed it.
    pub actor: PartyId,
    /// The second person, while an approved proposal happens.
    pub second: Option<PartyId>,
    /// The operation at hand.
    pub operation: OperationId,
    /// Position of the action in it.
    pub position: u32,
}

impl<'a, 'base> Context<'a, 'base> {
    /// A context outside a block: to try rules out, and for tests of what rules share.
    pub(crate) fn alone(draft: &'a mut Draft<'base>, time: Timestamp) -> Self {
        Self {
            draft,
            events: Vec::new(),
            time,
            height: 1,
            actor: PartyId::default(),
            second: None,
            operation: OperationId::default(),
            position: 0,
        }
    }
}

impl Context<'_, '_> {
    /// Reads a value.
    #[must_use]
    pub fn get<T: BorshDeserialize>(&self, key: &Key<T>) -> Option<T> {
        self.draft.get(key)
    }

    /// Writes a value.
    pub fn put<T: BorshSerialize>(&mut self, key: &Key<T>, value: &T) {
        self.draft.put(key, value);
    }

    /// Removes a value.
    pub fn remove<T>(&mut self, key: &Key<T>) {
        self.draft.remove(key);
    }

    /// States a fact.
    pub fn emit(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Counters and switches of the network.
    pub fn meta(&self) -> Result<Meta, Rejection> {
        self.get(&keys::meta()).ok_or(Rejection::ActorUnknown)
    }

    /// The rule pack of the network, for what is alike in every community.
    #[must_use]
    pub fn pack(&self) -> RulePack {
        self.get(&keys::rule_pack())
            .unwrap_or_else(RulePack::chancheng)
    }

    /// Refuses an action that concerns people or points unless a second person has agreed to it.
    pub const fn require_second(&self) -> Result<(), Rejection> {
        match self.second {
            Some(_) => Ok(()),
            None => Err(Rejection::SecondPersonMissing),
        }
    }

    /// The version of the rules that runs this block.
    #[must_use]
    pub fn rules_version(&self) -> u32 {
        self.get(&keys::upgrade())
            .map_or(RULES_VERSION, |upgrade| upgrade.version_at(self.height))
    }

    /// A registered party that takes part now.
    pub fn active_party(&self, party: PartyId) -> Result<Party, Rejection> {
        let record = self.party(party)?;
        match record.standing {
            Standing::Active => Ok(record),
            Standing::Suspended(until) if until < self.time => Ok(record),
            Standing::Suspended(_) | Standing::Closed => Err(Rejection::PartyInactive),
        }
    }

    /// The rule pack that a community keeps now.
    #[must_use]
    pub fn pack_for(&self, community: AreaCode) -> RulePack {
        self.pack_at(community, self.time)
    }

    /// The rule pack that a community keeps at a moment: a service is under the one in force at its
    /// start, so that a switch changes nothing about what was agreed or given before.
    #[must_use]
    pub fn pack_at(&self, community: AreaCode, time: Timestamp) -> RulePack {
        let adoptions = self.get(&keys::adoptions(community)).unwrap_or_default();
        Adoption::in_force(&adoptions, time)
            .and_then(|pack| self.get(&keys::adopted_pack(&pack)))
            .unwrap_or_else(|| self.pack())
    }

    /// A registered party, or the rejection that it is not.
    pub fn party(&self, party: PartyId) -> Result<Party, Rejection> {
        self.get(&keys::party(party)).ok_or(Rejection::PartyUnknown)
    }
}

/// Where and when a block runs.
#[derive(Clone, Copy, Debug)]
pub struct BlockContext {
    /// The network.
    pub network: NetworkId,
    /// Block time.
    pub time: Timestamp,
    /// Height of the block.
    pub height: u64,
}

/// Checks everything about an envelope that needs neither the rules nor its signature: size,
/// suite, validity, replay, and that the key is the actor's. Returns the key.
pub fn check_admission(
    state: &State,
    block: &BlockContext,
    envelope: &Sealed,
) -> Result<KeyRecord, Rejection> {
    let intent = &envelope.intent;
    let bytes = envelope.bytes().len();
    match &intent.operation {
        Operation::Single(_) if bytes > SINGLE_BYTES_MAX => return Err(Rejection::Oversized),
        Operation::Batch(_) if bytes > ENVELOPE_BYTES_MAX => return Err(Rejection::Oversized),
        Operation::Batch(actions) if actions.is_empty() || actions.len() > BATCH_ACTIONS_MAX => {
            return Err(Rejection::BatchSizeInvalid);
        }
        Operation::Single(_) | Operation::Batch(_) => {}
    }
    if intent.suite != Suite::Sha256Ed25519 {
        return Err(Rejection::SuiteUnknown);
    }
    if envelope.network() != block.network {
        // Sealed for another network: the signature covers other bytes than this one asks for.
        return Err(Rejection::SignatureInvalid);
    }
    if intent.not_after < block.time {
        return Err(Rejection::Expired);
    }
    if intent.not_after > block.time.plus_ms(VALIDITY_MS_MAX) {
        return Err(Rejection::ValidForTooLong);
    }
    let key = state
        .registered_key(intent.key)
        .ok_or(Rejection::KeyUnknown)?;
    if key.party != intent.actor {
        return Err(Rejection::KeyOfAnotherParty);
    }
    if key.revoked {
        return Err(Rejection::KeyRevoked);
    }
    if key.suspended_until.is_some_and(|until| block.time <= until) {
        return Err(Rejection::ActorSuspended);
    }
    if !is_planted(PlantedBug::AcceptsReplay)
        && state.has_seen(intent.not_after, envelope.operation_id())
    {
        return Err(Rejection::Replayed);
    }
    Ok(key)
}

/// [`check_admission`], and the signature: what a mempool asks before it keeps an operation.
pub fn admit(
    state: &State,
    block: &BlockContext,
    envelope: &Sealed,
) -> Result<KeyRecord, Rejection> {
    let key = check_admission(state, block, envelope)?;
    if verifies(&key.key, &envelope.signing_bytes(), &envelope.signature) {
        Ok(key)
    } else {
        Err(Rejection::SignatureInvalid)
    }
}

/// What would become of an action in the next block, as far as the state says now: nothing is
/// changed. An office asks before it submits what is due, so that no refusals fill the ledger.
pub fn rehearse(
    state: &State,
    time: Timestamp,
    actor: PartyId,
    action: &Action,
) -> Result<(), Rejection> {
    let mut draft = Draft::new(state);
    let mut context = Context::alone(&mut draft, time);
    context.actor = actor;
    rules::apply_action(&mut context, action)
}

/// Runs an admitted operation on a draft and records what became of it.
pub(crate) fn apply_operation(
    draft: &mut Draft<'_>,
    block: &BlockContext,
    envelope: &Sealed,
    key: &KeyRecord,
) -> Outcome {
    let id = envelope.operation_id();
    let mut events = Vec::new();
    let mut verdict = Ok(());
    for (position, action) in envelope.intent.operation.actions().iter().enumerate() {
        let mut context = Context {
            draft,
            events,
            time: block.time,
            height: block.height,
            actor: envelope.intent.actor,
            second: None,
            operation: id,
            position: u32::try_from(position).unwrap_or(u32::MAX),
        };
        verdict = rules::apply_action(&mut context, action);
        events = context.events;
        if verdict.is_err() {
            break;
        }
    }
    draft.mark_seen(envelope.intent.not_after, id);
    let verdict = match verdict {
        Ok(()) => {
            draft.keep();
            Verdict::Applied(events)
        }
        Err(rejection) => {
            draft.discard();
            Verdict::Rejected(rejection)
        }
    };
    Outcome {
        custody: key.custody,
        verdict,
    }
}
