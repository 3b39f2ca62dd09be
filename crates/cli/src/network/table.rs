//! How the offices are: a table that stays in its place on a terminal, plain lines elsewhere.

use std::fmt::Write as _;

use serde_json::Value;

use crate::screen::say;

/// One office.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    name: String,
    pid: Option<u32>,
    state: &'static str,
    height: Option<u64>,
    peers: Option<u64>,
    per_second: Option<u64>,
    finality_ms: Option<f64>,
    memory_mb: Option<f64>,
    misdeeds: u64,
}

const HEADINGS: &str =
    "office              pid   state     height   peers   ops/s   finality   memory   evidence";

impl Row {
    /// An office by its own word; without a word it is starting, without a process it is down.
    pub(super) fn new(name: &str, pid: Option<u32>, status: Option<&Value>) -> Self {
        let state = match (pid, status) {
            (None, _) => "DOWN",
            (Some(_), None) => "starting",
            (Some(_), Some(_)) => "up",
        };
        let number = |key: &str| status.and_then(|status| status[key].as_u64());
        let counts = status.and_then(|status| status["evidence_counts"].as_object());
        let misdeeds = counts.map(|counts| counts.values().filter_map(Value::as_u64).sum());
        Self {
            name: name.to_owned(),
            pid,
            state,
            height: number("height"),
            peers: number("peers_connected"),
            per_second: None,
            finality_ms: status.and_then(|status| status["finality_ms"].as_f64()),
            memory_mb: status.and_then(|status| status["memory_mb"].as_f64()),
            misdeeds: misdeeds.unwrap_or(0),
        }
    }

    pub(super) fn with_rate(self, per_second: Option<u64>) -> Self {
        Self { per_second, ..self }
    }

    fn line(&self) -> String {
        let whole = |number: Option<u64>| number.map_or("-".to_owned(), |it| it.to_string());
        let pid = whole(self.pid.map(u64::from));
        let finality = self
            .finality_ms
            .map_or("-".to_owned(), |ms| format!("{ms:.1} ms"));
        let memory = self
            .memory_mb
            .map_or("-".to_owned(), |mb| format!("{mb:.0} MB"));
        let mut line = String::new();
        // Writing to memory cannot fail.
        let _infallible = write!(
            line,
            "{:<16} {:>6}   {:<8} {:>7} {:>7} {:>7} {:>10} {:>8} {:>10}",
            self.name,
            pid,
            self.state,
            whole(self.height),
            whole(self.peers),
            whole(self.per_second),
            finality,
            memory,
            self.misdeeds,
        );
        line
    }
}

/// Shows rows; knows what it showed last.
pub(super) struct Table {
    terminal: bool,
    shown: usize,
    looks: u64,
    last: Vec<String>,
}

/// Without a terminal, an unchanged network is mentioned this often, in looks.
const MENTIONED_EVERY: u64 = 10;

impl Table {
    pub(super) const fn new(terminal: bool) -> Self {
        Self {
            terminal,
            shown: 0,
            looks: 0,
            last: Vec::new(),
        }
    }

    pub(super) fn show(&mut self, rows: &[Row]) {
        for line in self.lines(rows) {
            say(&line);
        }
    }

    fn lines(&mut self, rows: &[Row]) -> Vec<String> {
        if self.terminal {
            return self.redrawn(rows);
        }
        self.looks += 1;
        let states: Vec<String> = rows.iter().map(|row| row.state.to_owned()).collect();
        let due = self.looks % MENTIONED_EVERY == 1 || states != self.last;
        self.last = states;
        if due {
            rows.iter().map(Row::line).collect()
        } else {
            Vec::new()
        }
    }

    /// Over the table that stands there.
    fn redrawn(&mut self, rows: &[Row]) -> Vec<String> {
        const CLEAR: &str = "\x1b[2K";
        let up = match self.shown {
            0 => String::new(),
            lines => format!("\x1b[{lines}A"),
        };
        let mut lines = vec![format!("{up}{CLEAR}{HEADINGS}")];
        lines.extend(rows.iter().map(|row| format!("{CLEAR}{}", row.line())));
        self.shown = lines.len();
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_says_who_is_down_and_what_the_others_do() {
        let status = json!({
            "height": 12, "peers_connected": 3, "memory_mb": 61.4, "finality_ms": 12.34,
            "evidence_counts": { "blocked": 1, "voted_twice": 1 },
        });
        let up = Row::new("district", Some(77), Some(&status))
            .with_rate(Some(5))
            .line();
        for part in ["district", "77", "up", "12", "12.3 ms", "61 MB", " 2"] {
            assert!(up.contains(part), "{part}: {up}");
        }
        assert!(Row::new("a", None, None).line().contains("DOWN"));
        assert!(Row::new("a", Some(1), None).line().contains("starting"));
        assert_eq!(HEADINGS.len(), up.len());
    }

    #[test]
    fn without_a_terminal_only_changes_and_every_tenth_look_are_told() {
        let mut table = Table::new(false);
        let up = [Row::new("a", Some(1), Some(&json!({})))];
        let down = [Row::new("a", None, None)];
        let told: Vec<usize> = (0..12).map(|_| table.lines(&up).len()).collect();
        assert_eq!(told.iter().sum::<usize>(), 2);
        assert_eq!(table.lines(&down).len(), 1);
        assert_eq!(table.lines(&down).len(), 0);
    }

    #[test]
    fn on_a_terminal_the_table_stays_where_it_is() {
        let mut table = Table::new(true);
        let rows = [Row::new("a", None, None)];
        assert!(!table.lines(&rows)[0].contains("\x1b[2A"));
        assert!(table.lines(&rows)[0].starts_with("\x1b[2A"));
    }
}
