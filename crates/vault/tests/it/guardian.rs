//! Minors: enrolled with a guardian only, who agrees or takes it back, and of age at eighteen.

use vault::{
    AgeOfConsent, BirthDate, GuardianState, Guardianship, NamedGuardian, NewPerson, PersonId,
    VaultError,
};

use crate::office::{CHEN, CLERK, LIANG, NOW, Office, person};

const MINOR: PersonId = PersonId([9; 16]);
const DAY_MS: u64 = 86_400_000;

/// Born on a day of these eight digits, with Chen as guardian.
fn minor(born: &str, agreed: bool) -> NewPerson {
    NewPerson {
        guardian: Some(NamedGuardian {
            guardian: CHEN,
            agreed,
        }),
        ..person(MINOR, "陈小乐", &format!("000000{born}003"))
    }
}

async fn office() -> Office {
    Office::with_residents().await
}

#[tokio::test]
async fn a_minor_without_a_guardian_is_not_enrolled_and_a_child_needs_one_who_has_agreed() {
    let office = office().await;
    let cases = [
        ("20081201", None, true),
        ("20081202", None, false),
        ("20081202", Some(false), true),
        ("20121201", Some(false), true),
        ("20121202", Some(false), false),
        ("20121202", Some(true), true),
    ];
    for (number, (born, named, enrolled)) in (1_u8..).zip(cases) {
        let new = match named {
            Some(agreed) => minor(born, agreed),
            None => NewPerson {
                guardian: None,
                ..minor(born, true)
            },
        };
        let new = NewPerson {
            person: PersonId([100 + number; 16]),
            id_number: vault::IdNumber::complete(&format!("000000{born}1{number:02}")).unwrap(),
            ..new
        };
        match office.vault.enrol(new, NOW, CLERK).await {
            Ok(_) => assert!(enrolled, "{born} {named:?}"),
            Err(VaultError::GuardianMissing) => assert!(!enrolled, "{born} {named:?}"),
            Err(other) => panic!("{born}: {other}"),
        }
    }
}

#[tokio::test]
async fn the_guardian_agrees_takes_it_back_and_nobody_else_does() {
    let office = office().await;
    let vault = &office.vault;
    let new = minor("20100615", false);
    vault.enrol(new, NOW, CLERK).await.unwrap();
    let state = async || vault.guardianship(MINOR).await.unwrap().unwrap().state;
    assert_eq!(state().await, GuardianState::Asked);
    for (who, whom) in [(LIANG, MINOR), (MINOR, MINOR), (CHEN, LIANG)] {
        let moved = vault.move_guardianship((who, whom), GuardianState::Agreed, NOW);
        assert!(matches!(moved.await, Err(VaultError::UnknownPerson)));
    }
    for next in [GuardianState::Agreed, GuardianState::Ended] {
        let moved = vault.move_guardianship((CHEN, MINOR), next, NOW + 1);
        moved.await.unwrap();
        assert_eq!(state().await, next);
    }
    assert_eq!(vault.wards(CHEN, NOW).await.unwrap().len(), 1);
    vault.change_guardian(MINOR, LIANG, NOW + 2).await.unwrap();
    assert!(vault.wards(CHEN, NOW).await.unwrap().is_empty());
    assert_eq!(vault.wards(LIANG, NOW).await.unwrap().len(), 1);
    assert_eq!(state().await, GuardianState::Agreed);
}

#[tokio::test]
async fn it_is_over_on_the_eighteenth_birthday() {
    let office = office().await;
    let vault = &office.vault;
    let new = minor("20100615", true);
    vault.enrol(new, NOW, CLERK).await.unwrap();
    let one = vault.guardianship(MINOR).await.unwrap().unwrap();
    let born = BirthDate::parse("2010-06-15").unwrap();
    assert_eq!(born.age_at(one.of_age_ms - 1), 17);
    assert_eq!(born.age_at(one.of_age_ms), 18);
    assert!(one.is_minor(one.of_age_ms - 1) && !one.is_minor(one.of_age_ms));
    assert!(vault.wards(CHEN, one.of_age_ms).await.unwrap().is_empty());
    let late = vault.move_guardianship((CHEN, MINOR), GuardianState::Ended, one.of_age_ms);
    assert!(matches!(late.await, Err(VaultError::UnknownPerson)));
}

#[test]
fn the_birthday_and_the_age_agree_for_every_day_of_birth() {
    let mut days = 0;
    for (year, month) in (1990..2026).flat_map(|year| (1..=12).map(move |month| (year, month))) {
        for day in 1..=31 {
            let Some(born) = BirthDate::parse(&format!("{year:04}-{month:02}-{day:02}")) else {
                continue;
            };
            let of_age = born.of_age_ms();
            assert_eq!(born.age_at(of_age - 1), 17, "{year}-{month}-{day}");
            assert_eq!(born.age_at(of_age), 18, "{year}-{month}-{day}");
            assert_eq!(born.consent_at(of_age), AgeOfConsent::GrownUp);
            let one = Guardianship {
                minor: MINOR,
                guardian: CHEN,
                of_age_ms: of_age,
                changed_ms: 0,
                state: GuardianState::Agreed,
            };
            let fourteen = of_age - 1_461 * DAY_MS;
            assert_eq!(born.age_at(fourteen), 14, "{year}-{month}-{day}");
            assert!(one.is_child(fourteen - 1) && !one.is_child(fourteen));
            days += 1;
        }
    }
    assert_eq!(days, 13_149);
}

#[tokio::test]
async fn a_guardian_is_a_grown_up_who_is_enrolled_here() {
    let office = office().await;
    let vault = &office.vault;
    let new = minor("20100615", true);
    vault.enrol(new, NOW, CLERK).await.unwrap();
    for unfit in [MINOR, PersonId([77; 16])] {
        assert!(vault.check_guardian(unfit, NOW).await.is_err());
        let changed = vault.change_guardian(MINOR, unfit, NOW).await;
        assert!(changed.is_err());
    }
    vault.check_guardian(CHEN, NOW).await.unwrap();
    let grown_up = vault.change_guardian(CHEN, LIANG, NOW).await;
    assert!(matches!(grown_up, Err(VaultError::UnknownPerson)));
}

/// The rows of minors and of grown-ups have the same shape, and a guardian's id is in none.
#[tokio::test]
async fn the_file_does_not_tell_who_is_a_minor() {
    let office = office().await;
    let new = minor("20100615", true);
    office.vault.enrol(new, NOW, CLERK).await.unwrap();
    let mut raw = office.raw("vault.db").await;
    let rows: Vec<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as("SELECT guardian_index, sealed_words FROM guardian")
            .fetch_all(&mut raw)
            .await
            .unwrap();
    assert_eq!(rows.len(), 3);
    for (index, sealed) in &rows {
        assert_eq!((index.len(), sealed.len()), (32, rows[0].1.len()));
        assert!(!sealed.windows(16).any(|window| window == CHEN.0));
    }
    let export = office.vault.export(MINOR, NOW + DAY_MS).await.unwrap();
    assert_eq!(export["guardian"]["guardian"], CHEN.to_string());
    let export = office.vault.export(CHEN, NOW + DAY_MS).await.unwrap();
    assert!(export["guardian"].is_null());
}
