//! Who comes first when help is scarce: three published rules, and no other.

use crate::{Parameters, Reason};

/// One hour in milliseconds.
const HOUR_MS: u64 = 3_600_000;

/// What the priority rules may read about a need, and nothing more of its owner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Claim {
    /// When it was published, in milliseconds since 1970.
    pub published_at: u64,
    /// The last moment at which help is of use: the end of its last window, or its closing.
    pub last_moment: u64,
    /// That the owner is over sixty, said with the owner's consent; never a date of birth.
    pub over_sixty: bool,
}

/// Which rules put a need forward in a round, as the round's input states them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Priority {
    /// Its last moment is near.
    pub urgent: bool,
    /// Full hours that it has waited.
    pub waited_hours: u16,
    /// Elders first.
    pub over_sixty: bool,
}

impl Priority {
    /// Applies the rules to a need at a moment, in milliseconds since 1970.
    #[must_use]
    pub fn of(claim: &Claim, now: u64, parameters: &Parameters) -> Self {
        let waited = now.saturating_sub(claim.published_at);
        let hours = waited.checked_div(HOUR_MS).unwrap_or(0);
        Self {
            urgent: claim.last_moment.saturating_sub(now) <= parameters.urgent_within_ms,
            waited_hours: u16::try_from(hours)
                .unwrap_or(u16::MAX)
                .min(parameters.waited_hours_max),
            over_sixty: claim.over_sixty,
        }
    }

    /// The points that every pair of the need gains in a round.
    #[must_use]
    pub fn points(self, parameters: &Parameters) -> u32 {
        let urgent = if self.urgent { parameters.urgent } else { 0 };
        let waited = u32::from(self.waited_hours).saturating_mul(parameters.waited_hour);
        let elder = if self.over_sixty {
            parameters.over_sixty
        } else {
            0
        };
        urgent.saturating_add(waited).saturating_add(elder)
    }

    /// Names each rule that applied.
    #[must_use]
    pub fn reasons(self) -> Vec<Reason> {
        [
            self.urgent.then_some(Reason::UrgentFirst),
            (self.waited_hours > 0).then_some(Reason::LongestWaitFirst(self.waited_hours)),
            self.over_sixty.then_some(Reason::EldersFirst),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_gives_its_points_and_its_reason() {
        let parameters = Parameters::default();
        let now = 1_000 * HOUR_MS;
        let calm = Claim {
            published_at: now,
            last_moment: now + 100 * HOUR_MS,
            over_sixty: false,
        };
        let of = |claim: Claim| Priority::of(&claim, now, &parameters);
        assert_eq!(of(calm).points(&parameters), 0);
        assert!(of(calm).reasons().is_empty());
        let urgent = Claim {
            last_moment: now + parameters.urgent_within_ms,
            ..calm
        };
        assert_eq!(of(urgent).points(&parameters), parameters.urgent);
        assert_eq!(of(urgent).reasons(), [Reason::UrgentFirst]);
        let waiting = Claim {
            published_at: now - 5 * HOUR_MS - 1,
            ..calm
        };
        assert_eq!(of(waiting).points(&parameters), 5 * parameters.waited_hour);
        assert_eq!(of(waiting).reasons(), [Reason::LongestWaitFirst(5)]);
        let elder = Claim {
            over_sixty: true,
            ..calm
        };
        assert_eq!(of(elder).points(&parameters), parameters.over_sixty);
        assert_eq!(of(elder).reasons(), [Reason::EldersFirst]);
    }

    #[test]
    fn who_waits_long_enough_comes_before_every_other_rule() {
        let parameters = Parameters::default();
        let others = parameters.urgent + parameters.over_sixty;
        assert!(u32::from(parameters.waited_hours_max) * parameters.waited_hour > others);
        let ever = Claim::default();
        let waited = Priority::of(&ever, u64::MAX, &parameters).waited_hours;
        assert_eq!(waited, parameters.waited_hours_max);
    }
}
