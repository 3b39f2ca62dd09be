//! Four offices as four processes: any of them may die, and an office joins while they work.

use std::{
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
};

use serde_json::Value;

use crate::{
    demo::{end, linli, program},
    http::{Answer, Guest, send},
    patience::soon,
};

/// A practice network and the process that runs it.
struct Network {
    folder: PathBuf,
    process: Child,
    orders: ChildStdin,
    list: Vec<Value>,
}

fn make(folder: &Path) {
    let out = folder.to_str().unwrap();
    let made = linli(&["network", "new", "--out", out, "--port", "0"]);
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
}

impl Network {
    fn run(folder: &Path) -> Self {
        let mut process = program()
            .args(["network", "run"])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = process.stdout.take().unwrap();
        std::thread::spawn(move || drop(output.read_to_end(&mut Vec::new())));
        let list = fs::read(folder.join("network.json")).unwrap();
        let network = Self {
            folder: folder.to_owned(),
            orders: process.stdin.take().unwrap(),
            process,
            list: serde_json::from_slice(&list).unwrap(),
        };
        for office in 0..network.list.len() {
            assert!(network.is_up(office), "office {office} does not start");
        }
        network
    }

    fn port(&self, office: usize, what: &str) -> u16 {
        let address = self.list[office][what].as_str().unwrap();
        address.rsplit(':').next().unwrap().parse().unwrap()
    }

    fn is_up(&self, office: usize) -> bool {
        let admin = self.port(office, "admin");
        soon(|| answers(Guest::at(admin).get("/healthz")))
    }

    fn order(&mut self, order: &str) {
        writeln!(self.orders, "{order}").unwrap();
    }

    /// Kills an office and waits until it answers no more: orders are carried out later, and an
    /// office that has yet to die would pass for the one that has been restarted.
    fn kill(&mut self, office: usize) {
        self.order(&format!("kill {}", office + 1));
        let admin = self.port(office, "admin");
        assert!(
            soon(|| Guest::at(admin).get("/healthz").is_err()),
            "office {office} is down"
        );
    }

    fn height(&self, office: usize) -> u64 {
        height_at(self.port(office, "admin"))
    }

    /// Somebody of an office, signed in at its portal.
    fn person(&self, office: usize, number: usize) -> Guest {
        let mut guest = Guest::at(self.port(office, "portal"));
        let party = self.list[office]["people"][number]["party"]
            .as_str()
            .unwrap();
        let entered = guest.post("/demo/sign-in", &[("person", party)]).unwrap();
        assert_eq!(entered.status, 303, "{}", entered.text());
        guest
    }

    fn stop(mut self) {
        let id = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &id])
                .status()
                .unwrap()
                .success()
        );
        assert!(self.process.wait().unwrap().success());
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        // A killed supervisor cannot end the others: ask it first.
        let id = self.process.id().to_string();
        drop(
            Command::new("kill")
                .args(["-INT", &id])
                .stderr(Stdio::null())
                .status(),
        );
        if !soon(|| self.process.try_wait().is_ok_and(|status| status.is_some())) {
            end(&mut self.process);
        }
    }
}

fn answers(answer: std::io::Result<Answer>) -> bool {
    answer.is_ok_and(|it| it.status == 200)
}

fn status_at(admin: u16) -> Value {
    let answer = send(admin, ("GET", "/status"), &[], b"");
    answer
        .ok()
        .and_then(|answer| serde_json::from_slice(&answer.body).ok())
        .unwrap_or_default()
}

fn height_at(admin: u16) -> u64 {
    status_at(admin)["height"].as_u64().unwrap_or(0)
}

/// Publishes a need; its path.
fn publish(guest: &mut Guest, title: &str) -> String {
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
    let answer = guest.post("/needs/new", &fields).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").unwrap().to_owned()
}

fn must(guest: &mut Guest, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = guest.post(path, fields).unwrap();
    assert_eq!(answer.status, 303, "{path}: {}", answer.text());
    answer.header("location").unwrap().to_owned()
}

fn shows(guest: &mut Guest, path: &str, words: &str) -> bool {
    soon(|| {
        guest
            .get(path)
            .is_ok_and(|page| page.text().contains(words))
    })
}

