//! Asking a register whether a name and an ID number belong together: a small trait, and the one
//! that reads a file, for offices that get a list and for the demonstration.

use std::collections::BTreeMap;

use async_trait::async_trait;
use vault::IdNumber;

use crate::error::Cause;

/// What a register says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterAnswer {
    /// They belong together.
    Match,
    /// The number belongs to another name, or to nobody: which of the two is not for the counter.
    NoMatch,
}

/// A register of real names; the office's supplier of one implements it.
#[async_trait]
pub trait NameRegister: Send + Sync {
    /// Asks once, for a person who stands at the counter; an error means that it did not answer.
    async fn ask(&self, name: &str, id_number: &IdNumber) -> Result<RegisterAnswer, Cause>;
}

/// Names by ID number, from lines such as `000000198403041015,张三`. It has no `Debug`.
pub struct FileRegister(BTreeMap<String, String>);

/// A line of a register that says nothing; the line itself is personal and not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the register is not an ID number, a comma and a name")]
pub struct RegisterMalformed {
    /// Counted from one.
    pub line: usize,
}

impl FileRegister {
    /// Reads the lines; empty ones are skipped.
    pub fn parse(text: &str) -> Result<Self, RegisterMalformed> {
        let mut names = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let malformed = RegisterMalformed { line: index + 1 };
            let (number, name) = line.split_once(',').ok_or(malformed)?;
            let number = IdNumber::parse(number).map_err(|_| malformed)?;
            if name.trim().is_empty() {
                return Err(malformed);
            }
            names.insert(number.reveal().to_owned(), name.trim().to_owned());
        }
        Ok(Self(names))
    }
}

#[async_trait]
impl NameRegister for FileRegister {
    async fn ask(&self, name: &str, id_number: &IdNumber) -> Result<RegisterAnswer, Cause> {
        let held = self.0.get(id_number.reveal());
        Ok(match held {
            Some(held) if held == name.trim() => RegisterAnswer::Match,
            Some(_) | None => RegisterAnswer::NoMatch,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_answers_for_its_lines_and_names_a_bad_one() {
        let register = FileRegister::parse("\n000000198403041015, 张三\n").unwrap();
        let number = IdNumber::parse("000000198403041015").unwrap();
        assert_eq!(
            register.ask("张三", &number).await.unwrap(),
            RegisterAnswer::Match
        );
        assert_eq!(
            register.ask("李四", &number).await.unwrap(),
            RegisterAnswer::NoMatch
        );
        for (text, line) in [("张三", 1), ("\n123,张三", 2), ("000000198403041015,", 1)] {
            assert_eq!(
                FileRegister::parse(text).err(),
                Some(RegisterMalformed { line })
            );
        }
    }
}
