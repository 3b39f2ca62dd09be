//! W-03 between the yes and the points: invitations, other times, the door, contradiction,
//! witnesses, silence, and the end for safety.

use crate::story::check;

pub(crate) const INVITATIONS: &str = r"
    # Somebody in office proposes; both sides are asked, and nobody is assigned
    pair | office pairs ann bob | bob is asked to serve ann
    pair; office grants worker to clerk in riverside | clerk pairs ann bob |
        bob is asked to serve ann
    pair; office grants operator to clerk in district | clerk pairs ann bob |
        bob is asked to serve ann
    pair; office opens-hut corner; office grants keeper to cat hut corner |
        cat pairs ann bob 60m hut corner | bob is asked to serve ann
    pair | cat pairs ann bob | role_missing
    pair; office opens-hut corner; office grants keeper to cat hut corner | cat pairs ann bob |
        role_missing
    pair; office opens-hut corner | cat pairs ann bob 60m hut corner | role_missing
    pair | cat pairs ann bob 60m hut nowhere | hut_unknown
    pair; office opens-hut far in hillside; office grants keeper to cat hut far |
        cat pairs ann bob 60m hut far | area_invalid
    # A need and an offer of one kind of help, of two owners, with room
    pair | office pairs bob ann | listings_do_not_fit
    ann publishes need haircut; bob publishes offer sewing | office pairs ann bob |
        listings_do_not_fit
    ann publishes need haircut | office pairs ann bob | listing_unknown
    pair; bob closes | office pairs ann bob | listing_closed
    pair; cat publishes offer haircut; cat asks ann for own; ann accepts cat |
        office pairs ann bob | listing_full
    pair | office pairs ann bob 60m since 11m | start_invalid
    pair | office pairs ann bob 45m | minutes_invalid
    # Once at a time, and not beside the same question
    invited | office pairs ann bob | request_duplicate
    pair; bob asks ann for own | office pairs ann bob | request_duplicate
    invited; ann declines bob | office pairs ann bob | bob is asked to serve ann
    # With the second yes it is agreed, whoever says it first
    invited | bob says-yes ann | bob joined
    invited; bob says-yes ann | ann says-yes bob | ann joined, accepted
    invited; ann says-yes bob | bob says-yes ann | bob joined, accepted
    invited; bob says-yes ann | bob says-yes ann | exchange_state_wrong
    invited | cat says-yes ann:bob | not_your_exchange
    asked | ann says-yes bob | exchange_state_wrong
    invited; ann says-yes bob; bob says-yes ann | bob confirms ann | bob confirmed 60
    # Either side says no, also after its yes; or takes its yes back until the other's
    invited | ann declines bob | declined
    invited; bob says-yes ann | bob declines ann | declined
    invited; bob says-yes ann | bob unsays-yes ann | bob joins no more
    invited; bob says-yes ann; bob unsays-yes ann | ann says-yes bob | ann joined
    invited; bob says-yes ann | ann unsays-yes bob | exchange_state_wrong
    invited; bob says-yes ann; ann says-yes bob | bob unsays-yes ann | exchange_state_wrong
    invited; bob says-yes ann; ann says-yes bob | bob cancels ann | cancelled by bob
    # A place that was taken meanwhile
    invited; cat publishes offer haircut; cat asks ann for own; ann accepts cat; bob says-yes ann |
        ann says-yes bob | listing_full
    # Without both answers it ends like a question
    invited; wait 1d | cat expires ann:bob | not_due
    invited; wait 86401s | cat expires ann:bob | expired
    invited; wait 86401s | ann says-yes bob | request_overdue
    invited; wait 86401s; cat expires ann:bob | bob asks ann | bob may serve ann for 0
";

