//! Withdrawals of points that others have spent already.

use crate::story::check;

pub(crate) const UNCOVERED: &str = r"
    # A withdrawal never fails because others have spent the points: the community bears it
    paid; wait 5m; bob serves dan haircut 60; ann unconfirms bob; wait 6m; cat settles previous |
        dan unconfirms bob |
        reversed, posted issuance -12 bob 12, settled, dan took the confirmation back |
        bob 0 + 0 - 0, cat 12 + 0 - 0, issuance -12 + 0 - 0
";

#[test]
fn what_nobody_can_give_up_is_the_communitys_to_bear() {
    check(UNCOVERED);
}
