//! W-01: who takes part, with which keys, and who may do what where.

use crate::story::check;

pub(crate) const ENROLMENT: &str = r"
    # A clerk enrols a person once
                     | clerk enrols zoe                     | zoe enrolled
                     | clerk enrols zoe phone               | zoe enrolled
    clerk enrols zoe | clerk enrols zoe key yan             | id_taken
                     | clerk enrols zoe papers ann          | person_already_enrolled
                     | office enrols zoe papers ann in hillside | person_already_enrolled
                     | clerk enrols zoe id ann              | id_taken
                     | clerk enrols zoe key ann             | key_taken
                     | clerk enrols zoe endorsed            | level_too_low
    # Where the clerk's role holds
    | clerk enrols zoe in hillside   | role_missing
    | office enrols zoe in hillside  | zoe enrolled
    | office enrols zoe in elsewhere | area_invalid
    | office enrols zoe in street    | area_invalid
    | office enrols zoe in nowhere   | area_invalid
    | ann enrols zoe                 | role_missing
    | committee enrols zoe           | role_missing
    # Organisations are the administrator's business
    | office founds shop              | shop registered
    | office founds shop in district  | shop registered
    | office founds shop in elsewhere | area_invalid
    | office founds shop content 0    | content_invalid
    | office founds shop key ann      | key_taken
    | office founds committee key zoe | id_taken
    | clerk founds shop               | role_missing
    # Huts
                          | office opens-hut park               | hut registered
    office opens-hut park | office opens-hut park               | id_taken
                          | office opens-hut park in street     | area_invalid
                          | office opens-hut park content 65537 | content_invalid
                          | clerk opens-hut park                | role_missing
";

pub(crate) const KEYS: &str = r"
    # A party has as many keys as it likes; a clerk helps after a loss
                          | ann adds-key zoe            | ann has another key
                          | clerk adds-key zoe for ann  | ann has another key
                          | bob adds-key zoe for ann    | role_missing
                          | clerk adds-key zoe for dan  | role_missing
                          | office adds-key zoe for dan | dan has another key
                          | ann adds-key bob            | key_taken
                          | ann adds-key ann            | key_taken
                          | office adds-key yan for zoe | party_unknown
                          | ann revokes-key ann         | a key of ann revoked
                          | clerk revokes-key ann       | a key of ann revoked
                          | bob revokes-key ann         | role_missing
                          | clerk revokes-key dan       | role_missing
                          | ann revokes-key unknown     | key_unknown
    clerk revokes-key ann | clerk revokes-key ann       | key_revoked
    # Keys of whoever holds a role are the administrator's business, or one's own
    office grants worker to ann | clerk adds-key zoe for ann  | role_missing
    office grants worker to ann | clerk revokes-key ann       | role_missing
    office grants worker to ann | office adds-key zoe for ann | second_person_missing
    office grants worker to ann | office revokes-key ann      | a key of ann revoked
    office grants worker to ann | ann adds-key zoe            | ann has another key
                                | clerk adds-key zoe for office    | role_missing
                                | clerk adds-key zoe for committee | role_missing
                                | clerk revokes-key committee      | role_missing
                                | office revokes-key committee     | a key of committee revoked
    # A community's administrator does not get hold of a wider role by way of its holder
    office grants administrator to ann; office grants auditor to bob in district |
        ann adds-key zoe for bob  | role_missing
    office grants administrator to ann; office grants auditor to bob in district |
        ann revokes-key bob       | role_missing
    office grants administrator to ann; office grants clerk to bob in hillside |
        ann adds-key zoe for bob  | role_missing
    office grants administrator to ann in street; office grants clerk to bob in hillside |
        ann revokes-key bob       | a key of bob revoked
    office grants administrator to ann; office grants clerk to bob | ann adds-key zoe for bob |
        second_person_missing
    # A role that ran out gives nothing to get hold of
    office grants worker to ann within committee for 1h; wait 1h | clerk adds-key zoe for ann |
        role_missing
    office grants worker to ann within committee for 1h; wait 2h | clerk adds-key zoe for ann |
        ann has another key
    # A role that is granted twice is held once
    office grants worker to ann; office grants worker to ann for 1h;
        office revokes worker from ann | clerk adds-key zoe for ann | ann has another key
    office grants worker to ann; office grants clerk to ann; office revokes worker from ann |
        clerk adds-key zoe for ann | role_missing
    office grants worker to ann; office grants worker to ann in street;
        office revokes worker from ann | clerk adds-key zoe for ann | role_missing
    # A revoked key is not free for anybody else
    clerk revokes-key ann | bob adds-key ann | key_taken
";

pub(crate) const ROLES: &str = r"
                                           | office grants clerk to ann           | ann has a role
                                           | office grants clerk to zoe           | party_unknown
                                           | clerk grants clerk to ann            | role_missing
                                           | office grants clerk to ann in elsewhere | role_missing
                                           | office grants clerk to ann for 0d    | time_in_the_past
    office grants clerk to ann             | ann enrols zoe                       | zoe enrolled
    office grants clerk to ann in hillside | ann enrols zoe                       | role_missing
    office grants clerk to ann in street   | ann enrols zoe in hillside           | zoe enrolled
    # A role ends when it was said to end
    office grants clerk to ann for 1h; wait 1h  | ann enrols zoe | zoe enrolled
    office grants clerk to ann for 1h; wait 61m | ann enrols zoe | role_missing
    # And when it is taken back
    office grants clerk to ann; office revokes clerk from ann | ann enrols zoe | role_missing
    | office revokes clerk from clerk | clerk lost a role
                                                 | office revokes clerk from ann   | role_unknown
                                                 | clerk revokes clerk from clerk  | role_missing
    # Administrators of an area are administrators there only
    office grants administrator to ann | ann grants clerk to bob             | bob has a role
    office grants administrator to ann | ann grants clerk to bob in hillside | role_missing
    office grants administrator to ann | ann grants clerk to bob in street   | role_missing
    # Roles for an organisation or at a hut belong to the area around it
                          | office grants worker to ann within committee | ann has a role
                          | office grants worker to ann within zoe | party_unknown
                          | office grants keeper to ann hut park | hut_unknown
    office opens-hut park | office grants keeper to ann hut park | ann has a role
    # Working for an organisation is not running the counter
    office grants leader to ann within committee | ann enrols zoe | role_missing
";

#[test]
fn enrolment_follows_its_table() {
    check(ENROLMENT);
}

#[test]
fn keys_follow_their_table() {
    check(KEYS);
}

#[test]
fn roles_follow_their_table() {
    check(ROLES);
}