pub(crate) const TIMES: &str = r"
    # One side proposes, the other agrees to just that; until then the old time stands
    later | bob suggests ann 60m in 2d | bob proposed a time
    later; bob suggests ann 90m in 2d | ann takes-time bob 90m in 2d | moved to 90 for 0
    later; bob suggests ann 60m in 2d | ann takes-time bob 60m in 3d | proposed_time_unknown
    later; bob suggests ann 60m in 2d | bob takes-time ann 60m in 2d | proposed_time_unknown
    later; bob suggests ann 60m in 2d; bob suggests ann 60m in 3d | ann takes-time bob 60m in 2d |
        proposed_time_unknown
    later; bob suggests ann 60m in 2d; ann suggests bob 60m in 3d | bob takes-time ann 60m in 3d |
        moved to 60 for 0
    later | ann takes-time bob 60m in 2d | proposed_time_unknown
    later; bob suggests ann 60m in 2d | ann confirms bob | service_not_started
    later; bob suggests ann 60m | ann takes-time bob | moved to 60 for 0
    later; bob suggests ann 60m; ann takes-time bob | ann confirms bob | ann confirmed 60
    # Either side drops a proposal
    later; bob suggests ann 60m in 2d | ann drops-time bob | ann dropped the time
    later; bob suggests ann 60m in 2d | bob drops-time ann | bob dropped the time
    later | bob drops-time ann | proposed_time_unknown
    # A time that can be agreed at all, before anybody said anything about the service
    later | bob suggests ann 60m since 11m | start_invalid
    later | bob suggests ann 45m in 2d | minutes_invalid
    later; bob suggests ann 60m; wait 11m | ann takes-time bob 60m since 11m | start_invalid
    asked | bob suggests ann 60m in 2d | exchange_state_wrong
    later | cat suggests ann:bob 60m in 2d | not_your_exchange
    agreed; bob confirms ann | bob suggests ann 60m in 2d | exchange_state_wrong
    met | bob suggests ann 60m in 2d | exchange_state_wrong
    # For ten minutes either side goes back to the time before
    moved; wait 10m | bob restores-time ann | bob moved it back to 60 for 0
    moved; wait 10m | ann restores-time bob | ann moved it back to 60 for 0
    moved; wait 601s | ann restores-time bob | withdrawal_too_late
    moved; ann restores-time bob | ann restores-time bob | proposed_time_unknown
    later | ann restores-time bob | proposed_time_unknown
    # A paid service of another length has another price
    promised; cat suggests bob 30m in 1h | bob takes-time cat 30m in 1h |
        released bob 12, held bob 6, moved to 30 for 6 | bob 0 + 12 - 6
    promised; cat suggests bob 90m in 1h | bob takes-time cat 90m in 1h | balance_too_low |
        bob 0 + 12 - 12
    promised; cat suggests bob 30m in 1h; bob takes-time cat 30m in 1h | bob restores-time cat |
        released bob 6, held bob 12, bob moved it back to 60 for 12 | bob 0 + 12 - 12
    # and gets back what is left of it
    promised; cat suggests bob 30m in 1h; bob takes-time cat 30m in 1h;
        dan publishes offer sewing; bob asks dan 30m |
        cat restores-time bob |
        released bob 6, repriced to 7, held bob 7, cat moved it back to 60 for 7 | bob 0 + 12 - 12
";

pub(crate) const DOOR: &str = r"
    # One side shows a code and leaves its hash; the other repeats the code
    agreed | ann shows-code bob | ann shows a code
    agreed; ann shows-code bob | bob repeats-code ann | bob checked in
    agreed; bob shows-code ann | ann repeats-code bob | ann checked in
    agreed; ann shows-code bob | bob repeats-code ann code other | code_wrong
    agreed; ann shows-code bob | ann repeats-code bob | not_your_exchange
    agreed | bob repeats-code ann | check_in_missing
    agreed; ann shows-code bob; ann shows-code bob code new | bob repeats-code ann | code_wrong
    agreed; ann shows-code bob; ann shows-code bob code new | bob repeats-code ann code new |
        bob checked in
    met | bob repeats-code ann | already_checked_in
    met | bob shows-code ann | already_checked_in
    agreed | cat shows-code ann:bob | not_your_exchange
    asked | ann shows-code bob | exchange_state_wrong
    # From an hour before the start to the end
    later; wait 23h | ann shows-code bob | ann shows a code
    later; wait 82799s | ann shows-code bob | check_in_out_of_time
    later; wait 25h | ann shows-code bob | ann shows a code
    later; wait 90001s | ann shows-code bob | check_in_out_of_time
    agreed; ann shows-code bob; wait 3601s | bob repeats-code ann | check_in_out_of_time
    # Then either side states the end, once
    met | bob finishes ann | bob finished
    met; bob finishes ann | ann finishes bob | exchange_state_wrong
    agreed | bob finishes ann | check_in_missing
    agreed; ann shows-code bob | bob finishes ann | check_in_missing
    # Each step can be taken back for ten minutes, with what was built on it
    agreed; ann shows-code bob; wait 10m | ann unchecks bob | ann unchecked
    agreed; ann shows-code bob; wait 601s | ann unchecks bob | withdrawal_too_late
    agreed; ann shows-code bob | bob unchecks ann | check_in_missing
    agreed | ann unchecks bob | check_in_missing
    met; wait 10m | bob unchecks ann | bob unchecked
    met; wait 601s | bob unchecks ann | withdrawal_too_late
    met; bob unchecks ann | bob repeats-code ann | bob checked in
    met; wait 20m; ann finishes bob; wait 10m | ann unchecks bob | ann unchecked
    met; wait 20m; ann finishes bob; ann unchecks bob | bob finishes ann | bob finished
    # Who met did not stay away
    met | ann reports-no-show bob | already_checked_in
    met | ann cancels bob | cancelled by ann
