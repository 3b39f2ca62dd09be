//! Everything that a round read, as the bytes that an office keeps and an auditor runs again.
//!
//! The form is the domain, the cap of asks, then needs, offers and pairs, each as their count in
//! eight bytes and their rows in ascending order; numbers are big-endian. One input has one form.

use crate::{ListingId, OpenNeed, OpenOffer, PartyId, Priority, RoundInput, ScoredPair};

/// Changing the domain is a change of format.
const DOMAIN: &[u8] = b"_LINLI_MATCHING_INPUT_2";

/// Why bytes are no bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// They begin as no bundle does.
    #[error("these bytes are no bundle of a matching round")]
    Foreign,
    /// They end in the middle.
    #[error("the bundle ends in the middle")]
    Short,
    /// Something follows the last pair, or rows stand in another order than ascending.
    #[error("the bundle is not in its only form")]
    NotCanonical,
}

impl RoundInput {
    /// The only form of this input in bytes, whatever order its rows came in.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = DOMAIN.to_vec();
        bytes.extend(self.asks_per_helper_max.to_be_bytes());
        let (mut needs, mut offers) = (self.needs.clone(), self.offers.clone());
        needs.sort_unstable();
        offers.sort_unstable();
        add_count(&mut bytes, needs.len());
        for need in needs {
            add_listing(&mut bytes, need.id, need.party, need.places);
            let Priority {
                urgent,
                waited_hours,
                over_sixty,
            } = need.priority;
            bytes.push(u8::from(urgent));
            bytes.extend(waited_hours.to_be_bytes());
            bytes.push(u8::from(over_sixty));
        }
        add_count(&mut bytes, offers.len());
        for offer in offers {
            add_listing(&mut bytes, offer.id, offer.party, offer.places);
            bytes.extend(offer.party_cap.to_be_bytes());
        }
        let mut pairs = self.pairs.clone();
        pairs.sort_unstable();
        add_count(&mut bytes, pairs.len());
        for pair in pairs {
            bytes.extend(pair.need.0);
            bytes.extend(pair.offer.0);
            bytes.extend(pair.score.to_be_bytes());
        }
        bytes
    }

    /// Reads a bundle.
    ///
    /// # Errors
    /// Refuses bytes that [`RoundInput::to_bytes`] never makes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        let mut rest = bytes.strip_prefix(DOMAIN).ok_or(BundleError::Foreign)?;
        let asks_per_helper_max = u16::from_be_bytes(take(&mut rest)?);
        let needs = take_rows(&mut rest, |rest| {
            let (id, party, places) = take_listing(rest)?;
            // A byte that is neither 0 nor 1 is not what this would write, and is refused below.
            let priority = Priority {
                urgent: take::<1>(rest)? != [0],
                waited_hours: u16::from_be_bytes(take(rest)?),
                over_sixty: take::<1>(rest)? != [0],
            };
            Ok(OpenNeed {
                id,
                party,
                places,
                priority,
            })
        })?;
        let offers = take_rows(&mut rest, |rest| {
            let (id, party, places) = take_listing(rest)?;
            Ok(OpenOffer {
                id,
                party,
                places,
                party_cap: u16::from_be_bytes(take(rest)?),
            })
        })?;
        let pairs = take_rows(&mut rest, |rest| {
            Ok(ScoredPair {
                need: ListingId(take(rest)?),
                offer: ListingId(take(rest)?),
                score: u32::from_be_bytes(take(rest)?),
            })
        })?;
        let input = Self {
            needs,
            offers,
            pairs,
            asks_per_helper_max,
        };
        if rest.is_empty() && input.to_bytes() == bytes {
            Ok(input)
        } else {
            Err(BundleError::NotCanonical)
        }
    }
}

fn add_count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend(u64::try_from(count).unwrap_or(u64::MAX).to_be_bytes());
}

fn add_listing(bytes: &mut Vec<u8>, id: ListingId, party: PartyId, places: u16) {
    bytes.extend(id.0);
    bytes.extend(party.0);
    bytes.extend(places.to_be_bytes());
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], BundleError> {
    let (taken, left) = rest.split_first_chunk::<N>().ok_or(BundleError::Short)?;
    *rest = left;
    Ok(*taken)
}

fn take_listing(rest: &mut &[u8]) -> Result<(ListingId, PartyId, u16), BundleError> {
    let id = ListingId(take(rest)?);
    let party = PartyId(take(rest)?);
    Ok((id, party, u16::from_be_bytes(take(rest)?)))
}

/// A count is believed row by row: a wrong one runs out of bytes before it runs out of memory.
fn take_rows<T>(
    rest: &mut &[u8],
    row: impl Fn(&mut &[u8]) -> Result<T, BundleError>,
) -> Result<Vec<T>, BundleError> {
    let count = u64::from_be_bytes(take(rest)?);
    let mut rows = Vec::new();
    for _ in 0..count {
        rows.push(row(rest)?);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> RoundInput {
        let id = |number| ListingId([number; 16]);
        let party = |number| PartyId([number; 16]);
        RoundInput {
            needs: vec![
                OpenNeed {
                    id: id(2),
                    party: party(9),
                    places: 1,
                    priority: Priority {
                        urgent: true,
                        waited_hours: 30,
                        over_sixty: true,
                    },
                },
                OpenNeed {
                    id: id(1),
                    party: party(8),
                    places: 2,
                    priority: Priority::default(),
                },
            ],
            offers: vec![OpenOffer {
                id: id(3),
                party: party(7),
                places: 5,
                party_cap: 2,
            }],
            pairs: vec![ScoredPair {
                need: id(1),
                offer: id(3),
                score: 70,
            }],
            asks_per_helper_max: 3,
        }
    }

    #[test]
    fn a_bundle_comes_back_with_its_rows_in_order() {
        let mut expected = input();
        expected.needs.sort_unstable();
        assert_eq!(RoundInput::from_bytes(&input().to_bytes()), Ok(expected));
    }

    #[test]
    fn every_cut_is_refused() {
        let bytes = input().to_bytes();
        for end in 0..bytes.len() {
            assert!(
                RoundInput::from_bytes(&bytes[..end]).is_err(),
                "{end} bytes"
            );
        }
    }

    #[test]
    fn more_bytes_another_order_and_a_monstrous_count_are_refused() {
        let mut longer = input().to_bytes();
        longer.push(0);
        assert_eq!(
            RoundInput::from_bytes(&longer),
            Err(BundleError::NotCanonical)
        );
        let mut swapped = input().to_bytes();
        let first = DOMAIN.len() + 2 + 8;
        let (left, right) = swapped[first..first + 76].split_at_mut(38);
        left.swap_with_slice(right);
        assert_eq!(
            RoundInput::from_bytes(&swapped),
            Err(BundleError::NotCanonical)
        );
        let mut many = input().to_bytes();
        many[DOMAIN.len() + 2..first].fill(0xff);
        assert_eq!(RoundInput::from_bytes(&many), Err(BundleError::Short));
    }
}
