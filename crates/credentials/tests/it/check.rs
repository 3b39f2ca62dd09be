//! What holds, and each single thing that can be wrong.

use credentials::check::{Asked, Trust, check};
use credentials::facts::{age, hours_name, service_hours};
use credentials::show::Occasion;
use credentials::{Kind, Refusal};

use crate::office::{
    ISSUER, NOW_S, Pen, YEAR_S, holder, issued, issued_by, occasion, office, shown, shown_by, trust,
};

fn over_60() -> String {
    issued(Kind::AgeOverSixty, age(true))
}

#[test]
fn what_is_shown_holds_and_says_who_holds_it() {
    let keys = [office().public()];
    let checked = check(&shown(&over_60(), &["age_over_60"]), trust(&keys)).unwrap();
    assert_eq!(checked.kind, Kind::AgeOverSixty);
    assert_eq!(checked.facts["age_over_60"], true);
    assert_eq!(checked.holder, holder().public());
    assert_eq!((checked.hidden, checked.status.index), (0, 4711));
}

#[test]
fn forty_hours_are_shown_without_the_number() {
    let credential = issued(Kind::ServiceHours, service_hours(2026, 45 * 60 + 59));
    let forty = hours_name(40);
    let keys = [office().public()];
    let checked = check(&shown(&credential, &["year", &forty]), trust(&keys)).unwrap();
    assert_eq!(checked.facts.len(), 2);
    assert_eq!(checked.facts[&forty], true);
    assert_eq!(checked.facts["year"], 2026);
    assert_eq!(checked.hidden, 6, "the others stay with the holder");
    let all = check(
        &shown(&credential, &["hours", "hours_at_least_100"]),
        trust(&keys),
    )
    .unwrap();
    assert_eq!(
        (&all.facts["hours"], &all.facts["hours_at_least_100"]),
        (&45.into(), &false.into())
    );
}

#[test]
fn a_credential_without_its_holder_is_refused_where_the_holder_is_asked_for() {
    let keys = [office().public()];
    assert_eq!(check(&over_60(), trust(&keys)), Err(Refusal::HolderMissing));
    let as_issued = Trust {
        asked: None,
        ..trust(&keys)
    };
    assert!(
        check(&over_60(), as_issued).is_ok(),
        "as a wallet looks at what it gets"
    );
    let bound = shown(&over_60(), &["age_over_60"]);
    assert_eq!(check(&bound, as_issued), Err(Refusal::OccasionWrong));
}

#[test]
fn another_key_than_the_holders_is_refused() {
    let stolen = shown_by(&Pen::new(66), &over_60(), &["age_over_60"], occasion());
    let keys = [office().public()];
    assert_eq!(check(&stolen, trust(&keys)), Err(Refusal::HolderWrong));
}

#[test]
fn another_occasion_audience_or_day_is_refused() {
    let keys = [office().public()];
    let shown = shown(&over_60(), &["age_over_60"]);
    let asked = |audience, nonce| Trust {
        asked: Some(Asked { audience, nonce }),
        ..trust(&keys)
    };
    assert_eq!(
        check(&shown, asked("counter", "654321")),
        Err(Refusal::OccasionWrong)
    );
    assert_eq!(
        check(&shown, asked("shop", "123456")),
        Err(Refusal::AudienceWrong)
    );
    let later = Trust {
        now_s: NOW_S + 301,
        ..trust(&keys)
    };
    assert_eq!(check(&shown, later), Err(Refusal::OccasionWrong));
    let from_tomorrow = shown_by(
        &holder(),
        &over_60(),
        &[],
        Occasion {
            now_s: NOW_S + 86_400,
            ..occasion()
        },
    );
    assert_eq!(
        check(&from_tomorrow, trust(&keys)),
        Err(Refusal::OccasionWrong)
    );
}

#[test]
fn time_runs_out_and_does_not_run_ahead() {
    let keys = [office().public()];
    let at = |now_s| Trust {
        now_s,
        asked: None,
        ..trust(&keys)
    };
    assert_eq!(check(&over_60(), at(NOW_S + YEAR_S)), Err(Refusal::Expired));
    assert!(check(&over_60(), at(NOW_S + YEAR_S - 1)).is_ok());
    assert_eq!(check(&over_60(), at(NOW_S - 61)), Err(Refusal::NotYetValid));
}

#[test]
fn only_the_issuers_keys_count_and_retired_ones_until_they_are_taken_away() {
    let new = Pen::new(8);
    let old_and_new = [office().public(), new.public()];
    let by_old = shown(&over_60(), &["age_over_60"]);
    let by_new = shown(
        &issued_by(&new, Kind::AgeOverSixty, age(true)),
        &["age_over_60"],
    );
    for shown in [&by_old, &by_new] {
        assert!(check(shown, trust(&old_and_new)).is_ok());
    }
    let only_new = [new.public()];
    assert_eq!(
        check(&by_old, trust(&only_new)),
        Err(Refusal::IssuerUnknown)
    );
    let elsewhere = Trust {
        issuer: "https://other.example",
        ..trust(&old_and_new)
    };
    assert_eq!(check(&by_old, elsewhere), Err(Refusal::IssuerUnknown));
    assert_eq!(trust(&only_new).issuer, ISSUER);
}
