//! Signing in with a phone: a code of six digits is drawn, sent by whoever can, and good once.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sqlx::{Sqlite, Transaction};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::lockout::Counters;
use crate::pin::plain_digit;
use crate::{
    PersonId, PersonalText, SignIn, SignInError, SignInMethod, SubjectKind, Vault, VaultError,
    random,
};

/// How long a code is good.
const VALID_MS: u64 = 5 * 60_000;
const DIGITS: usize = 11;
const CODES: u64 = 1_000_000;

/// A code to send. It has no `Debug`: both parts are personal.
pub struct PhoneCode {
    /// Eleven digits.
    pub phone: PersonalText,
    /// Six digits.
    pub code: PersonalText,
}

/// The codes on their way, in memory only: a restart forgets them, and nothing of them is on disk.
#[derive(Default)]
pub struct PhoneCodes(Mutex<BTreeMap<[u8; 32], Waiting>>);

struct Waiting {
    digest: [u8; 32],
    /// Nobody, when no account or more than one has this number.
    person: Option<PersonId>,
    until_ms: u64,
}

impl PhoneCodes {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<[u8; 32], Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, index: [u8; 32], waiting: Waiting, now_ms: u64) {
        let mut codes = self.lock();
        codes.retain(|_, waiting| now_ms < waiting.until_ms);
        codes.insert(index, waiting);
    }

    /// A code that fits is used up; one that does not stays, and the lockout counts.
    fn take(&self, index: &[u8; 32], digest: &[u8; 32], now_ms: u64) -> Option<PersonId> {
        let mut codes = self.lock();
        let nobody = Waiting {
            digest: [0; 32],
            person: None,
            until_ms: 0,
        };
        let waiting = codes.get(index).unwrap_or(&nobody);
        let fits: bool = waiting.digest.ct_eq(digest).into();
        let person = waiting.person.filter(|_| fits && now_ms < waiting.until_ms);
        if person.is_some() {
            codes.remove(index);
        }
        person
    }
}

impl Vault {
    /// Draws a code for a phone number, and returns it when there is an account to send it for.
    /// The work is the same for a number that nobody has, and draws are limited per number and per
    /// client, so that neither the answer nor a flood tells who has an account.
    pub async fn draw_phone_code(
        &self,
        phone: &str,
        now_ms: u64,
        client: &str,
    ) -> Result<Option<PhoneCode>, SignInError> {
        let digits = parse(phone).ok_or(SignInError::SecretMalformed)?;
        let index = self.issuer.phone_index(&digits);
        let counters = Counters {
            account: self.issuer.phone_code(&index, "draws"),
            client: self.issuer.client_index(&format!("phone {client}")),
        };
        if let Err(until_ms) = self.begin_attempt(counters, now_ms).await? {
            return Err(SignInError::Locked { until_ms });
        }
        let code = Zeroizing::new(format!("{:06}", random::below(CODES)?));
        let person = self.person_of_phone(&index).await?;
        let waiting = Waiting {
            digest: self.issuer.phone_code(&index, &code),
            person,
            until_ms: now_ms.saturating_add(VALID_MS),
        };
        self.phone_codes.put(index, waiting, now_ms);
        Ok(person.map(|_| PhoneCode {
            phone: digits,
            code,
        }))
    }

    /// Checks a code that was sent to a phone; refusals look and cost the same for all numbers.
    pub async fn sign_in_by_phone(
        &self,
        phone: &str,
        code: &str,
        now_ms: u64,
        client: &str,
    ) -> Result<SignIn, SignInError> {
        let digits = parse(phone).ok_or(SignInError::SecretMalformed)?;
        let typed: String = code
            .chars()
            .filter_map(plain_digit)
            .map(char::from)
            .collect();
        let index = self.issuer.phone_index(&digits);
        let counters = Counters {
            account: index,
            client: self.issuer.client_index(client),
        };
        if let Err(until_ms) = self.begin_attempt(counters, now_ms).await? {
            return Err(SignInError::Locked { until_ms });
        }
        let digest = self.issuer.phone_code(&index, &Zeroizing::new(typed));
        let person = self.phone_codes.take(&index, &digest, now_ms);
        let person = person.ok_or(SignInError::Refused)?;
        let subject = self.check_active(person).await?;
        let mut records = self.store.write_records().await?;
        self.clear_attempt(&mut records, counters).await?;
        records.commit().await?;
        Ok(SignIn {
            person,
            kind: subject.kind,
            method: SignInMethod::Phone,
            // A phone needs no PIN beside it.
            has_pin: true,
        })
    }

    /// The one active natural person with this phone; nobody when several share it.
    async fn person_of_phone(&self, index: &[u8; 32]) -> Result<Option<PersonId>, VaultError> {
        let people: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT phone.person FROM phone JOIN subject ON subject.person = phone.person
             WHERE phone_index = ? AND state = 'active' AND kind = ?",
        )
        .bind(&index[..])
        .bind(SubjectKind::Natural.code())
        .fetch_all(self.store.records())
        .await?;
        match people.as_slice() {
            [person] => PersonId::from_slice(person).map(Some),
            _ => Ok(None),
        }
    }

    /// Notes the number that a person can sign in with, in the write that stores it.
    pub(crate) async fn index_phone(
        &self,
        records: &mut Transaction<'_, Sqlite>,
        person: PersonId,
        phone: &str,
    ) -> Result<(), VaultError> {
        let Some(digits) = parse(phone) else {
            // A landline: nothing can be sent there.
            sqlx::query("DELETE FROM phone WHERE person = ?")
                .bind(&person.0[..])
                .execute(&mut **records)
                .await?;
            return Ok(());
        };
        sqlx::query("INSERT OR REPLACE INTO phone (person, phone_index) VALUES (?, ?)")
            .bind(&person.0[..])
            .bind(&self.issuer.phone_index(&digits)[..])
            .execute(&mut **records)
            .await?;
        Ok(())
    }
}

/// The eleven digits of a mobile number, however they were typed. Those that begin with `000`
/// belong to nobody: invented people have them.
fn parse(text: &str) -> Option<PersonalText> {
    let text = text.trim();
    let text = text.strip_prefix("+86").unwrap_or(text);
    let mut digits = Zeroizing::new(String::with_capacity(DIGITS));
    for character in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        digits.push(char::from(plain_digit(character)?));
        if digits.len() > DIGITS {
            return None;
        }
    }
    let is_mobile = digits.starts_with('1') || digits.starts_with("000");
    (digits.len() == DIGITS && is_mobile).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_number_is_read_however_it_is_typed() {
        for typed in [
            "13800000001",
            "+86 138 0000 0001",
            "138-0000-0001",
            "１３８00000001",
        ] {
            assert_eq!(parse(typed).unwrap().as_str(), "13800000001", "{typed}");
        }
        for refused in [
            "",
            "0757-0000-0000",
            "23800000001",
            "1380000000",
            "138000000012",
        ] {
            assert!(parse(refused).is_none(), "{refused}");
        }
    }
}
