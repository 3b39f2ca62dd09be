//! QR codes as drawings: for links, receipts and the sign of a hut.

use std::fmt::Write as _;

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

use super::Markup;

/// White space around the code that readers need, in modules.
const QUIET: usize = 4;

/// More than one code can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the content is too long for one QR code")]
pub struct TooLong;

/// Draws `content`; `label` says in words what the code is for.
pub fn svg(content: &[u8], label: &str) -> Result<Markup, TooLong> {
    draw(content, label, ECL::Q)
}

/// Draws long content, which is easier to scan in larger modules than with more repair.
pub fn svg_dense(content: &[u8], label: &str) -> Result<Markup, TooLong> {
    draw(content, label, ECL::L)
}

fn draw(content: &[u8], label: &str, level: ECL) -> Result<Markup, TooLong> {
    let code = QRBuilder::new(content).ecl(level).build();
    let code = code.map_err(|_| TooLong)?;
    let mut path = String::new();
    for row in 0..code.size {
        for column in (0..code.size).filter(|column| code[row][*column].value()) {
            let (x, y) = (column + QUIET, row + QUIET);
            write!(path, "M{x} {y}h1v1h-1z").map_err(|_| TooLong)?;
        }
    }
    let side = code.size + 2 * QUIET;
    let label = label
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    Ok(askama::filters::Safe(format!(
        "<svg class=\"qr\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path d=\"{path}\"/></svg>"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_fits_one_code() {
        let drawing = svg(&[0xA5; 1500], "凭证").unwrap();
        assert!(
            drawing
                .0
                .starts_with("<svg class=\"qr\" role=\"img\" aria-label=\"凭证\"")
        );
        assert!(svg_dense(&[0xA5; 2900], "").is_ok());
        assert_eq!(svg_dense(&[0; 4000], "").err(), Some(TooLong));
    }
}
