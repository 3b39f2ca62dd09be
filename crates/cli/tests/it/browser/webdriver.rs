//! The few words of the `WebDriver` protocol that a visitor needs, over a chromedriver of its own.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use crate::{demo::end, http, patience::soon};

/// The name under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long a find waits for what a page promises, in milliseconds.
const PATIENCE_MS: u64 = 10_000;

/// Brings an element to the middle of the screen and says where that is.
const MIDDLE: &str = "
    arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = arguments[0].getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];";

const FLAGS: [&str; 11] = [
    "--hide-scrollbars",
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
    "--password-store=basic",
    "--lang=zh-CN",
];

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scripts {
    On,
    Off,
}

/// How often a chromedriver may fail to start: it takes one free port for two kinds of address,
/// and somebody else may have the other one.
const STARTS_MAX: usize = 8;

/// A chromedriver, or the reason why there is none.
pub(crate) fn start_driver() -> Result<Driver, String> {
    let mut started = try_to_start();
    for _ in 1..STARTS_MAX {
        match started {
            Ok(Some(driver)) => return Ok(driver),
            Ok(None) => started = try_to_start(),
            Err(reason) => return Err(reason),
        }
    }
    started?.ok_or_else(|| format!("chromedriver ended at once, {STARTS_MAX} times"))
}

/// A chromedriver; nothing when it ended at once, or the reason why it does not start at all.
fn try_to_start() -> Result<Option<Driver>, String> {
    let mut process = Command::new("chromedriver")
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("chromedriver does not start: {error}"))?;
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let port = lines.map_while(Result::ok).find_map(|line| {
        let (_, number) = line.split_once("successfully on port ")?;
        number.trim_end_matches('.').parse().ok()
    });
    if port.is_none() {
        end(&mut process);
    }
    Ok(port.map(|port| Driver { process, port }))
}

pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Drop for Driver {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// A browser window; closing it ends the browser, and then its driver goes.
pub(crate) struct Session {
    driver: Driver,
    id: String,
}

/// Something on the page.
#[derive(Clone, Debug)]
pub(crate) struct Element(String);

impl Session {
    /// Opens a window of a phone, 390 by 844.
    pub(crate) fn open(driver: Driver, scripts: Scripts) -> Self {
        let wanted = json!({"capabilities": {"alwaysMatch": capabilities(scripts)}});
        let answer = call(driver.port, "POST", "/session", &wanted).unwrap();
        let id = answer["sessionId"].as_str().unwrap().to_owned();
        Self { driver, id }
    }

    pub(crate) fn goto(&self, url: &str) {
        self.post("/url", &json!({"url": url}));
    }

    /// Chooses a line of a list, as the list of a phone does.
    pub(crate) fn choose_line(&self, option: &Element) {
        let script = "arguments[0].selected = true";
        self.execute(script, &json!([{ELEMENT: option.0}]));
    }

    pub(crate) fn url(&self) -> String {
        text_of(&self.get("/url"))
    }

    /// The first element that a selector finds, as soon as there is one.
    pub(crate) fn find(&self, css: &str) -> Element {
        let found = self.post("/element", &json!({"using": "css selector", "value": css}));
        element(&found)
    }

    /// The same inside something.
    pub(crate) fn find_in(&self, outer: &Element, css: &str) -> Element {
        let path = format!("/element/{}/element", outer.0);
        element(&self.post(&path, &json!({"using": "css selector", "value": css})))
    }

    /// Everything that a selector finds at this moment.
    pub(crate) fn find_all(&self, css: &str) -> Vec<Element> {
        let script = "return [...document.querySelectorAll(arguments[0])]";
        let found = self.execute(script, &json!([css]));
        found.as_array().unwrap().iter().map(element).collect()
    }

    /// Clicks in the middle of the screen, where no fixed bar lies over what is clicked.
    pub(crate) fn click(&self, element: &Element) {
        let point = self.execute(MIDDLE, &json!([{ELEMENT: element.0}]));
        // The driver's own click waits for scripts of the page, which may be off.
        for kind in ["mousePressed", "mouseReleased"] {
            let mouse = json!({
                "type": kind, "button": "left", "clickCount": 1, "x": point[0], "y": point[1],
            });
            self.chromium("Input.dispatchMouseEvent", &mouse);
        }
    }

    /// Clicks what leads to another page, and waits until that has been loaded.
    pub(crate) fn follow(&self, element: &Element) {
        let old = self.find("html");
        self.click(element);
        let gone = || self.try_get(&format!("/element/{}/name", old.0)).is_err();
        assert!(soon(gone), "nothing came after the click");
        let script = "return document.readyState === 'complete'";
        assert!(
            soon(|| self.execute(script, &json!([])) == true),
            "the page does not end"
        );
    }

    /// Types into a field, after what it held is gone.
    pub(crate) fn fill(&self, element: &Element, text: &str) {
        self.post(&format!("/element/{}/clear", element.0), &json!({}));
        self.post(
            &format!("/element/{}/value", element.0),
            &json!({"text": text}),
        );
    }

    pub(crate) fn text(&self, element: &Element) -> String {
        text_of(&self.get(&format!("/element/{}/text", element.0)))
    }

    pub(crate) fn attribute(&self, element: &Element, name: &str) -> Option<String> {
        let value = self.get(&format!("/element/{}/attribute/{name}", element.0));
        value.as_str().map(str::to_owned)
    }

    /// Runs a function body of the test's own; a page's own scripts may be off.
    pub(crate) fn execute(&self, script: &str, arguments: &Value) -> Value {
        self.post(
            "/execute/sync",
            &json!({"script": script, "args": arguments}),
        )
    }

    /// The same for a function that answers later, through its last argument.
    pub(crate) fn execute_later(&self, script: &str) -> Value {
        self.post("/execute/async", &json!({"script": script, "args": []}))
    }

    /// What the window shows, as PNG in base64.
    pub(crate) fn picture(&self) -> String {
        text_of(&self.get("/screenshot"))
    }

    /// Adds a virtual authenticator that holds passkeys and verifies its user.
    pub(crate) fn add_authenticator(&self) {
        let device = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserConsenting": true, "isUserVerified": true,
        });
        self.post("/webauthn/authenticator", &device);
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn chromium(&self, command: &str, parameters: &Value) -> Value {
        self.post(
            "/goog/cdp/execute",
            &json!({"cmd": command, "params": parameters}),
        )
    }

    fn get(&self, path: &str) -> Value {
        self.call("GET", path, &json!({}))
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.call("POST", path, body)
    }

    fn try_get(&self, path: &str) -> Result<Value, String> {
        self.try_call("GET", path, &json!({}))
    }

    fn try_call(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        call(
            self.driver.port,
            method,
            &format!("/session/{}{path}", self.id),
            body,
        )
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        match self.try_call(method, path, body) {
            Ok(value) => value,
            Err(reason) => panic!("{method} {path} {}: {reason}", brief(body)),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let path = format!("/session/{}", self.id);
        if let Err(reason) = call(self.driver.port, "DELETE", &path, &json!({})) {
            eprintln!("the browser was not closed: {reason}");
        }
    }
}

fn capabilities(scripts: Scripts) -> Value {
    let mut arguments = FLAGS.to_vec();
    if runs_as_root() {
        // Chromium's sandbox refuses to run as root, which containers usually are.
        arguments.push("--no-sandbox");
    }
    let mut preferences = json!({"intl.accept_languages": "zh-CN,zh"});
    if scripts == Scripts::Off {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    json!({
        "browserName": "chrome",
        "timeouts": {"implicit": PATIENCE_MS, "script": 30_000, "pageLoad": 30_000},
        "goog:chromeOptions": {
            "args": arguments,
            "prefs": preferences,
            "mobileEmulation": {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2}},
        },
    })
}

fn runs_as_root() -> bool {
    let user = Command::new("id").arg("-u").output();
    user.is_ok_and(|user| user.stdout.trim_ascii() == b"0")
}

fn call(port: u16, method: &str, path: &str, body: &Value) -> Result<Value, String> {
    let body = if method == "POST" {
        body.to_string()
    } else {
        String::new()
    };
    let headers = [("Content-Type", "application/json")];
    let answer = http::send(port, (method, path), &headers, body.as_bytes());
    let answer = answer.map_err(|error| error.to_string())?;
    let mut value: Value =
        serde_json::from_slice(&answer.body).map_err(|error| error.to_string())?;
    let value = value["value"].take();
    match answer.status {
        200 => Ok(value),
        _ => Err(format!("{}: {}", value["error"], value["message"])),
    }
}

fn element(found: &Value) -> Element {
    Element(text_of(&found[ELEMENT]))
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A request body, short enough for a message.
fn brief(body: &Value) -> String {
    body.to_string().chars().take(120).collect()
}
