//! Member numbers: eight digits with a check that catches slips of the finger.

use proptest::prelude::*;
use vault::{MemberNumber, MemberNumberError};

#[test]
fn check_digit_is_that_of_iso_7812() {
    assert_eq!(MemberNumber::from_body(7_992_739).to_string(), "79927398");
    assert_eq!(MemberNumber::from_body(1_000_001).to_string(), "10000016");
}

#[test]
fn spaces_are_forgiven_and_mistakes_named() {
    assert_eq!(
        "1000 0016".parse::<MemberNumber>(),
        Ok(MemberNumber::from_body(1_000_001))
    );
    assert_eq!(
        "10000017".parse::<MemberNumber>(),
        Err(MemberNumberError::CheckDigitWrong)
    );
    for text in ["", "1000001", "100000160", "1000001a", "+1000016"] {
        assert_eq!(
            text.parse::<MemberNumber>(),
            Err(MemberNumberError::NotEightDigits)
        );
    }
}

#[test]
fn random_numbers_have_eight_digits_and_differ() {
    let drawn: Vec<String> = (0..50)
        .map(|_| MemberNumber::random().unwrap().to_string())
        .collect();
    assert!(
        drawn
            .iter()
            .all(|number| number.len() == 8 && !number.starts_with('0'))
    );
    let distinct: std::collections::BTreeSet<_> = drawn.iter().collect();
    assert!(distinct.len() > 45);
}

proptest! {
    #[test]
    fn single_wrong_digit_never_passes(
        body in 0_u32..10_000_000, position in 0_usize..8, step in 1_u8..=9,
    ) {
        let mut digits = MemberNumber::from_body(body).to_string().into_bytes();
        prop_assert_eq!(
            String::from_utf8(digits.clone()).unwrap().parse(),
            Ok(MemberNumber::from_body(body))
        );
        digits[position] = b'0' + (digits[position] - b'0' + step) % 10;
        let wrong = String::from_utf8(digits).unwrap().parse::<MemberNumber>();
        prop_assert_eq!(wrong, Err(MemberNumberError::CheckDigitWrong));
    }
}
