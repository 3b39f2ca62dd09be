//! Export: everything that is held about a person, for that person.

use serde_json::{Map, Value, json};

use crate::{
    Access, AccessLine, ConsentRecord, Field, PersonId, Purpose, Reader, Retention, Session, Vault,
    VaultError,
};

const FORMAT: &str = "linli-vault-export/1";
const LINES_MAX: u32 = 100_000;

impl Vault {
    /// Collects a person's own data. Like every read, it leaves a line in the access log.
    pub async fn export(&self, person: PersonId, now_ms: u64) -> Result<Value, VaultError> {
        let subject = self.check_active(person).await?;
        let access = Access {
            reader: Reader::Own,
            purpose: Purpose::OwnData,
            at_ms: now_ms,
        };
        let data = self.read(person, &Field::ALL, access).await?;
        let fields: Map<String, Value> = data
            .iter()
            .map(|(field, text)| (field.code().to_owned(), describe(field, text)))
            .collect();
        let guardianship = self.guardianship(person).await?;
        let guardianship = guardianship.filter(|one| one.is_minor(now_ms));
        Ok(json!({
            "guardian": guardianship.map(guardian_value),
            "format": FORMAT,
            "exported_ms": now_ms,
            "person": person.to_string(),
            "kind": subject.kind.code(),
            "enrolled_ms": subject.enrolled_ms,
            "enrolled_by": subject.enrolled_by.to_string(),
            "custodial_public_key": hex::encode(self.public_key(person).await?),
            "fields": fields,
            "consents": list(self.consents(person).await?, consent_value),
            "accesses": list(self.access_log(person, LINES_MAX).await?, access_value),
            "endorsements": list(self.endorsements(person).await?, endorsement_value),
            "letters": list(self.letters_by(person).await?, letter_value),
            "reports": list(self.reports_by(person).await?, report_value),
            "sessions": list(self.sessions(person, now_ms).await?, session_value),
        }))
    }
}

fn endorsement_value(one: crate::Endorsement) -> Value {
    json!({
        "organisation": one.organisation.to_string(),
        "kind": one.kind,
        "fact": one.fact,
        "evidence": one.evidence,
        "salt": hex::encode(one.salt),
        "stated_ms": one.stated_ms,
        "until_ms": one.until_ms,
        "objected_ms": one.objected_ms,
        "holds": one.state == crate::EndorsementState::Standing,
    })
}

fn letter_value(one: crate::Letter) -> Value {
    json!({
        "words": one.words,
        "salt": hex::encode(one.salt),
        "written_ms": one.written_ms,
    })
}

fn report_value(one: crate::Report) -> Value {
    json!({
        "kind": one.new.kind,
        "content": hex::encode(one.new.content),
        "ground": one.new.ground,
        "words": one.new.words,
        "reported_ms": one.reported_ms,
        "decided_ms": one.decided_ms,
    })
}

fn guardian_value(one: crate::Guardianship) -> Value {
    json!({
        "guardian": one.guardian.to_string(),
        "state": one.state.code(),
        "changed_ms": one.changed_ms,
        "until_ms": one.of_age_ms,
    })
}

fn list<T>(items: Vec<T>, value: fn(T) -> Value) -> Vec<Value> {
    items.into_iter().map(value).collect()
}

/// A value with every purpose that may read it.
fn describe(field: Field, text: &str) -> Value {
    let covering = crate::REGISTER
        .iter()
        .filter(|entry| entry.fields.contains(&field));
    let purposes: Vec<Value> = covering
        .map(|entry| {
            json!({
                "purpose": entry.purpose.code(),
                "basis": entry.basis.code(),
                "legal_source": entry.legal_source,
                "owner": entry.owner,
                "kept_days_after_end": match entry.retention {
                    Retention::WhileEnrolled => Value::Null,
                    Retention::DaysAfterEnd(days) => json!(days),
                },
            })
        })
        .collect();
    json!({ "value": text, "purposes": purposes })
}

fn consent_value(consent: ConsentRecord) -> Value {
    json!({
        "id": consent.id,
        "purpose": consent.purpose.code(),
        "receiver": consent.receiver.code(),
        "decision": consent.decision.code(),
        "decided_ms": consent.decided_ms,
        "until_ms": consent.until_ms,
    })
}

fn access_value(line: AccessLine) -> Value {
    let fields: Vec<&str> = line.fields.iter().map(|field| field.code()).collect();
    json!({
        "reader": line.reader.code(),
        "purpose": line.purpose.code(),
        "basis": line.basis.code(),
        "consent": line.consent,
        "fields": fields,
        "read_ms": line.read_ms,
    })
}

fn session_value(session: Session) -> Value {
    json!({
        "opened_ms": session.opened_ms,
        "last_seen_ms": session.last_seen_ms,
        "expires_ms": session.expires_ms,
    })
}
