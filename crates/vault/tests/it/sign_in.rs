//! Signing in: right secrets pass, wrong ones cost the same, and guessing is locked out.

use vault::{
    MemberNumber, OneTimeCode, PersonId, Pin, PinError, PinPolicy, SignIn, SignInError,
    SignInMethod, VaultError,
};

use crate::office::{CHEN, CLERK, LIANG, MINUTE, NOW, Office, chen, real_person, settings};

const PIN: &str = "482915";
const WRONG: &str = "615204";
const REAL: PersonId = PersonId([3; 16]);

fn number() -> MemberNumber {
    MemberNumber::from_body(1_000_001)
}

async fn with_pin() -> Office {
    let office = Office::with_residents().await;
    let pin = Pin::parse(PIN).unwrap();
    office
        .vault
        .set_pin(CHEN, pin, PinPolicy::Strict, NOW)
        .await
        .unwrap();
    office
}

async fn try_at(office: &Office, secret: &str, now_ms: u64) -> Result<SignIn, SignInError> {
    office
        .vault
        .sign_in(number(), secret, now_ms, "kiosk")
        .await
}

async fn code_for_chen(office: &Office) -> OneTimeCode {
    office
        .vault
        .issue_code(CHEN, 10 * MINUTE, NOW, CLERK)
        .await
        .unwrap()
}

#[tokio::test]
async fn right_pin_signs_in_and_wrong_pin_does_not() {
    let office = with_pin().await.killed_and_reopened().await;
    let signed_in = try_at(&office, PIN, NOW).await.unwrap();
    assert_eq!(
        (signed_in.person, signed_in.method),
        (CHEN, SignInMethod::Pin)
    );
    assert!(signed_in.has_pin);
    let refused = try_at(&office, WRONG, NOW).await.unwrap_err();
    assert!(matches!(refused, SignInError::Refused), "{refused}");
}

#[tokio::test]
async fn new_pin_replaces_the_old_one() {
    let office = with_pin().await;
    let pin = Pin::parse(WRONG).unwrap();
    office
        .vault
        .set_pin(CHEN, pin, PinPolicy::Strict, NOW)
        .await
        .unwrap();
    assert!(matches!(
        try_at(&office, PIN, NOW).await,
        Err(SignInError::Refused)
    ));
    try_at(&office, WRONG, NOW).await.unwrap();
}

#[tokio::test]
async fn code_works_once() {
    let office = Office::with_residents().await;
    let code = code_for_chen(&office).await.reveal();
    let signed_in = try_at(&office, &code, NOW).await.unwrap();
    assert_eq!(
        (signed_in.method, signed_in.has_pin),
        (SignInMethod::OneTimeCode, false)
    );
    let office = office.killed_and_reopened().await;
    let replayed = try_at(&office, &code, NOW).await.unwrap_err();
    assert!(matches!(replayed, SignInError::Refused), "{replayed}");
}

#[tokio::test]
async fn code_typed_by_two_at_once_opens_for_one() {
    let office = Office::with_residents().await;
    let code = code_for_chen(&office).await.reveal();
    let (first, second) = tokio::join!(try_at(&office, &code, NOW), try_at(&office, &code, NOW));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
}

#[tokio::test]
async fn code_expires_and_a_newer_one_replaces_it() {
    let office = Office::with_residents().await;
    let old = code_for_chen(&office).await.reveal();
    let new = code_for_chen(&office).await.reveal();
    assert!(matches!(
        try_at(&office, &old, NOW).await,
        Err(SignInError::Refused)
    ));
    let late = NOW + 10 * MINUTE;
    assert!(matches!(
        try_at(&office, &new, late).await,
        Err(SignInError::Refused)
    ));
    try_at(&office, &new, late - 1).await.unwrap();
}

#[tokio::test]
async fn code_is_readable_and_forgives_how_it_is_typed() {
    let office = Office::with_residents().await;
    let code = code_for_chen(&office).await.reveal();
    assert_eq!((code.len(), code.find('-')), (9, Some(4)));
    assert!(
        !code.contains(['0', 'O', '1', 'I', 'L', 'U']),
        "{}",
        code.as_str()
    );
    let typed = format!(" {} ", code.replace('-', " ").to_lowercase());
    try_at(&office, &typed, NOW).await.unwrap();
}

