//! Rust source as text: code without comments and strings, and the part that is not tests.

/// The source with comments and literals blanked; lines and columns stay where they are.
pub(crate) fn code_only(source: &str) -> String {
    let characters: Vec<char> = source.chars().collect();
    let mut code = String::with_capacity(source.len());
    let mut at = 0;
    while at < characters.len() {
        let end = literal_end(&characters, at);
        if end == at {
            code.push(characters[at]);
            at += 1;
        } else {
            code.extend(
                characters[at..end]
                    .iter()
                    .map(|c| if *c == '\n' { '\n' } else { ' ' }),
            );
            at = end;
        }
    }
    code
}

/// Where the comment or literal that starts here ends; the same place if none starts here.
fn literal_end(text: &[char], at: usize) -> usize {
    let next = text.get(at + 1).copied();
    match text[at] {
        '/' if next == Some('/') => line_end(text, at),
        '/' if next == Some('*') => block_comment_end(text, at),
        '"' => quoted_end(text, at),
        '\'' => character_end(text, at),
        'r' if !is_word_before(text, at) => raw_string_end(text, at).unwrap_or(at),
        _ => at,
    }
}

fn is_word_before(text: &[char], at: usize) -> bool {
    // `br"…"` is a raw byte string, so a lone `b` in front is part of the literal.
    let from = if at > 0 && text[at - 1] == 'b' {
        at - 1
    } else {
        at
    };
    from > 0 && is_identifier(text[from - 1])
}

pub(crate) fn is_identifier(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn line_end(text: &[char], at: usize) -> usize {
    text[at..]
        .iter()
        .position(|c| *c == '\n')
        .map_or(text.len(), |offset| at + offset)
}

fn block_comment_end(text: &[char], at: usize) -> usize {
    let mut depth = 0_usize;
    let mut here = at;
    while here + 1 < text.len() {
        match (text[here], text[here + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                here += 1;
                continue;
            }
        }
        here += 2;
        if depth == 0 {
            return here;
        }
    }
    text.len()
}

fn quoted_end(text: &[char], at: usize) -> usize {
    let mut here = at + 1;
    while here < text.len() {
        match text[here] {
            '\\' => here += 2,
            '"' => return here + 1,
            _ => here += 1,
        }
    }
    text.len()
}

/// A character literal ends within a few places; a lifetime is no literal.
fn character_end(text: &[char], at: usize) -> usize {
    match (text.get(at + 1), text.get(at + 2)) {
        (Some('\\'), _) => {
            let from = at + 3;
            text.iter()
                .skip(from)
                .position(|c| *c == '\'')
                .map_or(at, |offset| from + offset + 1)
        }
        (Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

fn raw_string_end(text: &[char], at: usize) -> Option<usize> {
    let hashes = text[at + 1..].iter().take_while(|c| **c == '#').count();
    let open = at + 1 + hashes;
    if text.get(open) != Some(&'"') {
        return None;
    }
    let closes = |index: &usize| {
        text[*index] == '"'
            && text.len() > index + hashes
            && text[index + 1..=index + hashes].iter().all(|c| *c == '#')
    };
    Some(
        (open + 1..text.len())
            .find(closes)
            .map_or(text.len(), |index| index + hashes + 1),
    )
}

/// The lines before the inline test module, which by our rule stands last.
pub(crate) fn production(source: &str) -> &str {
    let mut offset = 0;
    let mut lines = source.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let opens = lines.peek().is_some_and(|next| {
            next.trim_start().starts_with("mod ") && next.trim_end().ends_with('{')
        });
        if line.trim() == "#[cfg(test)]" && opens {
            return &source[..offset];
        }
        offset += line.len();
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_blanked() {
        let code = code_only("let a = \"std::fs\"; // tokio\n/* x /* y */ z */ let b = 'c';");
        assert_eq!(code.split_whitespace().collect::<String>(), "leta=;letb=;");
        assert_eq!(code.lines().count(), 2);
    }

    #[test]
    fn raw_strings_are_blanked_and_names_are_not() {
        let code = code_only("f(r#\"a \"quoted\" word\"#, br\"bytes\"); r#type; for r in x {}");
        assert_eq!(
            code.split_whitespace().collect::<String>(),
            "f(,b);r#type;forrinx{}"
        );
    }

    #[test]
    fn lifetimes_and_escapes_survive() {
        let code = code_only("fn f<'a>(x: &'a str) -> char { '\\'' } // end");
        assert_eq!(code.trim_end(), "fn f<'a>(x: &'a str) -> char {      }");
    }

    #[test]
    fn production_ends_where_inline_tests_begin() {
        let source = "fn a() {}\n#[cfg(test)]\nfn b() {}\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(production(source).lines().count(), 3);
        assert_eq!(
            production("#[cfg(test)]\nmod tests;\nfn a() {}\n")
                .lines()
                .count(),
            3
        );
    }
}
