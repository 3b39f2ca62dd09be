//! The table itself: one row for each crate, as drawn in ARCHITECTURE.md.

/// A kind of thing that some crates must never name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ban {
    Async,
    Clocks,
    Randomness,
    Files,
    Environment,
    Sql,
    Http,
    Floats,
    Engine,
}

impl Ban {
    /// The rule's name in messages and in the allow list.
    pub(crate) fn rule(self) -> &'static str {
        match self {
            Self::Async => "layers-async",
            Self::Clocks => "layers-clocks",
            Self::Randomness => "layers-randomness",
            Self::Files => "layers-files",
            Self::Environment => "layers-environment",
            Self::Sql => "layers-sql",
            Self::Http => "layers-http",
            Self::Floats => "layers-floats",
            Self::Engine => "layers-engine",
        }
    }

    /// Words that name it in source or in a manifest; a final `*` stands for any ending.
    pub(crate) fn words(self) -> &'static [&'static str] {
        match self {
            Self::Async => &["async", "await", "tokio", "futures", "async_trait"],
            Self::Clocks => &["std::time", "jiff", "chrono"],
            Self::Randomness => &["rand", "getrandom", "OsRng", "thread_rng"],
            Self::Files => &["std::fs", "std::net", "std::process", "tempfile"],
            Self::Environment => &["std::env"],
            Self::Sql => &["sqlx", "rusqlite"],
            Self::Http => &["axum", "askama", "hyper", "tower_http", "reqwest"],
            Self::Floats => &["f32", "f64"],
            Self::Engine => &["commonware*"],
        }
    }
}

/// One crate: what it may use of ours, what it must never name.
pub(crate) struct Room {
    pub(crate) name: &'static str,
    pub(crate) may_use: &'static [&'static str],
    pub(crate) never: &'static [Ban],
}

impl Room {
    /// A pure crate is held to its bans through everything that it depends on.
    pub(crate) fn is_pure(&self) -> bool {
        self.never.contains(&Ban::Async)
    }
}

const PURE: &[Ban] = &[
    Ban::Async,
    Ban::Clocks,
    Ban::Randomness,
    Ban::Files,
    Ban::Environment,
    Ban::Sql,
    Ban::Http,
    Ban::Floats,
    Ban::Engine,
];

pub(crate) const ROOMS: [Room; 11] = [
    Room {
        name: "ledger",
        may_use: &[],
        never: PURE,
    },
    Room {
        name: "matching",
        may_use: &[],
        never: PURE,
    },
    Room {
        name: "verifier",
        may_use: &["ledger"],
        never: PURE,
    },
    Room {
        name: "credentials",
        may_use: &[],
        never: PURE,
    },
    Room {
        name: "node",
        may_use: &["ledger", "verifier"],
        never: &[Ban::Sql, Ban::Http],
    },
    Room {
        name: "simulation",
        may_use: &["ledger", "node", "testkit"],
        never: &[Ban::Clocks, Ban::Files, Ban::Sql, Ban::Http, Ban::Engine],
    },
    Room {
        name: "projections",
        may_use: &["ledger"],
        never: &[Ban::Http, Ban::Engine],
    },
    Room {
        name: "vault",
        may_use: &[],
        never: &[Ban::Http, Ban::Engine],
    },
    Room {
        name: "portal",
        may_use: &[
            "ledger",
            "projections",
            "vault",
            "matching",
            "verifier",
            "credentials",
        ],
        never: &[Ban::Engine],
    },
    Room {
        name: "cli",
        may_use: &[
            "ledger",
            "matching",
            "verifier",
            "credentials",
            "node",
            "projections",
            "vault",
            "portal",
            "simulation",
            "testkit",
        ],
        never: &[Ban::Engine, Ban::Sql],
    },
    Room {
        name: "testkit",
        may_use: &[
            "ledger",
            "matching",
            "verifier",
            "credentials",
            "node",
            "projections",
            "vault",
            "portal",
        ],
        never: &[Ban::Engine, Ban::Sql],
    },
];

pub(crate) fn room(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_but_node_may_name_the_engine() {
        for room in ROOMS {
            assert_eq!(
                room.never.contains(&Ban::Engine),
                room.name != "node",
                "{}",
                room.name
            );
        }
    }

    #[test]
    fn every_room_that_is_used_exists() {
        let used = ROOMS.iter().flat_map(|room| room.may_use);
        assert!(used.copied().all(|name| room(name).is_some()));
    }
}
