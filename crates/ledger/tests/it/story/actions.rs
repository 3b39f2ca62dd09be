//! From the words of a step to the action that it asks for.

use super::{Story, words};
use ledger::{
    Action, AreaCode, ExchangeId, Hash, HutId, ListingId, TransferId, Window,
    operation::{
        ClockAction, ExchangeAction, IdentityAction, ListingAction, MatchingAction, PointsAction,
        clock::AdvanceClock,
        exchange::{
            AcceptExchange, CancelExchange, ConfirmService, DeclineExchange, ExpireExchange,
            ReportNoShow, RequestExchange, WithdrawConfirmation, WithdrawNoShow, WithdrawRequest,
        },
        identity::{
            GrantRole, IdentityLevel, OrganisationKind, RegisterHut, RegisterKey,
            RegisterOrganisation, RegisterPerson, RevokeKey, RevokeRole, Role, Scope,
        },
        listing::{
            AttestLicence, CloseListing, ContentRef, ListingKind, Place, PublishListing,
            RevokeLicence,
        },
        matching::RecordMatchRound,
        points::{DonatePoints, SettleTransfer, WithdrawDonation},
    },
    signature::{Custody, PublicKey},
    state::keys,
};
use testkit::actor::public_key_of;

/// The word after `mark`.
pub(super) fn after<'a>(rest: &[&'a str], mark: &str) -> Option<&'a str> {
    let at = rest.iter().position(|word| *word == mark)?;
    rest.get(at + 1).copied()
}

pub(super) fn number(text: &str) -> u16 {
    let digits = text.trim_matches(|letter: char| letter.is_alphabetic());
    digits
        .parse()
        .unwrap_or_else(|_| panic!("{text} is no number"))
}

fn key(name: &str) -> PublicKey {
    public_key_of(words::secret(name))
}

fn role(word: &str) -> Role {
    match word {
        "administrator" => Role::Administrator,
        "clerk" => Role::Clerk,
        "worker" => Role::CommunityWorker,
        "operator" => Role::Operator,
        "auditor" => Role::Auditor,
        "keeper" => Role::HutKeeper,
        "leader" => Role::Leader,
        "supervisor" => Role::Supervisor,
        "inspector" => Role::Inspector,
        "deputy" => Role::Deputy,
        "nominee" => Role::Nominee,
        "social-worker" => Role::SocialWorker,
        "volunteer" => Role::Volunteer,
        "expert" => Role::Expert,
        _ => panic!("no role is called {word}"),
    }
}

pub(super) fn content(rest: &[&str]) -> ContentRef {
    let bytes = after(rest, "content").map_or(100, |bytes| bytes.parse().expect("a size"));
    ContentRef {
        hash: Hash::of(&[b"content"]),
        bytes,
    }
}

impl Story {
    /// The action that `actor` asks for with these words.
    pub(crate) fn action(&self, actor: &str, phrase: &[&str]) -> Action {
        let [verb, rest @ ..] = phrase else {
            panic!("{actor} does nothing");
        };
        self.identity_action(actor, verb, rest)
            .or_else(|| self.listing_action(actor, verb, rest))
            .or_else(|| self.exchange_action(actor, verb, rest))
            .or_else(|| self.course_action(actor, verb, rest))
            .or_else(|| self.rating_action(actor, verb, rest))
            .or_else(|| self.points_action(verb, rest))
            .or_else(|| self.approval_action(actor, verb, rest))
            .or_else(|| self.network_action(actor, verb, rest))
            .or_else(|| self.party_action(actor, verb, rest))
            .or_else(|| self.dispute_action(actor, verb, rest))
            .or_else(|| self.item_action(actor, verb, rest))
            .or_else(|| self.loan_action(actor, verb, rest))
            .or_else(|| self.hut_action(actor, verb, rest))
            .or_else(|| self.activity_action(actor, verb, rest))
            .or_else(|| self.bank_action(actor, verb, rest))
            .unwrap_or_else(|| panic!("nobody knows how to `{}`", phrase.join(" ")))
    }

