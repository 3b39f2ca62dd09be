//! kill -9 at any moment: nothing acknowledged is lost, nothing is doubled.

use std::{fs, path::Path, thread};

use crate::{
    demo::{RunningDemo, end, linli, spawn, stopped},
    http::Guest,
    patience::soon,
};

fn assert_sound(folder: &Path) {
    let audit = linli(&["audit", "--data", folder.to_str().unwrap()]);
    assert!(
        audit.status.success(),
        "{}",
        String::from_utf8_lossy(&audit.stdout)
    );
}

/// The party of a sample person, as the page of sample people has it.
fn enter_as(guest: &mut Guest, name: &str) {
    let page = guest.get("/demo").unwrap().text();
    let card = page
        .split("<li class=\"card\">")
        .find(|card| card.contains(name))
        .unwrap();
    let (_, after) = card.split_once("name=\"person\" value=\"").unwrap();
    let party = after.split('"').next().unwrap();
    assert_eq!(
        guest
            .post("/demo/sign-in", &[("person", party)])
            .unwrap()
            .status,
        303
    );
}

/// Publishes a need at its last step; its address, once the office has acknowledged it.
fn publish(guest: &mut Guest, title: &str) -> Option<String> {
    let fields = [
        ("step", "4"),
        ("category", "202"),
        ("title", title),
        ("when", "any"),
        ("minutes", "60"),
        ("place", "agreed"),
        ("for_whom", "self"),
        ("capacity", "1"),
    ];
    let answer = guest.post("/needs/new", &fields).ok()?;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").map(str::to_owned)
}

/// Publishes until the office is gone.
fn publish_on(port: u16, name: &str) -> Vec<(String, String)> {
    let mut guest = Guest::at(port);
    enter_as(&mut guest, name);
    let mut acknowledged = Vec::new();
    for number in 0_u32.. {
        let title = format!("{name}的第{number}件事");
        match publish(&mut guest, &title) {
            Some(address) => acknowledged.push((title, address)),
            None => break,
        }
    }
    acknowledged
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_once_after_it() {
    let folder = stopped();
    for wanted in [3, 11] {
        let demo = RunningDemo::start(folder.path());
        let port = demo.port;
        let log = folder.path().join("ledger/log/blocks-000000.log");
        let size = || fs::metadata(&log).unwrap().len();
        let before = size();
        let people = ["陈伯", "黄叔"];
        let workers = people.map(|name| thread::spawn(move || publish_on(port, name)));
        // Half a kilobyte is about one block: the kill comes in the middle of the work.
        assert!(
            soon(|| size() > before + wanted * 512),
            "the ledger does not grow"
        );
        demo.kill();
        let published = workers.map(|worker| worker.join().unwrap()).concat();

        assert_sound(folder.path());
        let demo = RunningDemo::start(folder.path());
        let mut guest = Guest::at(demo.port);
        enter_as(&mut guest, people[0]);
        for (title, address) in &published {
            let answer = guest.get(address).unwrap();
            assert_eq!(answer.status, 200, "{address} was acknowledged");
            assert!(
                answer.text().contains(title.as_str()),
                "{address} is {title}"
            );
        }
        let addresses: std::collections::BTreeSet<_> =
            published.iter().map(|(_, address)| address).collect();
        assert_eq!(addresses.len(), published.len(), "nothing is doubled");
        demo.stop();
        assert_sound(folder.path());
    }
}

#[test]
fn a_kill_while_the_sample_is_told_leaves_a_folder_that_starts() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("ledger/log/blocks-000000.log");
    let mut process = spawn(folder.path());
    let size = || fs::metadata(&log).map_or(0, |found| found.len());
    assert!(soon(|| size() > 40_000), "the sample does not get on");
    end(&mut process);

    let demo = RunningDemo::start(folder.path());
    let mut guest = Guest::at(demo.port);
    enter_as(&mut guest, "孔审计");
    assert_eq!(guest.get("/explorer").unwrap().status, 200);
    demo.stop();
    assert_sound(folder.path());
    let views = linli(&["rebuild", "--data", folder.path().to_str().unwrap()]);
    assert!(views.status.success());
}

#[test]
fn two_programs_do_not_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let demo = RunningDemo::start(folder.path());
    let second = linli(&["rebuild", "--data", demo.folder().to_str().unwrap()]);
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another linli is using"));
}
