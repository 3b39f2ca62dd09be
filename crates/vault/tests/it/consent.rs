//! Consent: each decision is kept, the newest counts, and a "no" is not asked again soon.

use vault::{Decision, Purpose, REFUSAL_REMEMBERED_MS, Receiver, VaultError};

use crate::office::{CHEN, CLERK, LIANG, NOW, Office};

const NOTICE: (Purpose, Receiver) = (Purpose::Notice, Receiver::Office);

#[tokio::test]
async fn every_decision_is_listed_in_order() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    vault.refuse_consent(CHEN, NOTICE, NOW).await.unwrap();
    vault
        .grant_consent(CHEN, NOTICE, Some(NOW + 5), NOW + 1)
        .await
        .unwrap();
    vault.withdraw_consent(CHEN, NOTICE, NOW + 2).await.unwrap();
    let decisions = vault.consents(CHEN).await.unwrap();
    let listed: Vec<_> = decisions
        .iter()
        .map(|one| (one.decision, one.decided_ms, one.until_ms))
        .collect();
    assert_eq!(
        listed,
        [
            (Decision::Refused, NOW, None),
            (Decision::Granted, NOW + 1, Some(NOW + 5)),
            (Decision::Withdrawn, NOW + 2, None),
        ]
    );
    assert!(vault.consents(LIANG).await.unwrap().is_empty());
}

#[tokio::test]
async fn refusal_is_remembered_for_its_purpose_and_receiver() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let (purpose, receiver) = NOTICE;
    assert!(
        vault
            .may_ask_consent(CHEN, purpose, receiver, NOW)
            .await
            .unwrap()
    );
    vault.refuse_consent(CHEN, NOTICE, NOW).await.unwrap();
    let last = NOW + REFUSAL_REMEMBERED_MS - 1;
    assert!(
        !vault
            .may_ask_consent(CHEN, purpose, receiver, last)
            .await
            .unwrap()
    );
    assert!(
        vault
            .may_ask_consent(CHEN, purpose, receiver, last + 1)
            .await
            .unwrap()
    );
    let other = Receiver::Person(LIANG);
    assert!(
        vault
            .may_ask_consent(CHEN, Purpose::ServiceMeeting, other, NOW)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn nobody_is_asked_while_consent_holds() {
    let office = Office::with_residents().await;
    let (purpose, receiver) = NOTICE;
    office
        .vault
        .grant_consent(CHEN, NOTICE, Some(NOW + 5), NOW)
        .await
        .unwrap();
    assert!(
        !office
            .vault
            .may_ask_consent(CHEN, purpose, receiver, NOW + 4)
            .await
            .unwrap()
    );
    assert!(
        office
            .vault
            .may_ask_consent(CHEN, purpose, receiver, NOW + 5)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn purpose_without_consent_as_basis_takes_no_decision() {
    let office = Office::with_residents().await;
    let duty = (Purpose::IdentityCheck, Receiver::Office);
    let error = office
        .vault
        .refuse_consent(CHEN, duty, NOW)
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::ConsentNotAsked(_)), "{error}");
    let unknown = office
        .vault
        .grant_consent(CLERK, NOTICE, None, NOW)
        .await
        .unwrap_err();
    assert!(matches!(unknown, VaultError::UnknownPerson), "{unknown}");
}