    fn identity_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let name = rest.first().copied().unwrap_or(actor);
        let area = || words::area(after(rest, "in").unwrap_or("riverside"));
        Some(match verb {
            "enrols" => {
                Action::Identity(IdentityAction::RegisterPerson(self.enrolment(name, rest)))
            }
            "founds" => {
                Action::Identity(IdentityAction::RegisterOrganisation(RegisterOrganisation {
                    organisation: words::party(name),
                    kind: OrganisationKind::SocialOrganisation,
                    area: area(),
                    content: content(rest),
                    key: key(after(rest, "key").unwrap_or(name)),
                    custody: Custody::Device,
                }))
            }
            "adds-key" => Action::Identity(IdentityAction::RegisterKey(RegisterKey {
                party: self.party(after(rest, "for").unwrap_or(actor)),
                key: key(name),
                custody: Custody::Custodial,
            })),
            "revokes-key" => Action::Identity(IdentityAction::RevokeKey(RevokeKey {
                key: if name == "unknown" {
                    ledger::KeyIndex(9_999)
                } else {
                    self.actor(name).key
                },
            })),
            "grants" => Action::Identity(IdentityAction::GrantRole(GrantRole {
                party: self.party(after(rest, "to")?),
                role: role(name),
                scope: self.scope(rest),
                until: after(rest, "for").map(|ms| self.now().plus_ms(words::duration(ms))),
            })),
            "revokes" => Action::Identity(IdentityAction::RevokeRole(RevokeRole {
                party: self.party(after(rest, "from")?),
                role: role(name),
                scope: self.scope(rest),
            })),
            "opens-hut" => Action::Identity(IdentityAction::RegisterHut(RegisterHut {
                hut: HutId(words::short(name)),
                community: area(),
                content: content(rest),
            })),
            _ => return None,
        })
    }

    fn enrolment(&self, name: &str, rest: &[&str]) -> RegisterPerson {
        let paper = after(rest, "papers").unwrap_or(name);
        RegisterPerson {
            person: self.party(after(rest, "id").unwrap_or(name)),
            pseudonym: Hash::of(&[b"papers of ", paper.as_bytes()]),
            level: if rest.contains(&"phone") {
                IdentityLevel::PhoneChecked
            } else if rest.contains(&"endorsed") {
                IdentityLevel::Endorsed
            } else {
                IdentityLevel::RealNameChecked
            },
            community: words::area(after(rest, "in").unwrap_or("riverside")),
            key: key(after(rest, "key").unwrap_or(name)),
            custody: Custody::Custodial,
        }
    }

    fn scope(&self, rest: &[&str]) -> Scope {
        if let Some(hut) = after(rest, "hut") {
            Scope::Hut(HutId(words::short(hut)))
        } else if let Some(organisation) = after(rest, "within") {
            Scope::Organisation(self.party(organisation))
        } else if let Some(organiser) = after(rest, "at-activity") {
            Scope::Activity(self.activity(organiser))
        } else {
            Scope::Area(words::area(after(rest, "in").unwrap_or("riverside")))
        }
    }

    fn listing_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        Some(match verb {
            "publishes" => Action::Listing(ListingAction::PublishListing(
                self.listing_of_words(actor, rest),
            )),
            "closes" => Action::Listing(ListingAction::CloseListing(CloseListing {
                listing: self.listing(rest.first().copied().unwrap_or(actor)),
            })),
            "sees-licence" => Action::Listing(ListingAction::AttestLicence(AttestLicence {
                party: self.party(after(rest, "of")?),
                category: words::category(rest.first()?),
                until: self.now().plus_ms(words::duration(after(rest, "for")?)),
            })),
            "drops-licence" => Action::Listing(ListingAction::RevokeLicence(RevokeLicence {
                party: self.party(after(rest, "of")?),
                category: words::category(rest.first()?),
            })),
            _ => return None,
        })
    }

    fn listing_of_words(&self, actor: &str, rest: &[&str]) -> PublishListing {
        let minutes = rest.get(2).filter(|word| word.ends_with('m'));
        let window = |at: u64| Window {
            start: self.now().plus_ms(at),
            end: self.now().plus_ms(at + 1),
        };
        let windows: u64 = after(rest, "windows").map_or(0, |count| number(count).into());
        let mut windows: Vec<Window> = (0..windows).map(window).collect();
        if rest.contains(&"backwards") {
            windows.push(Window {
                start: self.now(),
                end: self.now(),
            });
        }
        PublishListing {
            kind: match rest.first() {
                Some(&"need") => ListingKind::Need,
                Some(&"offer") => ListingKind::Offer,
                _ => panic!("a need or an offer is published"),
            },
            category: words::category(rest.get(1).copied().unwrap_or_default()),
            area: after(rest, "in").map_or_else(|| self.home(actor), words::area),
            place: after(rest, "hut")
                .map_or(Place::Home, |hut| Place::Hut(HutId(words::short(hut)))),
            windows,
            minutes: minutes.map_or(60, |minutes| number(minutes)),
            capacity: after(rest, "places").map_or(1, number),
            content: content(rest),
            expires_at: self
                .now()
                .plus_ms(words::duration(after(rest, "open").unwrap_or("30d"))),
        }
    }

    /// Where somebody lives or works.
    pub(super) fn home(&self, name: &str) -> AreaCode {
        let party = self.chain.state().get(&keys::party(self.party(name)));
        party.map_or_else(AreaCode::default, |party| party.area)
    }

    /// The newest listing of somebody; one that nobody published for `nobody`.
    pub(super) fn listing(&self, name: &str) -> ListingId {
        let owner = self.party(name);
        let newest = self
            .listings
            .iter()
            .rev()
            .find(|(party, _)| *party == owner);
        newest.map_or_else(ListingId::default, |(_, id)| *id)
    }

    /// The newest question between `actor` and `name`, or of a pair `ann:bob`.
    pub(super) fn exchange(&self, actor: &str, name: &str) -> ExchangeId {
        let (one, two) = name.split_once(':').unwrap_or((actor, name));
        let (one, two) = (self.party(one), self.party(two));
        let is_theirs = |question: &&super::Question| {
            (question.asker, question.asked) == (one, two)
                || (question.asker, question.asked) == (two, one)
        };
        let newest = self.questions.iter().rev().find(is_theirs);
        newest.map_or_else(ExchangeId::default, |question| question.id)
    }

    fn exchange_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let exchange = self.exchange(actor, rest.first().copied().unwrap_or("nobody"));
        Some(match verb {
            "asks" => Action::Exchange(ExchangeAction::RequestExchange(
                self.question_of_words(actor, rest),
            )),
            "accepts" => {
                Action::Exchange(ExchangeAction::AcceptExchange(AcceptExchange { exchange }))
            }
            "declines" => Action::Exchange(ExchangeAction::DeclineExchange(DeclineExchange {
                exchange,
            })),
            "withdraws" => Action::Exchange(ExchangeAction::WithdrawRequest(WithdrawRequest {
                exchange,
            })),
            "cancels" => {
                Action::Exchange(ExchangeAction::CancelExchange(CancelExchange { exchange }))
            }
            "confirms" => Action::Exchange(ExchangeAction::ConfirmService(ConfirmService {
                exchange,
                minutes: rest.get(1).map_or(60, |minutes| number(minutes)),
            })),
            "unconfirms" => {
                Action::Exchange(ExchangeAction::WithdrawConfirmation(WithdrawConfirmation {
                    exchange,
                }))
            }
            "reports-no-show" => {
                Action::Exchange(ExchangeAction::ReportNoShow(ReportNoShow { exchange }))
            }
            "withdraws-no-show" => {
                Action::Exchange(ExchangeAction::WithdrawNoShow(WithdrawNoShow { exchange }))
            }
            "expires" => {
                Action::Exchange(ExchangeAction::ExpireExchange(ExpireExchange { exchange }))
            }
            _ => return None,
        })
    }

    fn question_of_words(&self, actor: &str, rest: &[&str]) -> RequestExchange {
        let now = self.now();
        let start = match (after(rest, "in"), after(rest, "since")) {
            (Some(ahead), _) => now.plus_ms(words::duration(ahead)),
            (_, Some(past)) => now.minus_ms(words::duration(past)),
            (None, None) => now,
        };
        RequestExchange {
            listing: self.listing(rest.first().copied().unwrap_or_default()),
            own_listing: after(rest, "for")
                .map(|whose| self.listing(if whose == "own" { actor } else { whose })),
            start,
            minutes: rest
                .get(1)
                .filter(|word| word.ends_with('m'))
                .map_or(60, |minutes| number(minutes)),
        }
    }

    /// The newest movement of points, or the one before it.
    pub(super) fn transfer(&self, rest: &[&str]) -> TransferId {
        let back = match rest.first().copied() {
            Some("unknown") => self.transfers.len(),
            Some("previous") => 1,
            _ => 0,
        };
        let newest = self.transfers.iter().rev().nth(back);
        newest.copied().unwrap_or_default()
    }

    fn points_action(&self, verb: &str, rest: &[&str]) -> Option<Action> {
        Some(match verb {
            "donates" => Action::Points(PointsAction::DonatePoints(DonatePoints {
                amount: words::points(rest.first()?),
            })),
            "undonates" => Action::Points(PointsAction::WithdrawDonation(WithdrawDonation {
                transfer: self.transfer(rest),
            })),
            "settles" => Action::Points(PointsAction::SettleTransfer(SettleTransfer {
                transfer: self.transfer(rest),
            })),
            "advances" => Action::Clock(ClockAction::AdvanceClock(AdvanceClock {
                by_ms: words::duration(rest.first()?),
            })),
            "records-round" => {
                Action::Matching(MatchingAction::RecordMatchRound(RecordMatchRound {
                    height: match rest.first().copied()? {
                        "now" => self.chain.head().height + 1,
                        _ => self.chain.head().height,
                    },
                    parameters_version: 1,
                    inputs: Hash::of(&[b"inputs"]),
                    result: Hash::of(&[b"result"]),
                }))
            }
            _ => return None,
        })
    }
}
