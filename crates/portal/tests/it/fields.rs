//! Fields: each is labelled, and its hint and its complaint are tied to it.

use askama::Template;
use portal::forms::{Choice, FieldErrors};
use portal::i18n::{Language, Words};
use portal::view::{Markup, icons};
use scraper::Html;

use crate::site::{Site, open_pages, parse};

/// One of every field that the macros offer.
#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% import "macros.html" as m %}
{{ m::error_summary(t, errors) }}
{{ m::text("phone", "Phone", "Eleven digits", errors.of("phone"), "1<2", kind = "tel") }}
{{ m::textarea("story", "Story", "", errors.of("story"), "said") }}
{{ m::select("area", "Area", "Where", errors.of("area"), "b", choices) }}
{{ m::radios("when", "When", "", errors.of("when"), "a", choices) }}
{{ m::checkbox("agree", "Agree", "Truly", errors.of("agree"), true) }}
{{ m::date("day", "Day", "", errors.of("day"), "2026-11-23") }}
{{ m::submit("Send it") }}{{ m::status("good", "Done") }}{{ m::empty("None", "Yet") }}
{% call m::summary() %}{{ m::row("Key", "Value") }}{% endcall %}
{% call m::timeline() %}{{ m::step("Asked", "Monday", true) }}{% endcall %}
{% call m::card("Lamp", "/needs/1") %}<p>Body</p>{% endcall %}
{% call m::done("Thank you") %}<p>Receipt</p>{% endcall %}
{{ m::pagination(t, previous, next) }}"##
)]
struct Everything {
    t: Words,
    errors: FieldErrors,
    choices: Vec<Choice>,
    previous: Option<String>,
    next: Option<String>,
}

const FIELDS: [&str; 6] = ["phone", "story", "area", "when", "agree", "day"];

fn everything(complaints: bool) -> Html {
    let mut errors = FieldErrors::default();
    for field in FIELDS.into_iter().filter(|_| complaints) {
        errors.add(field, format!("Mend {field}"));
    }
    let page = Everything {
        t: Words(Language::English),
        errors,
        choices: vec![Choice::new("a", "A"), Choice::new("b", "B").hint("Second")],
        previous: None,
        next: Some("/needs?page=2".to_owned()),
    };
    Html::parse_document(&page.render().unwrap())
}

/// Every visible field has a label, and whatever describes it is there.
fn assert_tied(document: &Html, place: &str) {
    for field in document.select(&parse(
        "input:not([type=hidden]), select, textarea, fieldset",
    )) {
        let id = field
            .value()
            .attr("id")
            .unwrap_or_else(|| panic!("{place}: {}", field.html()));
        let label = match field.value().name() {
            "fieldset" => format!("#{id} > legend"),
            _ => format!("label[for='{id}']"),
        };
        assert_eq!(
            document.select(&parse(&label)).count(),
            1,
            "{place}: the label of {id}"
        );
        for described in field
            .value()
            .attr("aria-describedby")
            .unwrap_or("")
            .split_whitespace()
        {
            let found = document.select(&parse(&format!("#{described}"))).count();
            assert_eq!(found, 1, "{place}: {described}");
        }
    }
}

#[test]
fn every_kind_of_field_is_tied_to_its_words() {
    assert_tied(&everything(false), "without complaints");
    assert_tied(&everything(true), "with complaints");
}

#[test]
fn a_complaint_stands_above_and_beside_its_field() {
    let document = everything(true);
    for field in FIELDS {
        let above = format!(".error-summary a[href='#{field}']");
        let beside = format!("#{field}-error");
        let marked = format!("#{field}[aria-invalid=true][aria-describedby~='{field}-error']");
        for selector in [above, beside, marked] {
            assert_eq!(document.select(&parse(&selector)).count(), 1, "{selector}");
        }
    }
}

#[test]
fn without_complaints_nothing_is_marked() {
    let document = everything(false);
    assert_eq!(
        document
            .select(&parse(".error-summary, [aria-invalid], .field-error"))
            .count(),
        0
    );
}

#[test]
fn what_was_typed_comes_back_as_typed() {
    let document = everything(true);
    for selector in [
        "#phone[value='1<2'][type=tel]",
        "#area option[value=b][selected]",
        "#when-a[checked]",
        "#agree[checked]",
        "#day[value='2026-11-23']",
    ] {
        assert_eq!(document.select(&parse(selector)).count(), 1, "{selector}");
    }
    assert_eq!(
        document
            .select(&parse("[selected], #when-b[checked]"))
            .count(),
        1
    );
}

#[tokio::test]
async fn every_field_of_every_page_is_labelled() {
    let site = Site::open().await;
    for path in open_pages() {
        let document = Html::parse_document(&site.get(path, "").await.text);
        assert_tied(&document, path);
        for control in document.select(&parse("button, a[href]")) {
            let words: String = control.text().collect();
            assert!(!words.trim().is_empty(), "{path}: {}", control.html());
        }
    }
}

#[test]
fn an_unknown_icon_is_empty() {
    let drawing: Markup = icons::icon("unicorn");
    assert!(drawing.0.ends_with("\"></svg>"));
    assert!(icons::path("home").is_some());
}
