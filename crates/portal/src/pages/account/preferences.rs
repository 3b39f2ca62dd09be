//! Language and text size: a page of its own, and the switches in every header.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;

use crate::extract::Form;
use crate::forms::{Choice, FieldErrors};
use crate::i18n::Language;
use crate::redirect::{LocalPath, see_other, see_other_with_notice};
use crate::{Error, Page, cookies, view};

#[derive(Template)]
#[template(path = "account/preferences.html")]
struct PreferencesPage {
    page: Page,
    languages: Vec<Choice>,
    sizes: Vec<Choice>,
    form: PreferencesForm,
    errors: FieldErrors,
}

/// The header's switches send one of the two; the page sends both.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct PreferencesForm {
    #[serde(default)]
    language: String,
    #[serde(default)]
    elder: String,
    #[serde(default)]
    next: String,
}

impl PreferencesForm {
    /// A switch shows its effect at once and needs no notice.
    fn is_whole_page(&self) -> bool {
        !self.language.is_empty() && !self.elder.is_empty()
    }
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    let form = PreferencesForm {
        language: page.language.tag().to_owned(),
        elder: if page.elder { "on" } else { "off" }.to_owned(),
        next: page.path.to_string(),
    };
    view::html(&filled(page, form, FieldErrors::default()))
}

pub(crate) async fn save(page: Page, Form(form): Form<PreferencesForm>) -> Result<Response, Error> {
    let errors = check(&page, &form);
    if !errors.is_empty() {
        return view::html_again(&filled(page, form, errors));
    }
    let next = LocalPath::parse(&form.next);
    let mut response = if form.is_whole_page() {
        see_other_with_notice(&next, "preferences-saved", page.tls())
    } else {
        see_other(&next)
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (cookies::LANGUAGE, &form.language),
        (cookies::ELDER, &form.elder),
    ] {
        if !value.is_empty() {
            cookies::write(headers, name, value, cookies::YEAR_SECONDS, page.tls());
        }
    }
    Ok(response)
}

fn check(page: &Page, form: &PreferencesForm) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if !form.language.is_empty() && Language::from_tag(&form.language).is_none() {
        errors.add("language", page.t.get("preferences-language-error"));
    }
    if !["", "on", "off"].contains(&form.elder.as_str()) {
        errors.add("elder", page.t.get("preferences-elder-error"));
    }
    errors
}

fn filled(page: Page, form: PreferencesForm, errors: FieldErrors) -> PreferencesPage {
    let t = page.t;
    let languages = vec![Choice::new("zh-CN", "中文"), Choice::new("en", "English")];
    let sizes = vec![
        Choice::new("off", t.get("preferences-standard")),
        Choice::new("on", t.get("preferences-elder")).hint(t.get("preferences-elder-hint")),
    ];
    PreferencesPage {
        page,
        languages,
        sizes,
        form,
        errors,
    }
}
