//! What is wrong with a form: one sentence per field, for the summary and beside the field.

/// The complaints about one form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

/// One complaint: the field's id and what to do about it, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: &'static str,
    pub message: String,
}

impl FieldErrors {
    pub fn add(&mut self, field: &'static str, message: impl ToString) {
        self.0.push(FieldError {
            field,
            message: message.to_string(),
        });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first complaint about this field: what the field macros take as `error`.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.message.as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }
}

/// One choice of a select or of radio buttons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A second line under the label; may be empty.
    pub hint: String,
}

impl Choice {
    pub fn new(value: impl ToString, label: impl ToString) -> Self {
        Self {
            value: value.to_string(),
            label: label.to_string(),
            hint: String::new(),
        }
    }

    /// Whether this is the chosen one.
    pub fn is(&self, value: &str) -> bool {
        self.value == value
    }

    #[must_use]
    pub fn hint(self, hint: impl ToString) -> Self {
        Self {
            hint: hint.to_string(),
            ..self
        }
    }
}
