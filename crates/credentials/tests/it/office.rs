//! An office and a holder with fixed keys.

use credentials::check::{Asked, Trust};
use credentials::issue::Draft;
use credentials::show::{Held, Occasion};
use credentials::status::Place;
use credentials::{Disclosure, Fact, Kind, PublicKey, Unsigned};
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};

pub(crate) const ISSUER: &str = "https://office.example";
pub(crate) const NOW_S: u64 = 1_780_000_000;
pub(crate) const YEAR_S: u64 = 365 * 24 * 60 * 60;

/// A private key, as a vault or a phone has one.
pub(crate) struct Pen(SigningKey);

impl Pen {
    pub(crate) fn new(number: u8) -> Self {
        Self(SigningKey::from_slice(&[number; 32]).unwrap())
    }

    pub(crate) fn public(&self) -> PublicKey {
        PublicKey::from_point(self.0.verifying_key().to_sec1_point(false).as_bytes()).unwrap()
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        let signature: Signature = self.0.sign(message);
        signature.to_bytes().into()
    }

    pub(crate) fn finish(&self, token: Unsigned) -> String {
        let signature = self.sign(token.message());
        token.signed(&signature)
    }
}

pub(crate) fn office() -> Pen {
    Pen::new(7)
}

pub(crate) fn holder() -> Pen {
    Pen::new(9)
}

pub(crate) fn place() -> Place {
    Place {
        uri: format!("{ISSUER}/credentials/status/0"),
        index: 4711,
    }
}

pub(crate) fn salted(facts: Vec<Fact>) -> Vec<Disclosure> {
    let salted = facts.into_iter().zip(1_u8..);
    salted
        .map(|(fact, salt)| Disclosure::new(fact, &[salt; 16]))
        .collect()
}

pub(crate) fn issued(kind: Kind, facts: Vec<Fact>) -> String {
    issued_by(&office(), kind, facts)
}

pub(crate) fn issued_by(pen: &Pen, kind: Kind, facts: Vec<Fact>) -> String {
    let draft = Draft {
        issuer: ISSUER,
        key: &pen.public(),
        kind,
        issued_s: NOW_S,
        expires_s: NOW_S + YEAR_S,
        holder: &holder().public(),
        status: &place(),
        disclosures: &salted(facts),
    };
    pen.finish(draft.unsigned())
}

/// Shows some facts to the counter.
pub(crate) fn shown(credential: &str, names: &[&str]) -> String {
    shown_by(&holder(), credential, names, occasion())
}

pub(crate) fn occasion() -> Occasion<'static> {
    Occasion {
        audience: "counter",
        nonce: "123456",
        now_s: NOW_S,
    }
}

pub(crate) fn shown_by(
    pen: &Pen,
    credential: &str,
    names: &[&str],
    occasion: Occasion<'_>,
) -> String {
    let presentation = Held::read(credential).unwrap().shown(names, occasion);
    let signature = pen.sign(presentation.message());
    presentation.signed(&signature)
}

pub(crate) fn trust(keys: &[PublicKey]) -> Trust<'_> {
    Trust {
        issuer: ISSUER,
        keys,
        now_s: NOW_S + 10,
        asked: Some(Asked {
            audience: "counter",
            nonce: "123456",
        }),
    }
}
