//! From the words of a step to what the points bank is asked for, and its ids.
//!
//! `ann gives bob 3`, `bob takes-gift`, `ann shares 2`, `ann houses bob`, `committee sponsors
//! service 5 stock 2`, `ann redeems`, `committee fulfils`, `office adopts nanjing in riverside`,
//! `clerk notes ann hardship`, `office grants-points starter ann 5`.

use super::{
    Story,
    actions::{after, content},
    words,
};
use ledger::{
    Action, Points,
    operation::{
        household::{InviteToHousehold, JoinHousehold, LeaveHousehold, RegisterHousehold},
        points::{
            AcceptGift, AnnounceExpiry, ContributePoints, DeclineGift, DonateHonour, ExpireGift,
            ExpirePoints, NameBeneficiary, OfferGift, PassOnPoints, WithdrawGift,
        },
        points_office::{AdoptRulePack, CloseAccount, FundReserve, GrantPoints, RecordStanding},
        redemption::{
            AdmitQueued, CancelRedemption, CloseEntry, ConsumeRedemption, ExpireRedemption,
            PublishEntry, ReserveRedemption, WithdrawConsumption,
        },
    },
    rule_pack::{CapsCount, Expiry, Overflow, PUBLISHED, PackName, RulePack},
    state::{accounts::Grant, bank::EntryKind},
};

/// A published pack, bent as a test needs it.
fn pack(name: &str, rest: &[&str]) -> RulePack {
    let published = PUBLISHED.iter().map(|pack| pack());
    let mut pack = published
        .into_iter()
        .find(|pack| pack.name.0 == name)
        .unwrap_or_else(|| panic!("no pack is called {name}"));
    if let Some(cap) = after(rest, "cap") {
        pack.balance_cap = Some(words::points(cap));
    }
    for word in rest {
        match *word {
            "aging" => {
                pack.expiry = Some(Expiry {
                    months: 24,
                    notice_days: 90,
                });
            }
            "strict" => pack.caps_count = CapsCount::Earned,
            "honouring" => pack.overflow = Overflow::Honour,
            "nameless" => pack.name = PackName(String::new()),
            "dear" => pack.points_per_hour = Points(200),
            "future" => pack.effective_from = ledger::Timestamp(u64::MAX),
            _ => {}
        }
    }
    pack
}

impl Story {
    pub(super) fn bank_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        self.gift_action(verb, rest)
            .or_else(|| self.household_action(verb, rest))
            .or_else(|| self.redemption_action(actor, verb, rest))
            .or_else(|| self.points_office_action(verb, rest))
    }

    fn person(&self, rest: &[&str]) -> ledger::PartyId {
        self.party(rest.first().copied().unwrap_or("zoe"))
    }

    fn gift_action(&self, verb: &str, rest: &[&str]) -> Option<Action> {
        let person = self.person(rest);
        let gift = self.gifts.last().copied().unwrap_or_default();
        Some(match verb {
            "offers-gift" => OfferGift {
                receiver: person,
                amount: words::points(rest.get(1)?),
            }
            .into(),
            "takes-gift" => AcceptGift { gift }.into(),
            "refuses-gift" => DeclineGift { gift }.into(),
            "ungives" => WithdrawGift { gift }.into(),
            "expires-gift" => ExpireGift { gift }.into(),
            "shares" => ContributePoints {
                amount: words::points(rest.first()?),
            }
            .into(),
            "donates-honour" => DonateHonour {
                amount: words::points(rest.first()?),
            }
            .into(),
            "names" => NameBeneficiary {
                beneficiary: (rest.first() != Some(&"nobody")).then_some(person),
            }
            .into(),
            "inherits" => PassOnPoints { person }.into(),
            "announces-expiry" => AnnounceExpiry { person }.into(),
            "expires-points" => ExpirePoints { person }.into(),
            _ => return None,
        })
    }

    fn household_action(&self, verb: &str, rest: &[&str]) -> Option<Action> {
        let household = self.households.last().copied().unwrap_or_default();
        Some(match verb {
            "houses" => RegisterHousehold {
                invited: rest.iter().map(|name| self.party(name)).collect(),
            }
            .into(),
            "welcomes" => InviteToHousehold {
                person: self.person(rest),
            }
            .into(),
            "moves-in" => JoinHousehold { household }.into(),
            "moves-out" => LeaveHousehold { household }.into(),
            _ => return None,
        })
    }

    fn redemption_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let entry = self.entries.last().map(|(id, _)| *id).unwrap_or_default();
        let own = self.redemptions.iter().rev();
        let own = own
            .clone()
            .find(|(who, _)| *who == self.party(actor))
            .or(own.clone().next());
        let redemption = own.map(|(_, id)| *id).unwrap_or_default();
        Some(match verb {
            "sponsors" => self.entry_of_words(rest).into(),
            "unsponsors" => CloseEntry { entry }.into(),
            "redeems" => ReserveRedemption { entry }.into(),
            "unredeems" => CancelRedemption { redemption }.into(),
            "fulfils" => ConsumeRedemption { redemption }.into(),
            "unfulfils" => WithdrawConsumption { redemption }.into(),
            "lets-lapse" => ExpireRedemption { redemption }.into(),
            "admits" => AdmitQueued {
                community: words::area(rest.first().copied().unwrap_or("riverside")),
            }
            .into(),
            _ => return None,
        })
    }

    fn entry_of_words(&self, rest: &[&str]) -> PublishEntry {
        let price = words::points(rest.get(1).copied().unwrap_or("1"));
        PublishEntry {
            community: words::area(after(rest, "in").unwrap_or("riverside")),
            kind: match rest.first() {
                Some(&"goods") => EntryKind::DonatedGoods,
                _ => EntryKind::Service,
            },
            price,
            stock: after(rest, "stock").map_or(1, |stock| stock.parse().expect("a number")),
            budget: after(rest, "budget").map_or(Points(10_000), words::points),
            keep_ms: words::duration(after(rest, "keep").unwrap_or("7d")),
            content: content(rest),
        }
    }

    fn points_office_action(&self, verb: &str, rest: &[&str]) -> Option<Action> {
        let community = words::area(after(rest, "in").unwrap_or("riverside"));
        let until = after(rest, "for").map(|ms| self.now().plus_ms(words::duration(ms)));
        Some(match verb {
            "adopts" => AdoptRulePack {
                community,
                pack: pack(rest.first()?, rest),
                effective_at: match (after(rest, "after"), after(rest, "since")) {
                    (Some(ms), _) => self.now().plus_ms(words::duration(ms)),
                    (_, Some(ms)) => self.now().minus_ms(words::duration(ms)),
                    (None, None) => self.now(),
                },
            }
            .into(),
            "notes" => RecordStanding {
                person: self.person(rest),
                may_spend: rest.contains(&"spender"),
                in_hardship: rest.contains(&"hardship"),
                is_minor: rest.contains(&"minor"),
                until,
            }
            .into(),
            "funds" => FundReserve {
                community,
                amount: words::points(rest.first()?),
                source: content(rest),
            }
            .into(),
            "grants-points" => GrantPoints {
                person: self.party(rest.get(1)?),
                amount: words::points(rest.get(2)?),
                grant: match *rest.first()? {
                    "starter" => Grant::Starter,
                    _ => Grant::Hardship,
                },
            }
            .into(),
            "closes-account" => CloseAccount {
                person: self.person(rest),
            }
            .into(),
            _ => return None,
        })
    }
}
