//! Suspension, closing, memberships, attested facts, and leaving for good.

use crate::story::{Story, check};
use ledger::{
    operation::identity::IdentityLevel,
    state::{keys, records::PartyKind},
};

pub(crate) const SUSPENDING: &str = r"
    # Two persons, and for a time
    two-heads | ann suspends cat           | second_person_missing
    two-heads | cat suspends dan           | role_missing
    two-heads; ann proposes suspends cat | bob approves ann | approved for ann, cat suspended
    two-heads; ann proposes suspends cat for 0d  | bob approves ann | expiry_invalid
    two-heads; ann proposes suspends cat for 91d | bob approves ann | expiry_invalid
    two-heads | ann proposes suspends zoe | party_unknown
    # Who is suspended does nothing and is asked nothing, until it is over
    two-heads; cat publishes offer haircut; ann proposes suspends cat; bob approves ann |
        cat publishes need sewing | actor_suspended
    two-heads; cat publishes offer haircut; ann proposes suspends cat; bob approves ann |
        dan asks cat | party_inactive
    two-heads; ann proposes suspends cat; bob approves ann | clerk adds-key zoe for cat |
        party_inactive
    two-heads; ann proposes suspends cat; bob approves ann | office grants clerk to cat |
        party_inactive
    two-heads; ann proposes suspends cat for 1d; bob approves ann; wait 24h |
        cat publishes need sewing | actor_suspended
    two-heads; ann proposes suspends cat for 1d; bob approves ann; wait 25h |
        cat publishes need sewing | published
    two-heads; ann proposes suspends cat for 1d; bob approves ann; wait 25h |
        office grants clerk to cat | cat has a role
    # One person is enough to end it
    two-heads; ann proposes suspends cat; bob approves ann | ann lifts cat | cat is back
    two-heads; ann proposes suspends cat; bob approves ann; ann lifts cat |
        cat publishes need sewing | published
    two-heads; ann proposes suspends cat; bob approves ann | dan lifts cat | role_missing
    two-heads | ann lifts cat | not_suspended
    # The power over a holder of a role reaches as far as the role
    office grants administrator to ann; office grants administrator to bob;
        office grants deputy to cat in district | ann proposes suspends cat | role_missing
";

pub(crate) const CLOSING: &str = r"
    two-heads | ann shuts committee          | second_person_missing
    two-heads | cat shuts committee          | role_missing
    two-heads; ann proposes shuts committee | bob approves ann | approved for ann, committee shut
    two-heads; ann proposes shuts cat       | bob approves ann | organisation_needed
    two-heads; ann proposes shuts committee; bob approves ann; ann proposes shuts committee |
        bob approves ann | party_inactive
    two-heads; ann proposes shuts committee; bob approves ann; ann proposes suspends committee |
        bob approves ann | party_inactive
    # Its keys and roles have ended
    two-heads; ann proposes shuts committee; bob approves ann | committee publishes need sewing |
        key_revoked
    two-heads; office grants clerk to committee; ann proposes shuts committee; bob approves ann |
        office revokes clerk from committee | role_unknown
    two-heads; ann proposes shuts committee; bob approves ann |
        ann proposes adds-key zoe for committee | proposed
    two-heads; ann proposes shuts committee; bob approves ann;
        ann proposes adds-key zoe for committee | bob approves ann | party_inactive
";

pub(crate) const BELONGING: &str = r"
                                                | committee invites ann       | ann invited
    committee invites ann                       | committee invites ann       | membership_taken
    committee invites ann                       | ann joins committee         | ann belongs
    committee invites ann; ann joins committee  | ann joins committee         | membership_taken
                                                | ann joins committee         | membership_unknown
                                                | bob invites ann of committee | role_missing
                                                | bob invites ann of cat      | organisation_needed
                                                | committee invites office    | not_a_person
                                                | committee invites zoe       | party_unknown
    committee invites ann; ann joins committee  | ann leaves us of committee  | ann belongs no more
    committee invites ann; ann joins committee  | committee dismisses ann     | ann belongs no more
    committee invites ann                       | ann leaves us of committee  | ann belongs no more
    committee invites ann; ann joins committee  | bob dismisses ann of committee | role_missing
                                                | committee dismisses ann     | membership_unknown
    # Its leader speaks for it
    office grants leader to bob within committee | bob invites ann of committee | ann invited
    office grants leader to bob within committee for 1h; wait 2h | bob invites ann of committee |
        role_missing
";

