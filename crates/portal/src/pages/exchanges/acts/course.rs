//! What one side may do about an invitation, another time, a contradiction, or its safety.

use ledger::{
    PartyId, Timestamp,
    rule_pack::RulePack,
    rules::exchange::silence::ANSWER_MS,
    state::records::{Exchange, ExchangeStatus},
};

use super::Act;

pub(super) fn possible(
    exchange: &Exchange,
    me: PartyId,
    now: Timestamp,
    pack: &RulePack,
) -> Vec<Act> {
    match exchange.status {
        ExchangeStatus::Invited => while_invited(exchange, me),
        ExchangeStatus::Accepted => while_agreed(exchange, me, now, pack),
        ExchangeStatus::Contested => while_contested(exchange, me),
        ExchangeStatus::NoShow if can_answer(exchange, me, now) => vec![Act::AnswerNoShow],
        _ => Vec::new(),
    }
}

fn while_invited(exchange: &Exchange, me: PartyId) -> Vec<Act> {
    let invitation = exchange.invitation.unwrap_or_default();
    let has_joined = if me == exchange.provider {
        invitation.provider
    } else {
        invitation.receiver
    };
    if has_joined {
        vec![Act::Unjoin, Act::Decline]
    } else {
        vec![Act::Join, Act::Decline]
    }
}

fn while_agreed(exchange: &Exchange, me: PartyId, now: Timestamp, pack: &RulePack) -> Vec<Act> {
    let mut acts = Vec::new();
    if let Some((claimant, _)) = exchange.claim()
        && claimant != me
    {
        acts.push(Act::Contest);
    }
    let is_untouched = exchange.claim().is_none() && !exchange.has_met();
    if let Some(proposed) = exchange.proposed {
        if proposed.by != me && is_untouched {
            acts.push(Act::AgreeTime);
        }
        acts.push(Act::DropTime);
    }
    let until = exchange
        .earlier
        .map(|earlier| earlier.replaced_at.plus_ms(pack.reflection_ms));
    if is_untouched && until.is_some_and(|until| now <= until) {
        acts.push(Act::RestoreTime);
    }
    acts.push(Act::Stop);
    acts
}

fn while_contested(exchange: &Exchange, me: PartyId) -> Vec<Act> {
    let mut acts = Vec::new();
    if exchange.contest.is_some_and(|contest| contest.by == me) {
        acts.push(Act::WithdrawContest);
    }
    if exchange.claim().is_some_and(|(claimant, _)| claimant == me) {
        acts.push(Act::WithdrawConfirmation);
    }
    if exchange.no_show_by == Some(me) {
        acts.push(Act::WithdrawNoShow);
    }
    acts.push(Act::Stop);
    acts
}

fn can_answer(exchange: &Exchange, me: PartyId, now: Timestamp) -> bool {
    let in_time = now <= exchange.changed_at.plus_ms(ANSWER_MS);
    exchange.no_show_by != Some(me) && exchange.contest.is_none() && in_time
}
