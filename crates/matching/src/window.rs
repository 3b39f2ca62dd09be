//! Time windows: when somebody could come, and when two of them could meet.

/// A half-open span of time in milliseconds since 1970, given by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// First moment of the window.
    pub start: u64,
    /// First moment after the window.
    pub end: u64,
}

impl Window {
    fn common(self, other: Self) -> Option<Self> {
        let start = self.start.max(other.start);
        let end = self.end.min(other.end);
        (start < end).then_some(Self { start, end })
    }
}

/// When two listings can meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meeting {
    /// Neither names a time.
    AnyTime,
    /// The first span that suits both.
    At(Window),
}

/// Brings windows into order and drops the empty ones, so that the caller's order cannot count.
pub(crate) fn tidy_windows(windows: &[Window]) -> Vec<Window> {
    let mut tidy: Vec<Window> = windows
        .iter()
        .copied()
        .filter(|window| window.start < window.end)
        .collect();
    tidy.sort_unstable();
    tidy.dedup();
    tidy
}

/// Finds the earliest common span of two tidy lists; an empty list means any time.
pub(crate) fn first_meeting(left: &[Window], right: &[Window]) -> Option<Meeting> {
    match (left.first(), right.first()) {
        (None, None) => Some(Meeting::AnyTime),
        (Some(window), None) | (None, Some(window)) => Some(Meeting::At(*window)),
        (Some(_), Some(_)) => left
            .iter()
            .flat_map(|mine| right.iter().filter_map(|theirs| mine.common(*theirs)))
            .min()
            .map(Meeting::At),
    }
}
