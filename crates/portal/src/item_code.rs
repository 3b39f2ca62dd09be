//! The short code on a thing's label: eight letters and digits that nobody confuses, for whoever
//! types instead of scanning. The QR code beside it carries an address with the same code.

use ledger::ItemId;

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How much of an id a code says: with ten thousand things, two share a code once in 20,000
/// districts, and then the page says so.
const BYTES: usize = 5;
const LETTERS_PER_CODE: u32 = 8;

/// The code of a thing: `7KQ2-M9XD`.
pub(crate) fn of(item: ItemId) -> String {
    let mut bits = 0_u64;
    for byte in &item.0[..BYTES] {
        bits = bits << 8 | u64::from(*byte);
    }
    let letter = |place: u32| {
        let shift = 5 * (LETTERS_PER_CODE - 1 - place);
        let index = usize::try_from((bits >> shift) & 31).unwrap_or_default();
        char::from(LETTERS[index])
    };
    let first: String = (0..4).map(letter).collect();
    let second: String = (4..8).map(letter).collect();
    format!("{first}-{second}")
}

/// The beginning of the id that a scanned address or a typed code names.
pub(crate) fn parse(text: &str) -> Option<[u8; BYTES]> {
    let text = crate::typed::plain(text);
    let code = text.rsplit('/').next().unwrap_or(&text);
    let (mut bits, mut letters) = (0_u64, 0);
    for letter in code.chars().filter(|letter| !matches!(letter, '-' | ' ')) {
        // What looks like a digit is one.
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            'U' => 'V',
            other => other,
        };
        let value = LETTERS
            .iter()
            .position(|known| char::from(*known) == letter)?;
        bits = bits << 5 | u64::try_from(value).ok()?;
        letters += 1;
        if letters > LETTERS_PER_CODE {
            return None;
        }
    }
    let [_, _, _, beginning @ ..] = bits.to_be_bytes();
    (letters == LETTERS_PER_CODE).then_some(beginning)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(first: [u8; 5]) -> ItemId {
        let mut bytes = [9; 16];
        bytes[..5].copy_from_slice(&first);
        ItemId(bytes)
    }

    #[test]
    fn a_code_names_the_beginning_of_its_thing() {
        for first in [[0; 5], [255; 5], [1, 2, 3, 4, 5], [0, 0, 0, 0, 31]] {
            let code = of(id(first));
            assert_eq!(code.len(), 9, "{code}");
            assert_eq!(parse(&code), Some(first));
            assert_eq!(parse(&code.to_lowercase().replace('-', "")), Some(first));
            assert_eq!(
                parse(&format!("https://linli.example/i/{code}")),
                Some(first)
            );
        }
    }

    #[test]
    fn letters_that_look_like_digits_are_read_as_digits() {
        assert_eq!(parse("OIL0-0000"), parse("0110-0000"));
        assert_eq!(parse(" ７ＫＱ２-Ｍ９ＸＤ"), parse("7KQ2-M9XD"));
    }

    #[test]
    fn what_is_no_code_names_nothing() {
        for text in [
            "",
            "7KQ2",
            "7KQ2-M9XD-1",
            "电钻电钻电钻电钻",
            "https://linli.example/",
            "7KQ2!M9X",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
