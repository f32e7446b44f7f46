//! `corpus watch`: the program waits for real changes, so these tests wait for what it does, with generous limits.

use crate::sandbox::Sandbox;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Longer than any of it can take.
const LIMIT: Duration = Duration::from_secs(30);
/// Several times as long as a round takes to begin.
const QUIET: Duration = Duration::from_millis(900);

/// A running `corpus watch`, and its lines on standard output.
struct Watching {
    child: Child,
    lines: Receiver<String>,
    messages: Receiver<String>,
}

fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    lines
}

impl Watching {
    /// Starts it and waits until it watches.
    fn start(sandbox: &Sandbox, arguments: &[&str]) -> Self {
        let all = ["watch", "--format", "jsonl"].iter().chain(arguments);
        let mut child = sandbox
            .command(all)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let watching = Self { child, lines: lines(stdout), messages: lines(stderr) };
        watching.hear("watching for changes; stop with Ctrl-C");
        watching
    }

    /// The report of the next round.
    fn report(&self) -> serde_json::Value {
        serde_json::from_str(&self.lines.recv_timeout(LIMIT).expect("a round")).unwrap()
    }

    /// Waits until it says this on standard error.
    fn hear(&self, fragment: &str) {
        let end = Instant::now() + LIMIT;
        while Instant::now() < end {
            match self.messages.recv_timeout(LIMIT) {
                Ok(line) if line.contains(fragment) => return,
                Ok(_) => {}
                Err(error) => panic!("{fragment:?} isn't said: {error}"),
            }
        }
        panic!("{fragment:?} isn't said");
    }

    /// Nothing is imported for a while.
    fn is_quiet(&self) {
        if let Ok(line) = self.lines.recv_timeout(QUIET) {
            panic!("a round without need: {line}");
        }
    }

    /// Ends it by a signal; gives the exit code.
    fn stop(mut self, signal: rustix::process::Signal) -> Option<i32> {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, signal).unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
    }
}

fn write(sandbox: &Sandbox, path: impl AsRef<Path>, text: &str) {
    let path = sandbox.path(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn changes_are_imported_until_a_signal() {
    use rustix::process::Signal;
    for signal in [Signal::INT, Signal::TERM] {
        let sandbox = Sandbox::new().file("news/a.txt", "One");
        let watching = Watching::start(&sandbox, &["news", "--debounce", "0.2", "-m", "watched"]);
        assert_eq!(watching.report()["added"], 1);
        watching.is_quiet();
        write(&sandbox, "news/deep/b.txt", "Two");
        assert_eq!(watching.report()["added"], 1);
        // As editors write: to a file of another name that is then renamed.
        write(&sandbox, "news/.a.txt.new", "One more");
        fs::rename(sandbox.path("news/.a.txt.new"), sandbox.path("news/a.txt")).unwrap();
        let report = watching.report();
        assert_eq!((&report["changed"], &report["added"]), (&1.into(), &0.into()));
        // In a folder that wasn't there when it began.
        write(&sandbox, "news/deep/b.txt", "Two more");
        assert_eq!(watching.report()["changed"], 1);
        fs::remove_file(sandbox.path("news/deep/b.txt")).unwrap();
        assert_eq!(watching.report()["missing"], 1);
        assert_eq!(watching.stop(signal), Some(0));
        assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM operations WHERE message = 'watched'"), 5);
        assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM operations WHERE state <> 'done'"), 0);
    }
}

#[test]
fn what_changes_nothing_is_not_recorded() {
    let sandbox = Sandbox::new().file("news/a.txt", "One");
    // The corpus lies in the folder, and its own files change all the time.
    let watching = Watching::start(&sandbox, &["news", "--debounce", "0.2", "--db", "news/corpus.db"]);
    assert_eq!(watching.report()["added"], 1);
    write(&sandbox, "news/a.txt", "One");
    write(&sandbox, "news/.hidden", "Two");
    fs::create_dir(sandbox.path("news/empty")).unwrap();
    watching.is_quiet();
    write(&sandbox, "news/b.txt", "Two");
    let report = watching.report();
    assert_eq!((&report["added"], &report["failed"]), (&1.into(), &0.into()));
    watching.is_quiet();
    assert_eq!(watching.stop(rustix::process::Signal::TERM), Some(0));
}

#[test]
fn many_files_at_once_are_one_round() {
    let sandbox = Sandbox::new().folder("news");
    let watching = Watching::start(&sandbox, &["news", "--debounce", "1"]);
    for number in 0..1000 {
        write(&sandbox, format!("news/{number}.txt"), &format!("Report {number}"));
    }
    assert_eq!(watching.report()["added"], 1000);
    watching.is_quiet();
}

#[test]
fn a_folder_may_go_away_and_come_back() {
    let sandbox = Sandbox::new().file("news/a.txt", "One");
    let watching = Watching::start(&sandbox, &["news", "--debounce", "0.2", "--remove-missing"]);
    assert_eq!(watching.report()["added"], 1);
    fs::rename(sandbox.path("news"), sandbox.path("away")).unwrap();
    watching.hear("news is gone: waiting for it");
    watching.is_quiet();
    write(&sandbox, "away/b.txt", "Two");
    fs::rename(sandbox.path("away"), sandbox.path("news")).unwrap();
    let report = watching.report();
    assert_eq!((&report["added"], &report["removed"]), (&1.into(), &0.into()));
    // It is watched again.
    write(&sandbox, "news/c.txt", "Three");
    assert_eq!(watching.report()["added"], 1);
}

#[test]
fn what_cant_be_watched() {
    Sandbox::new()
        .file("a.txt", "One")
        .run(["watch", "a.txt"])
        .failure(
            2,
            "error: only folders can be watched, and they have to be there\n\
             hint: watch the folder that a file lies in, or import it: corpus import\n",
        )
        .then()
        .run(["watch", "nowhere"])
        .failure_with(1, ["nothing to import: nowhere: no such file"])
        .then()
        .folder("news")
        .run(["watch", "news", "--json"])
        .failure_with(2, [r#""kind":"invalid""#, "use --format jsonl"])
        .then()
        .run(["watch", "news", "--debounce", "0"])
        .failure_with(2, ["write seconds, from 0.01 to 86400"]);
}
