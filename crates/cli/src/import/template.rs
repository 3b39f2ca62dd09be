//! A text with `{column}` in it, filled from one row of a table.

use std::collections::BTreeMap;

/// The pieces of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Column(usize),
}

/// A parsed template: knows which columns it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TemplateError {
    #[error("the column `{0}` is not in the file")]
    ColumnUnknown(String),
    #[error("a `{{` is not closed in `{0}`")]
    BraceOpen(String),
}

impl Template {
    /// Parses `text`; `columns` maps the names in the file's first line to their positions.
    pub(crate) fn parse(
        text: &str,
        columns: &BTreeMap<String, usize>,
    ) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                return Err(TemplateError::BraceOpen(text.to_owned()));
            };
            let column = columns
                .get(name.trim())
                .ok_or_else(|| TemplateError::ColumnUnknown(name.to_owned()))?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Column(*column));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self { pieces })
    }

    /// The text for one row.
    pub(crate) fn fill(&self, row: &csv::StringRecord) -> String {
        let mut filled = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Column(column) => filled.push_str(row.get(*column).unwrap_or("").trim()),
            }
        }
        filled.trim().to_owned()
    }

    /// The first column it reads, to name in an error.
    pub(crate) fn first_column(&self) -> Option<usize> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::Column(column) => Some(*column),
            Piece::Text(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> BTreeMap<String, usize> {
        [("item", 0), ("quantity", 1)]
            .map(|(name, at)| (name.to_owned(), at))
            .into()
    }

    #[test]
    fn columns_are_filled_and_text_is_kept() {
        let template = Template::parse("需要{item}，数量{ quantity }。", &columns()).unwrap();
        let row = csv::StringRecord::from(vec![" 护目镜 ", "20"]);
        assert_eq!(template.fill(&row), "需要护目镜，数量20。");
        assert_eq!(template.first_column(), Some(0));
    }

    #[test]
    fn unknown_columns_and_open_braces_are_named() {
        let unknown = Template::parse("{price}", &columns());
        assert_eq!(
            unknown,
            Err(TemplateError::ColumnUnknown("price".to_owned()))
        );
        assert!(matches!(
            Template::parse("{item", &columns()),
            Err(TemplateError::BraceOpen(_))
        ));
    }
}
