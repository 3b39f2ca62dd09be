//! Who is to be enrolled: what the caller hands over, checked and brought into one shape.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::seal::SealKey;
use crate::{
    Field, Guardianship, IdNumber, MemberNumber, NamedGuardian, PersonId, SubjectKind, Vault,
    VaultError, guardian, nickname, random, record,
};

/// A text about a person, wiped when dropped.
pub type PersonalText = Zeroizing<String>;

/// A natural person to enrol.
pub struct NewPerson {
    /// The id to use; it was never used before.
    pub person: PersonId,
    /// The member number to use, or none to draw one.
    pub member_number: Option<MemberNumber>,
    /// The legal name.
    pub name: PersonalText,
    /// The ID number, already checked; the birth date is taken from it.
    pub id_number: IdNumber,
    /// A phone number, if there is one.
    pub phone: Option<PersonalText>,
    /// An address, if it is given.
    pub address: Option<PersonalText>,
    /// The name to show to neighbours, or none for a short form.
    pub nickname: Option<PersonalText>,
    /// Who answers for a minor; a grown-up has nobody.
    pub guardian: Option<NamedGuardian>,
    /// The seed of the signing key that the office holds, or none to draw one.
    pub custodial_seed: Option<Zeroizing<[u8; 32]>>,
}

/// An organisation to enrol.
pub struct NewOrganisation {
    /// The id to use; it was never used before.
    pub person: PersonId,
    /// The member number to use, or none to draw one.
    pub member_number: Option<MemberNumber>,
    /// The registered name, which neighbours see in full.
    pub name: PersonalText,
    /// The registration code, if it has one.
    pub registration_code: Option<PersonalText>,
    /// A phone number, if there is one.
    pub phone: Option<PersonalText>,
    /// An address, if it is given.
    pub address: Option<PersonalText>,
    /// Whether it is a sample that stands for nobody.
    pub sample: bool,
    /// The seed of the signing key that the office holds, or none to draw one.
    pub custodial_seed: Option<Zeroizing<[u8; 32]>>,
}

/// Either kind, for enrolling many at once.
pub enum NewSubject {
    /// A natural person.
    Person(Box<NewPerson>),
    /// An organisation.
    Organisation(Box<NewOrganisation>),
}

/// Both kinds in one shape, checked.
pub(crate) struct Draft {
    pub(crate) person: PersonId,
    pub(crate) kind: SubjectKind,
    pub(crate) sample: bool,
    pub(crate) guardianship: Option<Guardianship>,
    pub(crate) pseudonym: Option<[u8; 32]>,
    pub(crate) member_number: Option<MemberNumber>,
    pub(crate) fields: BTreeMap<Field, PersonalText>,
    pub(crate) seed: Zeroizing<[u8; 32]>,
    pub(crate) key: SealKey,
}

impl Vault {
    pub(crate) fn draft_person(&self, new: NewPerson, now_ms: u64) -> Result<Draft, VaultError> {
        new.id_number.check_born(now_ms)?;
        let shown = new
            .nickname
            .unwrap_or_else(|| nickname::short_form(&new.name).into());
        let born = new.id_number.birth_date();
        let guardianship = guardian::at_enrolment(new.person, born, new.guardian, now_ms)?;
        let birth_date = born.to_string();
        let fields = collect_fields([
            (Field::Name, Some(new.name)),
            (
                Field::IdNumber,
                Some(new.id_number.reveal().to_owned().into()),
            ),
            (Field::BirthDate, Some(birth_date.into())),
            (Field::Phone, new.phone),
            (Field::Address, new.address),
            (Field::Nickname, Some(shown)),
        ])?;
        Ok(Draft {
            person: new.person,
            kind: SubjectKind::Natural,
            sample: new.id_number.is_sample(),
            guardianship,
            pseudonym: Some(self.issuer.pseudonym(&new.id_number)),
            member_number: new.member_number,
            fields,
            seed: seed_or_random(new.custodial_seed)?,
            key: SealKey::random()?,
        })
    }

    pub(crate) fn draft_organisation(&self, new: NewOrganisation) -> Result<Draft, VaultError> {
        let code = new.registration_code.as_deref();
        let pseudonym = code.map(|code| self.issuer.organisation_pseudonym(code));
        let fields = collect_fields([
            (Field::Nickname, Some(new.name.clone())),
            (Field::Name, Some(new.name)),
            (Field::RegistrationCode, new.registration_code),
            (Field::Phone, new.phone),
            (Field::Address, new.address),
        ])?;
        Ok(Draft {
            person: new.person,
            kind: SubjectKind::Organisation,
            sample: new.sample,
            guardianship: None,
            pseudonym,
            member_number: new.member_number,
            fields,
            seed: seed_or_random(new.custodial_seed)?,
            key: SealKey::random()?,
        })
    }
}

fn collect_fields<const N: usize>(
    fields: [(Field, Option<PersonalText>); N],
) -> Result<BTreeMap<Field, PersonalText>, VaultError> {
    let given = fields
        .into_iter()
        .filter_map(|(field, text)| text.map(|text| (field, text)));
    given
        .map(|(field, text)| Ok((field, record::check_text(field, text)?)))
        .collect()
}

fn seed_or_random(seed: Option<Zeroizing<[u8; 32]>>) -> Result<Zeroizing<[u8; 32]>, VaultError> {
    seed.map_or_else(random::secret, Ok)
}