";

pub(crate) const CONTRADICTIONS: &str = r"
    # A false statement locks nobody: the other side contradicts it
    claimed | ann contradicts bob 0 | ann contested and admits 0
    claimed | ann contradicts bob 30 | ann contested and admits 30
    claimed | ann contradicts bob 60 | minutes_invalid
    claimed | ann contradicts bob 45 | minutes_invalid
    claimed | bob contradicts ann 0 | exchange_state_wrong
    claimed | cat contradicts ann:bob 0 | not_your_exchange
    agreed | ann contradicts bob 0 | exchange_state_wrong
    served | ann contradicts bob 0 | exchange_state_wrong
    # and nothing is posted until that is settled
    contradicted | ann confirms bob | exchange_state_wrong
    contradicted | bob confirms ann | exchange_state_wrong
    contradicted | ann cancels bob | exchange_state_wrong
    # The statement is taken back: it is agreed, and everybody is free again
    contradicted | bob unconfirms ann | bob took the confirmation back
    contradicted; bob unconfirms ann | ann cancels bob | cancelled by ann
    contradicted; bob unconfirms ann | ann reports-no-show bob | ann reported a no-show
    # The contradiction is taken back: the statement stands
    contradicted | ann uncontests bob | ann contests no more
    contradicted; ann uncontests bob | ann confirms bob |
        ann confirmed 60, posted issuance -12 bob 12, completed 60
    contradicted | bob uncontests ann | not_your_exchange
    claimed | ann uncontests bob | exchange_state_wrong
    # Or it lapses after two weeks; what both sides state counts
    contradicted; wait 14d; wait 1h | cat ends-silence ann:bob | not_due
    contradicted; wait 14d; wait 3601s | cat ends-silence ann:bob |
        silence ended, lapsed | bob 0 + 0 - 0
    claimed; ann contradicts bob 30; wait 15d | cat ends-silence ann:bob |
        silence ended, posted issuance -6 bob 6, completed 30
    # What was promised is free again
    promised; cat confirms bob; bob contradicts cat 0; wait 15d | dan ends-silence bob:cat |
        silence ended, released bob 12, lapsed | bob 0 + 12 - 0
    promised; cat confirms bob; bob contradicts cat 30; wait 15d | dan ends-silence bob:cat |
        silence ended, released bob 12, posted bob -6 cat 6, completed 30 |
        bob 0 + 6 - 0, cat 0 + 6 - 0
    # Points that are taken back meanwhile: the claimed service is the community's to pay
    promised; cat confirms bob; bob contradicts cat 0 | ann unconfirms bob |
        reversed, released bob 12, repriced to 0 by guarantee, ann took the confirmation back |
        bob 0 + 0 - 0
    # Who is said not to have come answers within 72 hours
    missed | bob answers-no-show ann | bob says to have come
    missed; wait 72h | bob answers-no-show ann | bob says to have come
    missed; wait 259201s | bob answers-no-show ann | answer_too_late
    missed | ann answers-no-show bob | not_your_exchange
    missed | cat answers-no-show ann:bob | not_your_exchange
    agreed | bob answers-no-show ann | exchange_state_wrong
    missed; bob answers-no-show ann; wait 1d | ann withdraws-no-show bob |
        ann took the no-show back
    missed; bob answers-no-show ann | bob withdraws-no-show ann | not_your_exchange
    missed; bob answers-no-show ann | bob uncontests ann | bob contests no more
    missed; bob answers-no-show ann; bob uncontests ann; wait 1d | ann withdraws-no-show bob |
        withdrawal_too_late
    claimed; ann contradicts bob 0 | ann withdraws-no-show bob | exchange_state_wrong
    # Undecided, it counts against nobody
    missed; bob answers-no-show ann; wait 15d | cat ends-silence ann:bob | silence ended, lapsed
