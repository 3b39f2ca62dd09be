//! An office's card: what it hands to the others so that they can let it in. It holds public keys
//! and addresses, and the validator key's signature over them.

use std::{fs, path::Path};

use anyhow::{Context as _, bail};
use ed25519_zebra::SigningKey;
use ledger::{
    AreaCode, NetworkId, PartyId, ValidatorKey,
    operation::membership::Seat,
    signature::{PublicKey, Signature},
};
use serde::{Deserialize, Serialize};

const FORMAT: &str = "linli-office-card";

/// The card as it lies on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Card {
    format: String,
    version: u32,
    network: String,
    pub(crate) name_zh: String,
    pub(crate) name_en: String,
    pub(crate) about_zh: String,
    pub(crate) about_en: String,
    area: u64,
    organisation: String,
    organisation_key: String,
    validator: String,
    address: String,
    portal: String,
    proof: String,
}

/// What an office says of itself.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    pub(crate) name_zh: String,
    pub(crate) name_en: String,
    pub(crate) about_zh: String,
    pub(crate) about_en: String,
    pub(crate) area: AreaCode,
}

/// A seat, signed by the validator key.
pub(crate) fn seat(
    network: NetworkId,
    organisation: PartyId,
    seed: [u8; 32],
    (address, portal): (String, String),
) -> anyhow::Result<Seat> {
    let key = node::public_key_of(seed).context("the validator key is not usable")?;
    let mut seat = Seat {
        organisation,
        key: ValidatorKey(key),
        address,
        portal,
        proof: Signature::Ed25519([0; 64]),
    };
    let signed = SigningKey::from(seed).sign(&seat.signing_bytes(network));
    seat.proof = Signature::Ed25519(signed.into());
    Ok(seat)
}

impl Card {
    pub(crate) fn new(
        network: NetworkId,
        words: Words,
        organisation_key: [u8; 32],
        seat: &Seat,
    ) -> Self {
        let Signature::Ed25519(proof) = seat.proof;
        Self {
            format: FORMAT.to_owned(),
            version: 1,
            network: network.to_string(),
            name_zh: words.name_zh,
            name_en: words.name_en,
            about_zh: words.about_zh,
            about_en: words.about_en,
            area: words.area.0,
            organisation: seat.organisation.to_string(),
            organisation_key: verifier::text::hex(&organisation_key),
            validator: seat.key.to_string(),
            address: seat.address.clone(),
            portal: seat.portal.clone(),
            proof: verifier::text::hex(&proof),
        }
    }

    /// Reads a card and checks that its keys say what it says, for this network.
    pub(crate) fn read(text: &str, network: NetworkId) -> anyhow::Result<Self> {
        let card: Self = serde_json::from_str(text).context("this is no office card")?;
        if card.format != FORMAT || card.version != 1 {
            bail!("this is no office card of version 1");
        }
        if card.network != network.to_string() {
            bail!("the card is for another network: {}", card.network);
        }
        if !card.seat()?.is_proven(network) {
            bail!("the card's validator key has not signed it: ask for a new one");
        }
        card.organisation_key()?;
        Ok(card)
    }

    pub(crate) fn write(&self, path: &Path) -> anyhow::Result<()> {
        fs::write(path, serde_json::to_string_pretty(self)?)
            .with_context(|| format!("cannot write {}", path.display()))
    }

    pub(crate) const fn area(&self) -> AreaCode {
        AreaCode(self.area)
    }

    pub(crate) fn organisation_key(&self) -> anyhow::Result<PublicKey> {
        let key = ledger::Hash::from_hex(&self.organisation_key);
        let key = key.context("organisation_key has not 64 hexadecimal digits")?;
        Ok(PublicKey::Ed25519(key.0))
    }

    pub(crate) fn seat(&self) -> anyhow::Result<Seat> {
        let organisation = PartyId::from_hex(&self.organisation);
        let key = ValidatorKey::from_hex(&self.validator);
        let proof = verifier::text::from_hex(&self.proof);
        let proof = proof.and_then(|bytes| bytes.try_into().ok());
        Ok(Seat {
            organisation: organisation.context("organisation has not 32 hexadecimal digits")?,
            key: key.context("validator has not 64 hexadecimal digits")?,
            address: self.address.clone(),
            portal: self.portal.clone(),
            proof: Signature::Ed25519(proof.context("proof has not 128 hexadecimal digits")?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        let network = NetworkId([7; 32]);
        let place = (
            "127.0.0.1:7400".to_owned(),
            "https://office.example".to_owned(),
        );
        let seat = seat(network, PartyId([1; 16]), [9; 32], place).unwrap();
        let words = Words {
            name_zh: "一家机构".to_owned(),
            name_en: "An office".to_owned(),
            about_zh: String::new(),
            about_en: String::new(),
            area: AreaCode(440_604),
        };
        Card::new(network, words, [3; 32], &seat)
    }

    #[test]
    fn a_card_says_what_its_key_signed() {
        let network = NetworkId([7; 32]);
        let text = serde_json::to_string(&card()).unwrap();
        let read = Card::read(&text, network).unwrap();
        assert_eq!(read, card());
        assert!(Card::read(&text, NetworkId([8; 32])).is_err());
        for (from, to) in [("7400", "7401"), ("office.example", "office.example.org")] {
            let changed = text.replace(from, to);
            let refused = Card::read(&changed, network).unwrap_err().to_string();
            assert!(refused.contains("has not signed it"), "{refused}");
        }
    }
}
