//! The values that the state holds.

use super::{Generate, Random, enums, structs};
use ledger::{
    rule_pack::{
        CapsCount, Coefficients, Expiry, Gifts, Merit, Overflow, PackName, RulePack, Spending, Unit,
    },
    state::{
        accounts, bank, contents, disputes, history, membership, parties, proposals, records,
        service,
    },
};

impl Generate for PackName {
    fn generate(random: &mut Random) -> Self {
        let names = ["", "chancheng", "a-name-of-thirty-two-bytes-------"];
        Self(
            random
                .pick(&names)
                .map(ToString::to_string)
                .unwrap_or_default(),
        )
    }
}

enums! {
    records::PartyKind { Person { level, pseudonym }, Organisation { kind, content } }
    records::Standing { Active, Suspended(until), Closed }
    Unit { Points, Hours, Coins }
    Coefficients { Equal, Taxonomy, Table(table) }
    CapsCount { Issued, Earned }
    Overflow { Pool, Honour }
    Merit { Points, Honour, Nothing }
    bank::GiftStatus { Offered, Accepted, Ended }
    bank::EntryKind { Service, DonatedGoods }
    bank::RedemptionStatus { Queued, Reserved, Consumed, Cancelled, Expired }
    records::Funding { Issued, Paid }
    records::ExchangeStatus {
        Requested, Accepted, Completed, Declined, Withdrawn, Cancelled, NoShow, Expired,
        Invited, Contested, Lapsed, Stopped,
    }
    disputes::CaseStatus { Filed, Answered, Appealed, Closed(remedy), Withdrawn }
    proposals::ProposalStatus { Open, Approved(by), Withdrawn, Expired }
    membership::NetworkAffair { Validators { add, remove }, Upgrade { version, height } }
    membership::ChangeStatus { Open, Decided, Withdrawn }
    accounts::AccountId {
        Issuance, Party(party), Pool(area), Honour(party), Grant(party), Household(household),
        Sponsor(party), Reserve(area),
    }
    accounts::Claim {
        Booking(exchange), Transfer(transfer), Gift(gift), Redemption(redemption),
        Cooling(transfer), Frozen { case, amount }, Deposit(loan),
    }
    accounts::Grant { Starter, Hardship }
    accounts::Cause {
        Service(exchange), Donation, Gift(gift), Redemption(redemption), Grant(grant),
        Contribution(household), Dissolution(household), Legacy(party), Expiry, Funding, Guarantee,
        Correction(transfer), Deposit(loan), Activity(activity),
    }
    accounts::TransferStatus { Pending, Settled, Reversed, Corrected }
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
        name, version, source, effective_from, unit, step_minutes, points_per_hour, coefficients,
        day_cap_minutes, pair_cap_minutes, caps_count, balance_cap, overflow, groups_earn,
        minors_earn, honour_donates, spending, gifts, expiry, starter_grant_max,
        beneficiary_months, reserve_months, reflection_ms, late_cancel_ms,
    }
    Spending { needs_standing, served_minutes_min, goods }
    Gifts { to_family, to_hardship, to_anyone, day_max, cool_off_ms }
    Expiry { months, notice_days }
    bank::Adoption { effective_at, pack }
    bank::Standing { may_spend, in_hardship, is_minor, has_starter_grant, until }
    bank::Gift { giver, receiver, amount, offered_at, status, transfer }
    bank::Entry { sponsor, community, kind, price, stock, budget, keep_ms, content, closed }
    bank::Redemption { entry, person, payer, price, status, changed_at, transfer }
    bank::Queue { next, end }
    bank::Household { members, invited }
    bank::Legacy { beneficiary, closed_at }
    bank::ExpiryNotice { amount, due_at }
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
        listing, own_listing, provider, receiver, asked_by, category, funding, price, payer, start,
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
