//! Following a chain from a trust file: what was agreed on is taken, everything else is refused.

use crate::story::{Chain, EPOCH_BLOCKS, story};
use ledger::{Block, Header};
use verifier::{
    CertificateFault, FollowFault, Follower, Span, TrustFault, testing::KnownValidators,
};

/// Blocks `first..=last` under the certificate of the last one.
fn span(chain: &Chain, first: usize, last: usize) -> Span {
    Span {
        blocks: chain.blocks[first..=last].to_vec(),
        certificate: chain.certificate(last),
    }
}

fn follower(chain: &Chain) -> Follower {
    Follower::new(chain.trust(), &chain.genesis).expect("the trust file is the chain's own")
}

#[test]
fn spans_are_followed_to_the_tip_and_travel_as_bytes() {
    let chain = story(4);
    let mut follower = follower(&chain);
    let last = chain.blocks.len() - 1;
    for (first, last) in [(1, 3), (4, 4), (5, last)] {
        let bytes = ledger::encode(&span(&chain, first, last));
        let read: Span = ledger::decode(&bytes).expect("a span reads back");
        assert_eq!(follower.accept(&read), Ok(()));
    }
    assert_eq!(follower.tip(), &chain.tip().header);
    let again = follower.accept(&span(&chain, 1, 1));
    let height = chain.tip().header.height + 1;
    assert_eq!(again, Err(FollowFault::DoesNotFollow { height }));
}

#[test]
fn another_networks_genesis_is_refused() {
    let (one, four) = (story(1), story(4));
    let other = Follower::new(one.trust(), &four.genesis);
    assert_eq!(other.map(drop), Err(FollowFault::OtherNetwork));
}

#[test]
fn what_nobody_agreed_on_changes_nothing() {
    type Edit = fn(&mut Span);
    let does_not_follow = |height| FollowFault::DoesNotFollow { height };
    let cases: &[(Edit, FollowFault)] = &[
        (|it| it.blocks.clear(), FollowFault::Empty),
        (|it| drop(it.blocks.remove(0)), does_not_follow(1)),
        (
            |it| drop(it.blocks.remove(1)),
            FollowFault::NotCertified {
                height: 1,
                fault: CertificateFault::OtherBlock,
            },
        ),
        (|it| it.blocks[0].header.time.0 = 0, does_not_follow(1)),
        (
            |it| it.blocks[0].header.network.0[0] ^= 1,
            does_not_follow(1),
        ),
        (
            |it| it.blocks[0].header.state_root.0[0] ^= 1,
            does_not_follow(2),
        ),
        (
            |it| it.blocks[1].header.validators.0[0] ^= 1,
            FollowFault::OtherValidators { height: 2 },
        ),
        (
            |it| it.blocks[1].header.state_root.0[0] ^= 1,
            FollowFault::NotCertified {
                height: 2,
                fault: CertificateFault::OtherBlock,
            },
        ),
        (
            |it| it.certificate.truncate(40),
            FollowFault::NotCertified {
                height: 2,
                fault: CertificateFault::Malformed,
            },
        ),
    ];
    let chain = story(4);
    for (number, (edit, fault)) in cases.iter().enumerate() {
        let mut follower = follower(&chain);
        let mut forged = span(&chain, 1, 2);
        edit(&mut forged);
        assert_eq!(
            follower.accept(&forged),
            Err(fault.clone()),
            "case {number}"
        );
        assert_eq!(follower.tip().height, 0, "case {number}");
        assert_eq!(follower.accept(&span(&chain, 1, 2)), Ok(()));
    }
}

#[test]
fn a_certificate_by_strangers_is_refused() {
    let chain = story(4);
    let strangers = KnownValidators::from_seeds([31, 32, 33, 34]);
    let mut forged = span(&chain, 1, 2);
    forged.certificate = strangers.certify(&chain.blocks[2].header, EPOCH_BLOCKS);
    let refused = follower(&chain).accept(&forged);
    let Err(FollowFault::NotCertified { height: 2, fault }) = refused else {
        panic!("{refused:?}");
    };
    assert!(matches!(fault, CertificateFault::SignatureInvalid { .. }));
}

/// The last block of the first epoch, handing over to the set of `next`.
fn handover(chain: &Chain, next: &KnownValidators) -> Block {
    let mut block = chain.blocks[3].clone();
    block.header.next_validators = next.set().hash();
    block.next_set = Some(next.set());
    block
}

/// A block after `parent`, ruled by the set of `next`.
fn child(parent: &Header, next: &KnownValidators) -> Block {
    let mut header = parent.clone();
    header.height += 1;
    header.parent = parent.digest();
    header.validators = next.set().hash();
    header.next_validators = header.validators;
    Block {
        header,
        operations: Vec::new(),
        outcomes: Vec::new(),
        next_set: None,
    }
}

#[test]
fn the_next_set_takes_over_where_the_old_one_says_so() {
    let chain = story(4);
    let next = KnownValidators::from_seeds([21, 22]);
    let last = handover(&chain, &next);
    let first = child(&last.header, &next);
    let certificate = chain.validators.certify(&last.header, EPOCH_BLOCKS);
    let mut follower = follower(&chain);
    follower
        .accept(&span(&chain, 1, 2))
        .expect("the beginning is certified");

    let hidden = Span {
        blocks: vec![last.clone(), first.clone()],
        certificate: next.certify(&first.header, EPOCH_BLOCKS),
    };
    let refused = follower.accept(&hidden);
    assert_eq!(refused, Err(FollowFault::OtherValidators { height: 4 }));

    let mut without = Span {
        blocks: vec![last.clone()],
        certificate: certificate.clone(),
    };
    without.blocks[0].next_set = Some(KnownValidators::from_seeds([5]).set());
    let wrong = Err(FollowFault::Trust(TrustFault::ChangeDoesNotFollow {
        position: 0,
    }));
    assert_eq!(follower.accept(&without), wrong);

    let handed = Span {
        blocks: vec![last],
        certificate,
    };
    assert_eq!(follower.accept(&handed), Ok(()));
    assert_eq!(follower.trust().changes().len(), 1);
    let by_the_next = Span {
        certificate: next.certify(&first.header, EPOCH_BLOCKS),
        blocks: vec![first],
    };
    assert_eq!(follower.accept(&by_the_next), Ok(()));

    let informed = Follower::new(follower.trust().clone(), &chain.genesis);
    let mut informed = informed.expect("a longer trust file serves as well");
    assert_eq!(informed.accept(&span(&chain, 1, 2)), Ok(()));
    assert_eq!(
        informed.accept(&handed),
        Ok(()),
        "a known change is met again"
    );
}
