//! A measured object as lines for a person.

use serde_json::Value;

/// Column at which the values begin.
const NAME_WIDTH: usize = 36;

/// One line for each value; the names of nested objects stand before theirs.
pub(crate) fn lines(object: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    add(object, "", &mut lines);
    lines
}

fn add(value: &Value, name: &str, lines: &mut Vec<String>) {
    if let Value::Array(rows) = value
        && rows.iter().all(Value::is_object)
    {
        for row in rows {
            add(row, name, lines);
        }
        return;
    }
    let Value::Object(fields) = value else {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        lines.push(format!("{name:NAME_WIDTH$} {text}"));
        return;
    };
    for (field, value) in fields {
        let field = field.replace('_', " ");
        let name = if name.is_empty() {
            field
        } else {
            format!("{name}: {field}")
        };
        add(value, &name, lines);
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn nested_names_stand_before_theirs() {
        let object =
            serde_json::json!({ "bytes": 3, "finality_ms": { "p50": 1.5, "what": "all" } });
        let shown = lines(&object);
        let words: Vec<Vec<&str>> = shown
            .iter()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(words[0], ["bytes", "3"]);
        assert_eq!(words[1], ["finality", "ms:", "p50", "1.5"]);
        assert_eq!(words[2], ["finality", "ms:", "what", "all"]);
    }
}
