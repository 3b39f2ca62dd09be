//! What people type, before it is judged: full-width forms and stray spaces mean the plain ones.

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

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn full_width_digits_and_spaces_are_forgiven() {
        assert_eq!(plain("　１２３４－５６７８ "), "1234-5678");
        assert_eq!(plain("陈建国"), "陈建国");
    }
}
