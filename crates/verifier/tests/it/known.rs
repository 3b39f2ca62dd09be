//! What a reader has from earlier: an office that rewrites and signs its whole chain again is
//! refused by anyone who kept one receipt or one header.

use crate::story::{Chain, story};
use ledger::Header;
use verifier::{AuditFault, Evidence, Invalid, answer::answer_knowing, audit};

/// The same office with the same keys tells another history: from `height` on, block times differ.
fn rewritten(height: usize) -> Chain {
    let mut chain = story(1);
    chain.replay_with(height, |time| time.plus_ms(1));
    chain
}

fn check(chain: &Chain, known: &[Header]) -> Result<(), AuditFault> {
    let records = chain.records(|_| true).into_iter().map(Ok);
    audit(&chain.genesis, known, records, &mut |_| {}).map(|_| ())
}

#[test]
fn a_chain_that_was_signed_again_is_sound_by_itself_and_refused_with_one_receipt() {
    let (told, other) = (story(1), rewritten(4));
    assert_eq!(
        check(&other, &[]),
        Ok(()),
        "nothing in it betrays the office"
    );
    for kept in 1..told.blocks.len() {
        for evidence in [
            told.receipt(kept, 0, 0).to_bytes(),
            told.certified(kept, 0).to_bytes(),
        ] {
            let evidence = Evidence::read(&evidence).expect("it is sound");
            let certified = evidence.certified();
            assert!(
                certified.check(&other.trust()).is_ok(),
                "the office signed it"
            );
            let verdict = check(&other, &[certified.header]);
            if kept < 4 {
                assert_eq!(verdict, Ok(()), "block {kept} is in both histories");
                continue;
            }
            let fault = verdict.expect_err("history was rewritten");
            assert_eq!(fault.code, "history_rewritten");
            assert_eq!(fault.record, format!("archive block {kept}"));
        }
    }
}

#[test]
fn a_rewritten_ledger_cannot_extend_what_a_reader_kept() {
    let (told, other) = (story(1), rewritten(4));
    let kept = told.blocks[5].header.clone();
    let honest = told.consistency(5, 7).expect("it comes before");
    let honest = Evidence::Consistency(Box::new(honest));
    assert_eq!(honest.compare(&kept), Ok(()));
    let forged = other.consistency(5, 7).expect("it comes before");
    assert!(forged.verify(&told.trust()).is_ok(), "a history of its own");
    let forged = Evidence::Consistency(Box::new(forged));
    let differs = Err(Invalid::KnownDiffers { height: 5 });
    assert_eq!(forged.compare(&kept), differs);
    let mut digests: Vec<_> = other.blocks[..7]
        .iter()
        .map(|b| b.header.digest())
        .collect();
    digests[5] = kept.digest();
    let later = other.certified(7, 0);
    let none = verifier::Consistency::new(later, &other.states[7], kept, &digests);
    assert_eq!(none, None, "the later state does not know the kept header");
}

#[test]
fn a_program_says_which_block_differs() {
    let (told, other) = (story(1), rewritten(4));
    let trust = told.trust().to_json();
    let kept = told.blocks[5].header.clone();
    let proof = other.consistency(5, 7).expect("it comes before");
    let answer = answer_knowing(&proof.to_bytes(), Some(&trust), &[kept], true);
    assert!(
        !answer.valid && answer.text.contains("known_differs"),
        "{}",
        answer.text
    );
    let elsewhere = told.blocks[2].header.clone();
    let answer = answer_knowing(&proof.to_bytes(), Some(&trust), &[elsewhere], false);
    assert!(!answer.valid && answer.text.contains("known_not_compared"));
    let same = other.blocks[5].header.clone();
    let answer = answer_knowing(&proof.to_bytes(), Some(&trust), &[same], false);
    assert!(answer.valid && answer.text.starts_with("valid: block 7 extends block 5"));
}
