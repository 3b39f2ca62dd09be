//! What every template gets, and how a handler answers with one.

use std::borrow::Borrow;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse as _, Response};
use ledger::PartyId;

use crate::i18n::{Language, Words};
use crate::redirect::LocalPath;
use crate::session::Reader;
use crate::{Error, Settings};

pub mod categories;
pub mod format;
pub mod icons;
pub mod navigation;
pub mod qr;
pub mod reasons;
pub mod statuses;
pub mod windows;

/// The reader, their choices and this request; the field `page` of every template.
#[derive(Clone, Debug)]
pub struct Page {
    pub t: Words,
    pub language: Language,
    /// 长辈版: large text, large targets, high contrast.
    pub elder: bool,
    /// Where the reader is, so that switches lead back here.
    pub path: LocalPath,
    /// The request carries a form, so its path may not be one to come back to.
    pub(crate) is_form: bool,
    pub request_id: String,
    pub reader: Option<Reader>,
    /// The time by which promises and deadlines are judged; a demonstration can move it forward.
    pub now_ms: u64,
    /// The time on the wall: for sessions, locks and the log of who looked at what.
    pub wall_ms: u64,
    pub demo: bool,
    /// Said once, after a form was accepted.
    pub notice: Option<String>,
    pub settings: Arc<Settings>,
}

/// Templates pass references, handlers values: the words about numbers take both.
impl Page {
    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        crate::assets::url(name)
    }

    /// The office, in the reader's language.
    pub fn office_name(&self) -> &str {
        self.settings.office.name_in(self.language)
    }

    /// The body that answers for this site, in the reader's language.
    pub fn sponsor(&self) -> &str {
        self.settings.office.sponsor_in(self.language)
    }

    /// The tabs at the bottom of a phone and at the top of a desk.
    pub fn tabs(&self) -> Vec<navigation::Tab> {
        navigation::tabs(self)
    }

    /// A moment as people say it: `11月23日（周一）下午3点`.
    pub fn moment(&self, ms: impl Borrow<u64>) -> String {
        format::moment(self.t, *ms.borrow())
    }

    /// A day as people say it: `11月23日（周一）`.
    pub fn day(&self, ms: impl Borrow<u64>) -> String {
        format::day(self.t, *ms.borrow())
    }

    /// A length of time in words: `1小时30分钟`.
    pub fn duration(&self, minutes: impl Borrow<u64>) -> String {
        format::duration(self.t, *minutes.borrow())
    }

    /// A longer time in words, to the hour from one day on: `3天2小时`.
    pub fn long_duration(&self, minutes: impl Borrow<u64>) -> String {
        format::long_duration(self.t, *minutes.borrow())
    }

    /// Love points in words: `12 积分`.
    pub fn points(&self, points: impl Borrow<i64>) -> String {
        format::points(self.t, *points.borrow())
    }

    /// The signed-in person's id on the ledger.
    pub fn actor(&self) -> Result<PartyId, Error> {
        let reader = self.reader.as_ref();
        reader
            .and_then(Reader::party)
            .ok_or_else(Error::sign_in_needed)
    }

    /// How far a demonstration's clock runs ahead, in minutes; 0 when it does not.
    pub fn minutes_ahead(&self) -> u64 {
        self.now_ms.saturating_sub(self.wall_ms) / 60_000
    }

    pub(crate) fn tls(&self) -> bool {
        self.settings.tls
    }
}

/// Put there by the outermost layer; its absence would be a router without layers.
impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let missing = || Error::internal("the page context is missing");
        parts.extensions.get().cloned().ok_or_else(missing)
    }
}

/// Answers with a page.
pub fn html(template: &impl Template) -> Result<Response, Error> {
    Ok(Html(template.render()?).into_response())
}

/// Answers with the same form again, what was typed and what is wrong: 422.
pub fn html_again(template: &impl Template) -> Result<Response, Error> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(template.render()?)).into_response())
}

/// Markup of our own making, which askama must not escape.
pub type Markup = askama::filters::Safe<String>;
