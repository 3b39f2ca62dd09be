//! The guardian on the form of an enrolment.

use vault::{MemberNumber, NamedGuardian, PersonId, VaultError};

use super::{AppState, EnrolForm, Error, FieldErrors, Page, typed};

/// Whoever has this member number; the number may be mistyped, or nobody's.
pub(in crate::pages::counter) async fn find(
    state: &AppState,
    number: &str,
) -> Result<Option<PersonId>, Error> {
    match typed::plain(number).parse::<MemberNumber>() {
        Ok(number) => Ok(state.desk.vault.find_by_member_number(number).await?),
        Err(_) => Ok(None),
    }
}

/// The guardian that the form names: nobody where it is left empty, a complaint where the number
/// is nobody's.
pub(super) async fn named(
    state: &AppState,
    page: &Page,
    form: &EnrolForm,
    errors: &mut FieldErrors,
) -> Result<Option<NamedGuardian>, Error> {
    if form.guardian.trim().is_empty() {
        return Ok(None);
    }
    let Some(guardian) = find(state, &form.guardian).await? else {
        errors.add("guardian", page.t.get("guardian-unfit"));
        return Ok(None);
    };
    let agreed = !form.guardian_present.is_empty();
    Ok(Some(NamedGuardian { guardian, agreed }))
}

/// The sentence for a refusal that has to do with the guardian.
pub(super) fn complaint(error: &VaultError) -> Option<&'static str> {
    match error {
        VaultError::GuardianMissing => Some("guardian-missing"),
        VaultError::GuardianUnfit | VaultError::UnknownPerson => Some("guardian-unfit"),
        _ => None,
    }
}
