//! What a figure was measured on: processor, load, memory and disk of this machine.

use std::{fs, num::NonZeroUsize, path::Path, thread::available_parallelism};

use serde_json::{Value, json};

/// How many threads this process may run at once.
pub(super) fn cores() -> NonZeroUsize {
    available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// The machine, in an object.
pub(super) fn describe() -> Value {
    json!({ "cores": cores(), "processor": processor() })
}

fn processor() -> String {
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = model
        .and_then(|model| model.split_once(':'))
        .map(|(_, name)| name.trim());
    name.unwrap_or("unknown").to_owned()
}

/// How busy the machine was over one, five and fifteen minutes.
pub(super) fn load_average() -> Vec<f64> {
    let average = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    average
        .split(' ')
        .take(3)
        .filter_map(|number| number.parse().ok())
        .collect()
}

/// The memory that this process holds now, in mebibytes.
pub(crate) fn memory_now() -> Option<f64> {
    Process::own().memory_now()
}

/// A process of this machine, as the kernel accounts for it.
pub(super) struct Process(String);

impl Process {
    /// The one that asks.
    pub(super) fn own() -> Self {
        Self("self".to_owned())
    }

    pub(super) fn with_id(id: u32) -> Self {
        Self(id.to_string())
    }

    /// The most memory that it has held, in mebibytes.
    pub(super) fn memory_max(&self) -> Option<f64> {
        self.memory("VmHWM:")
    }

    /// The memory that it holds now, in mebibytes.
    pub(super) fn memory_now(&self) -> Option<f64> {
        self.memory("VmRSS:")
    }

    fn memory(&self, field: &str) -> Option<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(field))?;
        let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
        Some((kibibytes / 102.4).round() / 10.0)
    }

    /// Processor time that it has used, in hundredths of a second.
    pub(super) fn processor_time(&self) -> Option<u64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0)).ok()?;
        // The name in parentheses may hold spaces; user and system time are the 12th and 13th
        // field after it.
        let mut fields = stat.rsplit(')').next()?.split_whitespace().skip(11);
        let user: u64 = fields.next()?.parse().ok()?;
        let system: u64 = fields.next()?.parse().ok()?;
        Some(user + system)
    }
}

/// The kind of file system that holds a folder: on one in memory, waiting for the disk is free.
pub(super) fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let holds = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        let (point, kind) = (fields.next()?, fields.next()?);
        folder.starts_with(point).then_some((point.len(), kind))
    });
    holds.max().map_or("unknown", |(_, kind)| kind).to_owned()
}

/// The bytes of every file below a folder.
pub(crate) fn bytes_below(folder: &Path) -> std::io::Result<u64> {
    let found = fs::metadata(folder)?;
    if found.is_file() {
        return Ok(found.len());
    }
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        sum += if kind.is_dir() {
            bytes_below(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(sum)
}
