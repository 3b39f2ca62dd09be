//! What becomes of parties, in the story language: `ann suspends bob 30d`, `shop attests ann`,
//! `ann erases ann with bob:ann`.

use super::{Story, actions::after, words};
use ledger::{
    Action, AttestationId, Event, Hash,
    event::PartyEvent,
    operation::party::{
        AcceptMembership, AttestFact, AttestedKind, Capacity, CloseOrganisation, Commitment,
        EndCommitments, EndMembership, ErasePerson, ErasureCause, ExpireAttestation, InviteMember,
        LiftSuspension, SuspendParty, SuspensionReason, WithdrawAttestation,
    },
};

impl Story {
    pub(super) fn party_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let name = rest.first().copied().unwrap_or(actor);
        let party = self.party(name);
        let ahead = |usual| {
            let word = after(rest, "for").unwrap_or(usual);
            self.now().plus_ms(words::duration(word))
        };
        let organisation = self.party(after(rest, "of").unwrap_or(actor));
        Some(match verb {
            "suspends" => Action::from(SuspendParty {
                party,
                reason: SuspensionReason::Misconduct,
                until: ahead("30d"),
            }),
            "lifts" => Action::from(LiftSuspension { party }),
            "shuts" => Action::from(CloseOrganisation {
                organisation: party,
            }),
            "invites" => Action::from(InviteMember {
                organisation,
                person: party,
                capacity: Capacity::Volunteer,
            }),
            "joins" => Action::from(AcceptMembership {
                organisation: party,
            }),
            "leaves" | "dismisses" => Action::from(EndMembership {
                organisation,
                person: if verb == "leaves" {
                    self.party(actor)
                } else {
                    party
                },
            }),
            "attests" => Action::from(AttestFact {
                person: party,
                kind: match rest.get(1) {
                    Some(&"training") => AttestedKind::Training,
                    _ => AttestedKind::Identity,
                },
                commitment: Hash::of(&[b"a salted fact"]),
                until: ahead("365d"),
            }),
            "unattests" => Action::from(WithdrawAttestation {
                attestation: self.attestation(rest),
            }),
            "ends-attestation" => Action::from(ExpireAttestation {
                attestation: self.attestation(rest),
            }),
            "erases" => Action::from(ErasePerson {
                person: party,
                cause: match rest.get(1) {
                    Some(&"dead") => ErasureCause::Death,
                    _ => ErasureCause::OwnWish,
                },
                commitments: self.commitments_named(rest),
            }),
            "ends-rest" => Action::from(EndCommitments {
                party,
                commitments: self.commitments_named(rest),
            }),
            _ => return None,
        })
    }

    /// The newest attestation, or one that nobody made.
    fn attestation(&self, rest: &[&str]) -> AttestationId {
        match rest.first() {
            Some(&"unknown") => AttestationId::default(),
            _ => self.attestations.last().copied().unwrap_or_default(),
        }
    }

    /// `listing ann`, `listings 65` that nobody published, `with bob:ann` for the newest question
    /// between the two, `item ann`, `loan bob`, `place ann`, `activity ann`, `redemption bob`,
    /// `gift`, `entry`, `household`.
    fn commitments_named(&self, rest: &[&str]) -> Vec<Commitment> {
        let many = after(rest, "listings").map_or(0, |count| count.parse().expect("a number"));
        let mut named = vec![Commitment::Listing(ledger::ListingId::default()); many];
        for (place, word) in rest.iter().enumerate() {
            let name = rest.get(place + 1).copied().unwrap_or("nobody");
            named.extend(self.commitment(word, name));
        }
        named
    }

    fn commitment(&self, word: &str, name: &str) -> Option<Commitment> {
        let redemption = |party| {
            let own = self.redemptions.iter().rev();
            let mut own = own.filter(move |(person, _)| *person == party);
            own.next().map(|(_, id)| *id).unwrap_or_default()
        };
        Some(match word {
            "listing" => Commitment::Listing(self.listing(name)),
            "with" => Commitment::Exchange(self.exchange("nobody", name)),
            "item" => Commitment::Item(self.item(name)),
            "loan" => Commitment::Loan(self.loan(name)),
            "place" => Commitment::Place(self.activity(name)),
            "activity" => Commitment::Activity(self.activity(name)),
            "redemption" => Commitment::Redemption(redemption(self.party(name))),
            "gift" => Commitment::Gift(self.gifts.last().copied().unwrap_or_default()),
            "entry" => {
                Commitment::Entry(self.entries.last().map(|(id, _)| *id).unwrap_or_default())
            }
            "household" => {
                Commitment::Household(self.households.last().copied().unwrap_or_default())
            }
            _ => return None,
        })
    }

    pub(super) fn event_of_parties(&self, event: &Event) -> Option<String> {
        let Event::Party(event) = event else {
            return None;
        };
        Some(match event {
            PartyEvent::PartySuspended { party } => format!("{} suspended", self.name(*party)),
            PartyEvent::SuspensionLifted { party } => format!("{} is back", self.name(*party)),
            PartyEvent::OrganisationClosed { organisation } => {
                format!("{} shut", self.name(*organisation))
            }
            PartyEvent::MemberInvited { person, .. } => format!("{} invited", self.name(*person)),
            PartyEvent::MembershipAccepted { person, .. } => {
                format!("{} belongs", self.name(*person))
            }
            PartyEvent::MembershipEnded { person, .. } => {
                format!("{} belongs no more", self.name(*person))
            }
            PartyEvent::FactAttested { person, .. } => format!("{} attested", self.name(*person)),
            PartyEvent::AttestationWithdrawn { .. } => "attestation withdrawn".to_owned(),
            PartyEvent::AttestationExpired { .. } => "attestation over".to_owned(),
            PartyEvent::PersonErased { person } => format!("{} erased", self.name(*person)),
            PartyEvent::CommitmentsEnded { .. } => "rest ended".to_owned(),
        })
    }
}
