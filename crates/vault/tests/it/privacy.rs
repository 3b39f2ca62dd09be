//! Nothing personal in files, debug output or error texts.

use std::fs;

use vault::{
    Field, IdNumber, Loss, MemberNumber, OfficeKey, Pin, PinPolicy, Purpose, Receiver, VaultError,
};

use crate::office::{
    CHEN, CHEN_ADDRESS, CHEN_NAME, CHEN_PHONE, CLERK, LIANG, NOW, Office, at_counter, chen, own,
};

const CHEN_ID_NUMBER: &str = "000000194802290010";
const PIN: &str = "482915";

/// Everything of Chen that must not lie about in clear.
fn secrets() -> Vec<Vec<u8>> {
    let texts = [
        CHEN_NAME,
        CHEN_PHONE,
        CHEN_ADDRESS,
        CHEN_ID_NUMBER,
        "1948-02-29",
        "10000016",
    ];
    let mut secrets: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    secrets.extend([
        PIN.as_bytes().to_vec(),
        "陈邻居".as_bytes().to_vec(),
        vec![9; 32],
        vec![7; 32],
    ]);
    secrets
}

#[tokio::test]
async fn files_hold_nothing_personal_in_clear() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let pin = Pin::parse(PIN).unwrap();
    vault
        .set_pin(CHEN, pin, PinPolicy::Strict, NOW)
        .await
        .unwrap();
    let code = vault.issue_code(CHEN, 1000, NOW, CLERK).await.unwrap();
    let token = vault.open_session(CHEN, NOW).await.unwrap();
    vault.read(CHEN, &Field::ALL, own()).await.unwrap();
    vault
        .grant_consent(CHEN, (Purpose::Notice, Receiver::Office), None, NOW)
        .await
        .unwrap();
    let number = MemberNumber::from_body(1_000_001);
    vault.sign_in(number, PIN, NOW, "kiosk-3").await.unwrap();
    let sent = vault.draw_phone_code(CHEN_PHONE, NOW, "kiosk-3").await;
    let sent = sent.unwrap().unwrap();
    vault
        .add_passkey(CHEN, b"credential id", b"public half", NOW)
        .await
        .unwrap();
    vault
        .record_loss(LIANG, Loss::Phone, CLERK, NOW)
        .await
        .unwrap();
    let mut secrets = secrets();
    secrets.push(sent.code.as_bytes().to_vec());
    secrets.extend([b"credential id".to_vec(), b"public half".to_vec()]);
    secrets.push(b"kiosk-3".to_vec());
    secrets.push(code.reveal().replace('-', "").into_bytes());
    secrets.push(hex::decode(token.reveal().as_str()).unwrap());
    for entry in fs::read_dir(office.dir.path()).unwrap() {
        let entry = entry.unwrap();
        let bytes = fs::read(entry.path()).unwrap();
        for secret in &secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!found, "{:?} holds {secret:?}", entry.file_name());
        }
    }
}

#[tokio::test]
async fn debug_output_hides_values() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let data = vault.read(CHEN, &Field::ALL, own()).await.unwrap();
    let code = vault.issue_code(CHEN, 1000, NOW, CLERK).await.unwrap();
    let token = vault.open_session(CHEN, NOW).await.unwrap();
    let id_number = IdNumber::parse(CHEN_ID_NUMBER).unwrap();
    let shown = format!(
        "{data:?} {code:?} {token:?} {id_number:?} {:?} {:?} {:?} {vault:?} {:?} {:?}",
        id_number.birth_date(),
        Pin::parse(PIN).unwrap(),
        OfficeKey::from_bytes([7; 32]),
        vault.issuer(),
        vault.find_by_id_number(&id_number).await.unwrap(),
    );
    let enrolment = format!("{:?}", MemberNumber::from_body(1_000_001));
    for secret in secrets() {
        let text = String::from_utf8_lossy(&secret).into_owned();
        assert!(
            !shown.contains(&text) && !enrolment.contains(&text),
            "{shown}"
        );
    }
    assert!(!shown.contains(code.reveal().as_str()) && !shown.contains(token.reveal().as_str()));
    assert!(shown.contains("Phone"), "field codes may show: {shown}");
}

#[tokio::test]
async fn error_texts_hold_no_values() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let errors: Vec<VaultError> = vec![
        vault.begin_enrolment(chen(), NOW, CLERK).await.unwrap_err(),
        vault
            .read(
                CHEN,
                &[Field::IdNumber],
                at_counter(Purpose::CounterService),
            )
            .await
            .unwrap_err(),
        IdNumber::parse("110105194912310021").unwrap_err().into(),
        Pin::parse("48291").unwrap_err().into(),
        vault
            .set_pin(CHEN, Pin::parse("480229").unwrap(), PinPolicy::Strict, NOW)
            .await
            .unwrap_err(),
    ];
    for error in errors {
        let shown = format!("{error} {error:?}");
        for secret in ["480229", "110105", "48291", CHEN_NAME, CHEN_ID_NUMBER] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

#[test]
fn pseudonym_depends_on_the_key_and_the_number() {
    use vault::Issuer;
    use zeroize::Zeroizing;
    let number = IdNumber::parse(CHEN_ID_NUMBER).unwrap();
    let issuer = Issuer::new(Zeroizing::new([3; 32]));
    // Frozen: another value would let everybody enrol a second time.
    assert_eq!(hex::encode(issuer.pseudonym(&number)), PSEUDONYM);
    assert_ne!(
        Issuer::new(Zeroizing::new([4; 32])).pseudonym(&number),
        issuer.pseudonym(&number)
    );
    assert_ne!(
        issuer.organisation_pseudonym(CHEN_ID_NUMBER),
        issuer.pseudonym(&number)
    );
    assert_eq!(
        issuer.organisation_pseudonym(" 5444x "),
        issuer.organisation_pseudonym("5444X")
    );
}

/// Computed with another HMAC-SHA-256 (Python's `hmac`) over domain and number.
const PSEUDONYM: &str = "30d36fdaa4d029473e09c73ce1d6637f9fa28b62846624d373f957098afe6de5";
