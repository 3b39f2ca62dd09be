//! The trace that a matching round leaves.

use crate::story::check;

pub(crate) const TABLE: &str = r"
                                                | office records-round earlier | round 0 recorded
    office records-round earlier                | office records-round earlier | round 1 recorded
                                                | office records-round now     | height_unknown
                                                | clerk records-round earlier  | role_missing
    office grants operator to clerk             | clerk records-round earlier  | role_missing
    office grants operator to clerk in district | clerk records-round earlier  | round 0 recorded
";

#[test]
fn rounds_follow_their_table() {
    check(TABLE);
}
