//! What waits in memory for a wallet: offers with their codes, tokens, nonces, and questions that a
//! counter asked. All of it runs out within minutes, and each code is good once.

use std::sync::Arc;

use credentials::{Kind, Refusal};
use ledger::PartyId;

use crate::Error;
use crate::desk::credentials::{Claim, Judged};
use crate::slips::Slips;

/// How often the six digits beside an offer may be typed wrong.
const PIN_ATTEMPTS_MAX: u8 = 3;

/// Everything that waits.
#[derive(Default)]
pub(crate) struct Wallets {
    offers: Slips<String, Offer>,
    tokens: Slips<String, (PartyId, Claim)>,
    nonces: Slips<String, ()>,
    pub(crate) questions: Slips<String, Arc<Question>>,
    pub(crate) answers: Slips<String, Arc<Result<Judged, Refusal>>>,
}

/// A credential that a person wants to have in a wallet.
struct Offer {
    person: PartyId,
    claim: Claim,
    pin: String,
    attempts: u8,
}

/// What a counter wants to be shown.
pub(crate) struct Question {
    pub(crate) asker: PartyId,
    pub(crate) kind: Kind,
    pub(crate) facts: Vec<String>,
    pub(crate) nonce: String,
}

impl Judged {
    /// What was shown answers what was asked: that kind, those facts, for that question.
    pub(crate) fn answers(self, question: &Question) -> Result<Self, Refusal> {
        let shown = &self.checked.facts;
        let has_all = question.facts.iter().all(|name| shown.contains_key(name));
        if self.is_open {
            Err(Refusal::OccasionWrong)
        } else if self.checked.kind != question.kind || !has_all {
            Err(Refusal::FactMissing)
        } else {
            Ok(self)
        }
    }
}

impl Wallets {
    /// Makes an offer; returns its code and the six digits that are not in the QR code.
    pub(crate) fn offer(
        &self,
        person: PartyId,
        claim: Claim,
        now_ms: u64,
    ) -> Result<(String, String), Error> {
        let (code, pin) = (secret()?, digits()?);
        let offer = Offer {
            person,
            claim,
            pin: pin.clone(),
            attempts: 0,
        };
        self.offers.put(code.clone(), offer, now_ms);
        Ok((code, pin))
    }

    /// Exchanges a code and its digits for a token; a wrong guess costs one of three attempts.
    pub(crate) fn redeem(
        &self,
        code: &str,
        pin: &str,
        now_ms: u64,
    ) -> Result<Option<String>, Error> {
        let code = code.to_owned();
        let Some(mut offer) = self.offers.take(&code, now_ms) else {
            return Ok(None);
        };
        if offer.pin != pin {
            offer.attempts += 1;
            if offer.attempts < PIN_ATTEMPTS_MAX {
                self.offers.put(code, offer, now_ms);
            }
            return Ok(None);
        }
        let token = secret()?;
        self.tokens
            .put(token.clone(), (offer.person, offer.claim), now_ms);
        Ok(Some(token))
    }

    /// Whose token this is, and for what; it is good once.
    pub(crate) fn spend(&self, token: &str, now_ms: u64) -> Option<(PartyId, Claim)> {
        self.tokens.take(&token.to_owned(), now_ms)
    }

    /// A nonce for a wallet's proof.
    pub(crate) fn nonce(&self, now_ms: u64) -> Result<String, Error> {
        let nonce = secret()?;
        self.nonces.put(nonce.clone(), (), now_ms);
        Ok(nonce)
    }

    /// Whether a nonce was given out and not used.
    pub(crate) fn use_nonce(&self, nonce: &str, now_ms: u64) -> bool {
        self.nonces.take(&nonce.to_owned(), now_ms).is_some()
    }
}

/// A text that nobody guesses.
pub(crate) fn secret() -> Result<String, Error> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(credentials::encode(&bytes))
}

/// Six digits that can be read aloud.
pub(crate) fn digits() -> Result<String, Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(format!("{:06}", u64::from_le_bytes(bytes) % 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(wallets: &Wallets) -> (String, String) {
        let claim = Claim::parse("age_over_60").unwrap();
        wallets.offer(PartyId([1; 16]), claim, 0).unwrap()
    }

    #[test]
    fn a_code_is_good_once_and_a_token_too() {
        let wallets = Wallets::default();
        let (code, pin) = offered(&wallets);
        let token = wallets.redeem(&code, &pin, 1).unwrap().unwrap();
        assert!(wallets.redeem(&code, &pin, 2).unwrap().is_none());
        assert!(wallets.spend(&token, 3).is_some());
        assert!(wallets.spend(&token, 4).is_none());
    }

    #[test]
    fn three_wrong_guesses_end_an_offer() {
        let wallets = Wallets::default();
        let (code, pin) = offered(&wallets);
        for _ in 0..3 {
            assert!(wallets.redeem(&code, "", 1).unwrap().is_none());
        }
        assert!(wallets.redeem(&code, &pin, 1).unwrap().is_none());
    }

    #[test]
    fn a_nonce_is_used_once() {
        let wallets = Wallets::default();
        let nonce = wallets.nonce(0).unwrap();
        assert!(wallets.use_nonce(&nonce, 1));
        assert!(!wallets.use_nonce(&nonce, 1));
        assert!(!wallets.use_nonce("made-up", 1));
    }
}
