//! Why an operation was refused: a closed list with stable codes.

use borsh::{BorshDeserialize, BorshSerialize};

macro_rules! rejections {
    ($($(#[doc = $text:literal])+ $name:ident = $number:literal, $code:literal;)+) => {
        /// A reason to refuse an operation. Numbers and codes never change their meaning.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
            thiserror::Error,
        )]
        #[borsh(use_discriminant = true)]
        #[repr(u8)]
        pub enum Rejection {
            $($(#[doc = $text])+ #[error($code)] $name = $number,)+
        }

        impl Rejection {
            /// Every rejection, ascending by number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable code, for example `balance_too_low`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// A sentence in English for logs and the command line.
            #[must_use]
            pub fn describe(self) -> &'static str {
                match self { $(Self::$name => concat!($($text,)+),)+ }
            }
        }
    };
}

rejections! {
    /// The operation is larger than its kind may be.
    Oversized = 1, "oversized";
    /// The operation names algorithms that this network does not use.
    SuiteUnknown = 2, "suite_unknown";
    /// The signing key is not registered.
    KeyUnknown = 3, "key_unknown";
    /// The signing key was revoked.
    KeyRevoked = 4, "key_revoked";
    /// The signing key belongs to another party.
    KeyOfAnotherParty = 5, "key_of_another_party";
    /// The signature does not verify.
    SignatureInvalid = 6, "signature_invalid";
    /// The time in which the operation was valid is over.
    Expired = 7, "expired";
    /// The operation asks to be valid for longer than ten minutes.
    ValidForTooLong = 8, "valid_for_too_long";
    /// The ledger has this operation already.
    Replayed = 9, "replayed";
    /// The batch has no action, or too many.
    BatchSizeInvalid = 10, "batch_size_invalid";
    /// The actor is not registered or no longer active.
    ActorUnknown = 20, "actor_unknown";
    /// The actor does not hold the role that this needs there.
    RoleMissing = 21, "role_missing";
    /// The id is already in use.
    IdTaken = 22, "id_taken";
    /// This person is enrolled already.
    PersonAlreadyEnrolled = 23, "person_already_enrolled";
    /// The party is not registered.
    PartyUnknown = 24, "party_unknown";
    /// The area is not part of this district or of the wrong level.
    AreaInvalid = 25, "area_invalid";
    /// This identity level needs more than was checked.
    LevelTooLow = 26, "level_too_low";
    /// The role is not held in that scope.
    RoleUnknown = 27, "role_unknown";
    /// The time given has passed already.
    TimeInThePast = 28, "time_in_the_past";
    /// The key is registered already.
    KeyTaken = 29, "key_taken";
    /// The hut is not registered.
    HutUnknown = 30, "hut_unknown";
    /// The category is not in the taxonomy.
    CategoryUnknown = 40, "category_unknown";
    /// A time window ends before it starts, or there are too many.
    WindowsInvalid = 41, "windows_invalid";
    /// The duration is not a positive multiple of the step, or too long.
    MinutesInvalid = 42, "minutes_invalid";
    /// The capacity is zero or too large.
    CapacityInvalid = 43, "capacity_invalid";
    /// The content is empty or too large.
    ContentInvalid = 44, "content_invalid";
    /// The closing time is in the past or too far ahead.
    ExpiryInvalid = 45, "expiry_invalid";
    /// The listing does not exist.
    ListingUnknown = 46, "listing_unknown";
    /// The listing is closed or has expired.
    ListingClosed = 47, "listing_closed";
    /// The listing belongs to another party.
    ListingOfAnotherParty = 48, "listing_of_another_party";
    /// As many exchanges run already as the listing takes.
    ListingFull = 49, "listing_full";
    /// The two listings do not belong together.
    ListingsDoNotFit = 50, "listings_do_not_fit";
    /// Nobody serves themselves.
    SelfService = 60, "self_service";
    /// The start is in the past or too far ahead.
    StartInvalid = 61, "start_invalid";
    /// The exchange does not exist.
    ExchangeUnknown = 62, "exchange_unknown";
    /// The actor is not the side that may do this.
    NotYourExchange = 63, "not_your_exchange";
    /// The exchange is not in a state that allows this.
    ExchangeStateWrong = 64, "exchange_state_wrong";
    /// The agreed start has not come yet.
    ServiceNotStarted = 65, "service_not_started";
    /// The two sides state different durations.
    MinutesDiffer = 66, "minutes_differ";
    /// The ten minutes to change one's mind are over.
    WithdrawalTooLate = 67, "withdrawal_too_late";
    /// It is not due yet.
    NotDue = 68, "not_due";
    /// The same question is open already.
    RequestDuplicate = 69, "request_duplicate";
    /// The question waited too long and has ended.
    RequestOverdue = 70, "request_overdue";
    /// No such proposal of another time is open.
    ProposedTimeUnknown = 71, "proposed_time_unknown";
    /// Nobody has shown a code, or checked in, at the door.
    CheckInMissing = 72, "check_in_missing";
    /// A check-in counts from an hour before the agreed start to the agreed end.
    CheckInOutOfTime = 73, "check_in_out_of_time";
    /// That is not the code that the other side shows.
    CodeWrong = 74, "code_wrong";
    /// Both sides have met at the door already.
    AlreadyCheckedIn = 75, "already_checked_in";
    /// A witness is not one of the two sides.
    WitnessIsParty = 76, "witness_is_party";
    /// The time to answer is over.
    AnswerTooLate = 78, "answer_too_late";
    /// This kind of help needs a licence that nobody has attested, or that has run out.
    SkillLicenceMissing = 79, "skill_licence_missing";
    /// There are not enough points.
    BalanceTooLow = 80, "balance_too_low";
    /// The amount is zero, negative or out of range.
    AmountInvalid = 81, "amount_invalid";
    /// The movement does not exist.
    TransferUnknown = 82, "transfer_unknown";
    /// The movement is not pending any more.
    TransferNotPending = 83, "transfer_not_pending";
    /// The movement belongs to another party.
    TransferOfAnotherParty = 84, "transfer_of_another_party";
    /// The rule pack breaks what every pack must keep.
    PackInvalid = 85, "pack_invalid";
    /// The community has adopted a pack for that time or a later one already.
    AdoptionOutOfOrder = 86, "adoption_out_of_order";
    /// The community's pack asks for more before this person may spend points.
    SpendingNotAllowed = 87, "spending_not_allowed";
    /// The account is closed.
    AccountClosed = 88, "account_closed";
    /// Only a demonstration network may move its clock.
    NotADemonstration = 90, "not_a_demonstration";
    /// The clock can only move forward, and not by more than a year at once.
    ClockStepInvalid = 91, "clock_step_invalid";
    /// The height is beyond the ledger.
    HeightUnknown = 92, "height_unknown";
    /// The two weeks in which a service can be rated are over.
    RatingWindowClosed = 100, "rating_window_closed";
    /// This side has rated already.
    RatingGiven = 101, "rating_given";
    /// There is no such rating, or it is not open.
    RatingUnknown = 102, "rating_unknown";
    /// The rating was not opened in time and counts as not given.
    RatingOverdue = 103, "rating_overdue";
    /// What is opened is not what was sealed.
    RatingDoesNotMatch = 104, "rating_does_not_match";
    /// A rating has one to five stars.
    StarsInvalid = 105, "stars_invalid";
    /// The rating has an answer already.
    ReplyGiven = 106, "reply_given";
    /// This kind of help needs no licence.
    LicenceNotNeeded = 107, "licence_not_needed";
    /// No such licence is attested.
    LicenceUnknown = 108, "licence_unknown";
    /// There is no answer of this side.
    ReplyUnknown = 109, "reply_unknown";
    /// The thing is not listed.
    ItemUnknown = 120, "item_unknown";
    /// The thing belongs to somebody else.
    ItemOfAnotherParty = 121, "item_of_another_party";
    /// The thing does not take reservations.
    ItemNotOffered = 122, "item_not_offered";
    /// The category is not one of things, or not one of things done together.
    CategoryDoesNotFit = 123, "category_does_not_fit";
    /// The deposit is negative or above 100 points.
    DepositInvalid = 124, "deposit_invalid";
    /// The days are in the past, too far ahead, or more than the thing is lent for.
    DaysInvalid = 125, "days_invalid";
    /// One of the days is taken.
    DaysTaken = 126, "days_taken";
    /// The thing has as many reservations as it may have.
    CalendarFull = 127, "calendar_full";
    /// The loan does not exist.
    LoanUnknown = 128, "loan_unknown";
    /// The actor is not the side of the loan that may do this.
    NotYourLoan = 129, "not_your_loan";
    /// The loan is not in a state that allows this.
    LoanStateWrong = 130, "loan_state_wrong";
    /// The thing is not where this would need it to be.
    ItemElsewhere = 131, "item_elsewhere";
    /// The two sides state different conditions.
    ConditionsDiffer = 132, "conditions_differ";
    /// More than the deposit cannot be awarded.
    AwardTooHigh = 133, "award_too_high";
    /// Nobody has asked for this, so nobody can agree to it.
    NothingProposed = 134, "nothing_proposed";
    /// Nobody decides in a matter of their own.
    MediatorIsASide = 135, "mediator_is_a_side";
    /// The actor is not on duty at this hut.
    NotOnDuty = 136, "not_on_duty";
    /// The hut is open, closed or staffed already, or the last keeper on duty must close it first.
    HutStateWrong = 137, "hut_state_wrong";
    /// The count and the differences named do not add up to the stock.
    StockDiffers = 138, "stock_differs";
    /// The kiosk is not registered, or its key was revoked.
    KioskUnknown = 139, "kiosk_unknown";
    /// The statements do not follow each other and the last one merged.
    StatementsBroken = 140, "statements_broken";
    /// The kiosk did not sign this statement.
    StatementForged = 141, "statement_forged";
    /// The statement lies in the future, before the one before it, or more than a week back.
    StatementTimeInvalid = 142, "statement_time_invalid";
    /// The time to contest the entry is over, or no kiosk made one.
    ContestTooLate = 143, "contest_too_late";
    /// The activity does not exist.
    ActivityUnknown = 144, "activity_unknown";
    /// The activity is somebody else's.
    NotYourActivity = 145, "not_your_activity";
    /// The activity is not in a state that allows this.
    ActivityStateWrong = 146, "activity_state_wrong";
    /// There may be danger, and no insurance covers it to the end.
    InsuranceMissing = 147, "insurance_missing";
    /// The licence is not on file.
    LicenceMissing = 148, "licence_missing";
    /// Minors cannot take part.
    MinorsNotAdmitted = 149, "minors_not_admitted";
    /// A guardian's consent is missing, or does not cover the child's data.
    GuardianConsentMissing = 150, "guardian_consent_missing";
    /// There is no place, and the waitlist is full.
    ActivityFull = 151, "activity_full";
    /// The list is not open, or the activity has begun.
    SignUpClosed = 152, "sign_up_closed";
    /// The actor has a place or waits for one already.
    SignUpDuplicate = 153, "sign_up_duplicate";
    /// This person has no place that allows this.
    NotSignedUp = 154, "not_signed_up";
    /// The code is not one of these or the last five minutes.
    CodeInvalid = 155, "code_invalid";
    /// The list is empty, too long, or names one twice.
    ListInvalid = 156, "list_invalid";
    /// The community's pack does not allow gifts to this person.
    GiftNotAllowed = 160, "gift_not_allowed";
    /// The gifts of one day are limited.
    GiftLimitReached = 161, "gift_limit_reached";
    /// The gift does not exist.
    GiftUnknown = 162, "gift_unknown";
    /// The gift is not in a state that allows this.
    GiftStateWrong = 163, "gift_state_wrong";
    /// The gift is between others.
    GiftOfAnotherParty = 164, "gift_of_another_party";
    /// The catalogue does not have this.
    EntryUnknown = 165, "entry_unknown";
    /// It is not in the catalogue any more, or nothing is left.
    EntryClosed = 166, "entry_closed";
    /// Another organisation put it into the catalogue.
    EntryOfAnotherParty = 167, "entry_of_another_party";
    /// The stock, the budget or the time it is kept is out of range, or goods are not redeemed.
    EntryInvalid = 168, "entry_invalid";
    /// The community's pack asks for more hours of service before redeeming.
    HoursTooFew = 169, "hours_too_few";
    /// The redemption does not exist.
    RedemptionUnknown = 170, "redemption_unknown";
    /// The redemption is not in a state that allows this.
    RedemptionStateWrong = 171, "redemption_state_wrong";
    /// The actor is not the side that may do this.
    RedemptionOfAnotherParty = 172, "redemption_of_another_party";
    /// The reserve does not cover more redemptions.
    ReserveTooLow = 173, "reserve_too_low";
    /// The household does not exist, or has not asked this person.
    HouseholdUnknown = 174, "household_unknown";
    /// The person belongs to a household already, or the household is full.
    HouseholdTaken = 175, "household_taken";
    /// Points of the household are promised, so its last member cannot leave.
    HouseholdBusy = 176, "household_busy";
    /// The community's pack does not allow this grant.
    GrantNotAllowed = 177, "grant_not_allowed";
    /// Nothing of this account grows old now.
    NothingExpires = 178, "nothing_expires";
    /// The proposal does not exist.
    ProposalUnknown = 180, "proposal_unknown";
    /// The proposal was approved, withdrawn or has expired.
    ProposalClosed = 181, "proposal_closed";
    /// The time in which the proposal could be approved is over.
    ProposalOverdue = 182, "proposal_overdue";
    /// Nobody is the second person for their own proposal.
    SecondPersonIsFirst = 183, "second_person_is_first";
    /// The action differs from what was proposed.
    ProposalDiffers = 184, "proposal_differs";
    /// This needs the word of a second person.
    SecondPersonMissing = 185, "second_person_missing";
    /// This needs no second person.
    SecondPersonNeedless = 186, "second_person_needless";
    /// Only a person can do this.
    NotAPerson = 187, "not_a_person";
    /// The proposal belongs to another person.
    ProposalOfAnother = 188, "proposal_of_another";
    /// The actor is suspended.
    ActorSuspended = 189, "actor_suspended";
    /// This role is not held in such a scope.
    RoleScopeWrong = 190, "role_scope_wrong";
    /// This role is given for a time only.
    RoleNeedsEnd = 191, "role_needs_end";
    /// Whoever checks others does not hold their office as well.
    RolesExcludeEachOther = 192, "roles_exclude_each_other";
    /// The party is suspended or closed.
    PartyInactive = 193, "party_inactive";
    /// There is no such membership or invitation.
    MembershipUnknown = 194, "membership_unknown";
    /// The person belongs to the organisation, or was asked, already.
    MembershipTaken = 195, "membership_taken";
    /// The attestation does not exist or has ended.
    AttestationUnknown = 197, "attestation_unknown";
    /// The attestation is another organisation's and about another person.
    AttestationOfAnother = 198, "attestation_of_another";
    /// The party is not suspended.
    NotSuspended = 199, "not_suspended";
    /// The actor's organisation has no server among the validators.
    SeatMissing = 200, "seat_missing";
    /// Only an organisation can do this.
    OrganisationNeeded = 201, "organisation_needed";
    /// The address of the server is empty, too long or not plain.
    SeatAddressInvalid = 202, "seat_address_invalid";
    /// The validator key has not signed what is said of it.
    SeatProofInvalid = 203, "seat_proof_invalid";
    /// The key or the organisation has a seat already, or the seat is another's.
    SeatTaken = 204, "seat_taken";
    /// The key is not one of a validator.
    ValidatorUnknown = 205, "validator_unknown";
    /// The proposal changes nothing.
    ChangeEmpty = 206, "change_empty";
    /// A network has at least one validator, and at most 64.
    SetSizeInvalid = 207, "set_size_invalid";
    /// The proposed change does not exist.
    ChangeUnknown = 208, "change_unknown";
    /// The change was decided, taken back, or waited too long.
    ChangeClosed = 209, "change_closed";
    /// The actor has approved the change already.
    ApprovalDuplicate = 210, "approval_duplicate";
    /// The change was proposed by another party.
    ChangeOfAnotherParty = 211, "change_of_another_party";
    /// The height has come already, or another upgrade is due.
    UpgradeHeightInvalid = 212, "upgrade_height_invalid";
    /// The version is not the one after the version in force.
    UpgradeVersionInvalid = 213, "upgrade_version_invalid";
    /// The commitment belongs to another party, or there are too many.
    CommitmentsInvalid = 220, "commitments_invalid";
    /// The dispute does not exist.
    CaseUnknown = 221, "case_unknown";
    /// The dispute is not in a state that allows this.
    CaseStateWrong = 222, "case_state_wrong";
    /// The time in which this could be contested is over.
    CaseTooLate = 223, "case_too_late";
    /// There is a dispute about this already.
    CaseDuplicate = 224, "case_duplicate";
    /// The actor is not the side that may do this.
    NotYourCase = 225, "not_your_case";
    /// This cannot be claimed or granted about such a subject.
    RemedyInvalid = 226, "remedy_invalid";
    /// Nobody handles a dispute in which they are a side.
    HandlerIsSide = 227, "handler_is_side";
    /// Too few residents who are free to judge have agreed to sit on panels.
    PanelPoolTooSmall = 228, "panel_pool_too_small";
    /// The actor has no open seat on this panel.
    NotOnPanel = 229, "not_on_panel";
    /// The resident has joined already, or has not joined.
    PanelPoolUnchanged = 230, "panel_pool_unchanged";
    /// The days are not in order, or not of that kind.
    CalendarInvalid = 231, "calendar_invalid";
    /// The content is not taken down.
    NotTakenDown = 232, "not_taken_down";
    /// The content is taken down already.
    TakenDownAlready = 233, "taken_down_already";
    /// The one appeal was made already.
    AppealUsed = 234, "appeal_used";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ascend_and_codes_are_unique() {
        let numbers: Vec<u8> = Rejection::ALL.iter().map(|reason| *reason as u8).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
        let codes: std::collections::BTreeSet<_> =
            Rejection::ALL.iter().map(|reason| reason.code()).collect();
        assert_eq!(codes.len(), Rejection::ALL.len());
    }
}
