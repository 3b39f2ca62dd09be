//! Which event names which action of the points bank.

use ledger::{
    Action, EntryId, Event, GiftId, HouseholdId, OperationId, RedemptionId, TransferId,
    event::{HouseholdEvent, PointsEvent, PointsOfficeEvent, RedemptionEvent},
    operation::{HouseholdAction, PointsAction, PointsOfficeAction, RedemptionAction},
};

/// Whether this is the event by which this action, at this position, is known.
pub(super) fn named(action: &Action, event: &Event, id: OperationId, position: u32) -> bool {
    match (action, event) {
        (Action::Points(action), Event::Points(event)) => points(action, event, id, position),
        (Action::Household(action), Event::Household(event)) => {
            household(action, event, HouseholdId::derive(id, position))
        }
        (Action::Redemption(action), Event::Redemption(event)) => {
            redemption(action, event, id, position)
        }
        (Action::PointsOffice(action), Event::PointsOffice(event)) => {
            office(action, event, TransferId::derive(id, position))
        }
        _ => false,
    }
}

fn points(action: &PointsAction, event: &PointsEvent, id: OperationId, position: u32) -> bool {
    use {PointsAction as Do, PointsEvent as Done};
    match (action, event) {
        (
            Do::DonatePoints(_) | Do::DonateHonour(_) | Do::ContributePoints(_),
            Done::PointsPosted { transfer, .. },
        ) => *transfer == TransferId::derive(id, position),
        (Do::WithdrawDonation(one), Done::TransferReversed { transfer }) => {
            one.transfer == *transfer
        }
        (Do::SettleTransfer(one), Done::TransferSettled { transfer }) => one.transfer == *transfer,
        (Do::OfferGift(_), Done::GiftOffered { gift, .. }) => *gift == GiftId::derive(id, position),
        (Do::AcceptGift(one), Done::GiftAccepted { gift, .. }) => one.gift == *gift,
        (Do::DeclineGift(one), Done::GiftDeclined { gift }) => one.gift == *gift,
        (Do::WithdrawGift(one), Done::GiftWithdrawn { gift, .. }) => one.gift == *gift,
        (Do::ExpireGift(one), Done::GiftExpired { gift }) => one.gift == *gift,
        (Do::NameBeneficiary(_), Done::BeneficiaryNamed { .. }) => true,
        (Do::PassOnPoints(one), Done::PointsPassedOn { person, .. }) => one.person == *person,
        (Do::AnnounceExpiry(one), Done::ExpiryAnnounced { person, .. }) => one.person == *person,
        (Do::ExpirePoints(one), Done::PointsExpired { person, .. }) => one.person == *person,
        _ => false,
    }
}

fn household(action: &HouseholdAction, event: &HouseholdEvent, new: HouseholdId) -> bool {
    use {HouseholdAction as Do, HouseholdEvent as Done};
    match (action, event) {
        (Do::RegisterHousehold(_), Done::HouseholdRegistered { household }) => *household == new,
        (Do::InviteToHousehold(one), Done::HouseholdInvited { person, .. }) => {
            one.person == *person
        }
        (Do::JoinHousehold(one), Done::HouseholdJoined { household, .. }) => {
            one.household == *household
        }
        (Do::LeaveHousehold(one), Done::HouseholdLeft { household, .. }) => {
            one.household == *household
        }
        _ => false,
    }
}

fn redemption(
    action: &RedemptionAction,
    event: &RedemptionEvent,
    id: OperationId,
    position: u32,
) -> bool {
    use {RedemptionAction as Do, RedemptionEvent as Done};
    match (action, event) {
        (Do::PublishEntry(_), Done::EntryPublished { entry }) => {
            *entry == EntryId::derive(id, position)
        }
        (Do::CloseEntry(one), Done::EntryClosed { entry }) => one.entry == *entry,
        (
            Do::ReserveRedemption(_),
            Done::RedemptionReserved { redemption, .. } | Done::RedemptionQueued { redemption, .. },
        ) => *redemption == RedemptionId::derive(id, position),
        (Do::CancelRedemption(one), Done::RedemptionCancelled { redemption, .. }) => {
            one.redemption == *redemption
        }
        (Do::ConsumeRedemption(one), Done::RedemptionConsumed { redemption, .. }) => {
            one.redemption == *redemption
        }
        (Do::WithdrawConsumption(one), Done::ConsumptionWithdrawn { redemption, .. }) => {
            one.redemption == *redemption
        }
        (Do::ExpireRedemption(one), Done::RedemptionExpired { redemption }) => {
            one.redemption == *redemption
        }
        (Do::AdmitQueued(one), Done::QueueAdmitted { community, .. }) => {
            one.community == *community
        }
        _ => false,
    }
}

fn office(action: &PointsOfficeAction, event: &PointsOfficeEvent, new: TransferId) -> bool {
    use {PointsOfficeAction as Do, PointsOfficeEvent as Done};
    match (action, event) {
        (Do::AdoptRulePack(one), Done::RulePackAdopted { community, .. }) => {
            one.community == *community
        }
        (Do::RecordStanding(one), Done::StandingRecorded { person }) => one.person == *person,
        (Do::FundReserve(_), Done::ReserveFunded { transfer }) => *transfer == new,
        (Do::GrantPoints(_), Done::PointsGranted { transfer, .. }) => *transfer == new,
        (Do::CloseAccount(one), Done::AccountClosed { person }) => one.person == *person,
        _ => false,
    }
}
