//! Forms with a photo: the fields as text, the photo cleaned at once, before anything looks at it.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use ledger::Hash;

use crate::content::ContentStore;
use crate::photos::{self, PhotoError};
use crate::{AppState, Error};

/// Enough for one photo and the words around it.
pub(crate) const BODY_BYTES_MAX: usize = photos::FILE_BYTES_MAX + 64 * 1024;
/// No form has more fields.
const FIELDS_MAX: usize = 64;
/// The name of the field with the file.
const PHOTO: &str = "picture";
/// The name of the field that keeps a photo between two tries.
const KEPT: &str = "photo";

/// A form that came with a photo, or without one.
#[derive(Debug)]
pub(crate) struct Upload {
    fields: BTreeMap<String, String>,
    /// The stored photo: the new one, or the one that an earlier try left; or why it was refused.
    pub(crate) photo: Result<Option<Hash>, PhotoError>,
}

impl Upload {
    /// What stands in a field; nothing where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The photo's hash as forms and pages carry it.
    pub(crate) fn photo_text(&self) -> String {
        match &self.photo {
            Ok(Some(hash)) => hash.to_string(),
            _ => String::new(),
        }
    }
}

impl FromRequest<AppState> for Upload {
    type Rejection = Error;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Error> {
        let form = Multipart::from_request(request, state).await;
        let mut form = form.map_err(|_| Error::invalid("form", "invalid-form"))?;
        let (mut fields, mut file) = (BTreeMap::new(), Vec::new());
        while let Some(field) = form.next_field().await.map_err(unread)? {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(unread)?;
            if name == PHOTO {
                file = bytes.to_vec();
            } else if fields.len() < FIELDS_MAX {
                fields.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        let content = &state.desk.content;
        let photo = if file.is_empty() {
            Ok(kept(content, &fields))
        } else {
            store(content.clone(), file).await?
        };
        Ok(Self { fields, photo })
    }
}

/// The photo of an earlier try, if it is one of ours.
fn kept(content: &ContentStore, fields: &BTreeMap<String, String>) -> Option<Hash> {
    let hash = fields.get(KEPT).and_then(|hash| Hash::from_hex(hash))?;
    let bytes = content.bytes(&hash).ok().flatten()?;
    photos::is_photo(&bytes).then_some(hash)
}

/// Reading a photo takes a while, so it happens beside the other requests.
async fn store(
    content: ContentStore,
    file: Vec<u8>,
) -> Result<Result<Option<Hash>, PhotoError>, Error> {
    let stored = tokio::task::spawn_blocking(move || match photos::clean(&file) {
        Ok(jpeg) => content.put_photo(&jpeg).map(|hash| Ok(Some(hash))),
        Err(refused) => Ok(Err(refused)),
    });
    let stored = stored.await.map_err(Error::internal)?;
    stored.map_err(Error::internal)
}

fn unread(error: axum::extract::multipart::MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Error::too_large();
    }
    Error::invalid("form", "invalid-form")
}
