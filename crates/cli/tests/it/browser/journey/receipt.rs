//! Steps 4 and 5: a receipt that the page, the program and the auditor's pages all bear out.

use std::{fs, path::Path};

use super::{Scripts, Visitor};
use crate::{demo::linli, http::Guest};

/// Opens the newest receipt of an exchange, checks it everywhere, and returns its operation.
pub(super) fn check(visitor: &Visitor<'_>, exchange: &str, scripts: Scripts) -> String {
    visitor.open(exchange);
    visitor.press(".timeline li:last-child a[href^='/receipts/']");
    let path = visitor.path();
    visitor.sees(".receipt-code svg");
    if scripts == Scripts::On {
        visitor.sees("[data-verdict=valid]:not([hidden])");
        assert!(
            visitor.has(".checks li[data-state=passed]"),
            "it says what was checked"
        );
        assert!(
            !visitor.has(".checks li:not([data-state=passed])"),
            "every check is made"
        );
    }
    assert_eq!(
        visitor.has("noscript p"),
        scripts == Scripts::Off,
        "a way without scripts"
    );
    let text = visitor.attribute("[data-receipt]", "data-receipt");
    typed_text_is_judged(visitor, &text, scripts);
    let operation = path.strip_prefix("/receipts/").unwrap().to_owned();
    downloads_are_valid(visitor, &operation);
    operation
}

/// The page for receipts from elsewhere: in the browser with scripts, by the office without.
fn typed_text_is_judged(visitor: &Visitor<'_>, text: &str, scripts: Scripts) {
    let mut damaged = text.to_owned();
    let last = damaged.pop().unwrap();
    damaged.push(if last == '0' { '1' } else { '0' });
    for (text, verdict) in [(text, "valid"), (damaged.as_str(), "invalid")] {
        visitor.open("/verify");
        visitor.fill("text", text);
        match scripts {
            Scripts::On => visitor.choose("form[action='/verify'] button"),
            Scripts::Off => visitor.press("form[action='/verify'] button"),
        }
        visitor.sees(&format!("[data-verdict={verdict}]:not([hidden])"));
    }
}

fn downloads_are_valid(visitor: &Visitor<'_>, operation: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut guest = Guest::at(visitor.demo().port);
    let mut save = |path: &str, name: &str| {
        let answer = guest.get(path).unwrap();
        assert_eq!(answer.status, 200, "{path}");
        let file = folder.path().join(name);
        fs::write(&file, answer.body).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let trust = save("/trust.json", "trust.json");
    for kind in ["bin", "json"] {
        let file = save(
            &format!("/receipts/{operation}.{kind}"),
            &format!("receipt.{kind}"),
        );
        let judged = linli(&["verify", &file, "--trust", &trust]);
        assert!(
            judged.status.success(),
            "{}",
            String::from_utf8_lossy(&judged.stdout)
        );
        flip_middle_byte(Path::new(&file));
        let judged = linli(&["verify", &file, "--trust", &trust]);
        assert_eq!(
            judged.status.code(),
            Some(1),
            "a flipped byte in the {kind} file"
        );
    }
}

fn flip_middle_byte(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(file, bytes).unwrap();
}

/// The auditor goes from the newest block down to the operation, and to its receipt.
pub(super) fn audit_pages(visitor: &Visitor<'_>, operation: &str) {
    visitor.become_sample("孔审计");
    visitor.open("/explorer");
    visitor.press(".ledger-list a[href^='/explorer/blocks/']");
    visitor.press("nav.pagination a[rel=next]");
    visitor.press(".ledger-list a[href^='/explorer/operations/']");
    visitor.open(&format!("/explorer/operations/{operation}"));
    assert!(
        visitor.text("main").contains(operation),
        "the operation's own page names it"
    );
    visitor.press(&format!("main a[href='/receipts/{operation}']"));
}
