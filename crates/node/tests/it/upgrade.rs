//! An upgrade of the rules, practised with a version that no release has: who knows it goes on, who
//! does not stops and says so, and goes on with the newer program.

use crate::{
    four::free_addresses,
    office::{self, genesis, sign},
};
use ed25519_zebra::SigningKey;
use futures::StreamExt as _;
use ledger::{
    Action, Genesis, ValidatorKey,
    operation::membership::{ClaimSeat, ProposeUpgrade, Seat},
    signature::Signature,
};
use node::{Config, Node, Peer, StartError, public_key_of};
use std::{net::SocketAddr, path::Path};

/// The only validator, and a node that follows it.
const VALIDATOR: u8 = 0;
const FOLLOWER: u8 = 7;

fn config(folder: &Path, genesis: &Genesis, addresses: &[SocketAddr], me: u8) -> Config {
    let (mine, other) = match me {
        VALIDATOR => (addresses[0], (FOLLOWER, addresses[1])),
        _ => (addresses[1], (VALIDATOR, addresses[0])),
    };
    let data = folder.join(me.to_string());
    let mut config = Config::alone(data, genesis.clone(), office::seed(me));
    config.listen = mine;
    config.peers = vec![Peer {
        key: public_key_of(office::seed(other.0)).unwrap(),
        address: other.1,
    }];
    config
}

fn start(config: Config, known_rules: u32) -> Result<Node, StartError> {
    let config = Config {
        known_rules,
        ..config
    };
    Node::start(config, office::clock())
}

/// The founder's claim of the only seat.
fn claim(genesis: &Genesis) -> Action {
    let mut seat = Seat {
        organisation: genesis.founder.organisation,
        key: ValidatorKey(public_key_of(office::seed(VALIDATOR)).unwrap()),
        address: "127.0.0.1:1".to_owned(),
        portal: String::new(),
        proof: Signature::Ed25519([0; 64]),
    };
    let key = SigningKey::from(office::seed(VALIDATOR));
    let proof = key.sign(&seat.signing_bytes(genesis.network()));
    seat.proof = Signature::Ed25519(proof.into());
    ClaimSeat { seat }.into()
}

#[tokio::test]
async fn who_lacks_the_rules_stops_and_says_so_and_goes_on_with_the_newer_program() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 16);
    let addresses = free_addresses(2);
    let config = |me| config(folder.path(), &genesis, &addresses, me);
    let validator = start(config(VALIDATOR), 2).unwrap();
    let old = start(config(FOLLOWER), 1).unwrap();

    let submit = |action, nonce| validator.submit(sign(&genesis, action, nonce));
    submit(claim(&genesis), 1).await.unwrap();
    let height = validator.head().header.height + 3;
    let upgrade = ProposeUpgrade { version: 2, height };
    submit(upgrade.into(), 2).await.unwrap();
    for nonce in 3..9 {
        submit(claim(&genesis), nonce).await.unwrap();
    }
    let head = validator.head().header;
    assert!(head.height > height && head.rules_version == 2);
    let before = validator.block(height - 1).await.unwrap();
    assert_eq!(before.header.rules_version, 1);

    let reason = old.halted().await;
    assert!(reason.contains("version 2 of the rules"), "{reason}");
    assert!(reason.contains("install the release"), "{reason}");
    assert_eq!(
        old.head().header.height,
        height - 1,
        "it stops before the block"
    );
    old.stop().await;

    let new = start(config(FOLLOWER), 2).unwrap();
    let followed = new.subscribe(head.height).next().await.unwrap();
    assert_eq!(followed.header, head);
    new.stop().await;
    let again = start(config(FOLLOWER), 1).map(drop).unwrap_err();
    assert!(again.to_string().contains("install the release"), "{again}");
    validator.stop().await;
}