pub(crate) const ATTESTING: &str = r"
                                | committee attests ann            | ann attested
                                | committee attests ann training   | ann attested
                                | committee attests phil           | level_too_low
                                | committee attests phil training  | phil attested
                                | committee attests zoe            | party_unknown
                                | committee attests office         | not_a_person
                                | bob attests ann                  | organisation_needed
                                | committee attests ann for 0d     | expiry_invalid
                                | committee attests ann for 1831d  | expiry_invalid
    committee attests ann       | committee unattests              | attestation withdrawn
    committee attests ann       | ann unattests                    | attestation withdrawn
    committee attests ann       | bob unattests                    | attestation_of_another
                                | committee unattests unknown      | attestation_unknown
    committee attests ann; committee unattests | committee unattests | attestation_unknown
    committee attests ann for 1d; wait 24h | bob ends-attestation  | not_due
    committee attests ann for 1d; wait 25h | bob ends-attestation  | attestation over
";

pub(crate) const ERASING: &str = r"
    # A person leaves when they wish, others only by the word of two
              | ann erases ann      | account of ann closed, ann erased
              | bob erases ann      | role_missing
              | ann erases ann dead | role_missing
    two-heads | ann erases cat dead | second_person_missing
    two-heads; ann proposes erases cat dead | bob approves ann |
        approved for ann, account of cat closed, cat erased
    two-heads; ann proposes erases committee | bob approves ann | not_a_person
    two-heads; ann proposes erases cat dead; bob approves ann; ann proposes erases cat |
        bob approves ann | party_inactive
    # Nothing is possible in that name any more
    ann erases ann | ann publishes need sewing   | key_revoked
    ann erases ann | clerk adds-key zoe for ann  | party_inactive
    ann erases ann | office grants clerk to ann  | party_inactive
    ann publishes offer sewing; ann erases ann | bob asks ann | party_inactive
    # The same papers may come back, as somebody new
    ann erases ann | clerk enrols zoe papers ann | zoe enrolled
    # What was open ends cleanly
    asked; bob erases bob with bob:ann; wait 1s | ann accepts bob | exchange_state_wrong
    asked  | ann erases ann listing ann with bob:ann |
        closed, cancelled by ann, account of ann closed, ann erased
    agreed | ann erases ann listing ann with bob:ann |
        closed, cancelled by ann, account of ann closed, ann erased
    agreed | bob erases bob with bob:ann             |
        cancelled by bob, account of bob closed, bob erased
    booked | bob erases bob with bob:cat |
        released bob 12, cancelled by bob, account of bob closed, bob erased |
        bob 0 + 12 - 0
    # What was served is still decided
    agreed; bob confirms ann | ann erases ann with bob:ann | account of ann closed, ann erased
    # Only one's own, not too many, and only what there is
    agreed                   | cat erases cat with bob:ann     | commitments_invalid
    ann publishes need sewing | cat erases cat listing ann     | commitments_invalid
                             | cat erases cat listings 65      | commitments_invalid
                             | cat erases cat listings 1       | listing_unknown
                             | cat erases cat with ann:bob     | exchange_unknown
    # What was forgotten can be ended later, by anyone
    agreed; ann erases ann | cat ends-rest ann listing ann with bob:ann |
        closed, cancelled by ann, rest ended
    agreed                 | cat ends-rest ann listing ann         | not_due
    agreed; ann erases ann; cat ends-rest ann listing ann with bob:ann |
        cat ends-rest ann listing ann with bob:ann | rest ended
";

