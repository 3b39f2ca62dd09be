//! `linli network run`: starts the offices as processes, shows how they are, and ends those that it
//! started.

use std::{
    fs::File,
    io::{BufRead as _, IsTerminal as _},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::Context as _;
use serde_json::Value;
use tokio::{
    process::{Child, Command},
    sync::mpsc,
    time::MissedTickBehavior,
};

use super::{
    new::{Listed, read_list},
    table::{Row, Table},
};
use crate::{remote::Remote, screen::say, signals};

/// Starts a practice network.
#[derive(clap::Args)]
pub(crate) struct Run {
    /// The folder that `linli network new` made.
    folder: PathBuf,
}

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long an office may take to stop before it is killed.
const FAREWELL: Duration = Duration::from_secs(20);
const STATUS_BYTES_MAX: u64 = 256 * 1024;

/// An office as a process of ours, or the place where one was.
struct Office {
    listed: Listed,
    folder: PathBuf,
    child: Option<Child>,
    /// Final operations at the last look.
    operations: Option<u64>,
}

/// What the operator may type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Restart(usize),
    Kill(usize),
}

impl Run {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let list = read_list(&self.folder)?;
        let mut offices: Vec<Office> = list
            .into_iter()
            .map(|listed| Office {
                folder: self.folder.join(&listed.slug),
                listed,
                child: None,
                operations: None,
            })
            .collect();
        for office in &mut offices {
            office.start()?;
        }
        greet(&offices);
        let watched = watch(&mut offices).await;
        for office in &mut offices {
            office.end().await;
        }
        watched
    }
}

fn greet(offices: &[Office]) {
    say("");
    for (office, number) in offices.iter().zip(1..) {
        let listed = &office.listed;
        say(&format!(
            "  {number}  {}  http://{}/demo",
            listed.name, listed.portal
        ));
        for person in &listed.people {
            let (who, pin) = (&person.member_number, &person.pin);
            say(&format!(
                "       {who}  {pin}  {}  {}",
                person.name, person.about_en
            ));
        }
    }
    say("");
    say("  restart 2 / 重启第二家    kill 2 / 杀掉第二家    Ctrl-C 全部停止 / stops all");
    say("");
}

/// Looks once a second, and does what is typed, until told to stop.
async fn watch(offices: &mut [Office]) -> anyhow::Result<()> {
    let mut orders = orders();
    let mut table = Table::new(std::io::stdout().is_terminal());
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stop = signals::stop();
    tokio::pin!(stop);
    let remote = Remote::new();
    loop {
        tokio::select! {
            () = &mut stop => return Ok(()),
            Some(order) = orders.recv() => obey(offices, order).await?,
            _ = ticks.tick() => {
                let mut rows = Vec::new();
                for office in offices.iter_mut() {
                    rows.push(office.look(&remote).await);
                }
                table.show(&rows);
            }
        }
    }
}

async fn obey(offices: &mut [Office], order: Order) -> anyhow::Result<()> {
    let (Order::Restart(number) | Order::Kill(number)) = order;
    let office = number
        .checked_sub(1)
        .and_then(|place| offices.get_mut(place));
    let Some(office) = office else {
        say(&format!("there is no office {number}"));
        return Ok(());
    };
    office.kill().await;
    if matches!(order, Order::Restart(_)) {
        office.start()?;
    }
    Ok(())
}

/// Reads orders beside everything else; ends with the input.
fn orders() -> mpsc::Receiver<Order> {
    let (sender, receiver) = mpsc::channel(4);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if let Some(order) = parse(&line)
                && sender.blocking_send(order).is_err()
            {
                return;
            }
        }
    });
    receiver
}

fn parse(line: &str) -> Option<Order> {
    let mut words = line.split_whitespace();
    let (verb, number) = (words.next()?, words.next()?.parse().ok()?);
    match verb {
        "restart" => Some(Order::Restart(number)),
        "kill" => Some(Order::Kill(number)),
        _ => None,
    }
}

impl Office {
    fn start(&mut self) -> anyhow::Result<()> {
        let log = log_file(&self.folder)?;
        let program = std::env::current_exe().context("this program has no file")?;
        let child = Command::new(program)
            .args(["serve", "--config"])
            .arg(self.folder.join("linli.toml"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            // Ctrl-C in the terminal reaches only this program, which then ends the others.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be started", self.listed.slug))?;
        self.child = Some(child);
        Ok(())
    }

    /// Ends the process at once, as a power cut does.
    async fn kill(&mut self) {
        if let Some(mut child) = self.child.take()
            && let Err(error) = child.kill().await
        {
            tracing::warn!(%error, office = self.listed.slug, "cannot be killed");
        }
    }

    /// Asks the process to stop, and kills it when it does not.
    async fn end(&mut self) {
        let Some(child) = &mut self.child else {
            return;
        };
        if let Some(id) = child.id() {
            let asked = Command::new("kill")
                .args(["-TERM", &id.to_string()])
                .status();
            let patient = async {
                let told = asked.await.is_ok_and(|status| status.success());
                told && child.wait().await.is_ok()
            };
            if tokio::time::timeout(FAREWELL, patient).await == Ok(true) {
                return;
            }
        }
        self.kill().await;
    }

    async fn look(&mut self, remote: &Remote) -> Row {
        let pid = self.child.as_ref().and_then(Child::id);
        let ended = match &mut self.child {
            Some(child) => child.try_wait().ok().flatten().is_some(),
            None => true,
        };
        let url = format!("http://{}/status", self.listed.admin);
        let status = if ended {
            None
        } else {
            remote.get_later(url, None, STATUS_BYTES_MAX).await.ok()
        };
        let status = status.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        let row = Row::new(&self.listed.slug, pid.filter(|_| !ended), status.as_ref());
        let operations = status.and_then(|status| status["operations_final"].as_u64());
        let per_second = operations.zip(self.operations);
        self.operations = operations;
        row.with_rate(per_second.map(|(now, before)| now.saturating_sub(before)))
    }
}

/// Where an office's words go: after those of its earlier lives.
fn log_file(folder: &Path) -> anyhow::Result<File> {
    let path = folder.join("serve.log");
    File::options()
        .create(true)
        .append(true)
        .open(&path)
        .with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_a_verb_and_a_number() {
        assert_eq!(parse("restart 2"), Some(Order::Restart(2)));
        assert_eq!(parse("  kill   3 "), Some(Order::Kill(3)));
        assert_eq!(parse("restart"), None);
        assert_eq!(parse("erase 1"), None);
    }
}
