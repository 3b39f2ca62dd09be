//! Things, loans and huts in the story language: `ann lists drill deposit 3`, `bob reserves ann`,
//! `ann hands-over bob`, `cat counts park 2 missing ann`. A thing is named by its owner, a loan by
//! its borrower: the newest of each.

use super::{Story, actions::after, actions::content, words};
use ledger::{
    Action, Hash, HutId, ItemId, KioskId, LoanId, Points,
    operation::{
        hut::{
            BeginShift, CloseHut, DepositItem, EndShift, FindItem, KioskEntry, KioskStatement,
            MergeStatements, OpenHut, ReceiveItem, RegisterKiosk, RevokeKiosk, SendItem, TakeStock,
            WithdrawItem,
        },
        item::{
            Approval, ChangeItem, Condition, GiveItem, ItemTerms, ListItem, PauseItem, RecallItem,
            ResumeItem, TakeItem,
        },
        loan::{
            AcceptExtension, ApproveLoan, CancelLoan, CloseLoan, ContestStatement, DeclineLoan,
            ExpireLoan, Fate, HandOverItem, InspectReturn, MarkOverdue, MediateLoan,
            ProposeExtension, ReportLoss, ReportMissedPickup, ReserveItem, ReturnItem,
            WithdrawLoanReport, WithdrawLoanRequest, WithdrawLoanStatement,
        },
    },
    signature::Signature,
    state::keys,
};
use testkit::Actor;

fn hut(name: &str) -> HutId {
    HutId(words::short(name))
}

fn small(text: &str) -> u8 {
    text.parse()
        .unwrap_or_else(|_| panic!("{text} is no small number"))
}

fn condition(rest: &[&str]) -> Condition {
    match rest {
        _ if rest.contains(&"new") => Condition::New,
        _ if rest.contains(&"worn") => Condition::Worn,
        _ if rest.contains(&"broken") => Condition::Damaged,
        _ => Condition::Good,
    }
}

fn photo() -> Hash {
    Hash::of(&[b"photo"])
}

fn terms(rest: &[&str]) -> ItemTerms {
    ItemTerms {
        category: words::category(rest.first().copied().unwrap_or_default()),
        content: content(rest),
        condition: condition(rest),
        deposit: after(rest, "deposit").map_or(Points::ZERO, words::points),
        loan_days: after(rest, "days").map_or(7, small),
        approval: if rest.contains(&"on-request") {
            Approval::OnRequest
        } else {
            Approval::Instant
        },
        hut: after(rest, "hut").map(hut),
    }
}

impl Story {
    /// The newest thing of somebody; one that nobody listed for `nobody`.
    pub(crate) fn item(&self, name: &str) -> ItemId {
        let owner = self.party(name);
        let newest = self.items.iter().rev().find(|(party, _)| *party == owner);
        newest.map_or_else(ItemId::default, |(_, id)| *id)
    }

    /// The newest loan of a borrower.
    pub(crate) fn loan(&self, name: &str) -> LoanId {
        let borrower = self.party(name);
        let newest = self
            .loans
            .iter()
            .rev()
            .find(|(party, _)| *party == borrower);
        newest.map_or_else(LoanId::default, |(_, id)| *id)
    }

