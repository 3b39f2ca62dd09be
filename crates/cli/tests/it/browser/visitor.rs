//! Somebody at a phone who looks at every page that comes up: its language, its width, what axe
//! finds, and the sizes that older eyes and fingers need.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    fs,
    panic::AssertUnwindSafe,
    path::PathBuf,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::webdriver::{Element, Scripts, Session, start_driver};
use crate::demo::RunningDemo;

const AXE: &str = include_str!("vendor/axe-core-4.14.1/axe.min.js");
const MEASURE: &str = include_str!("measure.js");
const RUN_AXE: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] })
      .then((found) => done(found.violations.map((one) => one.id + ': ' + one.help + ' at '
        + one.nodes.map((node) => node.html.slice(0, 160)).join(' | '))))
      .catch((error) => done(['axe failed: ' + error]));";

/// The language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    English,
}

impl Language {
    const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

pub(crate) struct Visitor<'a> {
    session: Session,
    scripts: Scripts,
    demo: &'a RunningDemo,
    language: Language,
    name: String,
    pages: Cell<u32>,
    /// What is wrong with the pages so far: one run names all of it.
    faults: RefCell<BTreeSet<String>>,
}

/// Runs a journey in a browser of its own; where none is installed it says so and ends.
///
/// `LINLI_BROWSER=required` makes a missing browser a failure. When the journey fails, the page
/// that it stood on is in the target folder, with `LINLI_SHOTS` every page.
pub(crate) fn visit(
    name: &str,
    demo: &RunningDemo,
    scripts: Scripts,
    journey: impl FnOnce(&mut Visitor<'_>),
) {
    let driver = match start_driver() {
        Ok(driver) => driver,
        Err(reason) => {
            let required = std::env::var("LINLI_BROWSER").is_ok_and(|word| word == "required");
            assert!(!required, "{reason}: `cargo xtask test` installs it");
            eprintln!("skipped: {reason}; `cargo xtask test` installs it");
            return;
        }
    };
    let session = Session::open(driver, scripts);
    let language = Language::Chinese;
    let pages = Cell::new(0);
    let (name, faults) = (name.to_owned(), RefCell::default());
    let mut visitor = Visitor {
        session,
        scripts,
        demo,
        language,
        name,
        pages,
        faults,
    };
    let walked = std::panic::catch_unwind(AssertUnwindSafe(|| journey(&mut visitor)));
    if let Err(reason) = walked {
        visitor.keep_picture("failed");
        std::panic::resume_unwind(reason);
    }
    eprintln!("{}: {} pages looked at", visitor.name, visitor.pages.get());
    let faults: Vec<String> = visitor.faults.take().into_iter().collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

impl Visitor<'_> {
    /// Opens an address and looks at the page.
    pub(crate) fn open(&self, path: &str) {
        self.session.goto(&format!("{}{path}", self.demo.address()));
        self.look();
    }

    /// Presses what leads to another page, and looks at that.
    pub(crate) fn press(&self, css: &str) {
        self.session.follow(&self.session.find(css));
        self.look();
    }

    /// Presses something inside the one block of a kind that holds these words.
    pub(crate) fn press_in(&self, block: &str, words: &str, css: &str) {
        self.session.follow(&self.find_in(block, words, css));
        self.look();
    }

    pub(crate) fn text_in(&self, block: &str, words: &str, css: &str) -> String {
        self.session.text(&self.find_in(block, words, css))
    }

    fn find_in(&self, block: &str, words: &str, css: &str) -> Element {
        let mut blocks = self.session.find_all(block).into_iter();
        let found = blocks.find(|block| self.session.text(block).contains(words));
        let found = found.unwrap_or_else(|| panic!("no {block} says {words} at {}", self.path()));
        self.session.find_in(&found, css)
    }

    /// Types into the field of a name.
    pub(crate) fn fill(&self, name: &str, text: &str) {
        let field = self
            .session
            .find(&format!("[name='{name}']:not([type=hidden])"));
        self.session.fill(&field, text);
    }

    /// Ticks a box or chooses one of several.
    pub(crate) fn choose(&self, css: &str) {
        let choice = self.session.find(css);
        self.session.click(&choice);
    }

    /// Chooses a line of a list.
    pub(crate) fn select(&self, css: &str) {
        self.session.choose_line(&self.session.find(css));
    }

    /// Fails unless the page shows this, now or soon.
    pub(crate) fn sees(&self, css: &str) -> Element {
        self.session.find(css)
    }

    pub(crate) fn has(&self, css: &str) -> bool {
        !self.session.find_all(css).is_empty()
    }

    pub(crate) fn text(&self, css: &str) -> String {
        self.session.text(&self.session.find(css))
    }

    pub(crate) fn attribute(&self, css: &str, name: &str) -> String {
        self.session
            .attribute(&self.session.find(css), name)
            .unwrap_or_default()
    }

    /// Where the page is, without the host.
    pub(crate) fn path(&self) -> String {
        let url = self.session.url();
        url.strip_prefix(&self.demo.address())
            .unwrap_or(&url)
            .to_owned()
    }

    pub(crate) const fn demo(&self) -> &RunningDemo {
        self.demo
    }

    /// Switches the language with the button at the top of every page.
    pub(crate) fn speak(&mut self, language: Language) {
        if self.language != language {
            self.language = language;
            self.press(&format!(".switches button[value='{}']", language.tag()));
        }
    }

    /// Enters as one of the sample people.
    pub(crate) fn become_sample(&self, name: &str) {
        self.open("/demo");
        self.press_in(".cast .card", name, "form button");
        assert_eq!(self.path(), "/");
    }

    /// Gives the phone a lock that passkeys live behind, whose owner always agrees.
    pub(crate) fn put_in_device(&self) {
        self.session.add_authenticator();
    }

    /// Moves the clock of the demonstration.
    pub(crate) fn advance(&self, step: &str) {
        self.open("/demo/clock");
        self.press(&format!("button[name=step][value='{step}']"));
    }

    /// The page as a picture, as wide as the phone and as long as asked.
    pub(crate) fn picture(&self, height: u32) -> Vec<u8> {
        let size = json!({"width": 390, "height": height, "deviceScaleFactor": 2, "mobile": true});
        self.session
            .chromium("Emulation.setDeviceMetricsOverride", &size);
        let picture = self.session.picture();
        let size = json!({"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true});
        self.session
            .chromium("Emulation.setDeviceMetricsOverride", &size);
        STANDARD.decode(picture).unwrap()
    }

    fn look(&self) {
        self.pages.set(self.pages.get() + 1);
        let root = self.session.find("html[lang]");
        let where_to = self.path();
        let language = self.session.attribute(&root, "lang").unwrap_or_default();
        if std::env::var_os("LINLI_SHOTS").is_some() {
            self.keep_picture(&format!("{:03}", self.pages.get()));
        }
        assert_eq!(language, self.language.tag(), "the language of {where_to}");
        let mut faults = words(&self.session.execute(MEASURE, &json!([])));
        // Where scripts are off axe cannot wait for anything; the scripted journeys ask it about
        // the same pages.
        if self.scripts == Scripts::On {
            self.session.execute(AXE, &json!([]));
            faults.extend(words(&self.session.execute_later(RUN_AXE)));
        }
        let placed = faults
            .into_iter()
            .map(|fault| format!("{}: {fault}", shape(&where_to)));
        self.faults.borrow_mut().extend(placed);
    }

    fn keep_picture(&self, suffix: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join("browser")
            .join(&self.name);
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{suffix}.png"));
        fs::write(&file, self.picture(2_400)).unwrap();
        eprintln!("{} is at {}", file.display(), self.path());
    }
}

/// A list of sentences, as a script returns it.
fn words(found: &Value) -> Vec<String> {
    let sentence = |word: &Value| word.as_str().unwrap().to_owned();
    found.as_array().unwrap().iter().map(sentence).collect()
}

/// An address without the ids in it.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let part = |part: &str| {
        if part.len() > 30 {
            "…".to_owned()
        } else {
            part.to_owned()
        }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}
