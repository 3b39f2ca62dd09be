//! From CSV rows to listings; every error names line, column and reason.

use std::{collections::BTreeMap, fmt, fs, path::Path};

use anyhow::{Context as _, bail};
use ledger::{
    AreaCode, CategoryCode,
    operation::{BATCH_ACTIONS_MAX, listing::MINUTES_MAX},
};

use super::{
    mapping::{Mapping, parse_area},
    template::Template,
};

/// The largest file, in bytes.
const FILE_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// The longest title and description, in characters.
const TITLE_CHARACTERS_MAX: usize = 60;
const DESCRIPTION_CHARACTERS_MAX: usize = 2_000;
/// The longest time a listing stays open, in days.
const EXPIRES_DAYS_MAX: u64 = 183;

/// One good row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImportedRow {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) category: CategoryCode,
    pub(crate) area: AreaCode,
    pub(crate) minutes: u16,
    pub(crate) capacity: u16,
    pub(crate) expires_in_days: u64,
}

/// One thing that is wrong with one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowError {
    /// Line in the file, from 1.
    pub(crate) line: u64,
    /// Name of the column, as the file has it.
    pub(crate) column: String,
    /// What is wrong and what would be right.
    pub(crate) reason: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "line {}, column {}: {}",
            self.line, self.column, self.reason
        )
    }
}

/// The columns of a file and the templates that read them.
struct Reader {
    names: Vec<String>,
    required: Vec<usize>,
    title: Template,
    description: Template,
    category: Template,
    area: Template,
    minutes: Template,
    capacity: Template,
    expires_in_days: Template,
}

/// Reads a whole file: all rows, or every error in it.
pub(crate) fn read_rows(
    path: &Path,
    mapping: &Mapping,
) -> anyhow::Result<Result<Vec<ImportedRow>, Vec<RowError>>> {
    let name = path.display();
    let bytes = fs::metadata(path)
        .with_context(|| format!("cannot read {name}"))?
        .len();
    if bytes > FILE_BYTES_MAX {
        bail!("{name} is larger than {FILE_BYTES_MAX} bytes");
    }
    let content = fs::read(path).with_context(|| format!("cannot read {name}"))?;
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&content);
    parse_rows(content, mapping).with_context(|| format!("{name} cannot be used"))
}

/// Reads the content of a file.
pub(crate) fn parse_rows(
    content: &[u8],
    mapping: &Mapping,
) -> anyhow::Result<Result<Vec<ImportedRow>, Vec<RowError>>> {
    let mut file = csv::ReaderBuilder::new().from_reader(content);
    let reader = Reader::new(
        file.headers().context("the first line must name columns")?,
        mapping,
    )?;
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for record in file.records() {
        match record {
            Ok(record) => match reader.read(&record, mapping) {
                Ok(row) => rows.push(row),
                Err(mut found) => errors.append(&mut found),
            },
            Err(error) => errors.push(broken_line(&error)),
        }
        if rows.len() > BATCH_ACTIONS_MAX {
            bail!("more than {BATCH_ACTIONS_MAX} rows: split the file");
        }
    }
    if rows.is_empty() && errors.is_empty() {
        bail!("there is no row after the first line");
    }
    Ok(if errors.is_empty() {
        Ok(rows)
    } else {
        Err(errors)
    })
}

/// A line that is not CSV at all, or not UTF-8.
fn broken_line(error: &csv::Error) -> RowError {
    let line = error.position().map_or(0, csv::Position::line);
    RowError {
        line,
        column: "*".to_owned(),
        reason: error.to_string(),
    }
}

impl Reader {
    fn new(headers: &csv::StringRecord, mapping: &Mapping) -> anyhow::Result<Self> {
        let names: Vec<String> = headers.iter().map(|name| name.trim().to_owned()).collect();
        let columns: BTreeMap<String, usize> = names
            .iter()
            .enumerate()
            .map(|(at, name)| (name.clone(), at))
            .collect();
        if columns.len() != names.len() {
            bail!("two columns have the same name");
        }
        let required = mapping.required.iter().map(|name| {
            columns
                .get(name)
                .copied()
                .with_context(|| format!("there is no column `{name}`"))
        });
        Ok(Self {
            required: required.collect::<Result<_, _>>()?,
            title: Template::parse(&mapping.title, &columns)?,
            description: Template::parse(&mapping.description, &columns)?,
            category: Template::parse(&mapping.category, &columns)?,
            area: Template::parse(&mapping.area, &columns)?,
            minutes: Template::parse(&mapping.minutes, &columns)?,
            capacity: Template::parse(&mapping.capacity, &columns)?,
            expires_in_days: Template::parse(&mapping.expires_in_days, &columns)?,
            names,
        })
    }

