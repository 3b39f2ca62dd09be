//! Erasure: nothing opens afterwards, whatever old copy comes back.

use std::fs;

use vault::{Field, NewPerson, PersonId, Pin, PinPolicy, SignInError, VaultError};

use crate::office::{CHEN, CHEN_NAME, CLERK, LIANG, NOW, Office, chen, open, own};

async fn count(office: &Office, file: &str, table: &'static str, person: PersonId) -> i64 {
    let sql = match table {
        "subject" => "SELECT count(*) FROM subject WHERE person = ?",
        "personal_field" => "SELECT count(*) FROM personal_field WHERE person = ?",
        "custodial_key" => "SELECT count(*) FROM custodial_key WHERE person = ?",
        "sign_in_secret" => "SELECT count(*) FROM sign_in_secret WHERE person = ?",
        "session" => "SELECT count(*) FROM session WHERE person = ?",
        "data_key" => "SELECT count(*) FROM data_key WHERE person = ?",
        other => panic!("no query for {other}"),
    };
    let mut raw = office.raw(file).await;
    sqlx::query_scalar(sql)
        .bind(&person.0[..])
        .fetch_one(&mut raw)
        .await
        .unwrap()
}

async fn with_pin_and_session() -> Office {
    let office = Office::with_residents().await;
    let pin = Pin::parse("123456").unwrap();
    office
        .vault
        .set_pin(CHEN, pin, PinPolicy::SampleAllowed, NOW)
        .await
        .unwrap();
    office.vault.open_session(CHEN, NOW).await.unwrap();
    office
}

#[tokio::test]
async fn erased_person_is_gone_and_a_tombstone_stays() {
    let office = with_pin_and_session().await;
    office
        .vault
        .read(CHEN, &[Field::Name], own())
        .await
        .unwrap();
    office.vault.erase(CHEN, NOW + 1).await.unwrap();
    office.vault.erase(CHEN, NOW + 2).await.unwrap();
    assert_eq!(office.vault.erased_ms(CHEN).await.unwrap(), Some(NOW + 1));
    for table in [
        "subject",
        "personal_field",
        "custodial_key",
        "sign_in_secret",
        "session",
    ] {
        assert_eq!(count(&office, "vault.db", table, CHEN).await, 0, "{table}");
    }
    assert_eq!(count(&office, "keys.db", "data_key", CHEN).await, 0);
    for error in [
        office
            .vault
            .read(CHEN, &[Field::Name], own())
            .await
            .map(drop)
            .unwrap_err(),
        office
            .vault
            .sign(CHEN, b"after")
            .await
            .map(drop)
            .unwrap_err(),
        office
            .vault
            .begin_enrolment(chen(), NOW, CLERK)
            .await
            .map(drop)
            .unwrap_err(),
    ] {
        assert!(matches!(error, VaultError::Erased), "{error}");
    }
    assert_eq!(
        office.vault.access_log(CHEN, 9).await.unwrap().len(),
        1,
        "the log is kept"
    );
    office
        .vault
        .read(LIANG, &[Field::Name], own())
        .await
        .unwrap();
}

#[tokio::test]
async fn stranger_cannot_be_erased() {
    let office = Office::with_residents().await;
    let error = office.vault.erase(CLERK, NOW).await.unwrap_err();
    assert!(matches!(error, VaultError::UnknownPerson), "{error}");
}

#[tokio::test]
async fn older_copy_of_the_records_brings_nobody_back() {
    let office = with_pin_and_session().await;
    let token = office.vault.open_session(CHEN, NOW).await.unwrap();
    office.vault.close().await;
    let (records, backup) = (
        office.dir.path().join("vault.db"),
        office.dir.path().join("old.db"),
    );
    fs::copy(&records, &backup).unwrap();
    let office = office.killed_and_reopened().await;
    office.vault.erase(CHEN, NOW).await.unwrap();
    office.vault.close().await;
    fs::copy(&backup, &records).unwrap();
    // The copy has the sealed records, but what opens them is gone.
    assert_eq!(count(&office, "vault.db", "personal_field", CHEN).await, 7);
    let vault = open(office.dir.path()).await.unwrap();
    let error = vault.read(CHEN, &[Field::Name], own()).await.unwrap_err();
    assert!(matches!(error, VaultError::Erased), "{error}");
    assert!(matches!(
        vault.sign(CHEN, b"x").await.unwrap_err(),
        VaultError::Erased
    ));
    let number = chen().member_number.unwrap();
    let error = vault
        .sign_in(number, "123456", NOW, "kiosk")
        .await
        .unwrap_err();
    assert!(matches!(error, SignInError::Refused), "{error}");
    assert_eq!(vault.session(&token, NOW).await.unwrap(), None);
    // And opening buried it again.
    assert_eq!(count(&office, "vault.db", "personal_field", CHEN).await, 0);
    vault.read(LIANG, &[Field::Name], own()).await.unwrap();
}

#[tokio::test]
async fn erasure_cut_short_by_a_crash_is_finished_at_the_next_start() {
    let office = with_pin_and_session().await;
    // The first half of an erasure: key gone, tombstone set, records still there.
    let mut raw = office.raw("keys.db").await;
    for sql in [
        "DELETE FROM data_key WHERE person = ?",
        "INSERT INTO tombstone VALUES (?, 1)",
    ] {
        sqlx::query(sql)
            .bind(&CHEN.0[..])
            .execute(&mut raw)
            .await
            .unwrap();
    }
    let number = chen().member_number.unwrap();
    let error = office
        .vault
        .sign_in(number, "123456", NOW, "kiosk")
        .await
        .unwrap_err();
    assert!(matches!(error, SignInError::Refused), "{error}");
    let error = office
        .vault
        .read(CHEN, &[Field::Name], own())
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::Erased), "{error}");
    let office = office.killed_and_reopened().await;
    assert_eq!(count(&office, "vault.db", "subject", CHEN).await, 0);
}

#[tokio::test]
async fn same_human_may_enrol_again_under_a_new_id() {
    let office = Office::with_residents().await;
    office.vault.erase(CHEN, NOW).await.unwrap();
    let new_id = PersonId([5; 16]);
    office
        .enrol(NewPerson {
            person: new_id,
            ..chen()
        })
        .await;
    let data = office
        .vault
        .read(new_id, &[Field::Name], own())
        .await
        .unwrap();
    assert_eq!(data.field(Field::Name), Some(CHEN_NAME));
}

#[tokio::test]
async fn sealed_key_is_not_left_in_any_file() {
    let office = Office::with_residents().await;
    let mut raw = office.raw("keys.db").await;
    let sealed: Vec<u8> = sqlx::query_scalar("SELECT sealed FROM data_key WHERE person = ?")
        .bind(&CHEN.0[..])
        .fetch_one(&mut raw)
        .await
        .unwrap();
    drop(raw);
    office.vault.erase(CHEN, NOW).await.unwrap();
    for entry in fs::read_dir(office.dir.path()).unwrap() {
        let entry = entry.unwrap();
        let bytes = fs::read(entry.path()).unwrap();
        let found = bytes.windows(sealed.len()).any(|window| window == sealed);
        assert!(!found, "the key is still in {:?}", entry.file_name());
    }
}
