//! What a trial shows: totals, providers and accounts, as a plain table or as JSON.

use ledger::{
    Points, Timestamp,
    pack_trial::{Balance, TrialReport, Tried},
    rule_pack::RulePack,
    state::accounts::AccountId,
};
use serde_json::{Value, json};

/// Sums over all providers.
fn sum(report: &TrialReport) -> Tried {
    let mut sum = Tried::default();
    for one in report.providers.values() {
        sum.services += one.services;
        sum.minutes += one.minutes;
        sum.counted_before += one.counted_before;
        sum.counted_after += one.counted_after;
        sum.beyond_steps += one.beyond_steps;
        sum.beyond_caps += one.beyond_caps;
        sum.earned_after.0 += one.earned_after.0;
        sum.overflow_after.0 += one.overflow_after.0;
    }
    sum
}

fn difference(balance: Balance) -> Points {
    Points(balance.after.0.saturating_sub(balance.before.0))
}

/// Points that were ever made: the other side of the issuance account.
fn issued(report: &TrialReport) -> Balance {
    let issuance = report.accounts.get(&AccountId::Issuance);
    let Balance { before, after } = issuance.copied().unwrap_or_default();
    Balance {
        before: Points(before.0.saturating_neg()),
        after: Points(after.0.saturating_neg()),
    }
}

/// Accounts that would be below zero: their owners have spent what they would not have had.
fn short(report: &TrialReport) -> usize {
    let below = |(account, balance): &(&AccountId, &Balance)| {
        **account != AccountId::Issuance && balance.after < Points::ZERO
    };
    report.accounts.iter().filter(below).count()
}

/// One line for each provider and each account.
pub(super) fn table(pack: &RulePack, report: &TrialReport) -> String {
    let sum = sum(report);
    let issued = issued(report);
    let mut text = format!(
        "{} services of {} providers under {} version {}\n",
        sum.services,
        report.providers.len(),
        pack.name.0,
        pack.version
    );
    text.push_str(&format!(
        "minutes: {} stated, {} counted, {} would count; {} beyond whole steps, {} beyond caps\n",
        sum.minutes, sum.counted_before, sum.counted_after, sum.beyond_steps, sum.beyond_caps
    ));
    text.push_str(&format!(
        "points in circulation: {} now, {} then; {} would overflow; {} accounts below zero\n\n",
        issued.before,
        issued.after,
        sum.overflow_after,
        short(report)
    ));
    text.push_str(&format!(
        "{:<42}{:>9}{:>9}{:>9}{:>9}{:>10}{:>10}\n",
        "provider", "services", "minutes", "counted", "then", "earned", "overflow"
    ));
    for (party, one) in &report.providers {
        text.push_str(&format!(
            "{:<42}{:>9}{:>9}{:>9}{:>9}{:>10}{:>10}\n",
            party.to_string(),
            one.services,
            one.minutes,
            one.counted_before,
            one.counted_after,
            one.earned_after.to_string(),
            one.overflow_after.to_string()
        ));
    }
    text.push_str(&format!(
        "\n{:<50}{:>12}{:>12}{:>12}\n",
        "account", "now", "then", "difference"
    ));
    for (account, balance) in &report.accounts {
        text.push_str(&format!(
            "{:<50}{:>12}{:>12}{:>12}\n",
            name(*account),
            balance.before.to_string(),
            balance.after.to_string(),
            difference(*balance).to_string()
        ));
    }
    text.trim_end().to_owned()
}

/// An account as the API names it.
fn name(account: AccountId) -> String {
    match json!(account) {
        Value::String(name) => name,
        other => other.to_string(),
    }
}

/// The same as one JSON object; amounts of points are text.
pub(super) fn json(pack: &RulePack, since: Timestamp, report: &TrialReport) -> String {
    let line = |one: &Tried| {
        json!({
            "services": one.services,
            "minutes": one.minutes,
            "counted_before": one.counted_before,
            "counted_after": one.counted_after,
            "beyond_steps": one.beyond_steps,
            "beyond_caps": one.beyond_caps,
            "earned_after": one.earned_after,
            "overflow_after": one.overflow_after,
        })
    };
    let providers = report.providers.iter().map(|(party, one)| {
        let mut line = line(one);
        line["party"] = json!(party);
        line
    });
    let accounts = report.accounts.iter().map(|(account, balance)| {
        json!({
            "account": account,
            "before": balance.before,
            "after": balance.after,
            "difference": difference(*balance),
        })
    });
    let issued = issued(report);
    let mut totals = line(&sum(report));
    totals["in_circulation_before"] = json!(issued.before);
    totals["in_circulation_after"] = json!(issued.after);
    totals["accounts_below_zero"] = json!(short(report));
    json!({
        "pack": pack.name.0,
        "version": pack.version,
        "pack_source": pack.source.hash,
        "since": since,
        "totals": totals,
        "providers": providers.collect::<Vec<_>>(),
        "accounts": accounts.collect::<Vec<_>>(),
    })
    .to_string()
}
