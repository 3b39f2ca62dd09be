//! Figures beside the bars that the project holds itself to.

use serde_json::{Value, json};

/// A figure that should not be larger.
pub(super) fn at_most(measured: f64, bar: f64) -> Value {
    json!({ "measured": measured, "at_most": bar, "met": measured <= bar })
}

/// A figure that should not be smaller.
pub(super) fn at_least(measured: f64, bar: f64) -> Value {
    json!({ "measured": measured, "at_least": bar, "met": measured >= bar })
}
