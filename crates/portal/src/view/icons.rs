//! The icons: simple lines of our own, always beside a word, so always hidden from screen readers.

use super::Markup;

/// An icon by name; an unknown name is an empty drawing, which a test forbids in templates.
pub fn icon(name: &str) -> Markup {
    let path = path(name).unwrap_or_default();
    askama::filters::Safe(format!(
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">\
         {path}</svg>"
    ))
}

/// The icon of a state, so that colour is never the only sign.
pub fn of_tone(tone: &str) -> Markup {
    icon(match tone {
        "good" => "check",
        "wait" => "clock",
        "bad" => "alert",
        _ => "dot",
    })
}

/// Drawn on a 24 × 24 grid with a stroke of the text's colour.
pub fn path(name: &str) -> Option<&'static str> {
    Some(match name {
        "home" => "<path d='M3 11.5 12 4l9 7.5M5.5 9.8V20h13V9.8M10 20v-5.5h4V20'/>",
        "hands" => {
            "<path d='M12 20s-8-4.6-8-10.2A4.3 4.3 0 0 1 12 7.4a4.3 4.3 0 0 1 8 2.4C20 15.4 12 20 \
             12 20Z'/>"
        }
        "message" => "<path d='M4 5h16v11H10l-4 4v-4H4ZM8 9h8M8 12h5'/>",
        "person" => "<circle cx='12' cy='8' r='4'/><path d='M4 20.5c1-4.5 4-6 8-6s7 1.5 8 6'/>",
        "phone" => {
            "<path d='M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1.5-1 2.5-2.5 2.5A15 \
             15 0 0 1 3.5 6C3.5 4.5 4.5 3.5 6 3.5Z'/>"
        }
        "book" => {
            "<path d='M12 6.5C9.5 4.5 6.5 4.5 3.5 5v13.5c3-.5 6-.5 8.5 1.5 2.5-2 5.5-2 8.5-1.5V5c-3-.5-6-.5-8.5 1.5ZV20'/>"
        }
        "card" => {
            "<path d='M3 5.5h18v13H3Z'/><circle cx='8.5' cy='11' r='2'/><path d='M5.5 15.5c.5-1.5 1.5-2 3-2s2.5.5 3 2M14.5 10h4M14.5 13.5h4'/>"
        }
        "check" => "<circle cx='12' cy='12' r='9'/><path d='m8 12.2 2.8 2.8L16 9.5'/>",
        "cross" => "<circle cx='12' cy='12' r='9'/><path d='m8.5 8.5 7 7m0-7-7 7'/>",
        "star" => {
            "<path d='m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8Z'/>"
        }
        "tool" => {
            "<path d='M4 20 13 11M14.5 4.5a4.5 4.5 0 0 0 5 6.5l-3.5 3.5a4.5 4.5 0 0 1-6.5-5Z'/>"
        }
        "globe" => {
            "<circle cx='12' cy='12' r='9'/><path d='M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3Z'/>"
        }
        "text" => "<path d='M3 19 8 6l5 13M4.8 14.5h6.400M14 19l3.5-8.5L21 19M15.2 16h4.6'/>",
        "speaker" => {
            "<path d='M4 9.5h3.5L12 5.5v13l-4.5-4H4ZM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11'/>"
        }
        "print" => "<path d='M7 8V4h10v4M7 17H4V8h16v9h-3M7 14h10v6H7Z'/>",
        "clock" => "<circle cx='12' cy='12' r='9'/><path d='M12 7v5.5l3.5 2'/>",
        "alert" => "<path d='M12 4 2.5 20h19ZM12 10v4.5M12 17v.5'/>",
        "dot" => "<circle cx='12' cy='12' r='4'/>",
        "arrow" => "<path d='m9 5 7 7-7 7'/>",
        "back" => "<path d='m15 5-7 7 7 7'/>",
        "plus" => "<path d='M12 5v14M5 12h14'/>",
        "search" => "<circle cx='11' cy='11' r='6.5'/><path d='m16 16 4.5 4.5'/>",
        "leave" => "<path d='M14 4H5v16h9M10 12h11M17.5 8l4 4-4 4'/>",
        _ => return None,
    })
}
