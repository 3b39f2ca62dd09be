//! Losses at the counter: each takes away what it endangers, and leaves a trace.

use vault::{
    Field, Loss, MemberNumber, PersonalText, Pin, PinPolicy, Purpose, SignInError, VaultError,
};

use crate::office::{CHEN, CHEN_PHONE, CLERK, NOW, Office, at_counter};

const PIN: &str = "482915";

async fn office() -> Office {
    let office = Office::with_residents().await;
    let pin = Pin::parse(PIN).unwrap();
    let vault = &office.vault;
    vault
        .set_pin(CHEN, pin, PinPolicy::Strict, NOW)
        .await
        .unwrap();
    vault.add_passkey(CHEN, b"id", b"key", NOW).await.unwrap();
    office
}

async fn sign_in(office: &Office) -> Result<(), SignInError> {
    let number = MemberNumber::from_body(1_000_001);
    office
        .vault
        .sign_in(number, PIN, NOW, "kiosk")
        .await
        .map(drop)
}

#[tokio::test]
async fn a_lost_phone_takes_sessions_and_passkeys_and_leaves_the_pin() {
    let office = office().await;
    let token = office.vault.open_session(CHEN, NOW).await.unwrap();
    office
        .vault
        .record_loss(CHEN, Loss::Phone, CLERK, NOW)
        .await
        .unwrap();
    assert_eq!(office.vault.session(&token, NOW).await.unwrap(), None);
    assert!(office.vault.passkeys(CHEN).await.unwrap().is_empty());
    sign_in(&office).await.unwrap();
}

#[tokio::test]
async fn a_lost_card_takes_the_pin_too_and_a_new_code_leads_back() {
    let office = office().await;
    office
        .vault
        .record_loss(CHEN, Loss::Card, CLERK, NOW)
        .await
        .unwrap();
    assert!(matches!(sign_in(&office).await, Err(SignInError::Refused)));
    let code = office
        .vault
        .issue_code(CHEN, 1000, NOW, CLERK)
        .await
        .unwrap();
    let number = MemberNumber::from_body(1_000_001);
    let back = office
        .vault
        .sign_in(number, &code.reveal(), NOW, "kiosk")
        .await;
    assert!(!back.unwrap().has_pin);
}

#[tokio::test]
async fn a_death_closes_every_way_in() {
    let office = office().await;
    office
        .vault
        .record_loss(CHEN, Loss::Death, CLERK, NOW)
        .await
        .unwrap();
    assert!(matches!(sign_in(&office).await, Err(SignInError::Refused)));
    let sent = office
        .vault
        .draw_phone_code(CHEN_PHONE, NOW, "a")
        .await
        .unwrap();
    assert!(sent.is_none());
}

#[tokio::test]
async fn every_loss_and_a_new_name_leave_a_trace() {
    let office = office().await;
    let vault = &office.vault;
    vault
        .record_loss(CHEN, Loss::Phone, CLERK, NOW)
        .await
        .unwrap();
    let name = PersonalText::new("陈建邦".to_owned());
    vault.change_name(CHEN, name, CLERK, NOW + 1).await.unwrap();
    let empty = PersonalText::new(" ".to_owned());
    let refused = vault
        .change_name(CHEN, empty, CLERK, NOW + 2)
        .await
        .unwrap_err();
    assert!(matches!(refused, VaultError::FieldUnusable(Field::Name)));
    let traces = vault.counter_traces(CHEN).await.unwrap();
    let shown: Vec<_> = traces
        .iter()
        .map(|trace| (trace.cause.as_str(), trace.at_ms))
        .collect();
    assert_eq!(shown, [("name_changed", NOW + 1), ("lost_phone", NOW)]);
    assert!(traces.iter().all(|trace| trace.clerk == CLERK));
    let data = vault
        .read(CHEN, &[Field::Name], at_counter(Purpose::CounterService))
        .await
        .unwrap();
    assert_eq!(data.field(Field::Name), Some("陈建邦"));
}
