//! The values that the state holds.

use super::{enums, structs};
use ledger::{
    rule_pack::{PackName, RulePack},
    state::{
        accounts, contents, disputes, history, membership, parties, proposals, records, service,
    },
};

enums! {
    PackName { Chancheng }
    records::PartyKind { Person { level, pseudonym }, Organisation { kind, content } }
    records::Standing { Active, Suspended(until), Closed }
    records::Funding { Issued, Paid }
    records::ExchangeStatus {
        Requested, Accepted, Completed, Declined, Withdrawn, Cancelled, NoShow, Expired,
        Invited, Contested, Lapsed, Stopped,
    }
    disputes::CaseStatus { Filed, Answered, Appealed, Closed(remedy), Withdrawn }
    proposals::ProposalStatus { Open, Approved(by), Withdrawn, Expired }
    accounts::AccountId { Issuance, Party(party), Pool(area) }
    accounts::Claim { Booking(exchange), Transfer(transfer), Deposit(loan) }
    accounts::Cause { Service(exchange), Donation, Deposit(loan), Activity(activity) }
    accounts::TransferStatus { Pending, Settled, Reversed }
    membership::NetworkAffair { Validators { add, remove }, Upgrade { version, height } }
    membership::ChangeStatus { Open, Decided, Withdrawn }
}

structs! {
    contents::Takedown { owner, area, reason, by, at, appealed, restored_at }
    disputes::PanelSeat { person, for_claim }
    disputes::Case {
        subject, ground, filed_by, reporter, respondent, area, claim, answer, answered_by, due,
        late, accepted, panel, recused, status,
    }
    disputes::PoolMember { person, building }
    disputes::Calendar { free, worked }
    parties::Membership { capacity, since }
    parties::Attestation { person, by, kind, commitment, until, ended }
    proposals::Proposal { by, digest, expires_at, status }
    RulePack {
        name, version, step_minutes, points_per_hour, day_cap_minutes, pair_cap_minutes,
        balance_cap, reflection_ms, late_cancel_ms,
    }
    records::Meta {
        network, demo, clock_offset_ms, district, epoch_blocks, next_key, match_rounds,
    }
    history::History { headers, peaks }
    records::Party { kind, area, registered_by, standing }
    records::KeyRecord { party, key, custody, revoked, suspended_until }
    records::RoleGrant { granted_by, until }
    records::Hut { community, content }
    records::Listing { kind, owner, category, area, capacity, running, closed, expires_at }
    records::Statement { minutes, at }
    records::Exchange {
        listing, own_listing, provider, receiver, asked_by, category, funding, price, start,
        minutes, status, changed_at, agreed_at, provider_statement, receiver_statement, no_show_by,
        transfer, counted_minutes, invitation, proposed, earlier, attendance, contest,
    }
    membership::SeatRecord { organisation, address, portal }
    membership::NetworkChange { affair, proposed_by, open_until, approvals, status }
    membership::Upgrade { from, version, height }
    records::Licence { attested_by, until }
    service::Invitation { provider, receiver }
    service::ProposedTime { by, start, minutes }
    service::EarlierTime { start, minutes, price, replaced_at }
    service::Attendance { shown_by, code_hash, shown_at, met_at, finished }
    service::Finish { by, at }
    service::Contest { by, minutes, at }
    service::Rating { commitment, at, due_at, opened, reply }
    service::OpenedRating { rating, at }
    service::Reply { words, at }
    accounts::Account { settled, pending, held, claims }
    accounts::Transfer { cause, payer, legs, status, settles_at }
}
