//! A PostgreSQL server of our own in a temporary folder, reachable through a socket there only.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Command, Output},
};

use anyhow::{Context as _, ensure};

/// Where Debian's package keeps the programs.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";
/// Connections that make transfers at the same time.
pub(super) const CLIENTS: usize = 32;
/// What differs from the package's defaults; a commit waits for the disk, as ours does.
pub(super) const SETTINGS: &str = "
listen_addresses = ''
shared_buffers = '1GB'
max_wal_size = '8GB'
fsync = on
synchronous_commit = on
";

const TABLES: &str = "
CREATE TABLE accounts (id bigint PRIMARY KEY, points bigint NOT NULL);
CREATE TABLE transfers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    payer bigint NOT NULL, payee bigint NOT NULL, amount bigint NOT NULL,
    signature bytea NOT NULL, at timestamptz NOT NULL DEFAULT now());
CREATE FUNCTION transfer(payer bigint, payee bigint, amount bigint, signature bytea)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- The lower account first, so that two transfers never wait for each other.
    UPDATE accounts SET points = points
        + CASE WHEN id = payee THEN amount ELSE 0 END - CASE WHEN id = payer THEN amount ELSE 0 END
        WHERE id = least(payer, payee);
    UPDATE accounts SET points = points
        + CASE WHEN id = payee THEN amount ELSE -amount END
        WHERE id = greatest(payer, payee) AND payer <> payee;
    INSERT INTO transfers (payer, payee, amount, signature)
        VALUES (payer, payee, amount, signature);
END $$;
";

/// A running server; it ends with this value.
pub(super) struct Database {
    folder: PathBuf,
    user: Option<(u32, u32)>,
    script: PathBuf,
    version: String,
}

impl Database {
    /// Starts a server with so many accounts, in a folder below `parent`.
    pub(super) fn start(parent: &Path, accounts: u32) -> anyhow::Result<Self> {
        ensure!(
            Path::new(PROGRAMS).join("pgbench").exists(),
            "PostgreSQL 15 is not installed: there is no {PROGRAMS}/pgbench; \
             on Debian: apt-get install postgresql-15 postgresql-contrib"
        );
        let folder = parent.join("postgresql");
        fs::create_dir(&folder)?;
        let user = unprivileged(&folder)?;
        if let Some((user, group)) = user {
            // The server refuses to run as root; its user has to reach the folder.
            chown(&folder, Some(user), Some(group))?;
            let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            fs::set_permissions(parent, open)?;
        }
        let database = Self {
            script: folder.join("transfer.sql"),
            version: String::new(),
            folder,
            user,
        };
        database.prepare(accounts)
    }

    fn prepare(mut self, accounts: u32) -> anyhow::Result<Self> {
        let data = self.data();
        let encoding = ["-A", "trust", "-U", "linli", "-E", "UTF8", "--locale=C"];
        self.run("initdb", |command| {
            command.arg("-D").arg(&data).args(encoding)
        })?;
        let socket = format!("unix_socket_directories = '{}'\n", self.folder.display());
        let settings = data.join("postgresql.conf");
        let defaults = fs::read_to_string(&settings)?;
        fs::write(&settings, format!("{defaults}{SETTINGS}{socket}"))?;
        let log = self.folder.join("log");
        self.run("pg_ctl", |command| {
            let command = command.arg("-D").arg(&data).arg("-l").arg(&log);
            command.args(["-w", "start"])
        })?;
        let fill = format!(
            "{TABLES} INSERT INTO accounts
             SELECT id, 1000000 FROM generate_series(1, {accounts}) id; CHECKPOINT; ANALYZE;"
        );
        self.sql(&fill)?;
        let signature = "ab".repeat(64);
        fs::write(
            &self.script,
            format!(
                "\\set payer random(1, {accounts})\n\\set payee random(1, {accounts})\n\
                 SELECT transfer(:payer, :payee, 1, '\\x{signature}');\n"
            ),
        )?;
        self.version = self.sql("SHOW server_version")?.trim().to_owned();
        Ok(self)
    }

    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// Makes transfers for so many seconds.
    pub(super) fn transfers_per_second(&self, seconds: u64) -> anyhow::Result<f64> {
        let output = self.run("pgbench", |command| {
            command
                .arg("-h")
                .arg(&self.folder)
                .args(["-U", "linli", "-n", "-M", "prepared", "-j", "4"])
                .arg("-c")
                .arg(CLIENTS.to_string())
                .arg("-T")
                .arg(seconds.to_string())
                .arg("-f")
                .arg(&self.script)
                .arg("postgres")
        })?;
        rate(&output).with_context(|| format!("pgbench does not tell a rate:\n{output}"))
    }

    fn sql(&self, statements: &str) -> anyhow::Result<String> {
        self.run("psql", |command| {
            command
                .arg("-h")
                .arg(&self.folder)
                .args(["-U", "linli", "-v", "ON_ERROR_STOP=1", "-q", "-t", "-c"])
                .arg(statements)
                .arg("postgres")
        })
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn run(
        &self,
        program: &str,
        with: impl FnOnce(&mut Command) -> &mut Command,
    ) -> anyhow::Result<String> {
        let mut command = Command::new(Path::new(PROGRAMS).join(program));
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command.current_dir(&self.folder);
        with(&mut command);
        let Output {
            status,
            stdout,
            stderr,
        } = command
            .output()
            .with_context(|| format!("{program} cannot be started"))?;
        let said = String::from_utf8_lossy(&stderr);
        ensure!(status.success(), "{program} failed: {said}");
        Ok(String::from_utf8_lossy(&stdout).into_owned())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let data = self.data();
        let stopped = self.run("pg_ctl", |command| {
            let command = command.arg("-D").arg(&data);
            command.args(["-m", "immediate", "-w", "stop"])
        });
        if let Err(error) = stopped {
            tracing::warn!(%error, "PostgreSQL goes on");
        }
    }
}

/// The user and group that the server runs as, where we are root.
fn unprivileged(folder: &Path) -> anyhow::Result<Option<(u32, u32)>> {
    if fs::metadata(folder)?.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let ids = ["postgres", "nobody"].iter().find_map(|name| {
        let line = users
            .lines()
            .find(|line| line.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2);
        Some((ids.next()?.parse().ok()?, ids.next()?.parse().ok()?))
    });
    let ids = ids.context("PostgreSQL does not run as root, and there is no user postgres")?;
    Ok(Some(ids))
}

/// The rate that pgbench reports, without the time that connecting took.
fn rate(output: &str) -> Option<f64> {
    let line = output
        .lines()
        .find_map(|line| line.strip_prefix("tps = "))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn the_rate_is_read_from_what_pgbench_says() {
        let output = "number of clients: 32\nlatency average = 3.1 ms\n\
            tps = 10193.478213 (without initial connection time)\n";
        assert_eq!(rate(output), Some(10193.478213));
        assert_eq!(rate("pgbench: error"), None);
    }
}
