//! What a reader is told when the rules say no.

use ledger::Rejection;

use crate::Error;
use crate::desk::ActError;
use crate::i18n::Words;

/// The sentence for a rejection, to be shown where the reader was; any other failure has a page
/// of its own.
pub(crate) fn sentence(t: Words, error: ActError) -> Result<String, Error> {
    match error {
        ActError::Rejected(rejection) => Ok(words(t, rejection)),
        other => Err(other.into()),
    }
}

fn words(t: Words, rejection: Rejection) -> String {
    t.get(&format!("rejection-{}", rejection.code()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::SubmitError;
    use crate::i18n::Language;

    #[test]
    fn every_rejection_has_a_sentence_in_both_languages() {
        for language in Language::ALL {
            for rejection in Rejection::ALL {
                let key = format!("rejection-{}", rejection.code());
                assert!(Words(language).has(&key), "{key} in {}", language.tag());
            }
        }
    }

    #[test]
    fn a_busy_ledger_is_not_the_readers_fault() {
        for busy in [
            SubmitError::Overloaded,
            SubmitError::Stopped,
            SubmitError::Expired,
        ] {
            let error = sentence(Words::default(), busy.into()).unwrap_err();
            assert_eq!(error.kind(), crate::error::Kind::Unavailable);
        }
    }
}