#[tokio::test]
async fn five_failures_lock_the_account_for_fifteen_minutes() {
    let office = with_pin().await;
    for attempt in 0..5 {
        let refused = try_at(&office, WRONG, NOW + attempt).await.unwrap_err();
        assert!(matches!(refused, SignInError::Refused), "{refused}");
    }
    let office = office.killed_and_reopened().await;
    let hashes = office.hashes.count();
    let end = NOW + 4 + 15 * MINUTE;
    let locked = try_at(&office, PIN, end - 1).await.unwrap_err();
    assert!(
        matches!(locked, SignInError::Locked { until_ms } if until_ms == end),
        "{locked}"
    );
    assert_eq!(
        office.hashes.count(),
        hashes,
        "a locked account costs no hash"
    );
    try_at(&office, PIN, end).await.unwrap();
}

#[tokio::test]
async fn brute_force_gets_five_guesses_however_many_run_at_once() {
    let office = with_pin().await;
    let before = office.hashes.count();
    let guesses: Vec<String> = (0..40)
        .map(|guess| format!("{:06}", guess * 7919))
        .collect();
    let mut attempts = tokio::task::JoinSet::new();
    let vault = std::sync::Arc::new(office.vault);
    for (client, guess) in guesses.into_iter().enumerate() {
        let vault = std::sync::Arc::clone(&vault);
        attempts.spawn(async move {
            vault
                .sign_in(number(), &guess, NOW, &format!("client {client}"))
                .await
        });
    }
    let answers = attempts.join_all().await;
    let locked = answers
        .iter()
        .filter(|one| matches!(one, Err(SignInError::Locked { .. })));
    assert_eq!(locked.count(), 35);
    assert_eq!(office.hashes.count() - before, 5);
}

#[tokio::test]
async fn client_that_tries_many_accounts_is_locked_too() {
    let office = with_pin().await;
    for body in 0..settings().client_failures_max {
        let refused = office
            .vault
            .sign_in(
                MemberNumber::from_body(2_000_000 + body),
                WRONG,
                NOW,
                "kiosk",
            )
            .await
            .unwrap_err();
        assert!(matches!(refused, SignInError::Refused), "{refused}");
    }
    let locked = try_at(&office, PIN, NOW).await.unwrap_err();
    assert!(matches!(locked, SignInError::Locked { .. }), "{locked}");
    office
        .vault
        .sign_in(number(), PIN, NOW, "home")
        .await
        .unwrap();
}

#[tokio::test]
async fn success_clears_the_account_but_not_the_client() {
    let office = with_pin().await;
    for _ in 0..2 {
        for _ in 0..4 {
            try_at(&office, WRONG, NOW).await.unwrap_err();
        }
        try_at(&office, PIN, NOW).await.unwrap();
    }
    for body in 0..(settings().client_failures_max - 8) {
        let stranger = MemberNumber::from_body(2_000_000 + body);
        office
            .vault
            .sign_in(stranger, WRONG, NOW, "kiosk")
            .await
            .unwrap_err();
    }
    let locked = try_at(&office, PIN, NOW).await.unwrap_err();
    assert!(matches!(locked, SignInError::Locked { .. }), "{locked}");
}

#[tokio::test]
async fn code_from_the_counter_lifts_the_lock() {
    let office = with_pin().await;
    for _ in 0..5 {
        try_at(&office, WRONG, NOW).await.unwrap_err();
    }
    let code = code_for_chen(&office).await.reveal();
    try_at(&office, &code, NOW).await.unwrap();
}

#[tokio::test]
async fn unknown_and_known_accounts_cost_one_hash_each() {
    let office = with_pin().await;
    let unknown = MemberNumber::from_body(9_999_999);
    let without_pin = office.enrol(real_person(REAL)).await.member_number;
    for account in [number(), unknown, without_pin] {
        for secret in [WRONG, "ABCD-EFGH"] {
            let before = office.hashes.count();
            let refused = office
                .vault
                .sign_in(account, secret, NOW, "kiosk")
                .await
                .unwrap_err();
            assert!(matches!(refused, SignInError::Refused), "{refused}");
            assert_eq!(office.hashes.count() - before, 1);
        }
    }
    let before = office.hashes.count();
    try_at(&office, PIN, NOW).await.unwrap();
    assert_eq!(office.hashes.count() - before, 1);
}

