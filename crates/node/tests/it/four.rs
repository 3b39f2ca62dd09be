//! Four validators in one process, over loopback.

use crate::office::{self, genesis, operation};
use ledger::Genesis;
use node::{Config, Node, Peer, public_key_of};
use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
};

pub(crate) fn free_addresses(count: usize) -> Vec<SocketAddr> {
    let listeners: Vec<TcpListener> = (0..count)
        .map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap())
        .collect();
    let addresses = listeners
        .iter()
        .map(|listener| listener.local_addr().unwrap());
    addresses.collect()
}

fn start(folder: &Path, genesis: &Genesis, addresses: &[SocketAddr], me: u8) -> Node {
    let peers = (0..4_u8).filter(|number| *number != me).map(|number| Peer {
        key: public_key_of(office::seed(number)).unwrap(),
        address: addresses[usize::from(number)],
    });
    let mut config = Config::alone(
        folder.join(me.to_string()),
        genesis.clone(),
        office::seed(me),
    );
    config.listen = addresses[usize::from(me)];
    config.peers = peers.collect();
    Node::start(config, office::clock()).unwrap()
}

#[tokio::test]
async fn four_validators_agree() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(4, 16);
    let addresses = free_addresses(4);
    let nodes: Vec<Node> = (0..4)
        .map(|me| start(folder.path(), &genesis, &addresses, me))
        .collect();
    let mut last = 0;
    for nonce in 0..20_u64 {
        let node = &nodes[usize::try_from(nonce).unwrap() % 4];
        last = node
            .submit(operation(&genesis, nonce))
            .await
            .unwrap()
            .height;
    }
    let mut heads = Vec::new();
    for node in &nodes {
        use futures::StreamExt as _;
        let block = node.subscribe(last).next().await.unwrap();
        heads.push(block.header);
    }
    assert!(last <= 25, "20 operations took {last} blocks");
    assert!(heads.windows(2).all(|pair| pair[0] == pair[1]));
    for node in &nodes {
        node.stop().await;
    }
}
