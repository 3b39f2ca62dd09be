//! The one error of the web: constructors for handlers, a page or JSON for the reader.
//!
//! Handlers answer `Result<_, Error>` and pick a constructor. Turning it into words happens once,
//! in `render`, where the reader's language and the request id are known; the cause is logged
//! there once and never shown.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

mod desk;
pub(crate) mod render;

/// Whatever went wrong underneath.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What kind of failure it is; each has a status, a stable code and its own sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Invalid,
    SignInNeeded,
    CrossSite,
    NotFound,
    MethodNotAllowed,
    Stale,
    TooLarge,
    TooMany,
    Unavailable,
    Internal,
}

impl Kind {
    pub const ALL: [Self; 10] = [
        Self::Invalid,
        Self::SignInNeeded,
        Self::CrossSite,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Stale,
        Self::TooLarge,
        Self::TooMany,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The status that the reader's program sees.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignInNeeded => StatusCode::UNAUTHORIZED,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Stale => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code in JSON, and the name of the sentences `error-<code>-title` and `-body`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::SignInNeeded => "sign_in_needed",
            Self::CrossSite => "cross_site",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Stale => "stale",
            Self::TooLarge => "too_large",
            Self::TooMany => "too_many",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// Failures that come out of a layer carry only a status.
    fn from_status(status: StatusCode) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.status() == status)
            .unwrap_or_else(|| {
                if status.is_server_error() {
                    Self::Internal
                } else {
                    Self::Invalid
                }
            })
    }
}

/// A failed request.
#[derive(Clone, Debug)]
pub struct Error {
    kind: Kind,
    field: Option<&'static str>,
    why: Option<&'static str>,
    cause: Option<Arc<Cause>>,
}

impl Error {
    /// Nothing is there, or nothing that this reader may see.
    pub fn not_found() -> Self {
        Self::of(Kind::NotFound)
    }

    /// The reader may not see it, and so learns nothing about it: the same answer as not found.
    pub fn forbidden() -> Self {
        Self::of(Kind::NotFound)
    }

    /// A field holds something unusable; `why` names the sentence that says what to do.
    pub fn invalid(field: &'static str, why: &'static str) -> Self {
        Self {
            field: Some(field),
            why: Some(why),
            ..Self::of(Kind::Invalid)
        }
    }

    /// Only a signed-in person can go on: pages lead to the sign-in page and back.
    pub fn sign_in_needed() -> Self {
        Self::of(Kind::SignInNeeded)
    }

    /// Somebody else was faster, or the page was too old.
    pub fn stale() -> Self {
        Self::of(Kind::Stale)
    }

    pub fn too_large() -> Self {
        Self::of(Kind::TooLarge)
    }

    pub fn too_many() -> Self {
        Self::of(Kind::TooMany)
    }

    pub fn method_not_allowed() -> Self {
        Self::of(Kind::MethodNotAllowed)
    }

    /// Something that we need does not answer at the moment.
    pub fn unavailable(cause: impl Into<Cause>) -> Self {
        Self {
            cause: Some(Arc::new(cause.into())),
            ..Self::of(Kind::Unavailable)
        }
    }

    /// Our fault.
    pub fn internal(cause: impl Into<Cause>) -> Self {
        Self {
            cause: Some(Arc::new(cause.into())),
            ..Self::of(Kind::Internal)
        }
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    fn of(kind: Kind) -> Self {
        Self {
            kind,
            field: None,
            why: None,
            cause: None,
        }
    }
}

impl From<askama::Error> for Error {
    fn from(cause: askama::Error) -> Self {
        Self::internal(cause)
    }
}

/// Only the status; the error travels along to `render`, which knows the reader.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
