//! What organisations of the sample district give for points.

use super::parse;
use ledger::{
    AreaCode, Points,
    operation::{listing::ContentRef, redemption::PublishEntry},
    state::bank::EntryKind,
    time::DAY_MS,
};
use serde::Deserialize;

/// Service or donated goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Service,
    DonatedGoods,
}

/// Something that an organisation gives for points.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SampleGift {
    /// Stable key.
    pub(crate) key: String,
    /// The organisation.
    pub(crate) by: String,
    #[serde(deserialize_with = "parse::area")]
    pub(crate) community: AreaCode,
    kind: Kind,
    /// A short heading.
    pub(crate) title: String,
    /// Where and when to fetch it.
    pub(crate) description: String,
    /// In points.
    price: u8,
    stock: u8,
    keep_days: u8,
}

impl SampleGift {
    /// What its sponsor says about it on the ledger.
    pub(crate) fn entry(&self, content: ContentRef) -> PublishEntry {
        // The ledger counts tenths of a point.
        let price = Points(i64::from(self.price).saturating_mul(10));
        PublishEntry {
            community: self.community,
            kind: match self.kind {
                Kind::Service => EntryKind::Service,
                Kind::DonatedGoods => EntryKind::DonatedGoods,
            },
            price,
            stock: u32::from(self.stock),
            budget: Points(price.0.saturating_mul(i64::from(self.stock))),
            keep_ms: u64::from(self.keep_days).saturating_mul(DAY_MS),
            content,
        }
    }
}
