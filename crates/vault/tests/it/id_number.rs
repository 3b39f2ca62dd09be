//! ID numbers: what passes, and which mistake is named when one does not.

use proptest::prelude::*;
use vault::{IdNumber, IdNumberError};

use crate::office::NOW;

#[test]
fn numbers_with_the_right_check_pass() {
    // The first is the example of GB 11643 itself.
    for (number, date) in [
        ("11010519491231002X", "1949-12-31"),
        ("440524188001010014", "1880-01-01"),
        ("000000194802290010", "1948-02-29"),
    ] {
        let parsed = IdNumber::parse(number).unwrap();
        assert_eq!(parsed.birth_date().to_string(), date);
        assert_eq!(parsed.reveal(), number);
    }
}

#[test]
fn each_mistake_has_its_own_name() {
    for (number, error) in [
        ("", IdNumberError::WrongLength { found: 0 }),
        (
            "11010519491231002",
            IdNumberError::WrongLength { found: 17 },
        ),
        (
            "11010519491231002XX",
            IdNumberError::WrongLength { found: 19 },
        ),
        (
            "1101051949123100AX",
            IdNumberError::NotADigit { position: 17 },
        ),
        (
            "X1010519491231002X",
            IdNumberError::NotADigit { position: 1 },
        ),
        (
            "11010519491231002Y",
            IdNumberError::NotADigit { position: 18 },
        ),
        ("990000194912310020", IdNumberError::CheckDigitWrong),
        ("010105194912310020", IdNumberError::UnknownArea),
        ("110105194913310020", IdNumberError::ImpossibleDate),
        ("110105194902290020", IdNumberError::ImpossibleDate),
        ("110105190002290020", IdNumberError::ImpossibleDate),
        ("110105100012310020", IdNumberError::ImpossibleDate),
        ("110105194912310021", IdNumberError::CheckDigitWrong),
    ] {
        assert_eq!(IdNumber::parse(number).unwrap_err(), error, "{number}");
    }
}

#[test]
fn typing_habits_are_forgiven() {
    for typed in [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
    ] {
        assert_eq!(
            IdNumber::parse(typed).unwrap().reveal(),
            "11010519491231002X"
        );
    }
}

#[test]
fn only_area_zero_is_a_sample() {
    assert!(IdNumber::parse("000000194802290010").unwrap().is_sample());
    assert!(!IdNumber::parse("11010519491231002X").unwrap().is_sample());
    assert_eq!(
        IdNumber::complete("00000119480229001").unwrap_err(),
        IdNumberError::UnknownArea
    );
}

#[test]
fn birth_is_judged_by_the_day_in_china() {
    let midnight = NOW + 86_400_000;
    let tomorrow = IdNumber::complete("00000020261202001").unwrap();
    assert_eq!(
        tomorrow.check_born(midnight - 1),
        Err(IdNumberError::BornInTheFuture)
    );
    assert_eq!(tomorrow.check_born(midnight), Ok(()));
}

#[test]
fn age_grows_on_the_birthday() {
    let born = IdNumber::complete("00000019661202001")
        .unwrap()
        .birth_date();
    let midnight = NOW + 86_400_000;
    assert_eq!((born.age_at(midnight - 1), born.age_at(midnight)), (59, 60));
    assert_eq!(born.age_at(0), 3);
}

proptest! {
    #[test]
    fn any_single_wrong_digit_is_found(
        day in 1_u8..=28, month in 1_u8..=12, year in 1900_u16..2020, order in 0_u16..1000,
        position in 0_usize..17, step in 1_u8..=9,
    ) {
        let body = format!("000000{year:04}{month:02}{day:02}{order:03}");
        let number = IdNumber::complete(&body).unwrap();
        let mut wrong = number.reveal().as_bytes().to_vec();
        wrong[position] = b'0' + (wrong[position] - b'0' + step) % 10;
        prop_assert!(IdNumber::parse(std::str::from_utf8(&wrong).unwrap()).is_err());
    }

    #[test]
    fn random_text_is_refused_without_a_panic(text in ".{0,24}") {
        prop_assert!(IdNumber::parse(&text).is_err());
        prop_assert!(IdNumber::complete(&text).is_err());
    }
}
