//! The front page of a signed-in reader: what they can do here, by their roles.

use askama::Template;
use axum::response::Response;

use crate::session::{Reader, Role};
use crate::{Error, Page, view};

#[derive(Template)]
#[template(path = "account/start.html")]
struct StartPage<'a> {
    page: &'a Page,
    name: &'a str,
    duties: Vec<Tile>,
    tiles: Vec<Tile>,
    places: Vec<Tile>,
}

/// One thing to do: an icon, the keys of its words, and where it is done.
#[derive(Clone, Copy)]
struct Tile {
    path: &'static str,
    words: [&'static str; 2],
    icon: &'static str,
}

const fn tile(path: &'static str, words: [&'static str; 2], icon: &'static str) -> Tile {
    Tile { path, words, icon }
}

const COUNTER: [&str; 2] = ["start-counter", "start-counter-hint"];
const WAITING: [&str; 2] = ["waiting-title", "waiting-hint"];
const EXPLORER: [&str; 2] = ["start-explorer", "start-explorer-hint"];

const LEADER: [&str; 2] = ["start-organisation", "start-organisation-hint"];

const DECISIONS: [&str; 2] = ["start-decisions", "start-decisions-hint"];

const KEEPING: [&str; 2] = ["start-keeping", "start-keeping-hint"];

const MODERATION: [&str; 2] = ["start-moderation", "start-moderation-hint"];

const DUTIES: [(Role, Tile); 7] = [
    (Role::Clerk, tile("/counter", COUNTER, "card")),
    (Role::Keeper, tile("/keeping", KEEPING, "home")),
    (Role::Worker, tile("/needs/waiting", WAITING, "clock")),
    (Role::Leader, tile("/organisations", LEADER, "hands")),
    (Role::Decider, tile("/decisions", DECISIONS, "check")),
    (Role::Decider, tile("/moderation", MODERATION, "alert")),
    (Role::Auditor, tile("/explorer", EXPLORER, "check")),
];

const NEED: [&str; 2] = ["start-need", "start-need-hint"];
const OFFER: [&str; 2] = ["start-offer", "start-offer-hint"];
const EXCHANGES: [&str; 2] = ["start-exchanges", "start-exchanges-hint"];
const POINTS: [&str; 2] = ["start-points", "start-points-hint"];

const TILES: [Tile; 4] = [
    tile("/needs/new", NEED, "hands"),
    tile("/offers/new", OFFER, "tool"),
    tile("/exchanges", EXCHANGES, "clock"),
    tile("/points", POINTS, "star"),
];

const THINGS: [&str; 2] = ["items-title", "start-things-hint"];
const ACTIVITIES: [&str; 2] = ["activities-title", "start-activities-hint"];
const HUTS: [&str; 2] = ["huts-title", "start-huts-hint"];
const CATALOGUE: [&str; 2] = ["catalogue-title", "start-catalogue-hint"];

/// What the quarter has, for whoever wants to look around.
const PLACES: [Tile; 4] = [
    tile("/items", THINGS, "tool"),
    tile("/activities", ACTIVITIES, "person"),
    tile("/huts", HUTS, "home"),
    tile("/catalogue", CATALOGUE, "star"),
];

pub(crate) fn answer(page: &Page, reader: &Reader) -> Result<Response, Error> {
    let duties = DUTIES.into_iter().filter(|(role, _)| reader.is(*role));
    let (tiles, places) = if reader.is(Role::Resident) {
        (TILES.to_vec(), PLACES.to_vec())
    } else {
        (Vec::new(), Vec::new())
    };
    view::html(&StartPage {
        page,
        name: &reader.name,
        duties: duties.map(|(_, tile)| tile).collect(),
        tiles,
        places,
    })
}
