//! Enrolment: one person once, in two steps that survive a crash between them.

use vault::{
    Field, IdNumberError, MemberNumber, NewOrganisation, NewPerson, NewSubject, PersonId, Purpose,
    SubjectKind, VaultError,
};

use crate::office::{
    CHEN, CHEN_NAME, CLERK, LIANG, NOW, Office, at_counter, chen, liang, own, person, text,
};

#[tokio::test]
async fn enrolled_person_has_every_field_sealed_away() {
    let office = Office::with_residents().await;
    let data = office.vault.read(CHEN, &Field::ALL, own()).await.unwrap();
    assert_eq!(data.field(Field::Name), Some(CHEN_NAME));
    assert_eq!(data.field(Field::IdNumber), Some("000000194802290010"));
    assert_eq!(data.field(Field::BirthDate), Some("1948-02-29"));
    assert_eq!(data.field(Field::MemberNumber), Some("10000016"));
    assert_eq!(data.field(Field::Nickname), Some("陈邻居"));
    assert_eq!(data.field(Field::RegistrationCode), None);
}

#[tokio::test]
async fn second_enrolment_of_the_same_id_number_is_refused() {
    let office = Office::with_residents().await;
    let again = NewPerson {
        person: PersonId([5; 16]),
        member_number: None,
        ..chen()
    };
    let error = office
        .vault
        .begin_enrolment(again, NOW, CLERK)
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::AlreadyEnrolled), "{error}");
    assert!(office.vault.pending_enrolments().await.unwrap().is_empty());
}

#[tokio::test]
async fn pending_enrolment_blocks_the_same_id_number() {
    let office = Office::empty().await;
    office
        .vault
        .begin_enrolment(chen(), NOW, CLERK)
        .await
        .unwrap();
    let again = NewPerson {
        person: PersonId([5; 16]),
        ..chen()
    };
    let error = office
        .vault
        .begin_enrolment(again, NOW, CLERK)
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::AlreadyEnrolled), "{error}");
}

#[tokio::test]
async fn id_and_member_number_are_used_once() {
    let office = Office::with_residents().await;
    let same_id = person(CHEN, "黄大文", "00000019600101003");
    let error = office
        .vault
        .begin_enrolment(same_id, NOW, CLERK)
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::PersonIdTaken), "{error}");
    let same_number = NewPerson {
        member_number: Some(MemberNumber::from_body(1_000_001)),
        ..person(PersonId([5; 16]), "黄大文", "00000019600101003")
    };
    let error = office
        .vault
        .begin_enrolment(same_number, NOW, CLERK)
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::MemberNumberTaken), "{error}");
    let data = office
        .vault
        .read(CHEN, &[Field::Name], own())
        .await
        .unwrap();
    assert_eq!(
        data.field(Field::Name),
        Some(CHEN_NAME),
        "a refusal must not touch the key"
    );
}

#[tokio::test]
async fn killed_between_the_steps_is_found_and_confirmed() {
    let office = Office::empty().await;
    let begun = office
        .vault
        .begin_enrolment(chen(), NOW, CLERK)
        .await
        .unwrap();
    let office = office.killed_and_reopened().await;
    let pending = office.vault.pending_enrolments().await.unwrap();
    assert_eq!(pending.len(), 1);
    assert_eq!(
        (pending[0].person, pending[0].pseudonym),
        (CHEN, begun.pseudonym)
    );
    assert_eq!(
        (pending[0].enrolled_ms, pending[0].enrolled_by),
        (NOW, CLERK)
    );
    let too_early = office
        .vault
        .read(CHEN, &[Field::Name], own())
        .await
        .unwrap_err();
    assert!(
        matches!(too_early, VaultError::EnrolmentPending),
        "{too_early}"
    );
    office.vault.confirm_enrolment(CHEN).await.unwrap();
    office.vault.confirm_enrolment(CHEN).await.unwrap();
    assert!(office.vault.pending_enrolments().await.unwrap().is_empty());
    office
        .vault
        .read(CHEN, &[Field::Name], own())
        .await
        .unwrap();
}

#[tokio::test]
async fn abandoned_enrolment_leaves_nothing_and_can_begin_anew() {
    let office = Office::empty().await;
    let first = office
        .vault
        .begin_enrolment(chen(), NOW, CLERK)
        .await
        .unwrap();
    let office = office.killed_and_reopened().await;
    office.vault.abandon_enrolment(CHEN).await.unwrap();
    office.vault.abandon_enrolment(CHEN).await.unwrap();
    assert!(office.vault.pending_enrolments().await.unwrap().is_empty());
    let unknown = office.vault.subject(CHEN).await.unwrap_err();
    assert!(matches!(unknown, VaultError::UnknownPerson), "{unknown}");
    let second = office.enrol(chen()).await;
    assert_eq!(first, second);
    let confirmed = office.vault.abandon_enrolment(CHEN).await.unwrap_err();
    assert!(
        matches!(confirmed, VaultError::EnrolmentConfirmed),
        "{confirmed}"
    );
}

