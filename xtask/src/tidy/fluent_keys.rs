//! Every word exists in both languages, once.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::tree::Tree;

const RULE: &str = "fluent-keys";
const FOLDER: &str = "crates/portal/locales/";
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// Where each key stands: the file and the line.
type Keys = BTreeMap<String, (String, usize)>;

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let [chinese, english] = LANGUAGES.map(|language| keys(tree, language, &mut findings));
    findings.extend(missing(&chinese, &english, "en"));
    findings.extend(missing(&english, &chinese, "zh-CN"));
    findings
}

fn keys(tree: &Tree, language: &str, findings: &mut Vec<Finding>) -> Keys {
    let folder = format!("{FOLDER}{language}/");
    let mut keys = Keys::new();
    let is_ours = |path: &str| path.starts_with(&folder) && path.ends_with(".ftl");
    for (path, text) in tree.texts().filter(|(path, _)| is_ours(path)) {
        let mut message = "";
        for (index, line) in text.lines().enumerate() {
            let Some((name, is_attribute)) = name(line) else {
                continue;
            };
            let key = if is_attribute {
                format!("{message}{name}")
            } else {
                name.to_owned()
            };
            if !is_attribute {
                message = name;
            }
            let place = (path.to_owned(), index + 1);
            if let Some((other, line)) = keys.insert(key.clone(), place) {
                let text = format!("`{key}` stands already in {other}:{line}");
                findings.push(Finding::new(path, index + 1, RULE, text));
            }
        }
    }
    keys
}

/// A message starts a line; an attribute is indented and starts with a dot.
fn name(line: &str) -> Option<(&str, bool)> {
    let (left, _) = line.split_once('=')?;
    let name = left.trim();
    let is_attribute = name.starts_with('.');
    let is_indented = left.starts_with(char::is_whitespace);
    let is_word = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let is_name = !name.is_empty() && name.strip_prefix('.').unwrap_or(name).chars().all(is_word);
    (is_name && is_attribute == is_indented).then_some((name, is_attribute))
}

fn missing(from: &Keys, to: &Keys, language: &str) -> Vec<Finding> {
    let absent = from.iter().filter(|(key, _)| !to.contains_key(*key));
    let text = |key: &str| format!("`{key}` is missing in {language}");
    absent
        .map(|(key, (path, line))| Finding::new(path, *line, RULE, text(key)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: &str = "crates/portal/locales/zh-CN/main.ftl";
    const ENGLISH: &str = "crates/portal/locales/en/main.ftl";

    fn found(chinese: &str, english: &str) -> Vec<String> {
        let tree = Tree::of(&[(CHINESE, chinese), (ENGLISH, english)]);
        check(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn key_in_one_language_only_is_found() {
        let text = format!("{CHINESE}:2: fluent-keys: `bye` is missing in en");
        assert_eq!(
            found("hello = 你好\nbye = 再见\n", "hello = Hello\n"),
            [text]
        );
        assert_eq!(
            found("hello = 你好\n", "hello = Hello\nbye = Bye\n").len(),
            1
        );
    }

    #[test]
    fn attributes_count_and_variants_do_not() {
        let chinese = "size = { $n ->\n    [one] a = b\n   *[other] 多\n }\n    .hint = 提示\n";
        assert_eq!(found(chinese, "size = Size\n").len(), 1);
        assert!(found(chinese, "size = Size\n    .hint = Hint\n").is_empty());
    }

    #[test]
    fn key_that_stands_twice_is_found() {
        assert_eq!(found("a = 一\na = 二\n", "a = One\n").len(), 1);
    }
}
