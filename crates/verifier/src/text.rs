//! Bytes as text: hexadecimal, and base64url without padding as a QR code carries it.

const URL_ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The text of a QR code: the address of a page that verifies, and the proof behind `#`, which
/// browsers do not send to any server.
#[must_use]
pub fn qr(page: &str, proof: &[u8]) -> String {
    format!("{page}#{}", base64url(proof))
}

/// The proof in the text of a QR code, with or without the address.
#[must_use]
pub fn from_qr(text: &str) -> Option<Vec<u8>> {
    let fragment = text.rsplit_once('#').map_or(text, |(_, fragment)| fragment);
    from_base64url(fragment)
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

/// The bytes of lower-case hexadecimal text; nothing else is accepted.
#[must_use]
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text
        .bytes()
        .map(|digit| match digit {
            b'0'..=b'9' => digit.checked_sub(b'0'),
            b'a'..=b'f' => digit.checked_sub(b'a')?.checked_add(10),
            0..=47 | 58..=96 | 103..=255 => None,
        })
        .collect::<Option<Vec<u8>>>()?;
    digits
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some((high << 4) | low),
            _ => None,
        })
        .collect()
}

/// The thirty-two bytes of hexadecimal text.
#[must_use]
pub fn key_from_hex(text: &str) -> Option<[u8; 32]> {
    from_hex(text)?.try_into().ok()
}

/// Base64url without padding.
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let mut bits = [0_u8; 4];
        for (to, from) in bits.iter_mut().skip(1).zip(three) {
            *to = *from;
        }
        let group = u32::from_be_bytes(bits);
        let digits = three.len().saturating_add(1);
        for shift in [18_u32, 12, 6, 0].into_iter().take(digits) {
            let digit = usize::try_from((group >> shift) & 63).unwrap_or(0);
            text.extend(URL_ALPHABET.get(digit).copied().map(char::from));
        }
    }
    text
}

/// The bytes of base64url text without padding; unused bits must be zero.
#[must_use]
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let digits = text
        .bytes()
        .map(|letter| URL_ALPHABET.iter().position(|other| *other == letter))
        .map(|digit| digit.and_then(|digit| u32::try_from(digit).ok()))
        .collect::<Option<Vec<u32>>>()?;
    let mut bytes = Vec::new();
    for four in digits.chunks(4) {
        let shifts = [18_u32, 12, 6, 0];
        let group = four
            .iter()
            .zip(shifts)
            .fold(0_u32, |group, (digit, shift)| group | (digit << shift));
        let [_, one, two, three] = group.to_be_bytes();
        match four.len() {
            4 => bytes.extend([one, two, three]),
            3 if three == 0 => bytes.extend([one, two]),
            2 if two == 0 && three == 0 => bytes.push(one),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_comes_back_from_both_forms() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|i| i.wrapping_mul(37) ^ 0xa5).collect();
            assert_eq!(from_hex(&hex(&bytes)).as_deref(), Some(&bytes[..]));
            assert_eq!(
                from_base64url(&base64url(&bytes)).as_deref(),
                Some(&bytes[..])
            );
        }
    }

    #[test]
    fn another_spelling_of_the_same_bytes_is_refused() {
        for text in ["0", "0G", "AB", "a b", " ab"] {
            assert_eq!(from_hex(text), None, "{text}");
        }
        for text in ["A", "AB", "AAB", "AA==", "A+", "A/"] {
            assert_eq!(from_base64url(text), None, "{text}");
        }
        assert_eq!(from_base64url("AA").as_deref(), Some(&[0][..]));
    }
}
