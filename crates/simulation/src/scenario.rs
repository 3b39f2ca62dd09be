//! The faults, one file each. A scenario breaks what it breaks, and ends with everything repaired:
//! then the network must live, agree and have an answer for everybody.

mod calm;
mod clock_skew;
mod crash;
mod equivocation;
mod flipped_bit;
mod full_disk;
mod late_joiner;
mod lost_ledger;
mod membership_change;
mod partition;
mod restart;
mod slow_links;
mod torn_disk;

use node::simulation::Cluster;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scenario {
    /// Nothing.
    Calm,
    /// Machines die and come back, mostly one at a time.
    Crash,
    /// All machines stop and start again, together or one after the other.
    Restart,
    /// The power goes while the disks write.
    TornDisk,
    /// The network falls into parts, and heals.
    Partition,
    /// Messages are slow, late and lost.
    SlowLinks,
    /// Clocks go wrong, by a little and by far.
    ClockSkew,
    /// A validator uses its key twice.
    Equivocation,
    /// Validators come, go and take each other's place.
    MembershipChange,
    /// A validator and an observer join when much has happened already.
    LateJoiner,
    /// A disk fills up.
    FullDisk,
    /// A validator loses its ledger and keeps its key.
    LostLedger,
    /// A stored byte changes.
    FlippedBit,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Calm,
        Self::Crash,
        Self::Restart,
        Self::TornDisk,
        Self::Partition,
        Self::SlowLinks,
        Self::ClockSkew,
        Self::Equivocation,
        Self::MembershipChange,
        Self::LateJoiner,
        Self::FullDisk,
        Self::LostLedger,
        Self::FlippedBit,
    ];

    /// What the command line calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Crash => "crash",
            Self::Restart => "restart",
            Self::TornDisk => "torn-disk",
            Self::Partition => "partition",
            Self::SlowLinks => "slow-links",
            Self::ClockSkew => "clock-skew",
            Self::Equivocation => "equivocation",
            Self::MembershipChange => "membership-change",
            Self::LateJoiner => "late-joiner",
            Self::FullDisk => "full-disk",
            Self::LostLedger => "lost-ledger",
            Self::FlippedBit => "flipped-bit",
        }
    }

    /// The scenario of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// How many validators take part.
    #[must_use]
    pub const fn validators(self) -> usize {
        4
    }

    /// How many machines only watch.
    #[must_use]
    pub const fn watchers(self) -> usize {
        match self {
            Self::LateJoiner => 1,
            Self::MembershipChange => 2,
            _ => 0,
        }
    }

    /// Whether organisations change who votes.
    #[must_use]
    pub const fn changes_members(self) -> bool {
        matches!(self, Self::MembershipChange)
    }

    /// Plays it.
    pub async fn play(self, cluster: &mut Cluster) {
        match self {
            Self::Calm => calm::play(cluster).await,
            Self::Crash => crash::play(cluster).await,
            Self::Restart => restart::play(cluster).await,
            Self::TornDisk => torn_disk::play(cluster).await,
            Self::Partition => partition::play(cluster).await,
            Self::SlowLinks => slow_links::play(cluster).await,
            Self::ClockSkew => clock_skew::play(cluster).await,
            Self::Equivocation => equivocation::play(cluster).await,
            Self::MembershipChange => membership_change::play(cluster).await,
            Self::LateJoiner => late_joiner::play(cluster).await,
            Self::FullDisk => full_disk::play(cluster).await,
            Self::LostLedger => lost_ledger::play(cluster).await,
            Self::FlippedBit => flipped_bit::play(cluster).await,
        }
    }
}
