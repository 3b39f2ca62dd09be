//! Words of public content: Chinese split by jieba, so that SQLite's full text search finds them.

use crate::{Error, Projections};
use jieba_rs::Jieba;
use ledger::Hash;
use sqlx::SqliteConnection;
use std::sync::{Arc, LazyLock};

/// Loaded when the first text comes and nobody lent a dictionary.
static JIEBA: LazyLock<Arc<Jieba>> = LazyLock::new(|| Arc::new(Jieba::new()));
/// A question has at most so many words; the rest is not asked.
const QUESTION_WORDS_MAX: usize = 16;
/// Words up to this length stand in the index even within longer ones.
const INNER_WORD_CHARACTERS_MAX: usize = 3;

/// Lower case, full-width letters and digits as ordinary ones.
fn fold(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\u{ff01}'..='\u{ff5e}' => u32::from(character)
                .checked_sub(0xfee0)
                .and_then(char::from_u32)
                .unwrap_or(character),
            '\u{3000}' => ' ',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a text, long Chinese words also in their parts.
fn words(dictionary: &Jieba, text: &str) -> Vec<String> {
    // Without guessing new words: what the dictionary lacks falls into characters, in texts and
    // in questions alike.
    dictionary
        .cut_for_search(&fold(text), false)
        .into_iter()
        .map(|token| token.word)
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}

/// A question in the language of the index: every word must occur. A long word is asked for by its
/// parts, because the text may have it within a longer one; single characters such as 的 only
/// count when there is nothing else.
pub(crate) fn question(dictionary: &Jieba, text: &str) -> Option<String> {
    let all = words(dictionary, text);
    let is_long = |word: &str| word.chars().count() > INNER_WORD_CHARACTERS_MAX;
    let has_parts = |word: &str| {
        all.iter()
            .any(|part| part != word && part.chars().count() > 1 && word.contains(part.as_str()))
    };
    let mut asked: Vec<&str> = all
        .iter()
        .map(String::as_str)
        .filter(|word| word.is_ascii() || !is_long(word) || !has_parts(word))
        .collect();
    if asked.iter().any(|word| word.chars().count() > 1) {
        asked.retain(|word| word.chars().count() > 1);
    }
    asked.truncate(QUESTION_WORDS_MAX);
    let quoted: Vec<String> = asked
        .iter()
        .map(|word| format!("\"{}\"", word.replace('"', "")))
        .collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

impl Projections {
    /// Splits text with this dictionary from now on: it takes much memory, so one is shared.
    #[must_use]
    pub fn with_dictionary(mut self, dictionary: Arc<Jieba>) -> Self {
        self.dictionary = Some(dictionary);
        self
    }

    pub(crate) fn dictionary(&self) -> &Jieba {
        self.dictionary.as_ref().unwrap_or(&JIEBA)
    }

    /// Makes public content findable, before or after the block that names its hash; again
    /// replaces what was there.
    pub async fn put_text(&self, content: Hash, title: &str, body: &str) -> Result<(), Error> {
        self.put_texts([(content, title, body)]).await
    }

    /// The same for many texts, given as hash, title and body, in one transaction.
    pub async fn put_texts<'a>(
        &self,
        texts: impl IntoIterator<Item = (Hash, &'a str, &'a str)>,
    ) -> Result<(), Error> {
        // Splitting comes first, so that nobody waits for it.
        let texts: Vec<(Hash, String, String)> = texts
            .into_iter()
            .map(|(content, title, body)| {
                let split = |text| words(self.dictionary(), text).join(" ");
                (content, split(title), split(body))
            })
            .collect();
        let mut db = self.writer().begin_with("BEGIN IMMEDIATE").await?;
        for (content, title, body) in texts {
            replace(&mut db, content, (&title, &body)).await?;
        }
        db.commit().await?;
        Ok(())
    }

    /// Takes content out of the search, when it was taken down.
    pub async fn forget_text(&self, content: Hash) -> Result<(), Error> {
        let mut db = self.writer().begin_with("BEGIN IMMEDIATE").await?;
        let delete =
            "DELETE FROM text_words WHERE rowid IN (SELECT text FROM texts WHERE content = ?)";
        for statement in [delete, "DELETE FROM texts WHERE content = ?"] {
            sqlx::query(statement)
                .bind(content.0.as_slice())
                .execute(&mut *db)
                .await?;
        }
        db.commit().await?;
        Ok(())
    }

    /// Whether a text was fed for this content.
    pub async fn has_text(&self, content: Hash) -> Result<bool, Error> {
        let found: Option<i64> = sqlx::query_scalar("SELECT text FROM texts WHERE content = ?")
            .bind(content.0.as_slice())
            .fetch_optional(self.readers())
            .await?;
        Ok(found.is_some())
    }
}

async fn replace(
    db: &mut SqliteConnection,
    content: Hash,
    (title, body): (&str, &str),
) -> Result<(), Error> {
    sqlx::query("INSERT INTO texts (content) VALUES (?) ON CONFLICT DO NOTHING")
        .bind(content.0.as_slice())
        .execute(&mut *db)
        .await?;
    let text: i64 = sqlx::query_scalar("SELECT text FROM texts WHERE content = ?")
        .bind(content.0.as_slice())
        .fetch_one(&mut *db)
        .await?;
    sqlx::query("DELETE FROM text_words WHERE rowid = ?")
        .bind(text)
        .execute(&mut *db)
        .await?;
    sqlx::query("INSERT INTO text_words (rowid, title, body) VALUES (?, ?, ?)")
        .bind(text)
        .bind(title)
        .bind(body)
        .execute(&mut *db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_asked_for_by_its_parts() {
        let asked = question(&JIEBA, "长江大桥").expect("it has words");
        assert!(
            asked.contains("\"长江\"") && asked.contains("\"大桥\""),
            "{asked}"
        );
    }

    #[test]
    fn full_width_and_capital_letters_are_the_same_words() {
        assert_eq!(words(&JIEBA, "ＷｉＦｉ"), words(&JIEBA, "wifi"));
    }

    #[test]
    fn punctuation_asks_for_nothing() {
        assert_eq!(question(&JIEBA, "！？ \" * ()"), None);
    }

    #[test]
    fn particles_do_not_narrow_a_question() {
        assert!(
            !question(&JIEBA, "轮椅的")
                .expect("it has a word")
                .contains('的')
        );
    }
}
