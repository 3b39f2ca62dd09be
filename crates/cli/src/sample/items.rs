//! Things that the sample district lends.

use super::parse;
use ledger::{
    CategoryCode, HutId, Points,
    operation::{
        item::{Approval, Condition, ItemTerms},
        listing::ContentRef,
    },
};
use serde::Deserialize;

/// How a thing looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Looks {
    New,
    Good,
    Worn,
}

/// Whether the owner is asked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Asking {
    Instant,
    OnRequest,
}

/// A thing of somebody, lent from their home or by a hut.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SampleItem {
    /// Stable key.
    pub(crate) key: String,
    /// The person or organisation.
    pub(crate) by: String,
    #[serde(deserialize_with = "parse::category")]
    category: CategoryCode,
    /// A short heading.
    pub(crate) title: String,
    /// One to three sentences.
    pub(crate) description: String,
    /// What belongs to it.
    #[serde(default)]
    pub(crate) parts: Vec<String>,
    /// How it is cleaned between two loans.
    #[serde(default)]
    pub(crate) hygiene: String,
    condition: Looks,
    /// In points.
    #[serde(default)]
    deposit: u8,
    loan_days: u8,
    approval: Asking,
    /// The hut that keeps it and lends it.
    #[serde(default)]
    pub(crate) hut: Option<String>,
}

impl SampleItem {
    /// What its owner says about it on the ledger.
    pub(crate) fn terms(&self, content: ContentRef, hut: Option<HutId>) -> ItemTerms {
        ItemTerms {
            category: self.category,
            content,
            condition: match self.condition {
                Looks::New => Condition::New,
                Looks::Good => Condition::Good,
                Looks::Worn => Condition::Worn,
            },
            // The ledger counts tenths of a point.
            deposit: Points(i64::from(self.deposit).saturating_mul(10)),
            loan_days: self.loan_days,
            approval: match self.approval {
                Asking::Instant => Approval::Instant,
                Asking::OnRequest => Approval::OnRequest,
            },
            hut,
        }
    }
}
