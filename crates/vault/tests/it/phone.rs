//! Signing in by phone: one code, one use, and no word about who has an account.

use vault::{Field, PersonalText, SignInError, SignInMethod};

use crate::office::{CHEN, CHEN_PHONE, LIANG, MINUTE, NOW, Office};

const NOBODYS: &str = "13999999999";

#[tokio::test]
async fn a_code_signs_in_once_and_within_five_minutes() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let drawn = vault.draw_phone_code(CHEN_PHONE, NOW, "a").await.unwrap();
    let drawn = drawn.unwrap();
    assert_eq!(drawn.phone.as_str(), CHEN_PHONE);
    let late = vault.sign_in_by_phone(CHEN_PHONE, &drawn.code, NOW + 5 * MINUTE, "a");
    assert!(matches!(late.await, Err(SignInError::Refused)));
    let drawn = vault.draw_phone_code(CHEN_PHONE, NOW, "a").await.unwrap();
    let code = drawn.unwrap().code;
    let signed = vault.sign_in_by_phone(CHEN_PHONE, &code, NOW, "a").await;
    let signed = signed.unwrap();
    assert_eq!((signed.person, signed.method), (CHEN, SignInMethod::Phone));
    let replayed = vault.sign_in_by_phone(CHEN_PHONE, &code, NOW, "a").await;
    assert!(matches!(replayed, Err(SignInError::Refused)));
}

#[tokio::test]
async fn an_unknown_number_is_refused_like_a_wrong_code() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let drawn = vault.draw_phone_code(NOBODYS, NOW, "a").await.unwrap();
    assert!(drawn.is_none(), "there is nobody to send it to");
    let unknown = vault.sign_in_by_phone(NOBODYS, "000000", NOW, "a").await;
    vault.draw_phone_code(CHEN_PHONE, NOW, "a").await.unwrap();
    let wrong = vault.sign_in_by_phone(CHEN_PHONE, "not it", NOW, "a").await;
    assert_eq!(
        unknown.unwrap_err().to_string(),
        wrong.unwrap_err().to_string()
    );
}

#[tokio::test]
async fn guessing_and_asking_are_both_counted() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let code = vault.draw_phone_code(CHEN_PHONE, NOW, "a").await.unwrap();
    let code = code.unwrap().code;
    for _ in 0..5 {
        let wrong = vault.sign_in_by_phone(CHEN_PHONE, "", NOW, "a").await;
        assert!(matches!(wrong, Err(SignInError::Refused)));
    }
    let right = vault.sign_in_by_phone(CHEN_PHONE, &code, NOW, "b").await;
    assert!(matches!(right, Err(SignInError::Locked { .. })));
    for number in [CHEN_PHONE, NOBODYS] {
        let mut refused = 0;
        for _ in 0..6 {
            let asked = vault.draw_phone_code(number, NOW, number).await;
            refused += u32::from(matches!(asked, Err(SignInError::Locked { .. })));
        }
        assert!(refused > 0, "{number}: a phone is not flooded");
    }
}

#[tokio::test]
async fn a_shared_phone_names_nobody_and_a_changed_one_its_new_owner() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let same = PersonalText::new(CHEN_PHONE.to_owned());
    vault.correct(LIANG, Field::Phone, same, NOW).await.unwrap();
    assert!(
        vault
            .draw_phone_code(CHEN_PHONE, NOW, "a")
            .await
            .unwrap()
            .is_none()
    );
    let other = PersonalText::new(NOBODYS.to_owned());
    vault
        .correct(LIANG, Field::Phone, other, NOW)
        .await
        .unwrap();
    assert!(
        vault
            .draw_phone_code(CHEN_PHONE, NOW, "a")
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        vault
            .draw_phone_code(NOBODYS, NOW, "b")
            .await
            .unwrap()
            .is_some()
    );
    vault.erase(CHEN, NOW).await.unwrap();
    assert!(
        vault
            .draw_phone_code(CHEN_PHONE, NOW, "c")
            .await
            .unwrap()
            .is_none()
    );
}
