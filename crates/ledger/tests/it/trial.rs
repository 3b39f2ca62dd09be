//! What would be under another rule pack: nothing else than what is, under the pack in force; and
//! by the rules of the tried one, from a day on and in a community, otherwise.

use crate::{model, story::Story, town};
use ledger::{
    AreaCode, Points, Timestamp,
    pack_trial::{PackTrial, PastServices, TrialReport},
    rule_pack::{Overflow, RulePack},
    state::accounts::AccountId,
    time::HOUR_MS,
};
use testkit::chain::START;

fn tried(story: &Story, trial: &PackTrial<'_>) -> TrialReport {
    let mut past = PastServices::default();
    for block in story.chain.blocks() {
        past.read(block);
    }
    let state = story.chain.state();
    trial.run(state, &past.movements(state))
}

/// Everybody's services from a moment on.
fn since(story: &Story, pack: &RulePack, since: Timestamp) -> TrialReport {
    let community = None;
    tried(
        story,
        &PackTrial {
            pack,
            since,
            community,
        },
    )
}

fn played(steps: &str) -> Story {
    let mut story = Story::begin();
    story.play(steps);
    story
}

/// What somebody has and would have, in points.
fn balance(story: &Story, report: &TrialReport, name: &str) -> (String, String) {
    let account = AccountId::Party(story.party(name));
    let balance = report.accounts.get(&account).copied().unwrap_or_default();
    (balance.before.to_string(), balance.after.to_string())
}

fn texts(before: &str, after: &str) -> (String, String) {
    (before.to_owned(), after.to_owned())
}

#[test]
fn under_the_pack_in_force_everybody_has_what_they_have() {
    let mut services = 0;
    let lives = (0..12).map(|seed| model::live(seed, 150).0);
    for story in lives.chain((0..12).map(town::story_of)) {
        let report = since(&story, &RulePack::chancheng(), Timestamp::default());
        for (account, balance) in &report.accounts {
            assert_eq!(balance.before, balance.after, "{account:?}");
        }
        for one in report.providers.values() {
            assert_eq!(one.counted_before, one.counted_after);
            assert_eq!(one.beyond_steps, 0);
            services += one.services;
        }
    }
    assert!(services > 100, "only {services} services were tried");
}

#[test]
fn points_are_neither_made_nor_lost_by_a_trial() {
    let story = town::story_of(7);
    for pack in [
        RulePack::nanjing(),
        RulePack::beijing(),
        RulePack::guangzhou(),
    ] {
        let report = since(&story, &pack, Timestamp::default());
        let sum: i64 = report.accounts.values().map(|one| one.after.0).sum();
        assert_eq!(sum, 0, "{}", pack.name.0);
    }
}

#[test]
fn another_tariff_is_another_balance() {
    let story = played("bob serves ann bathing-help 60; cat serves ann haircut 60");
    let report = since(&story, &RulePack::nanjing(), Timestamp::default());
    assert_eq!(balance(&story, &report, "bob"), texts("15", "10"));
    assert_eq!(balance(&story, &report, "cat"), texts("12", "10"));
    let issued = report.accounts[&AccountId::Issuance];
    assert_eq!((issued.before, issued.after), (Points(-270), Points(-200)));
}

#[test]
fn only_whole_steps_count() {
    let story = played("bob serves ann haircut 90; cat serves ann haircut 30");
    let report = since(&story, &RulePack::shanghai(), Timestamp::default());
    assert_eq!(balance(&story, &report, "bob"), texts("18", "10"));
    assert_eq!(balance(&story, &report, "cat"), texts("6", "0"));
    assert_eq!(report.providers[&story.party("cat")].beyond_steps, 30);
}

