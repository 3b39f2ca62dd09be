//! What people type, before it is judged: full-width forms and stray spaces mean the plain ones.

use ledger::Points;

/// Nobody has so many; more digits are a slip of the finger.
const WHOLE_POINTS_MAX: i64 = 1_000_000;

/// Narrow digits, letters and signs, without spaces around.
pub(crate) fn plain(text: &str) -> String {
    let narrow = |character| match character {
        // Chinese input methods produce full-width forms, which lie this far above ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    };
    let narrowed: String = text.chars().map(narrow).collect();
    narrowed.trim().to_owned()
}

/// `5` or `5.5`: more than nothing, in tenths.
pub(crate) fn points(typed: &str) -> Option<Points> {
    let typed = plain(typed).replace('。', ".");
    let (whole, tenth) = typed.split_once('.').unwrap_or((&typed, "0"));
    let whole: i64 = whole
        .parse()
        .ok()
        .filter(|whole| *whole < WHOLE_POINTS_MAX)?;
    let digit = tenth.len() == 1;
    let tenth: i64 = tenth.parse().ok().filter(|tenth| digit && *tenth >= 0)?;
    let points = Points(whole.checked_mul(10)?.checked_add(tenth)?);
    points.is_positive().then_some(points)
}

#[cfg(test)]
mod tests {
    use super::{plain, points};
    use ledger::Points;

    #[test]
    fn full_width_digits_and_spaces_are_forgiven() {
        assert_eq!(plain("　１２３４－５６７８ "), "1234-5678");
        assert_eq!(plain("陈建国"), "陈建国");
    }

    #[test]
    fn amounts_are_read_to_the_tenth() {
        assert_eq!(points("5"), Some(Points(50)));
        assert_eq!(points(" ５．５ "), Some(Points(55)));
        for refused in [
            "",
            "0",
            "-1",
            "5.55",
            "5.",
            "1e3",
            "9999999999",
            "0.0",
            "5.-1",
        ] {
            assert_eq!(points(refused), None, "{refused}");
        }
    }
}
