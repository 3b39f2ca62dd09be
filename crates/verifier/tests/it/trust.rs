//! The trust file: its JSON form, and the set changes that it checks by itself.

use crate::story::{EPOCH_BLOCKS, story};
use ledger::Header;
use verifier::{
    CertificateFault, Receipt, SetChange, TrustFault, TrustFile, testing::KnownValidators, verify,
};

/// The change from four validators to the two of `next` at the end of the first epoch. Rules that
/// change sets come later, so the header is made here.
fn change(next: &KnownValidators) -> (TrustFile, SetChange) {
    let chain = story(4);
    let mut header: Header = chain.blocks[3].header.clone();
    header.next_validators = next.set().hash();
    let certificate = chain.validators.certify(&header, EPOCH_BLOCKS);
    let next = next.set();
    let change = SetChange {
        header,
        certificate,
        next,
    };
    (chain.trust(), change)
}

#[test]
fn a_certified_change_takes_over_with_the_next_epoch() {
    let next = KnownValidators::from_seeds([21, 22]);
    let (mut trust, change) = change(&next);
    let before = trust.set_at(EPOCH_BLOCKS).clone();
    assert_eq!(trust.append(change), Ok(()));
    assert_eq!(*trust.set_at(EPOCH_BLOCKS - 1), before);
    assert_eq!(*trust.set_at(EPOCH_BLOCKS), next.set());
    trust.portals.push("https://office.example".to_owned());
    assert_eq!(TrustFile::from_json(&trust.to_json()), Ok(trust.clone()));
    // A receipt by the old set is refused from then on.
    let receipt = story(4).receipt(5, 0, 0);
    let invalid = verify(&receipt, &trust).expect_err("the set has changed");
    assert_eq!(invalid.code(), "header_wrong_validators");
    let mut by_the_new = receipt;
    by_the_new.header.validators = next.set().hash();
    by_the_new.certificate = next.certify(&by_the_new.header, EPOCH_BLOCKS);
    assert!(verify(&Receipt { ..by_the_new }, &trust).is_ok());
}

#[test]
fn a_change_that_does_not_follow_is_refused() {
    type Edit = fn(&mut SetChange);
    let cases: &[Edit] = &[
        |it| it.header.height -= 1,
        |it| it.header.network.0[0] ^= 1,
        |it| it.header.validators.0[0] ^= 1,
        |it| it.header.next_validators = it.header.validators,
        |it| it.next = KnownValidators::from_seeds([30]).set(),
    ];
    for (number, edit) in cases.iter().enumerate() {
        let (mut trust, mut change) = change(&KnownValidators::from_seeds([21, 22]));
        edit(&mut change);
        let fault = Err(TrustFault::ChangeDoesNotFollow { position: 0 });
        assert_eq!(trust.append(change), fault, "case {number}");
        assert!(trust.changes().is_empty());
    }
    let (mut trust, mut twice) = change(&KnownValidators::from_seeds([21, 22]));
    assert_eq!(trust.append(twice.clone()), Ok(()));
    let fault = Err(TrustFault::ChangeDoesNotFollow { position: 1 });
    assert_eq!(trust.append(twice.clone()), fault);
    let (mut trust, _) = change(&KnownValidators::from_seeds([21, 22]));
    twice.header.time.0 += 1;
    let fault = CertificateFault::OtherBlock;
    let fault = Err(TrustFault::ChangeNotCertified { position: 0, fault });
    assert_eq!(trust.append(twice), fault);
}

#[test]
fn every_changed_field_of_the_file_is_refused_or_means_another_trust() {
    let (mut trust, change) = change(&KnownValidators::from_seeds([21, 22]));
    trust.append(change).expect("it follows");
    let json: serde_json::Value = serde_json::from_str(&trust.to_json()).expect("it is JSON");
    for (pointer, text) in [
        ("/format", "other"),
        ("/network", "00"),
        ("/validators/0", "zz"),
        ("/changes/0/header", "00"),
        ("/changes/0/certificate", "00"),
        ("/changes/0/next_validators/0", "00"),
    ] {
        let mut changed = json.clone();
        *changed.pointer_mut(pointer).expect("it is there") = text.into();
        assert!(
            TrustFile::from_json(&changed.to_string()).is_err(),
            "{pointer}"
        );
    }
    for (name, value) in [("epoch_blocks", 0), ("version", 2), ("more", 1)] {
        let mut changed = json.clone();
        changed[name] = value.into();
        assert!(
            TrustFile::from_json(&changed.to_string()).is_err(),
            "{name}"
        );
    }
    let mut reversed = json;
    let keys = reversed["validators"].as_array_mut().expect("a list");
    keys.reverse();
    let fault = TrustFile::from_json(&reversed.to_string()).expect_err("the order counts");
    assert_eq!(fault.code(), "trust_malformed");
}
