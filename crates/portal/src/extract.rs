//! Extractors that fail in our own words: use these, never axum's.

use axum::extract::rejection::{BytesRejection, FormRejection, JsonRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::Error;

/// The variables of a path. One that does not parse names nothing: 404.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

/// The query of a URL.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

/// The fields of a form. Give fields types that always parse, and judge them in the handler,
/// so that nothing typed is lost.
#[derive(Clone, Copy, Debug)]
pub struct Form<T>(pub T);

/// The body of an API call.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<T, S> FromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(Error::not_found()),
        }
    }
}

impl<T, S> FromRequestParts<S> for Query<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        match axum::extract::Query::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(value)) => Ok(Self(value)),
            Err(_) => Err(Error::invalid("query", "invalid-query")),
        }
    }
}

impl<T, S> FromRequest<S> for Form<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        match axum::extract::Form::from_request(request, state).await {
            Ok(axum::extract::Form(value)) => Ok(Self(value)),
            Err(FormRejection::BytesRejection(unread)) => Err(unread_body(&unread)),
            Err(_) => Err(Error::invalid("form", "invalid-form")),
        }
    }
}

impl<T, S> FromRequest<S> for Json<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        match axum::extract::Json::from_request(request, state).await {
            Ok(axum::extract::Json(value)) => Ok(Self(value)),
            Err(JsonRejection::BytesRejection(unread)) => Err(unread_body(&unread)),
            Err(_) => Err(Error::invalid("body", "invalid-json")),
        }
    }
}

fn unread_body(rejection: &BytesRejection) -> Error {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::too_large(),
        _ => Error::invalid("body", "invalid-form"),
    }
}