#[tokio::test]
async fn key_without_records_does_not_block_an_enrolment() {
    let office = Office::empty().await;
    let mut raw = office.raw("keys.db").await;
    // What a crash between the two commits leaves behind.
    sqlx::query("INSERT INTO data_key (person, sealed) VALUES (?, x'00')")
        .bind(&CHEN.0[..])
        .execute(&mut raw)
        .await
        .unwrap();
    office.enrol(chen()).await;
    office
        .vault
        .read(CHEN, &[Field::Name], own())
        .await
        .unwrap();
}

#[tokio::test]
async fn many_are_enrolled_all_or_none() {
    let office = Office::empty().await;
    let batch = |last: NewPerson| {
        vec![
            NewSubject::Person(Box::new(chen())),
            NewSubject::Person(Box::new(last)),
        ]
    };
    let twin = NewPerson {
        person: LIANG,
        member_number: None,
        ..chen()
    };
    let error = office
        .vault
        .begin_enrolments(batch(twin), NOW, CLERK)
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::AlreadyEnrolled), "{error}");
    assert!(office.vault.pending_enrolments().await.unwrap().is_empty());
    let begun = office
        .vault
        .begin_enrolments(batch(liang()), NOW, CLERK)
        .await
        .unwrap();
    assert_eq!(
        begun.iter().map(|one| one.person).collect::<Vec<_>>(),
        [CHEN, LIANG]
    );
    office
        .vault
        .confirm_enrolments(&[CHEN, LIANG])
        .await
        .unwrap();
}

#[tokio::test]
async fn unusable_values_are_refused_by_field() {
    let office = Office::empty().await;
    for bad in ["", "   ", "a\nb", &"长".repeat(201)] {
        let new = NewPerson {
            name: text(bad),
            ..chen()
        };
        let error = office
            .vault
            .begin_enrolment(new, NOW, CLERK)
            .await
            .unwrap_err();
        assert!(matches!(error, VaultError::FieldUnusable(_)), "{error}");
    }
    let unborn = person(CHEN, CHEN_NAME, "00000020261202001");
    let error = office
        .vault
        .begin_enrolment(unborn, NOW, CLERK)
        .await
        .unwrap_err();
    assert!(
        matches!(error, VaultError::IdNumber(IdNumberError::BornInTheFuture)),
        "{error}"
    );
}

#[tokio::test]
async fn organisation_is_enrolled_with_its_code_and_full_name() {
    let office = Office::empty().await;
    let new = |id| NewOrganisation {
        person: id,
        member_number: None,
        name: text("祖庙样例社区居民委员会"),
        registration_code: Some(text("54440604SAMPLE0001")),
        phone: None,
        address: None,
        sample: true,
        custodial_seed: None,
    };
    let begun = office
        .vault
        .begin_organisation(new(LIANG), NOW, CLERK)
        .await
        .unwrap();
    office.vault.confirm_enrolment(LIANG).await.unwrap();
    let subject = office.vault.subject(LIANG).await.unwrap();
    assert_eq!(
        (subject.kind, subject.sample),
        (SubjectKind::Organisation, true)
    );
    assert_eq!(
        office.vault.display_name(LIANG).await.unwrap(),
        "祖庙样例社区居民委员会"
    );
    assert_eq!(
        office.vault.public_key(LIANG).await.unwrap(),
        begun.public_key
    );
    let error = office
        .vault
        .begin_organisation(new(CHEN), NOW, CLERK)
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::AlreadyEnrolled), "{error}");
}

#[tokio::test]
async fn people_are_found_by_keyed_numbers() {
    let office = Office::with_residents().await;
    let found = office
        .vault
        .find_by_id_number(&chen().id_number)
        .await
        .unwrap();
    assert_eq!(found, Some(CHEN));
    let number = MemberNumber::from_body(1_000_001);
    assert_eq!(
        office.vault.find_by_member_number(number).await.unwrap(),
        Some(CHEN)
    );
    let free = MemberNumber::from_body(9_999_999);
    assert_eq!(
        office.vault.find_by_member_number(free).await.unwrap(),
        None
    );
}

#[tokio::test]
async fn owner_changes_the_nickname_but_not_what_a_document_proves() {
    let office = Office::with_residents().await;
    assert_eq!(office.vault.display_name(LIANG).await.unwrap(), "梁姐");
    office
        .vault
        .correct(LIANG, Field::Nickname, text("秀英姐"), NOW)
        .await
        .unwrap();
    assert_eq!(office.vault.display_name(LIANG).await.unwrap(), "秀英姐");
    let proven = office
        .vault
        .correct(LIANG, Field::Name, text("别人"), NOW)
        .await
        .unwrap_err();
    assert!(
        matches!(proven, VaultError::FieldProven(Field::Name)),
        "{proven}"
    );
    let access = at_counter(Purpose::CounterService);
    let data = office
        .vault
        .read(LIANG, &[Field::Name], access)
        .await
        .unwrap();
    assert_eq!(data.field(Field::Name), Some("梁秀英"));
}

#[tokio::test]
async fn shown_names_of_strangers_and_the_erased_are_left_out() {
    let office = Office::with_residents().await;
    office.vault.erase(LIANG, NOW).await.unwrap();
    let names = office
        .vault
        .display_names(&[CHEN, LIANG, CLERK])
        .await
        .unwrap();
    assert_eq!(
        names.into_iter().collect::<Vec<_>>(),
        [(CHEN, "陈邻居".to_owned())]
    );
}
