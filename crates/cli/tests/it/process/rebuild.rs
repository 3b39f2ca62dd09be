//! `linli rebuild`: the read models from block 0 are those that grew with the ledger.

use std::{fs, path::Path};

use ledger::Genesis;
use projections::Projections;

use crate::demo::{linli, stopped};

fn dump(folder: &Path) -> String {
    let genesis: Genesis =
        ledger::decode(&fs::read(folder.join("identity/genesis.bin")).unwrap()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let views = Projections::open(&folder.join("views.db"), &genesis)
            .await
            .unwrap();
        let dump = views.dump().await.unwrap();
        views.close().await;
        dump
    })
}

#[test]
fn rebuilt_read_models_are_identical() {
    let folder = stopped();
    let grown = dump(folder.path());
    assert!(
        grown.lines().count() > 500,
        "the sample fills the read models"
    );
    let rebuilt = linli(&["rebuild", "--data", folder.path().to_str().unwrap()]);
    assert!(
        rebuilt.status.success(),
        "{}",
        String::from_utf8_lossy(&rebuilt.stderr)
    );
    assert_eq!(dump(folder.path()), grown);

    for name in ["views.db", "views.db-wal", "views.db-shm"] {
        drop(fs::remove_file(folder.path().join(name)));
    }
    let from_nothing = linli(&["rebuild", "--data", folder.path().to_str().unwrap()]);
    assert!(from_nothing.status.success());
    assert_eq!(dump(folder.path()), grown);
}
