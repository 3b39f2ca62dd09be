//! A new office lets its first administrator in by a code that works once.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Child, Output, Stdio},
};

use serde_json::Value;

use crate::{
    demo::{end, linli, program},
    http::Guest,
    patience::soon,
};

/// Belongs to nobody: area 000000.
const ID_NUMBER: &str = "000000198403041015";
const COMMUNITY: &str = "440604012055";

struct Office {
    process: Child,
    portal: u16,
}

impl Drop for Office {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// An office of its own whose staff work with passkeys.
fn found(data: &Path) -> Office {
    let ports = [(); 2].map(|()| std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap());
    let [portal, node] = ports.map(|listener| listener.local_addr().unwrap().port());
    let (at, other) = (format!("127.0.0.1:{portal}"), format!("127.0.0.1:{node}"));
    let url = format!("http://localhost:{portal}");
    let out = data.to_str().unwrap();
    let founded = linli(&[
        "office",
        "found",
        "--out",
        out,
        "--name",
        "新机构",
        "--area",
        "440604",
        "--portal",
        &at,
        "--url",
        &url,
        "--node",
        &other,
    ]);
    assert!(founded.status.success(), "{founded:?}");
    let config = data.join("linli.toml");
    let text = fs::read_to_string(&config).unwrap();
    let strict = text.replace("staff-passkeys = false", "staff-passkeys = true");
    assert_ne!(text, strict);
    fs::write(&config, strict).unwrap();
    let log = fs::File::create(data.join("log")).unwrap();
    let process = program()
        .args(["serve", "--config", config.to_str().unwrap()])
        .stdout(Stdio::null())
        .stderr(log)
        .spawn();
    let office = Office {
        process: process.unwrap(),
        portal,
    };
    let answers = || Guest::at(portal).get("/healthz").is_ok();
    assert!(soon(answers), "the office does not start");
    office
}

fn appoint(data: &Path, role: &str, input: &str) -> Output {
    let mut process = program()
        .args(["office", "appoint", "--data", data.to_str().unwrap()])
        .args(["--role", role, "--community", COMMUNITY])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    process
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    process.wait_with_output().unwrap()
}

#[test]
fn the_first_administrator_comes_in_by_a_code_that_works_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("o");
    let office = found(&data);
    let person = format!("张三\n{ID_NUMBER}\n");
    let appointed = appoint(&data, "administrator", &person);
    assert!(appointed.status.success(), "{appointed:?}");
    let slip: Value = serde_json::from_slice(&appointed.stdout).unwrap();
    let (number, code) = (slip["member_number"].as_str(), slip["code"].as_str());
    let fields = [("number", number.unwrap()), ("secret", code.unwrap())];
    let mut guest = Guest::at(office.portal);
    let entered = guest.post("/sign-in", &fields).unwrap();
    assert_eq!(entered.status, 303, "{}", entered.text());
    let page = guest.get("/me/passkeys").unwrap();
    assert!(
        page.text().contains("data-passkey=\"create\""),
        "this session may add one"
    );
    assert!(
        page.text().contains("/sign-in/passkey"),
        "the office itself waits for it"
    );
    let again = Guest::at(office.portal).post("/sign-in", &fields).unwrap();
    assert_eq!(again.status, 422, "the code is used up");

    let second = appoint(&data, "auditor", &person);
    let words = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(words.contains("enrolled already"), "{words}");
    let mistyped = appoint(&data, "auditor", "李四\n123\n");
    let words = String::from_utf8_lossy(&mistyped.stderr).into_owned();
    assert!(words.contains("mistyped"), "{words}");
    let log = fs::read_to_string(data.join("log")).unwrap();
    for secret in [ID_NUMBER, "张三", code.unwrap(), number.unwrap()] {
        assert!(!log.contains(secret), "{log}");
    }
}