/// A need at one office, help from another, and the points for it.
fn exchange(network: &Network, title: &str) {
    let mut asks = network.person(0, 1);
    let mut helps = network.person(1, 1);
    let listing = publish(&mut asks, title);
    assert!(
        shows(&mut helps, &listing, title),
        "the words are at the other office"
    );
    let start = [("own", "none"), ("start", "now"), ("minutes", "60")];
    let exchange = must(&mut helps, &format!("{listing}/ask"), &start);
    assert!(soon(|| asks
        .get(&exchange)
        .is_ok_and(|page| page.status == 200)));
    must(&mut asks, &format!("{exchange}/accept"), &[]);
    must(&mut asks, "/demo/clock", &[("step", "hour")]);
    must(&mut asks, "/demo/clock", &[("step", "hour")]);
    assert!(shows(&mut helps, &exchange, "/confirm"));
    must(
        &mut helps,
        &format!("{exchange}/confirm"),
        &[("minutes", "60")],
    );
    assert!(shows(&mut asks, &exchange, "/confirm"));
    must(
        &mut asks,
        &format!("{exchange}/confirm"),
        &[("minutes", "60")],
    );
    assert!(shows(&mut helps, &exchange, "您得到 13 积分"));
}

#[test]
fn a_network_goes_on_when_an_office_dies_and_when_all_do() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("n");
    make(&folder);
    let mut network = Network::run(&folder);
    exchange(&network, "想请人教手机");

    network.kill(3);
    let mut person = network.person(0, 1);
    let paths: Vec<String> = (0..3)
        .map(|number| publish(&mut person, &format!("第{number}件事")))
        .collect();
    network.order("restart 4");
    assert!(network.is_up(3));
    let height = network.height(0);
    assert!(
        soon(|| network.height(3) >= height),
        "the fourth office catches up"
    );
    let mut late = network.person(3, 1);
    assert!(
        shows(&mut late, &paths[2], "第2件事"),
        "and knows what was said meanwhile"
    );

    let height = network.height(0);
    for office in 0..4 {
        network.kill(office);
    }
    for number in 1..=4 {
        network.order(&format!("restart {number}"));
    }
    for office in 0..4 {
        assert!(network.is_up(office));
    }
    assert!(
        network.height(0) >= height,
        "nothing that was final is lost"
    );
    let mut person = network.person(2, 2);
    publish(&mut person, "又一件事");
    network.stop();
    for slug in ["district", "federation"] {
        let data = folder.join(slug);
        let audit = linli(&["audit", "--data", data.to_str().unwrap()]);
        assert!(
            audit.status.success(),
            "{}",
            String::from_utf8_lossy(&audit.stdout)
        );
    }
}

/// A process of ours that ends with the test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        end(&mut self.0);
    }
}

fn service(arguments: &[&str]) -> Service {
    let command = program().args(arguments).stdout(Stdio::null()).spawn();
    Service(command.unwrap())
}

fn membership(arguments: &[&str]) -> Value {
    let told = linli(&[&["membership"], arguments].concat());
    let words = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(told.status.success(), "{arguments:?}: {words}");
    serde_json::from_slice(&told.stdout).unwrap()
}

fn free_ports<const N: usize>() -> [u16; N] {
    let listeners = [(); N].map(|()| std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}

/// Answers every request for blocks with the same, wrong bytes.
fn liar(blocks: Vec<u8>) -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            drop(stream.read(&mut [0; 4096]));
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                blocks.len()
            );
            drop(stream.write_all(head.as_bytes()));
            drop(stream.write_all(&blocks));
        }
    });
    port
}

/// The folder of a fifth office, with its card, and its admin port.
fn join(folder: &Path, trust: &str, from: &str) -> (PathBuf, u16) {
    let [portal, node, admin] = free_ports::<3>();
    let address = |port: u16| format!("127.0.0.1:{port}");
    let fifth = folder.join("fifth");
    let [portal, node, operator] = [portal, node, admin].map(address);
    let joined = linli(&[
        "office",
        "join",
        "--out",
        fifth.to_str().unwrap(),
        "--name",
        "第五家机构",
        "--area",
        "440604",
        "--portal",
        &portal,
        "--node",
        &node,
        "--admin",
        &operator,
        "--trust",
        trust,
        "--from",
        from,
    ]);
    let words = String::from_utf8_lossy(&joined.stderr).into_owned();
    assert!(joined.status.success(), "{words}");
    (fifth, admin)
}

