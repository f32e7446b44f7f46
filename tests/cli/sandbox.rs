//! The builder that every test uses: a folder of its own, a clock that stands still, and the program run in it.
//!
//! A test reads like a transcript of a terminal. The environment is empty but for what the test sets. Every run
//! has to say how it ended before its output can be looked at, and a run that succeeds has nothing on standard
//! error unless the test says what. In what the program prints, the folder is written `[FOLDER]`, and the id of a
//! corpus, which is another one each time, `[CORPUS]`.

use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// When every test begins.
const START: &str = "2024-05-01T12:00:00Z";

/// A folder, and the program that will be run in it.
#[must_use]
pub(crate) struct Sandbox {
    folder: TempDir,
    now: Timestamp,
    environment: Vec<(OsString, OsString)>,
    stdin: Vec<u8>,
}

impl Sandbox {
    /// An empty folder without a corpus.
    #[track_caller]
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
            now: START.parse().expect("the start is a time"),
            environment: Vec::new(),
            stdin: Vec::new(),
        }
    }

    /// A folder with an empty corpus.
    #[track_caller]
    pub(crate) fn corpus() -> Self {
        Self::new().run(["init"]).success().then()
    }

    /// A corpus that has imported these files, which lie in the folder `news`.
    #[track_caller]
    pub(crate) fn news<const N: usize>(files: [(&str, &str); N]) -> Self {
        let sandbox = files
            .into_iter()
            .fold(Self::corpus(), |sandbox, (name, text)| sandbox.file(format!("news/{name}"), text));
        sandbox.run(["import", "news"]).success().then()
    }

    /// Writes a file, with the folders above it, as if at the present of the sandbox.
    #[track_caller]
    pub(crate) fn file(self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Self {
        let now = self.now;
        self.file_of(path, content, now)
    }

    /// Writes a file whose time of change is `modified`.
    #[track_caller]
    pub(crate) fn file_of(
        self,
        path: impl AsRef<Path>,
        content: impl AsRef<[u8]>,
        modified: Timestamp,
    ) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        let mut file = File::create(&path).expect("the file can be created");
        file.write_all(content.as_ref()).expect("the file can be written");
        file.set_modified(modified.into()).expect("the file's time can be set");
        self
    }

    /// Does something in the folder that the builder has no word for.
    #[track_caller]
    pub(crate) fn with(self, action: impl FnOnce(&Path)) -> Self {
        action(self.folder.path());
        self
    }

    /// Makes a folder.
    #[track_caller]
    pub(crate) fn folder(self, path: impl AsRef<Path>) -> Self {
        fs::create_dir_all(self.path(path)).expect("the folder can be made");
        self
    }

    /// Deletes a file.
    #[track_caller]
    pub(crate) fn delete(self, path: impl AsRef<Path>) -> Self {
        fs::remove_file(self.path(path)).expect("the file can be deleted");
        self
    }

    /// Gives a file or a folder another name.
    #[track_caller]
    pub(crate) fn rename(self, from: impl AsRef<Path>, to: impl AsRef<Path>) -> Self {
        let to = self.path(to);
        fs::create_dir_all(to.parent().expect("a file lies in a folder")).expect("the folder can be made");
        fs::rename(self.path(from), to).expect("the file can be renamed");
        self
    }

    /// Lets time pass.
    pub(crate) fn advance(mut self, hours: i64) -> Self {
        self.now += SignedDuration::from_hours(hours);
        self
    }

    /// What the clock of the sandbox says.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// Sets a variable of the environment for all runs that follow.
    pub(crate) fn variable(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// What the next run reads from standard input.
    pub(crate) fn stdin(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.stdin = bytes.as_ref().to_vec();
        self
    }

    /// A path in the folder.
    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The content of every file in the folder, by its path.
    #[track_caller]
    pub(crate) fn contents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut contents = BTreeMap::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder can be listed") {
                let path = entry.expect("the folder can be listed").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.is_file() {
                    let bytes = fs::read(&path).expect("the file can be read");
                    contents.insert(path, bytes);
                }
            }
        }
        contents
    }

    /// Another program's connection to the corpus.
    #[track_caller]
    pub(crate) fn client(&self) -> rusqlite::Connection {
        let file = self.path("corpus.db");
        rusqlite::Connection::open(file).expect("the corpus can be opened by a plain client")
    }

    /// The only value of the only row that a plain client gets for this query.
    #[track_caller]
    pub(crate) fn ask<T: rusqlite::types::FromSql>(&self, query: &str) -> T {
        self.client().query_row(query, [], |row| row.get(0)).expect("the query has a row")
    }

    /// Runs the program.
    #[track_caller]
    pub(crate) fn run<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Run {
        let stdin = std::mem::take(&mut self.stdin);
        let input = if stdin.is_empty() { Stdio::null() } else { Stdio::piped() };
        let mut child = self
            .command(arguments)
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        if let Some(mut pipe) = child.stdin.take() {
            // The program may end without having read it all.
            let _ = pipe.write_all(&stdin);
        }
        let output = child.wait_with_output().expect("the program ends");
        Run { sandbox: self, output }
    }

    /// The program as this sandbox would run it.
    pub(crate) fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_corpus"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("CORPUS_NOW", self.now.to_string())
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    fn text(&self, bytes: &[u8]) -> String {
        let folder = self.folder.path().canonicalize().expect("the folder has a path");
        without_corpus_ids(&String::from_utf8_lossy(bytes).replace(&*folder.to_string_lossy(), "[FOLDER]"))
    }
}

