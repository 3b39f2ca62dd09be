//! What comes out of a photo, and what hostile files do not do.

use super::*;
use image::{ExtendedColorType, ImageEncoder as _, RgbImage};

/// A JPEG with an EXIF block that turns it by ninety degrees and says where it was taken.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new(&mut jpeg);
    encoder.set_exif_metadata(exif()).unwrap();
    let pixels = RgbImage::from_fn(width, height, |x, _| {
        image::Rgb(if x < width / 2 {
            [250, 10, 10]
        } else {
            [10, 10, 250]
        })
    });
    encoder
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    jpeg
}

fn exif() -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0".to_vec();
    // Tag 0x0112, orientation: one short, 6 means that the right side is the top.
    tiff.extend_from_slice(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0");
    tiff.extend_from_slice(b"GPS 23.0218N 113.1219E");
    tiff
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[test]
fn the_place_is_gone_and_the_picture_stands_upright() {
    let sent = photo(400, 200);
    assert!(holds(&sent, b"GPS 23.0218N") && holds(&sent, b"Exif"));
    let kept = clean(&sent).unwrap();
    assert!(!holds(&kept, b"GPS") && !holds(&kept, b"Exif"));
    let picture = image::load_from_memory(&kept).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (200, 400), "turned by ninety degrees");
    assert!(
        picture.get_pixel(100, 20).0[0] > 200,
        "the left side is the top now"
    );
    assert!(is_photo(&kept));
}

#[test]
fn a_large_photo_becomes_small_and_a_small_one_stays() {
    let kept = clean(&photo(3000, 1000)).unwrap();
    let picture = image::load_from_memory(&kept).unwrap();
    assert_eq!(picture.width().max(picture.height()), 1280);
    let small = image::load_from_memory(&clean(&photo(60, 40)).unwrap()).unwrap();
    assert_eq!((small.width(), small.height()), (40, 60));
}

#[test]
fn the_same_photo_has_the_same_hash() {
    let sent = photo(64, 64);
    assert_eq!(clean(&sent).unwrap(), clean(&sent).unwrap());
}

#[test]
fn a_png_that_claims_a_billion_pixels_is_refused_before_it_is_read() {
    let mut png = Vec::new();
    RgbImage::new(1, 1)
        .write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    // The size stands behind the signature and the head of the first chunk.
    png[16..20].copy_from_slice(&16_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&16_000_u32.to_be_bytes());
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    assert!(matches!(clean(&png), Err(PhotoError::TooLarge)));
    png[16..20].copy_from_slice(&2_000_000_u32.to_be_bytes());
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    assert!(matches!(clean(&png), Err(PhotoError::TooLarge)));
}

fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(sum & 1));
        }
    }
    !sum
}

#[test]
fn what_is_no_photo_is_refused_and_nothing_breaks() {
    let whole = photo(64, 64);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let page = b"<html><script>alert(1)</script></html>";
    for hostile in [
        &b""[..],
        b"GIF89a\x01\0\x01\0",
        svg,
        page,
        &[0xFF, 0xD8, 0xFF],
        &[0; 4096],
    ] {
        assert!(matches!(clean(hostile), Err(PhotoError::Unreadable(_))));
    }
    // Cut short or with any byte turned over: refused or a picture, never a crash.
    for length in (0..whole.len()).step_by(7) {
        drop(clean(&whole[..length]));
    }
    for place in (0..whole.len()).step_by(3) {
        let mut broken = whole.clone();
        broken[place] ^= 0xFF;
        if let Ok(kept) = clean(&broken) {
            assert!(is_photo(&kept));
        }
    }
    assert!(matches!(
        clean(&vec![0; FILE_BYTES_MAX + 1]),
        Err(PhotoError::TooLarge)
    ));
}

#[test]
fn a_page_that_pretends_to_be_a_photo_is_not_sent_as_one() {
    assert!(!is_photo(b"<html>"));
    assert!(!is_photo(b""));
}
