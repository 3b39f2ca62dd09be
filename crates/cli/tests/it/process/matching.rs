//! `linli matching audit`: a round is run again from blocks and words; what is missing or false is
//! named.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use crate::demo::{linli, stopped};

fn audit(folder: &Path, more: &[&str]) -> Output {
    let data = folder.to_str().unwrap();
    linli(&[&["matching", "audit", "--data", data], more].concat())
}

fn report(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        panic!("{}", String::from_utf8_lossy(&output.stderr));
    })
}

/// Publishes one need, which also runs a round over everything that is open.
fn publish(folder: &Path) {
    let file = folder.join("table.csv");
    let head = "title,description,category,area,minutes,capacity,expires_in_days";
    fs::write(
        &file,
        format!("{head}\n想请人上门理发,,haircut,440604,60,1,30\n"),
    )
    .unwrap();
    let (file, data) = (file.to_str().unwrap(), folder.to_str().unwrap());
    let done = linli(&["import", "needs", file, "--as", "relief", "--data", data]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// Where the content store keeps what has this hash.
fn kept(folder: &Path, hash: &str) -> PathBuf {
    let (shelf, rest) = hash.split_at(2);
    folder.join("content").join(shelf).join(rest)
}

#[test]
fn a_round_is_run_again_and_whatever_is_false_about_it_is_named() {
    let folder = stopped();
    let folder = folder.path();
    let none = audit(folder, &[]);
    assert!(String::from_utf8_lossy(&none.stderr).contains("holds no round"));
    publish(folder);

    let found = report(&audit(folder, &["--json"]));
    assert_eq!(found["sound"], true, "{found}");
    assert!(found["pairs"].as_u64().unwrap() > 0, "{found}");
    let missing = audit(folder, &["--round", "7"]);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("holds no round 7"));

    let inputs = kept(folder, found["inputs"].as_str().unwrap());
    let mut bundle = fs::read(&inputs).unwrap();
    *bundle.last_mut().unwrap() ^= 1;
    let forged = folder.join("forged");
    fs::write(&forged, &bundle).unwrap();
    let refused = audit(folder, &["--bundle", forged.to_str().unwrap()]);
    assert!(!refused.status.success());
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        words.contains("not the input that the ledger names"),
        "{words}"
    );

    // Later words change nothing of an earlier round.
    publish(folder);
    let first = report(&audit(folder, &["--round", "0", "--json"]));
    assert_eq!(first["sound"], true, "{first}");
    let second = report(&audit(folder, &["--json"]));
    assert_eq!(
        (&second["round"], &second["sound"]),
        (&1.into(), &true.into())
    );

    let fairness = linli(&[
        "matching",
        "fairness",
        "--data",
        folder.to_str().unwrap(),
        "--json",
    ]);
    let fairness = report(&fairness);
    let all = &fairness["waiting"][0];
    assert_eq!(all["by"], "all", "{fairness}");
    assert!(all["before"]["needs"].as_u64().unwrap() >= 10, "{fairness}");
    assert!(
        all["after"].is_null(),
        "one need since the first round is no figure: {all}"
    );
    assert!(fairness["first_round_at"].is_number(), "{fairness}");

    fs::rename(&inputs, folder.join("elsewhere")).unwrap();
    let gone = audit(folder, &["--round", "0"]);
    assert!(String::from_utf8_lossy(&gone.stderr).contains("is not here"));
    let brought = folder.join("elsewhere");
    let brought = audit(
        folder,
        &["--round", "0", "--bundle", brought.to_str().unwrap()],
    );
    assert!(brought.status.success());
}
