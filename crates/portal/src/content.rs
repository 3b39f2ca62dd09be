//! Public content by its hash: titles, descriptions, names. The ledger holds hash and size only.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use ledger::{Hash, operation::listing::ContentRef};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// What a need or an offer says in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingText {
    pub title: String,
    pub description: String,
    /// For whom a need is; empty when it says nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub for_whom: String,
    /// Languages in which the help can be talked about, as ISO 639-3 codes; none when it does not
    /// matter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// How many services a week the one who offers wants to be asked for; none for any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_week: Option<u16>,
    /// That the owner is over sixty and wants the rule "elders first" to count; checked by the
    /// office against what it knows, and never a date of birth.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub over_sixty: bool,
}

/// What an owner says about a thing in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemText {
    pub title: String,
    pub description: String,
    /// What belongs to it and is looked at when it changes hands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// How it is cleaned between two loans.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hygiene: String,
    /// The hash of its photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<String>,
}

/// What an organisation or a hut says of itself, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceText {
    pub name_zh: String,
    pub name_en: String,
    pub about_zh: String,
    pub about_en: String,
    /// Where to find it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address_zh: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address_en: String,
    /// When it is open, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hours_zh: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hours_en: String,
}

/// What one side says about a service, once it is open; and the other's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingText {
    pub words: String,
}

/// Why content could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// The disk refused.
    #[error("the content store failed")]
    Disk(#[from] io::Error),
    /// The text cannot be written as JSON.
    #[error("the content cannot be encoded")]
    Encoding(#[from] serde_json::Error),
    /// The stored bytes are not those that the hash names.
    #[error("stored content {0} is damaged")]
    Damaged(Hash),
}

/// A folder of files, each named by the hash of its bytes.
#[derive(Clone, Debug)]
pub struct ContentStore {
    folder: PathBuf,
}

impl ContentStore {
    /// Opens the store, creating its folder.
    pub fn open(folder: &Path) -> Result<Self, ContentError> {
        fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// Stores a text durably and returns what the ledger will say of it.
    pub fn put<T: Serialize>(&self, text: &T) -> Result<ContentRef, ContentError> {
        let bytes = serde_json::to_vec(text)?;
        let hash = Hash::of(&[&bytes]);
        let path = self.path(&hash);
        if !path.exists() {
            self.write(&path, &bytes)?;
        }
        Ok(ContentRef {
            hash,
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        })
    }

    /// What the ledger would say of a text, without storing it.
    pub fn reference<T: Serialize>(text: &T) -> Result<ContentRef, ContentError> {
        let bytes = serde_json::to_vec(text)?;
        Ok(ContentRef {
            hash: Hash::of(&[&bytes]),
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        })
    }

    /// Stores a photo that [`crate::photos::clean`] made; returns the hash that names it.
    pub fn put_photo(&self, jpeg: &[u8]) -> Result<Hash, ContentError> {
        let hash = Hash::of(&[jpeg]);
        self.put_bytes(&hash, jpeg)?;
        Ok(hash)
    }

    /// Stores bytes that another office sent, if they are those that the hash names.
    pub fn put_bytes(&self, hash: &Hash, bytes: &[u8]) -> Result<(), ContentError> {
        if Hash::of(&[bytes]) != *hash {
            return Err(ContentError::Damaged(*hash));
        }
        let path = self.path(hash);
        if path.exists() {
            return Ok(());
        }
        self.write(&path, bytes)
    }

    /// Whether the bytes behind a hash are here.
    pub fn has(&self, hash: &Hash) -> bool {
        self.path(hash).exists()
    }

    /// The bytes behind a hash; `None` when they are not here or were taken down.
    pub fn bytes(&self, hash: &Hash) -> Result<Option<Vec<u8>>, ContentError> {
        let bytes = match fs::read(self.path(hash)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if Hash::of(&[&bytes]) == *hash {
            Ok(Some(bytes))
        } else {
            Err(ContentError::Damaged(*hash))
        }
    }

    /// The text behind a hash; `None` when it is not here or was taken down.
    pub fn get<T: DeserializeOwned>(&self, hash: &Hash) -> Result<Option<T>, ContentError> {
        match self.bytes(hash)? {
            Some(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            None => Ok(None),
        }
    }

    fn path(&self, hash: &Hash) -> PathBuf {
        let name = hash.to_string();
        let (shelf, rest) = name.split_at(2);
        self.folder.join(shelf).join(rest)
    }

    /// A half-written file never carries a hash for a name: write aside, sync, rename.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), ContentError> {
        let shelf = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(shelf)?;
        let mut draft = tempfile_in(shelf)?;
        draft.1.write_all(bytes)?;
        draft.1.sync_all()?;
        fs::rename(&draft.0, path)?;
        fs::File::open(shelf)?.sync_all()?;
        Ok(())
    }
}

/// A new file of our own beside its final place.
fn tempfile_in(folder: &Path) -> io::Result<(PathBuf, fs::File)> {
    let mut number = [0_u8; 8];
    getrandom::fill(&mut number).map_err(io::Error::other)?;
    let path = folder.join(format!(".draft-{:016x}", u64::from_le_bytes(number)));
    let file = fs::File::options()
        .write(true)
        .create_new(true)
        .open(&path)?;
    Ok((path, file))
}