/// Each thing that somebody had open has its end, wherever they stood in it.
pub(crate) const LEAVING: &str = r"
    # Things: what has not begun is cancelled, a running loan goes before a worker
    ann lists drill; bob reserves ann | ann erases ann item ann |
        item recalled, loan cancelled ann, account of ann closed, ann erased
    ann lists drill; ann recalls      | ann erases ann item ann | account of ann closed, ann erased
    ann lists drill                   | bob erases bob item ann | commitments_invalid
                                      | bob erases bob item ann | item_unknown
    reserved | bob erases bob loan bob |
        loan cancelled bob, account of bob closed, bob erased
    lent     | bob erases bob loan bob | loss reported bob, account of bob closed, bob erased
    lent     | ann erases ann loan bob | loss reported ann, account of ann closed, ann erased
    lent     | cat erases cat loan bob | commitments_invalid
             | cat erases cat loan bob | loan_unknown
    lent; bob returns bob; ann returns bob | ann erases ann loan bob |
        loan closed ann, account of ann closed, ann erased
    lent; bob returns bob; ann returns bob | bob erases bob loan bob |
        account of bob closed, bob erased
    # Activities: a place goes to whoever waits longest, an own one does not take place
    full; cat signs-up committee | bob erases bob place committee |
        activity left bob, waitlist promoted cat, account of bob closed, bob erased
    full; cat signs-up committee | cat erases cat place committee |
        activity left cat, account of cat closed, cat erased
    full; bob gives-up committee | bob erases bob place committee |
        account of bob closed, bob erased
    full; wait 1d                | bob erases bob place committee |
        account of bob closed, bob erased
    full                         | cat erases cat place committee | commitments_invalid
                                 | cat erases cat place ann       | activity_unknown
    ann plans tai-chi            | ann erases ann activity ann |
        activity cancelled, account of ann closed, ann erased
    ann plans tai-chi; ann calls-off ann | ann erases ann activity ann |
        account of ann closed, ann erased
    ann plans tai-chi            | bob erases bob activity ann | commitments_invalid
                                 | bob erases bob activity ann | activity_unknown
    # Gifts that are not final go back to the giver
    earned; bob names cat; bob offers-gift cat 3 | bob erases bob gift |
        released bob 3, gift withdrawn by bob, account of bob closed, bob erased
    earned; bob names cat; bob offers-gift cat 3 | cat erases cat gift |
        released bob 3, declined gift, account of cat closed, cat erased | bob 12 + 0 - 0
    earned; bob names cat; bob offers-gift cat 3; cat takes-gift | cat erases cat gift |
        released cat 3, reversed, declined gift, account of cat closed, cat erased | bob 12 + 0 - 0
    earned; bob names cat; bob offers-gift cat 3; cat takes-gift; wait 86401s |
        cat erases cat gift | account of cat closed, cat erased
    earned; bob names cat; bob offers-gift cat 3; bob ungives | bob erases bob gift |
        account of bob closed, bob erased
    earned; bob names cat; bob offers-gift cat 3 | ann erases ann gift | commitments_invalid
                                      | ann erases ann gift | gift_unknown
    # The catalogue, and the household
    earned; committee sponsors service 5; bob redeems | bob erases bob redemption bob |
        released bob 5, redemption cancelled by bob, account of bob closed, bob erased
    earned; committee sponsors service 5; bob redeems; bob unredeems |
        bob erases bob redemption bob | account of bob closed, bob erased
    earned; committee sponsors service 5; bob redeems | cat erases cat redemption bob |
        commitments_invalid
                                      | cat erases cat redemption bob | redemption_unknown
    two-heads; committee sponsors service 5; ann proposes shuts committee; bob approves ann |
        dan ends-rest committee entry | entry closed, rest ended
    two-heads; committee sponsors service 5; ann proposes shuts committee; bob approves ann;
        dan ends-rest committee entry | dan ends-rest committee entry | rest ended
    committee sponsors service 5      | cat erases cat entry | commitments_invalid
                                      | cat erases cat entry | entry_unknown
    bob houses cat; cat moves-in      | bob erases bob household |
        bob left, account of bob closed, bob erased
    bob houses cat                    | cat erases cat household | account of cat closed, cat erased
    earned; bob houses cat; bob shares 3; wait 11m; dan settles | bob erases bob household |
        posted household -3 bob 3, bob left, account of bob closed, bob erased
    earned; bob houses cat; bob shares 3 | bob erases bob household | household_busy
    earned; bob houses cat; bob shares 3; bob erases bob; wait 11m; dan settles |
        dan ends-rest bob household | posted household -3 bob 3, bob left, rest ended
";

#[test]
fn leaving_follows_its_table() {
    check(LEAVING);
}

#[test]
fn suspending_follows_its_table() {
    check(SUSPENDING);
}

#[test]
fn closing_follows_its_table() {
    check(CLOSING);
}

#[test]
fn belonging_follows_its_table() {
    check(BELONGING);
}

#[test]
fn attesting_follows_its_table() {
    check(ATTESTING);
}

#[test]
fn erasing_follows_its_table() {
    check(ERASING);
}

fn level(story: &Story, name: &str) -> IdentityLevel {
    let party = story.chain.state().get(&keys::party(story.party(name)));
    match party.expect("enrolled").kind {
        PartyKind::Person { level, .. } => level,
        PartyKind::Organisation { .. } => panic!("{name} is a person"),
    }
}

#[test]
fn the_last_endorsement_takes_its_level_along() {
    let mut story = Story::begin();
    story.play("office founds shop; committee attests ann; shop attests ann for 1d");
    assert_eq!(level(&story, "ann"), IdentityLevel::Endorsed);
    story.play("wait 25h; bob ends-attestation");
    assert_eq!(level(&story, "ann"), IdentityLevel::Endorsed);
    story.play("committee attests ann training; committee unattests");
    assert_eq!(level(&story, "ann"), IdentityLevel::Endorsed);
    story.play("committee attests bob; committee unattests");
    assert_eq!(level(&story, "bob"), IdentityLevel::RealNameChecked);
}
