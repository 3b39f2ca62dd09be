//! A-07, C-06: needs and offers, published and closed.

use crate::story::check;

pub(crate) const TABLE: &str = r"
    # Who publishes, and where
    | ann publishes need haircut           | published
    | ann publishes offer haircut          | published
    | ann publishes need haircut in hillside | area_invalid
    | ann publishes need haircut in street | area_invalid
    | phil publishes need haircut          | level_too_low
    | committee publishes need haircut     | published
    | committee publishes need haircut in street | area_invalid
    | office publishes need masks in district | published
    | office publishes need masks in hillside | published
    | office publishes need masks in elsewhere | area_invalid
    # What
                          | ann publishes need time-travel       | category_unknown
                          | ann publishes need haircut 30m       | published
                          | ann publishes need haircut 480m      | published
                          | ann publishes need haircut 45m       | minutes_invalid
                          | ann publishes need haircut 0m        | minutes_invalid
                          | ann publishes need haircut 510m      | minutes_invalid
                          | ann publishes need haircut places 0  | capacity_invalid
                          | ann publishes need haircut places 10000 | published
                          | ann publishes need haircut places 10001 | capacity_invalid
                          | ann publishes need haircut content 0 | content_invalid
                          | ann publishes need haircut content 65536 | published
                          | ann publishes need haircut content 65537 | content_invalid
                          | ann publishes need haircut hut park  | hut_unknown
    office opens-hut park | ann publishes need haircut hut park  | published
    # When
    | ann publishes need haircut windows 9 | windows_invalid
    | ann publishes need haircut backwards | windows_invalid
    | ann publishes need haircut open 0d   | expiry_invalid
    | ann publishes need haircut open 183d | published
    | ann publishes need haircut open 184d | expiry_invalid
    # The owner closes it, once
    ann publishes need haircut             | ann closes        | closed
    ann publishes need haircut             | bob closes ann    | listing_of_another_party
    ann publishes need haircut             | ann closes nobody | listing_unknown
    ann publishes need haircut; ann closes | ann closes        | listing_closed
";

#[test]
fn listings_follow_their_table() {
    check(TABLE);
}
