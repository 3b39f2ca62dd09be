//! Step 1: a clerk enrols a resident, who signs in with the code that was handed over.

use vault::IdNumber;

use super::Visitor;

const PIN: &str = "618305";

/// Who was enrolled, as the slip says it.
pub(super) struct Resident {
    id_number: String,
    member_number: String,
    code: String,
}

impl Resident {
    /// Signs in with the PIN that they chose.
    pub(super) fn sign_in(&self, visitor: &Visitor<'_>) {
        self.enter(visitor, PIN);
        assert_eq!(visitor.path(), "/");
    }

    fn enter(&self, visitor: &Visitor<'_>, secret: &str) {
        visitor.press("form[action='/sign-out'] button");
        visitor.open("/sign-in");
        visitor.fill("number", &self.member_number);
        visitor.fill("secret", secret);
        visitor.press("form[action='/sign-in'] button");
    }
}

pub(super) fn enrol(visitor: &Visitor<'_>) -> Resident {
    // Area 000000 belongs to nobody.
    let id_number = IdNumber::complete("00000019580412077")
        .unwrap()
        .reveal()
        .to_owned();
    visitor.become_sample("小周");
    visitor.open("/counter");
    visitor.press("main a[href='/counter/enrol']");
    fill_in(visitor, &id_number);
    visitor.press("form[action='/counter/enrol'] button");
    assert!(
        visitor.path().starts_with("/counter/enrolled/"),
        "{}",
        visitor.path()
    );
    Resident {
        id_number,
        member_number: visitor.text(".slip dl > div:nth-child(1) dd"),
        code: visitor.text(".slip dl > div:nth-child(2) dd"),
    }
}

fn fill_in(visitor: &Visitor<'_>, id_number: &str) {
    visitor.fill("name", "梁婉仪");
    visitor.fill("id_number", id_number);
    visitor.select("select[name=community] option[value='440604012055']");
    visitor.fill("nickname", "婉姨");
    visitor.choose("#seen");
}

pub(super) fn second_enrolment_is_refused(visitor: &Visitor<'_>, resident: &Resident) {
    visitor.open("/counter/enrol");
    fill_in(visitor, &resident.id_number);
    visitor.press("form[action='/counter/enrol'] button");
    assert_eq!(visitor.path(), "/counter/enrol");
    visitor.sees("#id_number[aria-invalid=true]");
    visitor.sees(".error-summary a[href='#id_number']");
}

pub(super) fn sign_in_with_code(visitor: &Visitor<'_>, resident: &Resident) {
    resident.enter(visitor, &resident.code);
    assert!(
        visitor.path().starts_with("/sign-in/pin"),
        "{}",
        visitor.path()
    );
    visitor.fill("pin", PIN);
    visitor.fill("again", PIN);
    visitor.press("form[action='/sign-in/pin'] button");
    assert_eq!(visitor.path(), "/");
}