";

pub(crate) const WITNESSES: &str = r"
    # A witness in office stands in for the side that says nothing
    hired; claimed | office witnesses ann:bob 60 |
        office witnessed 60, posted issuance -12 bob 12, completed 60
    claimed; office grants worker to cat in riverside | cat witnesses ann:bob 60 |
        cat witnessed 60, posted issuance -12 bob 12, completed 60
    claimed; office opens-hut corner; office grants keeper to cat hut corner |
        cat witnesses ann:bob 60 hut corner |
        cat witnessed 60, posted issuance -12 bob 12, completed 60
    hired; promised; cat confirms bob | office witnesses cat:bob 60 |
        office witnessed 60, released bob 12, posted bob -12 cat 12, completed 60
    # never one of the two, and nobody without the office there
    claimed; office grants worker to ann in riverside | ann witnesses bob 60 | witness_is_party
    claimed; office grants worker to bob in riverside | bob witnesses ann 60 | witness_is_party
    claimed | cat witnesses ann:bob 60 | role_missing
    claimed; office grants worker to cat in hillside | cat witnesses ann:bob 60 | role_missing
    # Against a statement only once the other side has had its 72 hours
    hired; claimed; wait 73h | office witnesses ann:bob 0 | not_due
    hired; claimed; wait 262801s | office witnesses ann:bob 0 | office witnessed 0, lapsed
    hired; claimed; wait 74h | office witnesses ann:bob 30 |
        office witnessed 30, posted issuance -6 bob 6, completed 30
    hired; claimed | office witnesses ann:bob 30 | not_due
    # never for more than was claimed, and only where somebody claims something
    hired; claimed; wait 74h | office witnesses ann:bob 90 | minutes_invalid
    hired; claimed | office witnesses ann:bob 45 | minutes_invalid
    hired; agreed | office witnesses ann:bob 60 | exchange_state_wrong
    hired; served | office witnesses ann:bob 60 | exchange_state_wrong
    hired | office witnesses ann:bob 60 | exchange_unknown
    # Where the two contradict each other, at once
    hired; contradicted | office witnesses ann:bob 30 |
        office witnessed 30, posted issuance -6 bob 6, completed 30
    hired; contradicted | office witnesses ann:bob 0 | office witnessed 0, lapsed
    hired; contradicted; office witnesses ann:bob 0 | cat asks ann | cat may serve ann for 0
    hired; promised; cat confirms bob; bob contradicts cat 0 | office witnesses cat:bob 0 |
        office witnessed 0, released bob 12, lapsed | bob 0 + 12 - 0
    # A no-show report is upheld, once
    hired; missed; bob answers-no-show ann | office witnesses ann:bob 0 |
        office witnessed 0, no-show upheld
    hired; missed; bob answers-no-show ann; office witnesses ann:bob 0 | bob answers-no-show ann |
        exchange_state_wrong
    hired; missed; bob answers-no-show ann; office witnesses ann:bob 0; ann withdraws-no-show bob;
        ann reports-no-show bob | bob answers-no-show ann | bob says to have come
    # or the service took place after all
    hired; missed; bob answers-no-show ann | office witnesses ann:bob 60 |
        office witnessed 60, posted issuance -12 bob 12, completed 60
    hired; missed; bob answers-no-show ann | office witnesses ann:bob 90 | minutes_invalid
    hired; promised; bob reports-no-show cat; cat answers-no-show bob |
        office witnesses cat:bob 60 |
        office witnessed 60, held bob 12, released bob 12, posted bob -12 cat 12, completed 60 |
        bob 0 + 0 - 0, cat 0 + 12 - 0
    # paid by the community where the points are gone
    hired; promised; bob reports-no-show cat; cat answers-no-show bob; dan publishes offer haircut;
        bob asks dan | office witnesses cat:bob 60 |
        office witnessed 60, repriced to 0 by guarantee, posted issuance -12 cat 12, completed 60 |
        bob 0 + 12 - 12, cat 0 + 12 - 0
    # What a witness completed is taken back by whoever stated it, within ten minutes
    hired; claimed; office witnesses ann:bob 60 | bob unconfirms ann |
        reversed, bob took the confirmation back | bob 0 + 0 - 0
";

