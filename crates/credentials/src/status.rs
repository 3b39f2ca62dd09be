//! Token status lists: two bits for each credential, packed, signed, and the same for everybody.

use serde_json::{Map, Value, json};

use crate::{
    Jws, PublicKey, Refusal, Unsigned,
    encoding::{decode, encode},
};

/// The type of a status list token.
pub const TYPE: &str = "statuslist+jwt";
/// The media type under which it is served.
pub const MEDIA_TYPE: &str = "application/statuslist+jwt";
/// How many credentials one list tells about: one hides among many.
pub const PLACES: u32 = 1 << 16;
/// How long a reader may keep a list, in seconds: what is revoked is seen by then.
pub const KEPT_S: u64 = 300;
const BITS: u32 = 2;
const PER_BYTE: u32 = 8 / BITS;
const LIST_BYTES: usize = (PLACES / PER_BYTE) as usize;
const FASTEST: u8 = 6;

/// What has become of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It holds.
    Valid,
    /// It does not hold any more.
    Revoked,
    /// It does not hold at present.
    Suspended,
}

impl Status {
    /// Its bits in a list, and its code in the store.
    #[must_use]
    pub const fn bits(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Revoked => 1,
            Self::Suspended => 2,
        }
    }

    /// The status of these bits; what we do not know does not hold.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        match bits {
            0 => Self::Valid,
            2 => Self::Suspended,
            _ => Self::Revoked,
        }
    }
}

/// Where the status of one credential stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The address of the list.
    pub uri: String,
    /// The place in it.
    pub index: u32,
}

impl Place {
    /// The place that a credential names.
    pub(crate) fn read(payload: &Map<String, Value>) -> Result<Self, Refusal> {
        let list = payload
            .get("status")
            .and_then(|status| status.get("status_list"))
            .ok_or(Refusal::Malformed)?;
        let uri = list.get("uri").and_then(Value::as_str);
        let index = list.get("idx").and_then(Value::as_u64);
        let index = index.and_then(|index| u32::try_from(index).ok());
        match (uri, index) {
            (Some(uri), Some(index)) if index < PLACES => Ok(Self {
                uri: uri.to_owned(),
                index,
            }),
            _ => Err(Refusal::Malformed),
        }
    }
}

/// The states of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList(Vec<u8>);

impl Default for StatusList {
    fn default() -> Self {
        Self(vec![0; LIST_BYTES])
    }
}

impl StatusList {
    /// Writes a status; a place outside the list is left alone.
    pub fn set(&mut self, index: u32, status: Status) {
        let shift = (index % PER_BYTE) * BITS;
        if let Some(byte) = self.0.get_mut((index / PER_BYTE) as usize) {
            *byte = *byte & !(0b11 << shift) | (status.bits() << shift);
        }
    }

    /// Reads a status; a place outside the list holds nothing that is valid.
    #[must_use]
    pub fn get(&self, index: u32) -> Status {
        let shift = (index % PER_BYTE) * BITS;
        let byte = self.0.get((index / PER_BYTE) as usize);
        byte.map_or(Status::Revoked, |byte| {
            Status::from_bits(byte >> shift & 0b11)
        })
    }

    /// The token of this list; it waits for the office's signature.
    #[must_use]
    pub fn unsigned(&self, uri: &str, key: &PublicKey, now_s: u64) -> Unsigned {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&self.0, FASTEST);
        let payload = json!({
            "sub": uri,
            "iat": now_s,
            "exp": now_s.saturating_add(KEPT_S),
            "ttl": KEPT_S,
            "status_list": { "bits": BITS, "lst": encode(&packed) },
        });
        let header = json!({ "typ": TYPE, "kid": key.id().0 });
        Unsigned::new(header, &payload)
    }

    /// Reads and checks the token of the list at an address.
    ///
    /// # Errors
    /// When it is not signed by one of these keys, about another list, over, or not a list.
    pub fn read(text: &str, uri: &str, keys: &[PublicKey], now_s: u64) -> Result<Self, Refusal> {
        let token = Jws::read(text, TYPE)?;
        if !keys.iter().any(|key| token.is_signed_by(key)) {
            return Err(Refusal::SignatureWrong);
        }
        if token.text("sub") != Some(uri) {
            return Err(Refusal::IssuerUnknown);
        }
        if token.number("exp").is_none_or(|expires| now_s >= expires) {
            return Err(Refusal::Expired);
        }
        let list = token.payload.get("status_list");
        let list = list.and_then(Value::as_object).ok_or(Refusal::Malformed)?;
        if list.get("bits").and_then(Value::as_u64) != Some(u64::from(BITS)) {
            return Err(Refusal::Malformed);
        }
        let packed = list.get("lst").and_then(Value::as_str);
        let packed = decode(packed.ok_or(Refusal::Malformed)?)?;
        // With a limit: a small token must not unpack into all our memory.
        miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&packed, LIST_BYTES)
            .map(Self)
            .map_err(|_| Refusal::Malformed)
    }
}