    /// One row, or everything that is wrong with it.
    fn read(
        &self,
        record: &csv::StringRecord,
        mapping: &Mapping,
    ) -> Result<ImportedRow, Vec<RowError>> {
        let line = record.position().map_or(0, csv::Position::line);
        let mut errors = Vec::new();
        let mut wrong = |column: Option<usize>, reason: String| {
            let name = column.and_then(|at| self.names.get(at)).cloned();
            errors.push(RowError {
                line,
                column: name.unwrap_or_else(|| "*".to_owned()),
                reason,
            });
        };
        for column in &self.required {
            if record.get(*column).unwrap_or("").trim().is_empty() {
                wrong(Some(*column), "may not be empty".to_owned());
            }
        }
        let mut text = |template: &Template, most: usize| {
            let filled = template.fill(record);
            if filled.chars().count() > most {
                wrong(
                    template.first_column(),
                    format!("is longer than {most} characters"),
                );
            }
            filled
        };
        let title = text(&self.title, TITLE_CHARACTERS_MAX);
        let description = text(&self.description, DESCRIPTION_CHARACTERS_MAX);
        let category = mapping.category_of(&self.category.fill(record));
        if category.is_none() {
            wrong(
                self.category.first_column(),
                "is no category that Linli knows".to_owned(),
            );
        }
        let area = parse_area(&self.area.fill(record));
        if area.is_none() {
            wrong(
                self.area.first_column(),
                "is not an area code of 6, 9 or 12 digits".to_owned(),
            );
        }
        let mut number = |template: &Template, most: u64| {
            let value = template
                .fill(record)
                .parse()
                .ok()
                .filter(|value| (1..=most).contains(value));
            if value.is_none() {
                let reason = format!("is not a whole number from 1 to {most}");
                wrong(template.first_column(), reason);
            }
            value.unwrap_or(1)
        };
        let minutes = number(&self.minutes, u64::from(MINUTES_MAX));
        let capacity = number(&self.capacity, 10_000);
        let expires_in_days = number(&self.expires_in_days, EXPIRES_DAYS_MAX);
        match (category, area) {
            (Some(category), Some(area)) if errors.is_empty() => Ok(ImportedRow {
                title,
                description,
                category,
                area,
                minutes: u16::try_from(minutes).unwrap_or(MINUTES_MAX),
                capacity: u16::try_from(capacity).unwrap_or(1),
                expires_in_days,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "title,description,category,area,minutes,capacity,expires_in_days\n";

    fn parse(rows: &str) -> Result<Vec<ImportedRow>, Vec<RowError>> {
        parse_rows(format!("{HEAD}{rows}").as_bytes(), &Mapping::standard()).unwrap()
    }

    #[test]
    fn a_good_file_becomes_rows() {
        let rows = parse("理发,上门,haircut,440604010001,60,1,30\n").unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].title, "理发");
        assert_eq!(rows[0].area, AreaCode(440_604_010_001));
    }

    #[test]
    fn every_error_names_line_column_and_reason() {
        let errors =
            parse("理发,上门,haircut,440604010001,60,1,30\n,,barber,44,soon,0,999\n").unwrap_err();
        let places: Vec<_> = errors
            .iter()
            .map(|error| (error.line, error.column.as_str()))
            .collect();
        let expected = [
            "title", "category", "area", "category", "area", "minutes", "capacity",
        ];
        assert!(places.iter().all(|(line, _)| *line == 3));
        for column in expected.into_iter().chain(["expires_in_days"]) {
            let named = places.iter().any(|(_, name)| *name == column);
            let filled = column == "category" || column == "area";
            assert!(named || filled, "{column} in {places:?}");
        }
        assert!(
            errors
                .iter()
                .any(|error| error.reason.contains("whole number"))
        );
    }

    #[test]
    fn broken_lines_are_errors_and_not_panics() {
        let errors = parse("a,b\n").unwrap_err();
        assert_eq!(errors[0].line, 2);
        let content = [
            HEAD.as_bytes(),
            b"\xff\xfe,x,haircut,440604010001,60,1,30\n",
        ]
        .concat();
        assert!(parse_rows(&content, &Mapping::standard()).unwrap().is_err());
    }

    #[test]
    fn a_file_without_rows_or_columns_is_refused() {
        assert!(parse_rows(HEAD.as_bytes(), &Mapping::standard()).is_err());
        assert!(parse_rows(b"a,a\n1,2\n", &Mapping::standard()).is_err());
        assert!(parse_rows(b"", &Mapping::standard()).is_err());
    }

    #[test]
    fn the_corpus_of_the_fuzzer_is_read_or_refused_in_words() {
        let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/csv_rows");
        let mut files = 0;
        for entry in fs::read_dir(corpus).unwrap() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            if let Ok(Err(errors)) = parse_rows(&bytes, &Mapping::standard()) {
                assert!(errors.iter().all(|error| error.line > 0));
                assert!(errors.iter().all(|error| !error.reason.is_empty()));
            }
            files += 1;
        }
        assert!(files >= 3, "the seeds are there");
    }
}