#[test]
fn caps_of_the_tried_pack_hold_also_over_what_came_before() {
    let story = played("bob serves ann haircut 240; bob serves ann haircut 240");
    let mut pack = RulePack::chancheng();
    pack.day_cap_minutes = Some(300);
    let report = since(&story, &pack, Timestamp::default());
    assert_eq!(balance(&story, &report, "bob"), texts("96", "60"));
    assert_eq!(report.providers[&story.party("bob")].beyond_caps, 180);

    pack.day_cap_minutes = None;
    pack.balance_cap = Some(Points(500));
    for (overflow, to) in [
        (Overflow::Pool, None),
        (
            Overflow::Honour,
            Some(AccountId::Honour(story.party("bob"))),
        ),
    ] {
        pack.overflow = overflow;
        let report = since(&story, &pack, Timestamp::default());
        assert_eq!(balance(&story, &report, "bob"), texts("96", "50"));
        let bob = report.providers[&story.party("bob")];
        assert_eq!(
            (bob.earned_after, bob.overflow_after),
            (Points(500), Points(460))
        );
        let honour = to.map(|account| report.accounts[&account].after);
        assert_eq!(honour, to.map(|_| Points(460)));
    }
}

#[test]
fn services_before_the_day_stay_and_count_towards_the_caps() {
    let story = played(
        "bob serves ann haircut 240; office advances 2h; bob serves ann haircut 120;
         office advances 2h",
    );
    let mut pack = RulePack::chancheng();
    pack.day_cap_minutes = Some(300);
    let report = since(&story, &pack, START.plus_ms(HOUR_MS));
    let bob = report.providers[&story.party("bob")];
    assert_eq!(
        (bob.services, bob.counted_after, bob.beyond_caps),
        (1, 60, 60)
    );
    assert_eq!(balance(&story, &report, "bob"), texts("72", "60"));
}

#[test]
fn only_the_chosen_community_is_tried() {
    let story = played("bob serves ann bathing-help 60; dan serves ann bathing-help 60");
    let pack = RulePack::nanjing();
    let area = |name| {
        let key = ledger::state::keys::party(story.party(name));
        story.chain.state().get(&key).map(|party| party.area)
    };
    let trial = PackTrial {
        pack: &pack,
        since: Timestamp::default(),
        community: area("dan"),
    };
    let report = tried(&story, &trial);
    assert_eq!(balance(&story, &report, "bob"), texts("15", "15"));
    assert_eq!(balance(&story, &report, "dan"), texts("15", "10"));
    let nobody = PackTrial {
        community: Some(AreaCode(440_604_099_001)),
        ..trial
    };
    assert!(tried(&story, &nobody).providers.is_empty());
}

#[test]
fn who_has_spent_what_they_would_not_have_had_is_below_zero() {
    let story = played("bob serves ann bathing-help 60; wait 11m; cat settles; bob donates 12");
    let report = since(&story, &RulePack::nanjing(), Timestamp::default());
    assert_eq!(balance(&story, &report, "bob"), texts("3", "-2"));
}

#[test]
fn what_was_taken_back_or_made_good_is_not_tried() {
    let story = played("bob serves ann haircut 60; ann unconfirms bob");
    let report = since(&story, &RulePack::nanjing(), Timestamp::default());
    assert!(report.providers.is_empty());
    let story = played("bob serves ann haircut 60; ann unconfirms bob; ann confirms bob 60");
    let report = since(&story, &RulePack::nanjing(), Timestamp::default());
    assert_eq!(report.providers[&story.party("bob")].services, 1);
    assert_eq!(balance(&story, &report, "bob"), texts("12", "10"));
}

#[test]
fn activities_and_sessions_are_tried_too() {
    let story = played(
        "committee plans tai-chi in 1h points 10; committee opens-list; bob signs-up committee;
         wait 2h; committee checks bob; committee holds; committee reports; committee awards bob",
    );
    let report = since(&story, &RulePack::nanjing(), Timestamp::default());
    let bob = report.providers[&story.party("bob")];
    assert_eq!(bob.services, 1);
    let (before, after) = balance(&story, &report, "bob");
    assert_eq!((before.as_str(), after.as_str()), ("10", "10"));
    let mut pack = RulePack::nanjing();
    pack.points_per_hour = Points(50);
    let report = since(&story, &pack, Timestamp::default());
    assert_eq!(balance(&story, &report, "bob"), texts("10", "5"));
}
