//! Giving, refusing and withdrawing: one button each; and the record of a decision to keep.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use vault::{ConsentRecord, PersonId, Purpose, Receiver, VaultError};

use crate::desk::person;
use crate::extract::{Form, Path};
use crate::pages::receipts::download::attachment;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page};

#[derive(Deserialize)]
pub(crate) struct DecisionForm {
    purpose: String,
    receiver: String,
    decision: String,
}

/// Records what the reader decided. Nobody but the reader can come here: no helper's scope has it.
pub(crate) async fn decide(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Error> {
    let who = person(page.actor()?);
    let purpose = Purpose::from_code(&form.purpose).map_err(|_| Error::not_found())?;
    let receiver = Receiver::from_code(&form.receiver).map_err(|_| Error::not_found())?;
    let (vault, what, now_ms) = (&state.desk.vault, (purpose, receiver), page.wall_ms);
    let (decided, notice) = match form.decision.as_str() {
        "grant" => (
            vault.grant_consent(who, what, None, now_ms).await,
            "consent-given",
        ),
        "refuse" => (
            vault.refuse_consent(who, what, now_ms).await,
            "consent-refused",
        ),
        "withdraw" => (
            vault.withdraw_consent(who, what, now_ms).await,
            "consent-withdrawn",
        ),
        _ => return Err(Error::not_found()),
    };
    match decided {
        Ok(_) => {
            let back = LocalPath::parse("/me/data");
            Ok(see_other_with_notice(&back, notice, page.tls()))
        }
        Err(VaultError::ConsentNotAsked(_)) => Err(Error::not_found()),
        Err(error) => Err(error.into()),
    }
}

/// The record of one decision, in the fields of ISO/IEC TS 27560.
pub(crate) async fn record(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let who = person(page.actor()?);
    let decisions = state.desk.vault.consents(who).await?;
    let decision = decisions.into_iter().find(|decision| decision.id == id);
    let decision = decision.ok_or_else(Error::not_found)?;
    let office = state.desk.office;
    let body = receipt(who, &office.to_string(), &decision);
    let text = serde_json::to_string_pretty(&body).map_err(Error::internal)?;
    let name = format!("linli-consent-{id}");
    Ok(attachment("application/json", &name, "json", text))
}

fn receipt(who: PersonId, controller: &str, decision: &ConsentRecord) -> serde_json::Value {
    let entry = decision.purpose.entry();
    let fields: Vec<&str> = entry.fields.iter().map(|field| field.code()).collect();
    json!({
        "schema_version": "ISO/IEC TS 27560:2023",
        "record_id": decision.id,
        "pii_principal_id": who.to_string(),
        "pii_processing": {
            "pii_controller": controller,
            "purpose": decision.purpose.code(),
            "lawful_basis": entry.basis.code(),
            "legal_source": entry.legal_source,
            "pii_information": fields,
            "recipient": decision.receiver.code(),
            "responsible": entry.owner,
            "withdrawal_method": "/me/data",
        },
        "event": {
            "event_type": decision.decision.code(),
            "event_time_ms": decision.decided_ms,
            "validity_until_ms": decision.until_ms,
        },
    })
}
