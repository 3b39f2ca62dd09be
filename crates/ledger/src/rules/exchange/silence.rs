//! What follows when nobody says anything more: silence alone never makes points.
//!
//! One statement counts after 72 hours when both sides had met at the door; without that evidence
//! only a witness can make it count, and after two weeks the exchange lapses. What a contradiction
//! admits is stated by both sides, so it counts once nobody has decided otherwise.

use crate::{
    rule_pack::RulePack,
    state::records::{Exchange, ExchangeStatus},
    time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp},
};

/// How long a side may stay silent before evidence speaks for it, and how long a no-show report
/// can be contradicted, in milliseconds.
pub const ANSWER_MS: u64 = 72 * HOUR_MS;
/// How long an exchange without evidence waits for the other side or a witness, in milliseconds.
pub const LAPSE_MS: u64 = 14 * DAY_MS;

/// What silence will bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    /// After this moment it is due.
    pub due_at: Timestamp,
    /// The minutes that count then; zero when the exchange lapses.
    pub minutes: u16,
}

/// What silence will bring to an exchange, if it waits for anybody.
#[must_use]
pub fn silence_of(exchange: &Exchange, pack: &RulePack) -> Option<Silence> {
    let end = exchange.end();
    match (exchange.status, exchange.claim(), exchange.contest) {
        (ExchangeStatus::Accepted, Some((_, claim)), _) => {
            let since = end.max(claim.at);
            let proven = proven_minutes(exchange, pack).min(claim.minutes);
            let wait_ms = if proven > 0 { ANSWER_MS } else { LAPSE_MS };
            Some(Silence {
                due_at: since.plus_ms(wait_ms),
                minutes: proven,
            })
        }
        (ExchangeStatus::Accepted, None, _) => Some(Silence {
            due_at: end.plus_ms(LAPSE_MS),
            minutes: 0,
        }),
        (ExchangeStatus::Contested, _, Some(contest)) => Some(Silence {
            due_at: end.max(contest.at).plus_ms(LAPSE_MS),
            minutes: contest.minutes,
        }),
        _ => None,
    }
}

/// The minutes that the door bears witness to: none without a meeting, never more than agreed.
fn proven_minutes(exchange: &Exchange, pack: &RulePack) -> u16 {
    let Some(attendance) = exchange.attendance else {
        return 0;
    };
    let Some(met_at) = attendance.met_at else {
        return 0;
    };
    let Some(finish) = attendance.finished else {
        return exchange.minutes;
    };
    let measured = finish.at.0.saturating_sub(met_at.0).checked_div(MINUTE_MS);
    let measured = u16::try_from(measured.unwrap_or(0)).unwrap_or(u16::MAX);
    rounded(measured, pack.step_minutes).min(exchange.minutes)
}

/// To the nearest step, halves up.
fn rounded(minutes: u16, step: u16) -> u16 {
    let half = step.checked_div(2).unwrap_or(0);
    let steps = minutes
        .saturating_add(half)
        .checked_div(step)
        .unwrap_or_default();
    steps.saturating_mul(step)
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn minutes_go_to_the_nearest_step() {
        for (minutes, expected) in [(0, 0), (14, 0), (15, 30), (44, 30), (45, 60), (60, 60)] {
            assert_eq!(rounded(minutes, 30), expected, "{minutes} minutes");
        }
        assert_eq!(rounded(60, 0), 0);
    }
}