#[tokio::test]
async fn unknown_accounts_lock_like_known_ones() {
    let office = with_pin().await;
    let unknown = MemberNumber::from_body(9_999_999);
    for _ in 0..5 {
        office
            .vault
            .sign_in(unknown, WRONG, NOW, "kiosk")
            .await
            .unwrap_err();
    }
    let locked = office
        .vault
        .sign_in(unknown, WRONG, NOW, "kiosk")
        .await
        .unwrap_err();
    assert!(matches!(locked, SignInError::Locked { .. }), "{locked}");
}

#[tokio::test]
async fn secret_of_no_known_form_is_named_and_not_counted() {
    let office = with_pin().await;
    for secret in [
        "",
        "12345",
        "1234567",
        "ABCD-EFG0",
        "ABCDEFGHJ",
        "密码密码密码",
    ] {
        for _ in 0..6 {
            let error = try_at(&office, secret, NOW).await.unwrap_err();
            assert!(
                matches!(error, SignInError::SecretMalformed),
                "{secret}: {error}"
            );
        }
    }
    try_at(&office, PIN, NOW).await.unwrap();
}

#[tokio::test]
async fn obvious_pins_are_refused_for_real_people() {
    let office = Office::empty().await;
    office.enrol(real_person(REAL)).await;
    let refusal = async |text: &str, policy| {
        let pin = Pin::parse(text).unwrap();
        office
            .vault
            .set_pin(REAL, pin, policy, NOW)
            .await
            .unwrap_err()
    };
    for obvious in [
        "000000", "123456", "654321", "789012", "121212", "123123", "112233", "111222", "123321",
    ] {
        for policy in [PinPolicy::Strict, PinPolicy::SampleAllowed] {
            let error = refusal(obvious, policy).await;
            assert!(
                matches!(error, VaultError::Pin(PinError::TooObvious)),
                "{obvious}: {error}"
            );
        }
    }
    // Birth date 1983-03-27, phone 13512349876, ID number 440604198303270125 or so.
    for known in [
        "830327", "270383", "032783", "198303", "031983", "349876", "440604",
    ] {
        let error = refusal(known, PinPolicy::Strict).await;
        assert!(
            matches!(error, VaultError::Pin(PinError::KnownAboutPerson)),
            "{known}: {error}"
        );
    }
}

#[tokio::test]
async fn sample_people_may_have_obvious_pins() {
    let office = Office::with_residents().await;
    let pin = Pin::parse("１２３４５６").unwrap();
    office
        .vault
        .set_pin(CHEN, pin.clone(), PinPolicy::SampleAllowed, NOW)
        .await
        .unwrap();
    try_at(&office, "123456", NOW).await.unwrap();
    let strict = office
        .vault
        .set_pin(CHEN, pin, PinPolicy::Strict, NOW)
        .await
        .unwrap_err();
    assert!(
        matches!(strict, VaultError::Pin(PinError::TooObvious)),
        "{strict}"
    );
}

#[tokio::test]
async fn revoking_takes_pin_code_and_sessions() {
    let office = with_pin().await;
    let code = code_for_chen(&office).await.reveal();
    let token = office.vault.open_session(CHEN, NOW).await.unwrap();
    let other = office.vault.open_session(LIANG, NOW).await.unwrap();
    office.vault.revoke_sign_in(CHEN).await.unwrap();
    assert!(matches!(
        try_at(&office, PIN, NOW).await,
        Err(SignInError::Refused)
    ));
    assert!(matches!(
        try_at(&office, &code, NOW).await,
        Err(SignInError::Refused)
    ));
    assert!(office.vault.session(&token, NOW).await.unwrap().is_none());
    assert!(office.vault.session(&other, NOW).await.unwrap().is_some());
}

#[tokio::test]
async fn pending_person_has_no_account_yet() {
    let office = Office::empty().await;
    office
        .vault
        .begin_enrolment(chen(), NOW, CLERK)
        .await
        .unwrap();
    let pin = Pin::parse(PIN).unwrap();
    let error = office
        .vault
        .set_pin(CHEN, pin, PinPolicy::Strict, NOW)
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::EnrolmentPending), "{error}");
    let error = office
        .vault
        .issue_code(CHEN, MINUTE, NOW, CLERK)
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::EnrolmentPending), "{error}");
}
