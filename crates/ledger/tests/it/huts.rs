//! W-07: doors, shifts, shelves, stocktake, and kiosks that were offline.

use crate::story::check;

pub(crate) const DOORS: &str = r"
    # Shifts and doors
    kept | cat begins-shift park | shift begun cat
    kept | ann begins-shift park | role_missing
         | cat begins-shift park | hut_unknown
    kept; cat begins-shift park | cat begins-shift park | hut_state_wrong
    kept | cat opens park | not_on_duty
    kept; cat begins-shift park | cat opens park | hut opened
    open | cat opens park | hut_state_wrong
    open | cat ends-shift park | hut_state_wrong
    open | cat closes-doors park | hut closed
    kept | cat closes-doors park | hut_state_wrong
    open; office grants worker to ann | ann closes-doors park | hut closed
    open | ann closes-doors park | role_missing
    open; cat closes-doors park | cat ends-shift park | shift ended cat
    kept | cat ends-shift park | not_on_duty
";

pub(crate) const SHELVES: &str = r"
    # Into the custody of the hut that the owner named, and back
    open; ann lists drill hut park | cat shelves ann | item deposited
    open; ann lists drill          | cat shelves ann | item_elsewhere
    open; ann lists drill hut park | ann shelves ann | role_missing
    kept; ann lists drill hut park | cat shelves ann | not_on_duty
    shelved | cat shelves ann   | item_elsewhere
    shelved | cat unshelves ann | item withdrawn
    open; ann lists drill | cat unshelves ann | item_elsewhere
    shelved | ann unshelves ann | role_missing
    # A keeper's scan is enough, both ways; not in the keeper's own loan
    shelved; bob reserves ann | cat hands-over bob | hand over stated cat, item handed over
    shelved; bob reserves ann | bob hands-over bob | hand over stated bob
    shelved; bob reserves ann | ann hands-over bob | item_elsewhere
    shelved; bob reserves ann; cat closes-doors park; cat ends-shift park | cat hands-over bob |
        not_on_duty
    shelved; cat reserves ann | cat hands-over cat | hand over stated cat
    fetched | cat returns bob hut park | return stated cat, item returned
    fetched | ann returns bob hut park | role_missing
    fetched; office opens-hut hill; office grants keeper to dan hut hill; dan begins-shift hill |
        dan returns bob hut hill | item_elsewhere
    shelved; cat reserves ann; office grants keeper to dan hut park; dan begins-shift park;
        dan hands-over cat | cat returns cat hut park | not_your_loan
    fetched; cat returns bob hut park | cat inspects bob | return inspected, loan closed ann
    open; ann lists drill on-request hut park; cat shelves ann; bob reserves ann |
        cat approves-loan bob | loan reserved
    # From hut to hut, in somebody's hands all the way
    shelved; office opens-hut hill | cat sends ann to hill | item sent
    shelved | cat sends ann to hill | hut_unknown
    shelved | cat sends ann to park | item_elsewhere
    open; ann lists drill | cat sends ann to park | item_elsewhere
    sent | dan receives ann | item received
    sent | cat receives ann | role_missing
    shelved | cat receives ann | item_elsewhere
";

pub(crate) const STOCK: &str = r"
    # What is counted and what is missing is what should be there
    shelved | cat counts park 1 | stock taken
    shelved | cat counts park 0 | stock_differs
    shelved | cat counts park 0 missing ann | stock taken, item missed
    shelved | cat counts park 1 missing ann | stock_differs
    shelved | ann counts park 1 | role_missing
    shelved | cat counts park 0 missing ann,ann | list_invalid
    open; ann lists drill | cat counts park 0 missing ann | item_elsewhere
    shelved | cat counts park 2 surplus ann | item_elsewhere
    shelved | cat counts park 0 missing nobody | item_unknown
    # What turns up
    shelved; cat counts park 0 missing ann | cat counts park 1 surplus ann | stock taken, item found
    sent; dan counts hill 0 | dan counts hill 1 surplus ann | stock taken, item found
    fetched | cat counts park 1 surplus ann | stock taken, surplus noted
    shelved; cat counts park 0 missing ann | cat finds ann at park | item found
    shelved | cat finds ann at park | item_elsewhere
    shelved; cat counts park 0 missing ann | bob reserves ann | item_not_offered
    shelved; bob reserves ann; cat counts park 0 missing ann | cat hands-over bob | not_your_loan
";