/// Three of four offices let in whom a card names.
fn let_in(network: &Network, card: &Path) {
    let data = |slug: &str| network.folder.join(slug).to_str().unwrap().to_owned();
    let card = card.to_str().unwrap();
    let proposed = membership(&["propose", "--data", &data("district"), "--card", card]);
    let change = proposed["change"].as_str().unwrap();
    let twice = linli(&["membership", "approve", "--data", &data("district"), change]);
    assert!(String::from_utf8_lossy(&twice.stderr).contains("approval_duplicate"));
    membership(&["approve", "--data", &data("subdistrict"), change]);
    let decided = membership(&["approve", "--data", &data("federation"), change]);
    assert!(decided["events"].to_string().contains("validators_changed"));
}

/// Blocks of an honest office with one flipped byte.
fn forged_blocks(network: &Network) -> Vec<u8> {
    let honest = send(
        network.port(0, "portal"),
        ("GET", "/sync/blocks/1"),
        &[],
        b"",
    );
    let mut blocks = honest.unwrap().body;
    let middle = blocks.len() / 2;
    blocks[middle] ^= 1;
    blocks
}

/// An observer with nothing but a trust file, and what it complains about.
fn observe(folder: &Path, trust: &str, sources: [&str; 2]) -> (Service, u16) {
    let [port] = free_ports::<1>();
    let log = fs::File::create(folder.join("observer.log")).unwrap();
    let [first, second] = sources;
    let started = program()
        .args([
            "observe", "--trust", trust, "--from", first, "--from", second,
        ])
        .args(["--data", folder.join("copy").to_str().unwrap()])
        .args(["--port", &port.to_string()])
        .stdout(Stdio::null())
        .stderr(log)
        .spawn();
    (Service(started.unwrap()), port)
}

fn shown_height(port: u16) -> Option<u64> {
    let answer = send(port, ("GET", "/api/v1/status"), &[], b"").ok()?;
    let status: Value = serde_json::from_slice(&answer.body).ok()?;
    status["projected_height"].as_u64()
}

#[test]
fn an_office_joins_and_an_observer_checks_everything_with_the_first_trust_file() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("n");
    make(&root);
    let network = Network::run(&root);
    let before = receipt_of_a_publication(&network, "变更之前");
    let url = format!("http://127.0.0.1:{}", network.port(0, "portal"));
    let trust = root.join("trust.json");
    let trust = trust.to_str().unwrap();
    let (fifth, admin) = join(folder.path(), trust, &url);
    let config = fifth.join("linli.toml");
    let _fifth = service(&["serve", "--config", config.to_str().unwrap()]);
    let_in(&network, &fifth.join("card.json"));
    let votes = || status_at(admin)["is_validator"] == Value::Bool(true);
    assert!(soon(votes), "the fifth office votes: {}", status_at(admin));
    let after = receipt_of_a_publication(&network, "变更之后");

    let liar = format!("http://127.0.0.1:{}", liar(forged_blocks(&network)));
    let (_observer, port) = observe(folder.path(), trust, [&liar, &url]);
    let height = network.height(0);
    assert!(
        soon(|| shown_height(port) >= Some(height)),
        "the observer catches up"
    );
    let said = fs::read_to_string(folder.path().join("observer.log")).unwrap();
    assert!(said.contains(&format!("{liar} LIES")), "{said}");
    assert!(answers(Guest::at(port).get("/explorer")));
    assert_eq!(
        Guest::at(port).get("/needs").unwrap().status,
        404,
        "nobody lives here"
    );
    let newest = folder.path().join("copy/trust.json");
    for receipt in [&before, &after] {
        let file = folder.path().join("receipt.json");
        fs::write(&file, receipt).unwrap();
        let (file, newest) = (file.to_str().unwrap(), newest.to_str().unwrap());
        let verified = linli(&["verify", file, "--trust", newest]);
        let words = String::from_utf8_lossy(&verified.stdout).into_owned();
        assert!(verified.status.success(), "{words}");
    }
    network.stop();
}

/// The receipt of a new need, in its JSON form.
fn receipt_of_a_publication(network: &Network, title: &str) -> Vec<u8> {
    let mut guest = network.person(0, 1);
    publish(&mut guest, title);
    let height = network.height(0);
    let port = network.port(0, "portal");
    let newest = (0..=height).rev().find_map(|height| {
        let path = format!("/api/v1/blocks/{height}");
        let block = send(port, ("GET", &path), &[], b"").ok()?;
        let block: Value = serde_json::from_slice(&block.body).ok()?;
        Some(block["operations"][0]["operation"].as_str()?.to_owned())
    });
    let path = format!("/api/v1/receipts/{}", newest.unwrap());
    let receipt = send(port, ("GET", &path), &[], b"").unwrap();
    assert_eq!(receipt.status, 200);
    receipt.body
}
