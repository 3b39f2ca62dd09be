//! Judges the form of an enrolment, field by field, before anything is written.

use vault::IdNumberError;

use super::{
    AppState, AreaCode, AreaLevel, EnrolForm, Error, FieldErrors, IdNumber, NewResident, Page,
    PersonalText, Role, typed,
};
use crate::i18n::Words;

const NAME_CHARACTERS_MAX: usize = 60;
const NICKNAME_CHARACTERS_MAX: usize = 20;
const ADDRESS_CHARACTERS_MAX: usize = 200;

/// The resident that the form describes, or complaints and nobody.
pub(super) fn resident(
    state: &AppState,
    page: &Page,
    form: &EnrolForm,
    errors: &mut FieldErrors,
) -> Result<Option<NewResident>, Error> {
    let t = page.t;
    let name = name(t, form, errors);
    let id_number = id_number(page, form, errors);
    let phone = phone(t, form, errors);
    let address = short(&form.address, ADDRESS_CHARACTERS_MAX, || {
        errors.add("address", t.get("enrol-too-long"));
    });
    let nickname = short(&form.nickname, NICKNAME_CHARACTERS_MAX, || {
        errors.add("nickname", t.get("enrol-too-long"));
    });
    let community = community(state, page, form)?;
    if community.is_none() {
        errors.add("community", t.get("enrol-community-error"));
    }
    let asks = state.register.is_some() && !form.ask_register.is_empty();
    if form.seen.is_empty() && !asks {
        errors.add("seen", t.get("enrol-seen-error"));
    }
    let (Some(name), Some(id_number), Some(community), true) =
        (name, id_number, community, errors.is_empty())
    else {
        return Ok(None);
    };
    Ok(Some(NewResident {
        name,
        id_number,
        phone,
        address,
        nickname,
        community,
        guardian: None,
    }))
}

fn name(t: Words, form: &EnrolForm, errors: &mut FieldErrors) -> Option<PersonalText> {
    let name = typed::plain(&form.name);
    let letters = name.chars().any(char::is_alphabetic);
    let digits = name.chars().any(char::is_numeric);
    if !letters || digits || name.chars().count() > NAME_CHARACTERS_MAX {
        errors.add("name", t.get("enrol-name-error"));
        return None;
    }
    Some(PersonalText::new(name))
}

fn id_number(page: &Page, form: &EnrolForm, errors: &mut FieldErrors) -> Option<IdNumber> {
    let t = page.t;
    let parsed = IdNumber::parse(&form.id_number).and_then(|number| {
        number.check_born(page.wall_ms)?;
        if number.is_sample() && !page.demo {
            return Err(IdNumberError::UnknownArea);
        }
        Ok(number)
    });
    let sentence = match parsed {
        Ok(number) => return Some(number),
        Err(IdNumberError::WrongLength { found: 0 }) => t.get("enrol-id-missing"),
        Err(IdNumberError::WrongLength { found }) => {
            t.say("enrol-id-length").set("found", found).to_string()
        }
        Err(IdNumberError::NotADigit { position }) => {
            let sentence = t.say("enrol-id-digit");
            sentence.set("position", position).to_string()
        }
        Err(IdNumberError::UnknownArea) => t.get("enrol-id-area"),
        Err(IdNumberError::ImpossibleDate) => t.get("enrol-id-date"),
        Err(IdNumberError::BornInTheFuture) => t.get("enrol-id-future"),
        Err(IdNumberError::CheckDigitWrong) => t.get("enrol-id-check"),
    };
    errors.add("id_number", sentence);
    None
}

/// Digits, with the signs that people put between them.
fn phone(t: Words, form: &EnrolForm, errors: &mut FieldErrors) -> Option<PersonalText> {
    let phone = typed::plain(&form.phone);
    if phone.is_empty() {
        return None;
    }
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let plain = phone
        .chars()
        .all(|character| character.is_ascii_digit() || " -+()".contains(character));
    if !plain || !(7..=15).contains(&digits) {
        errors.add("phone", t.get("enrol-phone-error"));
        return None;
    }
    Some(PersonalText::new(phone))
}

fn short(text: &str, characters_max: usize, complain: impl FnOnce()) -> Option<PersonalText> {
    let text = text.trim();
    if text.chars().count() > characters_max {
        complain();
        return None;
    }
    (!text.is_empty()).then(|| PersonalText::new(text.to_owned()))
}

/// A community of this district that the clerk enrols for.
fn community(state: &AppState, page: &Page, form: &EnrolForm) -> Result<Option<AreaCode>, Error> {
    let clerk = page.actor()?;
    let code = form.community.parse().ok().map(AreaCode);
    Ok(code.filter(|code| {
        code.level() == Some(AreaLevel::Community)
            && state.areas.get(*code).is_some()
            && state.desk.holds(clerk, Role::Clerk, *code)
    }))
}