pub(crate) const SILENCE: &str = r"
    # Silence alone makes no points: without evidence a statement lapses after two weeks
    claimed; wait 14d; wait 1h | cat ends-silence ann:bob | not_due
    claimed; wait 14d; wait 3601s | cat ends-silence ann:bob | silence ended, lapsed | bob 0 + 0 - 0
    claimed; wait 13d | ann confirms bob |
        ann confirmed 60, posted issuance -12 bob 12, completed 60
    # With both at the door it counts after 72 hours, as stated and never beyond what was agreed
    met; bob confirms ann; wait 73h | cat ends-silence ann:bob | not_due
    met; bob confirms ann; wait 262801s | cat ends-silence ann:bob |
        silence ended, posted issuance -12 bob 12, completed 60
    met; bob confirms ann 30; wait 74h | cat ends-silence ann:bob |
        silence ended, posted issuance -6 bob 6, completed 30
    met; bob confirms ann 90; wait 74h | cat ends-silence ann:bob |
        silence ended, posted issuance -12 bob 12, completed 60
    met; ann confirms bob; wait 74h | cat ends-silence ann:bob |
        silence ended, posted issuance -12 bob 12, completed 60
    # nor beyond the time between the two steps at the door, to the nearest half hour
    met; wait 35m; bob finishes ann; bob confirms ann; wait 80h | cat ends-silence ann:bob |
        silence ended, posted issuance -6 bob 6, completed 30
    met; wait 10m; bob finishes ann; bob confirms ann; wait 80h | cat ends-silence ann:bob | not_due
    # The 72 hours run from the statement when it came later
    met; wait 5d; bob confirms ann; wait 72h | cat ends-silence ann:bob | not_due
    met; wait 5d; bob confirms ann; wait 259201s | cat ends-silence ann:bob |
        silence ended, posted issuance -12 bob 12, completed 60
    # Nothing counts while the other side contradicts
    met; bob confirms ann; ann contradicts bob 0; wait 74h | cat ends-silence ann:bob | not_due
    # An agreement that both have forgotten gives its place back
    agreed; wait 14d; wait 3601s | cat ends-silence ann:bob | silence ended, lapsed
    met; wait 15d | cat ends-silence ann:bob | silence ended, lapsed
    agreed; wait 15d; cat ends-silence ann:bob | cat asks ann | cat may serve ann for 0
    promised; wait 15d | dan ends-silence bob:cat | silence ended, released bob 12, lapsed |
        bob 0 + 12 - 0
    asked; wait 15d | cat ends-silence ann:bob | exchange_state_wrong
    served; wait 15d | cat ends-silence ann:bob | exchange_state_wrong
          | cat ends-silence ann:bob | exchange_unknown
";

pub(crate) const SAFETY: &str = r"
    # Either side stops at any time from the yes on; nothing counts against anybody
    agreed | ann stops bob | stopped by ann
    agreed | bob stops ann | stopped by bob
    later; wait 1h | ann stops bob | stopped by ann
    met | ann stops bob | stopped by ann
    claimed | ann stops bob | stopped by ann
    contradicted | bob stops ann | stopped by bob
    missed; bob answers-no-show ann | bob stops ann | stopped by bob
    promised | bob stops cat | released bob 12, stopped by bob | bob 0 + 12 - 0
    agreed; ann stops bob | cat asks ann | cat may serve ann for 0
    # It is the end: nobody confirms, contradicts or repeats it
    agreed; ann stops bob | bob confirms ann | exchange_state_wrong
    agreed; ann stops bob | bob stops ann | exchange_state_wrong
    agreed; ann stops bob; wait 15d | cat ends-silence ann:bob | exchange_state_wrong
    agreed | cat stops ann:bob | not_your_exchange
    asked | ann stops bob | exchange_state_wrong
    served | ann stops bob | exchange_state_wrong
          | ann stops bob | exchange_unknown
";

#[test]
fn invitations_follow_their_table() {
    check(INVITATIONS);
}

#[test]
fn other_times_follow_their_table() {
    check(TIMES);
}

#[test]
fn the_door_follows_its_table() {
    check(DOOR);
}

#[test]
fn contradictions_follow_their_table() {
    check(CONTRADICTIONS);
}

#[test]
fn witnesses_follow_their_table() {
    check(WITNESSES);
}

#[test]
fn silence_follows_its_table() {
    check(SILENCE);
}

#[test]
fn stopping_follows_its_table() {
    check(SAFETY);
}