pub(crate) const KIOSKS: &str = r"
    # Who registers it
    kept | office installs-kiosk park | kiosk registered
    kept | cat installs-kiosk park    | role_missing
         | office installs-kiosk park | hut_unknown
    kiosk | office removes-kiosk | kiosk revoked
    kiosk | cat removes-kiosk    | role_missing
    kept  | office removes-kiosk | kiosk_unknown
    # Who carries what it noted, and in which form
    kiosk | bob merges lent:ann:bob:2 | role_missing
    kiosk; office grants operator to dan | dan merges lent:ann:bob:2 |
        statements merged 1, kiosk handed over bob 0, item handed over
    kept  | cat merges lent:ann:bob:2 | kiosk_unknown
    kiosk; office removes-kiosk | cat merges lent:ann:bob:2 | kiosk_unknown
    kiosk | cat merges nothing | list_invalid
    kiosk | cat merges lent:ann:bob:2 forged | statement_forged
    kiosk | cat merges lent:ann:bob:2 broken-chain | statements_broken
    kiosk | cat merges lent:ann:bob:2 early | statement_time_invalid
    kiosk; wait 8d | cat merges lent:ann:bob:2 at 169h | statement_time_invalid
    kiosk; wait 8h | cat merges lent:ann:bob:2 at 8h |
        statements merged 1, kiosk handed over bob 0, item handed over
    kiosk; cat merges lent:ann:bob:2 | again | replayed
    kiosk; cat merges lent:ann:bob:2 | cat merges returned:ann | statements merged 2, item returned
    kiosk | cat merges lent:ann:bob:2 returned:ann |
        statements merged 2, kiosk handed over bob 0, item handed over, item returned
    # One's own reservation is what one picks up
    kiosk; bob reserves ann for 3 | cat merges lent:ann:bob:1 |
        statements merged 1, kiosk handed over bob 0, item handed over
    # What was handed over beats what was reserved
    kiosk; bob reserves ann | cat merges lent:ann:dan:2 |
        statements merged 1, loan cancelled nobody, kiosk handed over dan 0, item handed over
    # Among hand-overs the first merged wins; the other is for the keeper
    kiosk | cat merges lent:ann:bob:2 lent:ann:dan:2 |
        statements merged 2, kiosk handed over bob 0, item handed over,
        statement conflicted AlreadyLent
    kiosk | cat merges lent:ann:zoe:2 | statements merged 1, statement conflicted BorrowerUnknown
    kiosk | cat merges lent:ann:ann:2 | statements merged 1, statement conflicted BorrowerUnknown
    kiosk | cat merges lent:nobody:bob:2 | statements merged 1, statement conflicted ItemUnknown
    kiosk | cat merges returned:nobody | statements merged 1, statement conflicted ItemUnknown
    kiosk | cat merges returned:ann | statements merged 1, statement conflicted NotLent
    kiosk; cat unshelves ann | cat merges lent:ann:bob:2 |
        statements merged 1, statement conflicted ItemElsewhere
    kiosk; ann changes ann drill deposit 5 hut park | cat merges lent:ann:bob:2 |
        statements merged 1, kiosk handed over bob 0, item handed over,
        statement conflicted DepositMissing
    kiosk; earned; ann changes ann drill deposit 5 hut park | cat merges lent:ann:bob:2 |
        statements merged 1, deposit held bob 5, kiosk handed over bob 5, item handed over |
        bob 12 + 0 - 5
    # The resident may contest it within seven days, and a worker decides
    kiosk; cat merges lent:ann:bob:2; wait 7d | bob contests bob | statement contested
    kiosk; cat merges lent:ann:bob:2; wait 604801s | bob contests bob | contest_too_late
    kiosk; cat merges lent:ann:bob:2 | ann contests bob | not_your_loan
    fetched | bob contests bob | contest_too_late
    contested | cat mediates bob gone   | loan mediated cat
    contested | cat mediates bob        | loan mediated cat
    contested | cat mediates bob award 1 | award_too_high
    contested; cat mediates bob gone | bob returns bob | loan_state_wrong
    contested; cat mediates bob gone | cat finds ann at park | item found
    contested; cat mediates bob      | bob contests bob | contest_too_late
    # A return that a kiosk noted, likewise: it stands, or the borrower has the thing still
    kiosk; cat merges lent:ann:bob:2 returned:ann | bob contests bob | statement contested
    kiosk; cat merges lent:ann:bob:2 returned:ann; wait 604801s | bob contests bob |
        contest_too_late
    kiosk; cat merges lent:ann:bob:2 returned:ann; bob contests bob | ann inspects bob |
        loan_state_wrong
    kiosk; cat merges lent:ann:bob:2 returned:ann; bob contests bob; cat mediates bob |
        ann inspects bob | return inspected, loan closed ann
    kiosk; cat merges lent:ann:bob:2 returned:ann; bob contests bob; cat mediates bob gone |
        bob returns bob | return stated bob
    kiosk; cat merges lent:ann:bob:2 returned:ann; bob contests bob; cat mediates bob |
        bob contests bob | contest_too_late
    kiosk; cat merges lent:ann:bob:2; bob returns bob; ann returns bob | bob contests bob |
        contest_too_late
";

#[test]
fn doors_follow_their_table() {
    check(DOORS);
}

#[test]
fn shelves_follow_their_table() {
    check(SHELVES);
}

#[test]
fn stock_follows_its_table() {
    check(STOCK);
}

#[test]
fn kiosks_follow_their_table() {
    check(KIOSKS);
}
