//! Photos that people send: read under limits, turned upright, made small, and encoded anew, so
//! that nothing of the file remains but what can be seen: no place, no camera, no hidden words.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageReader, Limits};

/// The largest file that is read, in bytes.
pub const FILE_BYTES_MAX: usize = 12 * 1024 * 1024;
/// The longest side of what is kept, in pixels.
const SIDE_MAX: u32 = 1280;
/// No camera of a phone makes more pixels along one side.
const SIDE_READ_MAX: u32 = 16_384;
/// More pixels than this are no photo but a trap.
const PIXELS_READ_MAX: u64 = 64_000_000;
/// Memory for reading one photo, in bytes.
const MEMORY_MAX: u64 = 320 * 1024 * 1024;
const QUALITY: u8 = 82;

/// Why a file is not taken as a photo.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    /// Neither JPEG nor PNG nor WebP, or a broken one.
    #[error("this is no photo that can be read")]
    Unreadable(#[source] ImageError),
    /// More bytes or pixels than a photo needs.
    #[error("the photo is too large")]
    TooLarge,
}

impl PhotoError {
    /// The key of the sentence for the reader.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "photo-unreadable",
            Self::TooLarge => "photo-too-large",
        }
    }
}

impl From<ImageError> for PhotoError {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooLarge,
            other => Self::Unreadable(other),
        }
    }
}

/// A JPEG of at most 1280 pixels a side that shows what the file shows, and says nothing else.
pub fn clean(file: &[u8]) -> Result<Vec<u8>, PhotoError> {
    if file.len() > FILE_BYTES_MAX {
        return Err(PhotoError::TooLarge);
    }
    let picture = read(file)?;
    let picture = if picture.width().max(picture.height()) > SIDE_MAX {
        picture.thumbnail(SIDE_MAX, SIDE_MAX)
    } else {
        picture
    };
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    picture.to_rgb8().write_with_encoder(encoder)?;
    Ok(jpeg)
}

/// Whether stored bytes are a photo of ours, before they are sent as one.
pub fn is_photo(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xD8, 0xFF])
}

fn read(file: &[u8]) -> Result<DynamicImage, PhotoError> {
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(ImageError::IoError)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_READ_MAX);
    limits.max_image_height = Some(SIDE_READ_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_READ_MAX {
        return Err(PhotoError::TooLarge);
    }
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

#[cfg(test)]
mod tests;
