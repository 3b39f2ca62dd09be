//! Areas, huts and organisations of the sample district.

use super::{SampleError, parse};
use ledger::AreaCode;
use serde::Deserialize;

/// One text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bilingual {
    /// Chinese as written in Foshan.
    pub(crate) zh: String,
    /// English.
    pub(crate) en: String,
}

/// A district, subdistrict, town or community by its public code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Division {
    /// The statistical code; its length says the level.
    pub(crate) code: AreaCode,
    /// Its name.
    pub(crate) name: Bilingual,
    /// The area around it; the district has none here.
    pub(crate) parent: Option<AreaCode>,
}

/// A sharing hut.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hut {
    /// Stable key.
    pub(crate) key: String,
    /// Where it stands.
    #[serde(deserialize_with = "parse::area")]
    pub(crate) community: AreaCode,
    /// What it is called.
    pub(crate) name: Bilingual,
    /// Where to find it; invented.
    pub(crate) address: Bilingual,
    /// When it is open.
    pub(crate) hours: Bilingual,
    /// What is there.
    pub(crate) inside: Bilingual,
}

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum OrganisationKind {
    /// The district's office, in genesis.
    Founder,
    /// 街道办 or 镇: registers nobody, answers for its area.
    SubdistrictOffice,
    /// 居委会.
    ResidentsCommittee,
    /// 社会组织.
    SocialOrganisation,
    /// 物业.
    PropertyCompany,
    /// Publishes needs and offers that are imported in bulk.
    ReliefCoordination,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Organisation {
    /// Stable key.
    pub(crate) key: String,
    /// What it is.
    pub(crate) kind: OrganisationKind,
    /// Where it works.
    #[serde(deserialize_with = "parse::area")]
    pub(crate) area: AreaCode,
    /// What it is called.
    pub(crate) name: Bilingual,
    /// What it does, in a sentence.
    pub(crate) about: Bilingual,
}

#[derive(Deserialize)]
struct DivisionRow {
    #[serde(deserialize_with = "parse::area")]
    code: AreaCode,
    name: String,
    en: String,
    #[serde(deserialize_with = "parse::optional_area")]
    parent_code: Option<AreaCode>,
}

/// Reads the public table of areas; the level is left to the code.
pub(super) fn read_divisions(text: &str) -> Result<Vec<Division>, SampleError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(|row| {
            let row: DivisionRow = row?;
            let (zh, en) = (row.name, row.en);
            Ok(Division {
                code: row.code,
                name: Bilingual { zh, en },
                parent: row.parent_code,
            })
        })
        .collect()
}