/// A run of which nothing has been said yet.
#[must_use]
pub(crate) struct Run {
    sandbox: Sandbox,
    output: Output,
}

impl Run {
    /// It succeeded and had nothing to say.
    #[track_caller]
    pub(crate) fn success(self) -> Told {
        self.ended(0, "")
    }

    /// It succeeded and said exactly this on standard error.
    #[track_caller]
    pub(crate) fn noting(self, message: &str) -> Told {
        self.ended(0, message)
    }

    /// It failed, with this exit code, and said exactly this on standard error.
    #[track_caller]
    pub(crate) fn failure(self, code: i32, message: &str) -> Told {
        self.ended(code, message)
    }

    /// It ended with this exit code, and said all of these on standard error, among other things.
    #[track_caller]
    pub(crate) fn failure_with<const N: usize>(self, code: i32, fragments: [&str; N]) -> Told {
        let message = self.sandbox.text(&self.output.stderr);
        assert_eq!(self.output.status.code(), Some(code), "exit code; {}", self.everything());
        for fragment in fragments {
            assert!(message.contains(fragment), "{fragment:?} isn't said in: {message}");
        }
        Told { sandbox: self.sandbox, output: self.output }
    }

    /// The exit code; `None` when a signal ended it.
    pub(crate) fn code(&self) -> Option<i32> {
        self.output.status.code()
    }

    /// Goes on whatever came of it.
    pub(crate) fn whatever(self) -> Told {
        Told { sandbox: self.sandbox, output: self.output }
    }

    #[track_caller]
    fn ended(self, code: i32, message: &str) -> Told {
        assert_eq!(self.output.status.code(), Some(code), "exit code; {}", self.everything());
        assert_eq!(self.sandbox.text(&self.output.stderr), message, "standard error");
        Told { sandbox: self.sandbox, output: self.output }
    }

    fn everything(&self) -> String {
        format!(
            "stdout:\n{}\nstderr:\n{}",
            self.sandbox.text(&self.output.stdout),
            self.sandbox.text(&self.output.stderr)
        )
    }
}

/// A run whose end is known; its output can be looked at.
pub(crate) struct Told {
    sandbox: Sandbox,
    output: Output,
}

impl Told {
    /// It printed exactly this.
    #[track_caller]
    pub(crate) fn stdout(self, expected: &str) -> Self {
        assert_eq!(self.text(), expected, "standard output");
        self
    }

    /// It printed exactly these bytes.
    #[track_caller]
    pub(crate) fn stdout_bytes(self, expected: impl AsRef<[u8]>) -> Self {
        assert_eq!(self.output.stdout, expected.as_ref(), "standard output");
        self
    }

    /// Everywhere in what it printed is each of these.
    #[track_caller]
    pub(crate) fn stdout_has<const N: usize>(self, fragments: [&str; N]) -> Self {
        let text = self.text();
        for fragment in fragments {
            assert!(text.contains(fragment), "{fragment:?} isn't in: {text}");
        }
        self
    }

    /// Nowhere in what it printed is this.
    #[track_caller]
    pub(crate) fn stdout_lacks(self, fragment: &str) -> Self {
        let text = self.text();
        assert!(!text.contains(fragment), "{fragment:?} is in: {text}");
        self
    }

    /// It printed exactly this as JSON.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "the callers write json!(…)")]
    pub(crate) fn json(self, expected: serde_json::Value) -> Self {
        let actual = self.value();
        assert_eq!(actual, expected, "standard output as JSON: {actual:#}");
        self
    }

    /// What it printed.
    pub(crate) fn text(&self) -> String {
        self.sandbox.text(&self.output.stdout)
    }

    /// What it said on standard error.
    pub(crate) fn message(&self) -> String {
        self.sandbox.text(&self.output.stderr)
    }

    /// What it printed, read as JSON.
    #[track_caller]
    pub(crate) fn value(&self) -> serde_json::Value {
        let text = self.text();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in: {text}"))
    }

    /// What it printed, read as one JSON document a line.
    #[track_caller]
    pub(crate) fn lines(&self) -> Vec<serde_json::Value> {
        let text = self.text();
        let value =
            |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in: {line}"));
        text.lines().map(value).collect()
    }

    /// What came next.
    pub(crate) fn then(self) -> Sandbox {
        self.sandbox
    }
}

/// The names in a JSON object, in their order.
#[track_caller]
pub(crate) fn keys(object: &serde_json::Value) -> Vec<&str> {
    let object = object.as_object().unwrap_or_else(|| panic!("not an object: {object}"));
    object.keys().map(String::as_str).collect()
}

/// The text with `[CORPUS]` for each id of a corpus: 16 hexadecimal figures behind its name in JSON, or at the end of a line.
fn without_corpus_ids(text: &str) -> String {
    const LENGTH: usize = 16;
    let is_id = |at: &usize| {
        let word = text.get(*at..at + LENGTH).unwrap_or_default();
        let (before, after) = (&text[..*at], text.get(at + LENGTH..).unwrap_or_default());
        let is_named = before.ends_with("\"corpus_id\":\"") || before.ends_with("\"corpus_id\": \"");
        let is_last = before.ends_with([',', '\t']) && after.starts_with(['\n', '\r']);
        (is_named || is_last) && word.bytes().all(|byte| byte.is_ascii_hexdigit()) && !word.is_empty()
    };
    let mut masked = String::new();
    let mut done = 0;
    for at in text.char_indices().map(|(at, _)| at).filter(is_id) {
        masked += &text[done..at];
        masked += "[CORPUS]";
        done = at + LENGTH;
    }
    masked + &text[done..]
}
