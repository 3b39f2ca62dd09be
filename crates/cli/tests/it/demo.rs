//! `linli demo` as a process of its own, ended when the test lets go of it.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio},
    thread::JoinHandle,
};

use tempfile::TempDir;

use crate::{
    http::{Answer, Guest},
    patience::soon,
};

/// A command of the program, with its output kept.
pub(crate) fn linli(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
    command.stdin(Stdio::null()).env("LINLI_LOG", "warn");
    command
}

/// A demonstration that serves.
pub(crate) struct RunningDemo {
    process: Child,
    /// Keeps the pipe open, so that a later line of the program finds a reader.
    reader: Option<JoinHandle<String>>,
    pub(crate) port: u16,
    folder: PathBuf,
}

/// A demonstration in a folder that goes when the test ends.
pub(crate) fn fresh() -> (TempDir, RunningDemo) {
    let folder = tempfile::tempdir().unwrap();
    let demo = RunningDemo::start(folder.path());
    (folder, demo)
}

/// The folder of a demonstration that has told its sample story and was stopped.
pub(crate) fn stopped() -> TempDir {
    let (folder, demo) = fresh();
    demo.stop();
    folder
}

/// Starts the program without waiting for it to serve.
pub(crate) fn spawn(folder: &Path) -> Child {
    program()
        .args(["demo", "--port", "0", "--data"])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

impl RunningDemo {
    pub(crate) fn start(folder: &Path) -> Self {
        let mut process = spawn(folder);
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let Some(port) = announced_port(&mut output) else {
            let status = end(&mut process);
            panic!("the demonstration did not start: {status}");
        };
        let reader = Some(std::thread::spawn(move || rest_of(output)));
        let demo = Self {
            process,
            reader,
            port,
            folder: folder.to_owned(),
        };
        // The address is printed just before the office answers, and before it hears Ctrl-C.
        let answers = |answer: std::io::Result<Answer>| answer.is_ok_and(|it| it.status == 200);
        assert!(
            soon(|| answers(Guest::at(port).get("/healthz"))),
            "the office is not healthy"
        );
        demo
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Stops it as Ctrl-C does.
    pub(crate) fn stop(mut self) {
        let id = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &id])
                .status()
                .unwrap()
                .success()
        );
        assert!(
            self.process.wait().unwrap().success(),
            "a stopped demonstration ends well"
        );
    }

    /// Ends it at once, as a power cut does.
    pub(crate) fn kill(mut self) {
        end(&mut self.process);
    }
}

impl Drop for RunningDemo {
    fn drop(&mut self) {
        end(&mut self.process);
        if let Some(reader) = self.reader.take() {
            drop(reader.join());
        }
    }
}

/// Ends a process, if it has not ended by itself.
pub(crate) fn end(process: &mut Child) -> ExitStatus {
    drop(process.kill());
    process.wait().unwrap()
}

fn announced_port(output: &mut BufReader<ChildStdout>) -> Option<u16> {
    let mut lines = output.by_ref().lines().map_while(Result::ok);
    lines.find_map(|line| {
        let (_, after) = line.split_once("http://localhost:")?;
        after.split('/').next()?.parse().ok()
    })
}

fn rest_of(mut output: BufReader<ChildStdout>) -> String {
    let mut text = String::new();
    drop(output.read_to_string(&mut text));
    text
}
