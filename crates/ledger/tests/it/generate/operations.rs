//! Operations, the envelope around them, blocks and the description of a network.

use super::{Generate, Random, enums, structs};
use ledger::{
    Action, Block, Envelope, Genesis, Header, Operation, Seal as _, Window,
    genesis::Founder,
    hash::Suite,
    operation::{
        Intent, approval, clock, content, dispute, exchange, household, identity, listing,
        matching, membership, party, points, points_office, rating, redemption,
    },
    signature::{Custody, PublicKey, Signature},
};

enums! {
    Suite { Sha256Ed25519 }
    PublicKey { Ed25519(bytes) }
    Signature { Ed25519(bytes) }
    Custody { Device, Custodial, Assisted }
    Operation { Single(action), Batch(actions) }
    identity::IdentityLevel { PhoneChecked, RealNameChecked, Endorsed }
    identity::Role {
        Administrator, Clerk, HutKeeper, CommunityWorker, Auditor, Operator, Leader, Supervisor,
        Inspector, Deputy, Nominee, SocialWorker, Volunteer, Expert,
    }
    identity::OrganisationKind {
        Department, PartyOrganisation, Committee, SupervisionCommittee, OwnersCommittee, Property,
        SocialOrganisation, Business, Vendor, Operator,
    }
    identity::Scope { Area(area), Organisation(party), Hut(hut), Activity(id) }
    listing::ListingKind { Need, Offer }
    listing::Place { Home, Hut(hut), Agreed, Remote }
    Action {
        Identity(action),
        Listing(action),
        Exchange(action),
        Points(action),
        Matching(action),
        Clock(action),
        Item(action),
        Loan(action),
        Activity(action),
        Hut(action),
        Approval(action),
        Membership(action),
        Party(action),
        Dispute(action),
        Content(action),
        Rating(action),
        Household(action),
        Redemption(action),
        PointsOffice(action),
    }
    identity::IdentityAction {
        RegisterOrganisation(command),
        RegisterPerson(command),
        RegisterKey(command),
        RevokeKey(command),
        GrantRole(command),
        RevokeRole(command),
        RegisterHut(command),
    }
    listing::ListingAction {
        PublishListing(command),
        CloseListing(command),
        AttestLicence(command),
        RevokeLicence(command),
    }
    exchange::ExchangeAction {
        RequestExchange(command),
        AcceptExchange(command),
        DeclineExchange(command),
        WithdrawRequest(command),
        CancelExchange(command),
        ConfirmService(command),
        WithdrawConfirmation(command),
        ReportNoShow(command),
        WithdrawNoShow(command),
        ExpireExchange(command),
        InviteToExchange(command),
        AcceptInvitation(command),
        WithdrawAnswer(command),
        ProposeTime(command),
        AgreeTime(command),
        DropTime(command),
        RestoreTime(command),
        OpenCheckIn(command),
        RepeatCode(command),
        FinishService(command),
        WithdrawCheckIn(command),
        ContestService(command),
        WithdrawContest(command),
        AnswerNoShow(command),
        WitnessService(command),
        EndSilence(command),
        StopExchange(command),
    }
    points::PointsAction {
        DonatePoints(command),
        WithdrawDonation(command),
        SettleTransfer(command),
        DonateHonour(command),
        OfferGift(command),
        AcceptGift(command),
        DeclineGift(command),
        WithdrawGift(command),
        ExpireGift(command),
        ContributePoints(command),
        NameBeneficiary(command),
        PassOnPoints(command),
        AnnounceExpiry(command),
        ExpirePoints(command),
    }
    household::HouseholdAction {
        RegisterHousehold(command),
        InviteToHousehold(command),
        JoinHousehold(command),
        LeaveHousehold(command),
    }
    redemption::RedemptionAction {
        PublishEntry(command),
        CloseEntry(command),
        ReserveRedemption(command),
        CancelRedemption(command),
        ConsumeRedemption(command),
        WithdrawConsumption(command),
        ExpireRedemption(command),
        AdmitQueued(command),
    }
    points_office::PointsOfficeAction {
        AdoptRulePack(command),
        RecordStanding(command),
        FundReserve(command),
        GrantPoints(command),
        CloseAccount(command),
    }
    matching::MatchingAction {
        RecordMatchRound(command),
    }
    content::ContentAction {
        TakeDownContent(command),
        AppealTakedown(command),
        RestoreContent(command),
    }
    content::TakedownReason { Privacy, Abuse, Deception, Unlawful }
    dispute::DisputeAction {
        FileDispute(command),
        FileHiddenComplaint(command),
        AnswerDispute(command),
        NoteLateAnswer(command),
        AcceptAnswer(command),
        AppealAnswer(command),
        WithdrawDispute(command),
        CloseDispute(command),
        JoinPanelPool(command),
        LeavePanelPool(command),
        DrawPanel(command),
        RecuseFromPanel(command),
        VoteOnPanel(command),
        PublishCalendar(command),
    }
    dispute::Subject { Transfer(id), Exchange(id), Content(hash), Party(party), Hut(hut) }
    dispute::Ground { WrongRecord, PoorService, Conduct, Content, Office }
    dispute::Remedy { Words, Reversal, Minutes(minutes) }
    party::PartyAction {
        SuspendParty(command),
        LiftSuspension(command),
        CloseOrganisation(command),
        InviteMember(command),
        AcceptMembership(command),
        EndMembership(command),
        AttestFact(command),
        WithdrawAttestation(command),
        ExpireAttestation(command),
        ErasePerson(command),
        EndCommitments(command),
    }
    party::SuspensionReason { Safety, Misconduct, Fraud, LegalOrder, OwnWish }
    party::Capacity { Staff, Volunteer, Member }
    party::AttestedKind { Identity, Training, Service, Insurance, Other }
    party::ErasureCause { OwnWish, Death, WrongEnrolment }
    party::Commitment {
        Listing(id),
        Exchange(id),
        Loan(id),
        Item(id),
        Place(id),
        Activity(id),
        Gift(id),
        Redemption(id),
        Entry(id),
        Household(id),
    }
    approval::ApprovalAction {
        ProposeAction(command),
        ApproveAction(command),
        WithdrawProposal(command),
        ExpireProposal(command),
    }
    rating::RatingAction {
        CommitRating(command),
        WithdrawRating(command),
        OpenRating(command),
        ReplyToRating(command),
        WithdrawReply(command),
        EndRating(command),
    }
    clock::ClockAction {
        AdvanceClock(command),
    }
    membership::MembershipAction {
        ClaimSeat(command),
        ProposeMembership(command),
        ProposeUpgrade(command),
        ApproveChange(command),
        WithdrawChange(command),
    }
}