    pub(super) fn item_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let name = rest.first().copied().unwrap_or(actor);
        let item = self.item(name);
        Some(match verb {
            "lists" => ListItem { terms: terms(rest) }.into(),
            "changes" => ChangeItem {
                item,
                terms: terms(rest.get(1..).unwrap_or_default()),
            }
            .into(),
            "pauses" => PauseItem { item }.into(),
            "resumes" => ResumeItem { item }.into(),
            "recalls" => RecallItem { item }.into(),
            "gives" => GiveItem {
                item: self.item(after(rest, "of").unwrap_or(actor)),
                to: (name != "nobody").then(|| self.party(name)),
            }
            .into(),
            "takes" => TakeItem { item }.into(),
            "reserves" => {
                let today = self.now().china_day();
                let ahead = after(rest, "in").map_or(0, |days| u32::from(small(days)));
                let ago = after(rest, "since").map_or(0, |days| u32::from(small(days)));
                ReserveItem {
                    item,
                    from_day: today + ahead - ago,
                    days: after(rest, "for").map_or(1, small),
                }
                .into()
            }
            _ => return None,
        })
    }

    pub(super) fn loan_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let loan = self.loan(rest.first().copied().unwrap_or(actor));
        let (condition, photo) = (condition(rest), photo());
        Some(match verb {
            "approves-loan" => ApproveLoan { loan }.into(),
            "declines-loan" => DeclineLoan { loan }.into(),
            "withdraws-loan" => WithdrawLoanRequest { loan }.into(),
            "cancels-loan" => CancelLoan { loan }.into(),
            "misses" => ReportMissedPickup { loan }.into(),
            "expires-loan" => ExpireLoan { loan }.into(),
            "hands-over" => HandOverItem {
                loan,
                condition,
                photo,
            }
            .into(),
            "returns" => ReturnItem {
                loan,
                condition,
                photo,
                hut: after(rest, "hut").map(hut),
            }
            .into(),
            "unsays" => WithdrawLoanStatement { loan }.into(),
            "inspects" => InspectReturn {
                loan,
                damaged: rest.contains(&"damaged"),
            }
            .into(),
            "loses" => ReportLoss { loan }.into(),
            "unreports" => WithdrawLoanReport { loan }.into(),
            "marks-overdue" => MarkOverdue { loan }.into(),
            "extends" => ProposeExtension {
                loan,
                last_day: self.last_day(loan) + after(rest, "by").map_or(1, |by| small(by).into()),
            }
            .into(),
            "agrees-extension" => AcceptExtension { loan }.into(),
            "closes-loan" => CloseLoan { loan }.into(),
            "contests" => ContestStatement { loan }.into(),
            "mediates" => MediateLoan {
                loan,
                award: after(rest, "award").map_or(Points::ZERO, words::points),
                fate: match rest {
                    _ if rest.contains(&"for-repair") => Fate::Broken,
                    _ if rest.contains(&"gone") => Fate::Gone,
                    _ => Fate::Usable,
                },
                reasons: content(rest),
            }
            .into(),
            _ => return None,
        })
    }

    fn last_day(&self, loan: LoanId) -> u32 {
        let loan = self.chain.state().get(&keys::loan(loan));
        loan.map_or(0, |loan| loan.last_day)
    }

    pub(super) fn hut_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let name = rest.first().copied().unwrap_or(actor);
        let (hut_id, item) = (hut(name), self.item(name));
        Some(match verb {
            "begins-shift" => BeginShift { hut: hut_id }.into(),
            "ends-shift" => EndShift { hut: hut_id }.into(),
            "opens" => OpenHut { hut: hut_id }.into(),
            "closes-doors" => CloseHut { hut: hut_id }.into(),
            "shelves" => DepositItem {
                item,
                condition: condition(rest),
                photo: photo(),
            }
            .into(),
            "unshelves" => WithdrawItem { item }.into(),
            "sends" => SendItem {
                item,
                to: hut(after(rest, "to")?),
            }
            .into(),
            "receives" => ReceiveItem { item }.into(),
            "finds" => FindItem {
                item,
                hut: hut(after(rest, "at")?),
            }
            .into(),
            "counts" => TakeStock {
                hut: hut_id,
                counted: self.counted(name, rest),
                missing: self.items_named(after(rest, "missing")),
                surplus: self.items_named(after(rest, "surplus")),
                unlisted: 0,
            }
            .into(),
            "installs-kiosk" => RegisterKiosk {
                hut: hut_id,
                key: testkit::actor::public_key_of(words::secret("kiosk")),
            }
            .into(),
            "removes-kiosk" => RevokeKiosk {
                kiosk: self.kiosk(),
            }
            .into(),
            "merges" => self.statements(rest).into(),
            _ => return None,
        })
    }

    /// A number, or `all` that is left when the differences named are true.
    fn counted(&self, name: &str, rest: &[&str]) -> u32 {
        let text = rest.get(1).copied().unwrap_or_default();
        if text != "all" {
            return text.parse().expect("a number, or all");
        }
        let day = self.chain.state().get(&keys::hut_day(hut(name)));
        let stock = day.map_or(0, |day| day.stock);
        let count = |mark| u32::from(after(rest, mark).is_some());
        (stock + count("surplus")).saturating_sub(count("missing"))
    }

    fn items_named(&self, names: Option<&str>) -> Vec<ItemId> {
        let names = names.map(|names| names.split(',')).into_iter().flatten();
        names.map(|name| self.item(name)).collect()
    }

    fn kiosk(&self) -> KioskId {
        self.kiosks.last().copied().unwrap_or_default()
    }

    /// `merges lent:ann:bob:2 returned:ann`, each an hour ago or as `at` says, and bent by a last
    /// word: `forged`, `broken`, `early`, `nothing`.
    fn statements(&self, rest: &[&str]) -> MergeStatements {
        let kiosk = self.kiosk();
        let network = self.chain.network();
        let record = self.chain.state().get(&keys::kiosk(kiosk));
        let (mut sequence, mut previous) =
            record.map_or((0, Hash::ZERO), |record| (record.next, record.last));
        let at = after(rest, "at").map_or_else(
            || self.now(),
            |ago| self.now().minus_ms(words::duration(ago)),
        );
        let at = if rest.contains(&"early") {
            at.plus_ms(60_000)
        } else {
            at
        };
        let forged = rest.contains(&"forged");
        let secret = words::secret(if forged { "forger" } else { "kiosk" });
        let mut statements = Vec::new();
        for entry in rest.iter().filter_map(|word| self.entry(word)) {
            let mut statement = KioskStatement {
                sequence,
                previous,
                at,
                entry,
                signature: Signature::Ed25519([0; 64]),
            };
            if rest.contains(&"broken-chain") {
                statement.previous = Hash::of(&[b"another"]);
            }
            statement.signature =
                Actor::sign_bytes(secret, &statement.signing_bytes(network, kiosk));
            previous = statement.hash(network, kiosk);
            sequence += 1;
            statements.push(statement);
        }
        MergeStatements { kiosk, statements }
    }

    fn entry(&self, word: &str) -> Option<KioskEntry> {
        let (condition, photo) = (Condition::Good, photo());
        match word.split(':').collect::<Vec<_>>().as_slice() {
            ["lent", item, borrower, days] => Some(KioskEntry::HandOver {
                item: self.item(item),
                borrower: self.party(borrower),
                days: small(days),
                condition,
                photo,
            }),
            ["returned", item] => Some(KioskEntry::Return {
                item: self.item(item),
                condition,
                photo,
            }),
            _ => None,
        }
    }
}
