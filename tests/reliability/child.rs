//! This test program started again, to do a command and be killed at it.

use crate::commands::{self, Workplace};
use crate::disk::{Disk, Plan};
use crate::fixture::operation;
use crate::stage::{Drive, Stage};
use crate::state::number;
use anyhow::{Context, Result, ensure};
use corpusdb::ops::outlets::{self, Description};
use corpusdb::{Access, Corpus};
use rusqlite::Connection;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The first argument of a child.
pub(crate) const CHILD: &str = "--child";

/// When a child is killed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment {
    /// Before this call.
    Call(u64),
    /// After so much time.
    After(Duration),
}

/// What was seen of a child.
pub(crate) struct Seen {
    pub(crate) was_killed: bool,
    /// How many steps the child said were done.
    pub(crate) acknowledged: usize,
    /// How many operations of this process were done meanwhile.
    pub(crate) acknowledged_to_another: u64,
}

/// Starts this program with these arguments.
pub(crate) fn start(arguments: &[&str]) -> Result<Child> {
    std::process::Command::new(std::env::current_exe()?)
        .arg(CHILD)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("a child can't be started")
}

fn start_command(stage: &Stage, kill_at: u64) -> Result<Child> {
    let folder = stage.disk.folder().display().to_string();
    let inputs = stage.place.inputs.display().to_string();
    start(&["command", stage.command.name, &folder, &inputs, stage.drive.mode(), &kill_at.to_string()])
}

/// How long a child takes that isn't killed.
pub(crate) fn duration(stage: &Stage) -> Result<Duration> {
    stage.reset();
    let began = Instant::now();
    let child = start_command(stage, 0)?.wait_with_output()?;
    ensure!(child.status.success(), "the undisturbed child failed");
    Ok(began.elapsed())
}

/// Does the command in so many children at once, each of which has to succeed.
pub(crate) fn all_at_once(stage: &Stage, children: usize) -> Result<()> {
    let children = (0..children).map(|_| start_command(stage, 0)).collect::<Result<Vec<_>>>()?;
    for child in children {
        let ended = child.wait_with_output()?;
        ensure!(ended.status.success(), "one of several at once failed");
    }
    Ok(())
}

/// Does the command in a child and kills it; meanwhile this process writes to the corpus too, if so, and what it wrote
/// has to be there.
pub(crate) fn kill(stage: &Stage, moment: Moment, with_another: bool) -> Result<Seen> {
    let is_over = AtomicBool::new(false);
    let (ended, written) = thread::scope(|scope| {
        let another = with_another.then(|| scope.spawn(|| write_until(&stage.place.corpus, &is_over)));
        let ended = wait_for(stage, moment, with_another);
        is_over.store(true, Ordering::Relaxed);
        let written = another.map_or(Ok(0), |thread| thread.join().expect("the second writer doesn't panic"));
        (ended, written)
    });
    let (was_killed, acknowledged) = ended?;
    let written = written?;
    if with_another {
        look_for(&stage.place.corpus, written)?;
    }
    Ok(Seen { was_killed, acknowledged, acknowledged_to_another: written })
}

fn wait_for(stage: &Stage, moment: Moment, with_another: bool) -> Result<(bool, usize)> {
    let mut child = match moment {
        Moment::Call(number) => start_command(stage, number)?,
        Moment::After(time) => {
            let mut child = start_command(stage, 0)?;
            thread::sleep(time);
            child.kill()?;
            child
        }
    };
    let mut said = String::new();
    child.stdout.take().context("a child has an output")?.read_to_string(&mut said)?;
    let status = child.wait()?;
    // A purge says so when another process keeps it from writing the file anew.
    let may_fail = with_another && stage.command.name == "purge";
    ensure!(may_fail || status.success() || status.code().is_none(), "the child failed: {status}");
    Ok((status.code().is_none(), said.lines().count()))
}

/// Adds outlets, each with another name; says how many. Nothing that a command makes or a fingerprint covers shows them.
fn write_until(path: &Path, is_over: &AtomicBool) -> Result<u64> {
    let mut written = 0;
    while !is_over.load(Ordering::Relaxed) {
        // Opened and closed, since the last one to close moves the log into the file.
        let mut corpus = Corpus::open(path, Access::Write).context("the second writer")?;
        for _ in 0..3 {
            let name = format!("Gazette {}", written + 1);
            outlets::add(&mut corpus, &name, &Description::default(), &operation("outlet add"))
                .context("the second writer")?;
            written += 1;
        }
    }
    Ok(written)
}

/// Looks whether each outlet is there.
fn look_for(path: &Path, written: u64) -> Result<()> {
    let client = Connection::open(path)?;
    let found = number(&client, "SELECT count(*) FROM outlet WHERE name LIKE 'Gazette %'")?;
    ensure!(u64::try_from(found)? == written, "{found} of {written} outlets that were added are there");
    Ok(())
}

/// What a child does; its arguments are those of [`start`].
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["command", name, folder, inputs, mode, kill_at] => {
            let disk = Disk::new(Path::new(folder), mode == Drive::Network.mode());
            let place = Workplace { corpus: disk.corpus(), inputs: inputs.into() };
            let plan = match kill_at.parse()? {
                0 => Plan::Works,
                at => Plan::Kills { at },
            };
            disk.arm(plan);
            for step in crate::stage::steps(commands::named(name)) {
                step(&place)?;
                say("done")?;
            }
            Ok(())
        }
        _ => crate::crowd::run(&arguments),
    }
}

/// Tells the process that started this one, at once.
pub(crate) fn say(what: &str) -> Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{what}")?;
    Ok(output.flush()?)
}