structs! {
    identity::RegisterOrganisation { organisation, kind, area, content, key, custody }
    identity::RegisterPerson { person, pseudonym, level, community, key, custody }
    identity::RegisterKey { party, key, custody }
    identity::RevokeKey { key }
    identity::GrantRole { party, role, scope, until }
    identity::RevokeRole { party, role, scope }
    identity::RegisterHut { hut, community, content }
    Window { start, end }
    listing::ContentRef { hash, bytes }
    listing::PublishListing {
        kind, category, area, place, windows, minutes, capacity, content, expires_at,
    }
    listing::CloseListing { listing }
    listing::AttestLicence { party, category, until }
    listing::RevokeLicence { party, category }
    exchange::RequestExchange { listing, own_listing, start, minutes }
    exchange::AcceptExchange { exchange }
    exchange::DeclineExchange { exchange }
    exchange::WithdrawRequest { exchange }
    exchange::CancelExchange { exchange }
    exchange::ConfirmService { exchange, minutes }
    exchange::WithdrawConfirmation { exchange }
    exchange::ReportNoShow { exchange }
    exchange::WithdrawNoShow { exchange }
    exchange::ExpireExchange { exchange }
    exchange::InviteToExchange { need, offer, start, minutes, hut }
    exchange::AcceptInvitation { exchange }
    exchange::WithdrawAnswer { exchange }
    exchange::ProposeTime { exchange, start, minutes }
    exchange::AgreeTime { exchange, start, minutes }
    exchange::DropTime { exchange }
    exchange::RestoreTime { exchange }
    exchange::OpenCheckIn { exchange, code_hash }
    exchange::RepeatCode { exchange, code }
    exchange::FinishService { exchange }
    exchange::WithdrawCheckIn { exchange }
    exchange::ContestService { exchange, minutes }
    exchange::WithdrawContest { exchange }
    exchange::AnswerNoShow { exchange }
    exchange::WitnessService { exchange, minutes, hut }
    exchange::EndSilence { exchange }
    exchange::StopExchange { exchange, incident }
    rating::RatingWords { stars, words }
    rating::CommitRating { exchange, commitment }
    rating::WithdrawRating { exchange }
    rating::OpenRating { exchange, by, rating, salt }
    rating::ReplyToRating { exchange, words }
    rating::WithdrawReply { exchange }
    rating::EndRating { exchange, by }
    points::DonatePoints { amount }
    points::WithdrawDonation { transfer }
    points::SettleTransfer { transfer }
    points::DonateHonour { amount }
    points::OfferGift { receiver, amount }
    points::AcceptGift { gift }
    points::DeclineGift { gift }
    points::WithdrawGift { gift }
    points::ExpireGift { gift }
    points::ContributePoints { amount }
    points::NameBeneficiary { beneficiary }
    points::PassOnPoints { person }
    points::AnnounceExpiry { person }
    points::ExpirePoints { person }
    household::RegisterHousehold { invited }
    household::InviteToHousehold { person }
    household::JoinHousehold { household }
    household::LeaveHousehold { household }
    redemption::PublishEntry {
        community, kind, price, stock, budget, keep_ms, content,
    }
    redemption::CloseEntry { entry }
    redemption::ReserveRedemption { entry }
    redemption::CancelRedemption { redemption }
    redemption::ConsumeRedemption { redemption }
    redemption::WithdrawConsumption { redemption }
    redemption::ExpireRedemption { redemption }
    redemption::AdmitQueued { community }
    points_office::AdoptRulePack { community, pack, effective_at }
    points_office::RecordStanding { person, may_spend, in_hardship, is_minor, until }
    points_office::FundReserve { community, amount, source }
    points_office::GrantPoints { person, amount, grant }
    points_office::CloseAccount { person }
    matching::RecordMatchRound { height, parameters_version, inputs, result }
    clock::AdvanceClock { by_ms }
    content::TakeDownContent { content, owner, area, reason }
    content::AppealTakedown { content, statement }
    content::RestoreContent { content }
    dispute::FileDispute { subject, ground, claim, statement }
    dispute::FileHiddenComplaint { subject, ground, reporter, statement }
    dispute::AnswerDispute { case, remedy, statement }
    dispute::NoteLateAnswer { case }
    dispute::AcceptAnswer { case }
    dispute::AppealAnswer { case }
    dispute::WithdrawDispute { case }
    dispute::CloseDispute { case }
    dispute::JoinPanelPool { building }
    dispute::DrawPanel { case }
    dispute::RecuseFromPanel { case }
    dispute::VoteOnPanel { case, for_claim }
    dispute::PublishCalendar { free, worked }
    party::SuspendParty { party, reason, until }
    party::LiftSuspension { party }
    party::CloseOrganisation { organisation }
    party::InviteMember { organisation, person, capacity }
    party::AcceptMembership { organisation }
    party::EndMembership { organisation, person }
    party::AttestFact { person, kind, commitment, until }
    party::WithdrawAttestation { attestation }
    party::ExpireAttestation { attestation }
    party::ErasePerson { person, cause, commitments }
    party::EndCommitments { party, commitments }
    approval::ProposeAction { action, expires_at }
    approval::ApproveAction { proposal, action }
    approval::WithdrawProposal { proposal }
    approval::ExpireProposal { proposal }
    membership::Seat { organisation, key, address, portal, proof }
    membership::ClaimSeat { seat }
    membership::ProposeMembership { add, remove }
    membership::ProposeUpgrade { version, height }
    membership::ApproveChange { change }
    membership::WithdrawChange { change }
    Intent { suite, actor, key, not_after, nonce, operation }
    Envelope { intent, signature }
    Header {
        suite, network, height, parent, time, block_root, state_root, rules_version, validators,
        next_validators,
    }
    Founder { organisation, key }
    Genesis {
        suite, demo, salt, time, clock_offset_ms, district, epoch_blocks, validators, founder,
        rule_pack,
    }
}

impl Generate for dispute::LeavePanelPool {
    fn generate(_random: &mut Random) -> Self {
        Self {}
    }
}

impl Generate for approval::Payload {
    fn generate(random: &mut Random) -> Self {
        let action = Action::generate(random);
        Self::new(action).unwrap_or_else(|| Self::generate(random))
    }
}

impl Generate for Block {
    fn generate(random: &mut Random) -> Self {
        let header = Header::generate(random);
        let operations = Vec::<Envelope>::generate(random).into_iter();
        Self {
            operations: operations.map(|one| one.seal(header.network)).collect(),
            outcomes: Generate::generate(random),
            next_set: Generate::generate(random),
            header,
        }
    }
}
