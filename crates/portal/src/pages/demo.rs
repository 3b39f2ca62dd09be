//! A demonstration's own pages: invented people to be, and a clock to move forward.

pub(crate) mod clock;
pub(crate) mod outbox;
pub(crate) mod people;
