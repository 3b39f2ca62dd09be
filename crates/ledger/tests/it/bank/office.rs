//! What offices do for the bank: standing, the reserve, grants.

use crate::story::check;

pub(crate) const TABLE: &str = r"
    # A clerk records the consequence of what was checked
                   | clerk notes ann hardship   | standing of ann
                   | clerk notes dan hardship   | role_missing
                   | ann notes ann hardship     | role_missing
                   | clerk notes committee hardship | not_a_person
                   | clerk notes zoe hardship   | party_unknown
    two-heads      | ann proposes notes cat hardship | second_person_needless
    # Two administrators fill the reserve
    two-heads; ann proposes funds 100 | bob approves ann |
        approved for ann, posted issuance -100 reserve 100, funded | reserve 0 + 100 - 0
                   | office funds 100           | second_person_missing
                   | clerk funds 100            | role_missing
                   | office funds 100 in street | area_invalid
    two-heads; ann proposes funds 0  | bob approves ann | amount_invalid
    two-heads; ann proposes funds -1 | bob approves ann | amount_invalid
    two-heads; ann proposes funds 1 content 0 | bob approves ann | content_invalid
    # Starter grants come from the reserve, once, to whom a clerk found in need
    two-heads; ann proposes funds 200; bob approves ann; wait 11m; dan settles;
        clerk notes cat hardship; ann proposes grants-points starter cat 100 | bob approves ann |
        approved for ann, posted reserve -100 grant-of-cat 100, granted to cat |
        reserve 200 + -100 - 0, grant-of-cat 0 + 100 - 0
    two-heads; ann proposes funds 200; bob approves ann; wait 11m; dan settles;
        clerk notes cat hardship; ann proposes grants-points starter cat 50; bob approves ann;
        ann proposes grants-points starter cat 50 | bob approves ann | grant_not_allowed
    two-heads; ann proposes funds 200; bob approves ann; wait 11m; dan settles;
        clerk notes cat hardship; ann proposes grants-points starter cat 50; bob approves ann;
        clerk notes cat hardship; ann proposes grants-points starter cat 50 | bob approves ann |
        grant_not_allowed
    two-heads; ann proposes funds 200; bob approves ann; wait 11m; dan settles;
        clerk notes cat hardship; ann proposes grants-points starter cat 100.1 |
        bob approves ann | grant_not_allowed
    two-heads; ann proposes grants-points starter cat 1 | bob approves ann | grant_not_allowed
    two-heads; clerk notes cat hardship; ann proposes grants-points starter cat 1 |
        bob approves ann | balance_too_low
    two-heads; clerk notes cat hardship; ann proposes grants-points starter cat 0 |
        bob approves ann | amount_invalid
    # Hardship grants come from the pool
    earned; bob donates 12; wait 11m; cat settles; two-heads; clerk notes cat hardship;
        ann proposes grants-points hardship cat 5 | bob approves ann |
        approved for ann, posted pool -5 grant-of-cat 5, granted to cat
                   | office grants-points hardship cat 5 | second_person_missing
                   | clerk grants-points hardship cat 5  | role_missing
    # Granted points pay for services, before one's own
    earned; bob donates 12; wait 11m; cat settles; two-heads; clerk notes cat hardship;
        ann proposes grants-points hardship cat 12; bob approves ann; dan publishes offer haircut;
        wait 1d; cat serves ann haircut 60 | cat asks dan |
        held grant-of-cat 12, dan may serve cat for 12 | cat 0 + 12 - 0
    # They are not donated, shared or given away
    earned; bob donates 12; wait 11m; cat settles; two-heads; clerk notes cat hardship;
        ann proposes grants-points hardship cat 12; bob approves ann; wait 11m; dan settles |
        cat donates 1 | balance_too_low
    # A donation that is taken back takes the grant with it
    earned; bob serves dan haircut 60; wait 11m; ann settles; bob donates 24; wait 11m;
        ann settles; two-heads; clerk notes cat hardship;
        ann proposes grants-points hardship cat 12 | bob approves ann |
        approved for ann, posted pool -12 grant-of-cat 12, granted to cat
";

#[test]
fn the_office_follows_its_table() {
    check(TABLE);
}
