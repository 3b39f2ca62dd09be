//! Reads: within the purpose, with its consent, and in the log for the person to see.

use vault::{Access, Basis, Field, PersonId, Purpose, Reader, Receiver, VaultError};

use crate::office::{CHEN, CHEN_PHONE, CLERK, LIANG, NOW, Office, at_counter, own, text};

fn meeting(reader: Reader) -> Access {
    Access {
        reader,
        purpose: Purpose::ServiceMeeting,
        at_ms: NOW,
    }
}

#[tokio::test]
async fn read_returns_only_what_was_asked_for() {
    let office = Office::with_residents().await;
    let access = at_counter(Purpose::CounterService);
    let data = office
        .vault
        .read(CHEN, &[Field::Phone], access)
        .await
        .unwrap();
    assert_eq!(
        data.iter().collect::<Vec<_>>(),
        [(Field::Phone, CHEN_PHONE)]
    );
}

#[tokio::test]
async fn every_read_leaves_one_line_that_the_person_sees() {
    let office = Office::with_residents().await;
    let access = at_counter(Purpose::IdentityCheck);
    office
        .vault
        .read(CHEN, &[Field::Name, Field::IdNumber], access)
        .await
        .unwrap();
    office
        .vault
        .read(CHEN, &[Field::Address], own())
        .await
        .unwrap();
    let lines = office.vault.access_log(CHEN, 10).await.unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (lines[0].reader, lines[0].purpose),
        (Reader::Own, Purpose::OwnData)
    );
    assert_eq!(lines[1].reader, Reader::Office(CLERK));
    assert_eq!(
        (lines[1].purpose, lines[1].basis),
        (Purpose::IdentityCheck, Basis::LegalDuty)
    );
    assert_eq!(lines[1].fields, [Field::Name, Field::IdNumber]);
    assert_eq!((lines[1].read_ms, lines[1].consent), (NOW, None));
    assert!(office.vault.access_log(LIANG, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn refused_read_reveals_and_logs_nothing() {
    let office = Office::with_residents().await;
    let outside = office
        .vault
        .read(
            CHEN,
            &[Field::Phone, Field::IdNumber],
            at_counter(Purpose::CounterService),
        )
        .await
        .unwrap_err();
    assert!(
        matches!(
            outside,
            VaultError::FieldOutsidePurpose {
                field: Field::IdNumber,
                ..
            }
        ),
        "{outside}"
    );
    let stranger = Access {
        reader: Reader::Person(LIANG),
        ..at_counter(Purpose::CounterService)
    };
    let reader = office
        .vault
        .read(CHEN, &[Field::Phone], stranger)
        .await
        .unwrap_err();
    assert!(
        matches!(reader, VaultError::ReaderOutsidePurpose(_)),
        "{reader}"
    );
    let as_owner = Access {
        reader: Reader::Office(CLERK),
        ..own()
    };
    let owner = office
        .vault
        .read(CHEN, &[Field::Phone], as_owner)
        .await
        .unwrap_err();
    assert!(
        matches!(owner, VaultError::ReaderOutsidePurpose(_)),
        "{owner}"
    );
    let nothing = office.vault.read(CHEN, &[], own()).await.unwrap_err();
    assert!(matches!(nothing, VaultError::NoFields), "{nothing}");
    assert!(office.vault.access_log(CHEN, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn consent_opens_for_its_receiver_until_withdrawn() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let access = meeting(Reader::Person(LIANG));
    let before = vault.read(CHEN, &[Field::Phone], access).await.unwrap_err();
    assert!(
        matches!(before, VaultError::ConsentMissing(Purpose::ServiceMeeting)),
        "{before}"
    );
    let what = (Purpose::ServiceMeeting, Receiver::Person(LIANG));
    let consent = vault
        .grant_consent(CHEN, what, Some(NOW + 10), NOW)
        .await
        .unwrap();
    let data = vault.read(CHEN, &[Field::Phone], access).await.unwrap();
    assert_eq!(data.field(Field::Phone), Some(CHEN_PHONE));
    assert_eq!(
        vault.access_log(CHEN, 1).await.unwrap()[0].consent,
        Some(consent)
    );
    let late = Access {
        at_ms: NOW + 10,
        ..access
    };
    vault.read(CHEN, &[Field::Phone], late).await.unwrap_err();
    let other = meeting(Reader::Person(PersonId([5; 16])));
    vault.read(CHEN, &[Field::Phone], other).await.unwrap_err();
    vault.withdraw_consent(CHEN, what, NOW + 1).await.unwrap();
    let after = vault.read(CHEN, &[Field::Phone], access).await.unwrap_err();
    assert!(matches!(after, VaultError::ConsentMissing(_)), "{after}");
}

#[tokio::test]
async fn consent_for_an_organisation_names_its_staff_in_the_log() {
    let office = Office::with_residents().await;
    let organisation = PersonId([6; 16]);
    let what = (
        Purpose::ServiceMeeting,
        Receiver::Organisation(organisation),
    );
    office
        .vault
        .grant_consent(CHEN, what, None, NOW)
        .await
        .unwrap();
    let reader = Reader::Organisation {
        organisation,
        staff: LIANG,
    };
    office
        .vault
        .read(CHEN, &[Field::Address], meeting(reader))
        .await
        .unwrap();
    assert_eq!(
        office.vault.access_log(CHEN, 1).await.unwrap()[0].reader,
        reader
    );
    let as_person = meeting(Reader::Person(LIANG));
    office
        .vault
        .read(CHEN, &[Field::Address], as_person)
        .await
        .unwrap_err();
}

#[tokio::test]
async fn flipped_byte_in_a_sealed_field_is_refused() {
    let office = Office::with_residents().await;
    let mut raw = office.raw("vault.db").await;
    let select = "SELECT sealed_value FROM personal_field WHERE person = ? AND field = 'name'";
    let update = "UPDATE personal_field SET sealed_value = ? WHERE person = ? AND field = 'name'";
    let sealed: Vec<u8> = sqlx::query_scalar(select)
        .bind(&CHEN.0[..])
        .fetch_one(&mut raw)
        .await
        .unwrap();
    for index in 0..sealed.len() {
        let mut flipped = sealed.clone();
        flipped[index] ^= 1;
        sqlx::query(update)
            .bind(&flipped)
            .bind(&CHEN.0[..])
            .execute(&mut raw)
            .await
            .unwrap();
        let error = office
            .vault
            .read(CHEN, &[Field::Name], own())
            .await
            .unwrap_err();
        let refused = matches!(error, VaultError::Tampered | VaultError::UnknownSuite(_));
        assert!(refused, "byte {index}: {error}");
    }
}

#[tokio::test]
async fn sealed_value_moved_to_another_place_is_refused() {
    let office = Office::with_residents().await;
    let mut raw = office.raw("vault.db").await;
    for (moved_to, field) in [(CHEN, "address"), (LIANG, "name")] {
        sqlx::query(
            "UPDATE personal_field SET sealed_value =
             (SELECT sealed_value FROM personal_field WHERE person = ? AND field = 'name')
             WHERE person = ? AND field = ?",
        )
        .bind(&CHEN.0[..])
        .bind(&moved_to.0[..])
        .bind(field)
        .execute(&mut raw)
        .await
        .unwrap();
        let field = Field::from_code(field).unwrap();
        let error = office
            .vault
            .read(moved_to, &[field], own())
            .await
            .unwrap_err();
        assert!(matches!(error, VaultError::Tampered), "{error}");
    }
}

#[tokio::test]
async fn many_readers_and_writers_at_once_all_get_through() {
    let office = Office::with_residents().await;
    let vault = std::sync::Arc::new(office.vault);
    let mut tasks = tokio::task::JoinSet::new();
    for turn in 0..100 {
        let vault = std::sync::Arc::clone(&vault);
        tasks.spawn(async move {
            let person = if turn % 2 == 0 { CHEN } else { LIANG };
            vault.read(person, &[Field::Name], own()).await.unwrap();
            vault
                .correct(person, Field::Phone, text("13800005678"), NOW)
                .await
                .unwrap();
        });
    }
    tasks.join_all().await;
    assert_eq!(vault.access_log(CHEN, 100).await.unwrap().len(), 50);
}
