//! The same pairs compared by git.

use crate::history::TextPair;
use crate::marked::words;
use anyhow::{Context as _, ensure};
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use wait4::Wait4 as _;

/// Figures of git for the pairs.
pub(crate) struct Log {
    /// The words it marks in each.
    pub(crate) words: Vec<usize>,
    /// CPU time for all pairs.
    pub(crate) time: Duration,
}

/// Compares all pairs with one `git log`.
pub(crate) fn log(pairs: &[TextPair]) -> anyhow::Result<Log> {
    let folder = tempfile::tempdir()?;
    let repository = folder.path();
    run(git(repository).args(["init", "--quiet", "--bare", "."]))?;
    import(pairs, repository)?;
    // Packed as well as git can, so that it reads its objects fast.
    run(git(repository).args(["gc", "--quiet"]))?;

    let output = repository.join("log");
    let mut command = git(repository);
    command.args([
        "log",
        "main",
        "-p",
        "--text",
        "--no-renames",
        "--diff-filter=M",
        "--no-color",
        "--format=%s",
    ]);
    command.args(["--word-diff=porcelain", "--word-diff-regex=[[:alnum:]]+|[^[:space:]]"]);
    let used = command.stdout(File::create(&output)?).spawn()?.wait4()?;
    ensure!(used.status.success(), "git log failed");
    let words = read(&output, pairs.len())?;
    Ok(Log { words, time: used.rusage.utime + used.rusage.stime })
}

fn git(repository: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(repository).env("LC_ALL", "C.UTF-8");
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_DIR", repository);
    command
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().context("can't start git")?;
    ensure!(status.success(), "{command:?} failed");
    Ok(())
}

/// Writes a commit for the old text of each pair and one for the new, whose message is the number of the pair. Only the
/// latter changes a file; the former adds it, which the log leaves out.
fn import(pairs: &[TextPair], repository: &Path) -> anyhow::Result<()> {
    let mut import = git(repository)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .context("can't start git")?;
    let mut input = BufWriter::new(import.stdin.take().context("git has no input")?);
    for (number, pair) in pairs.iter().enumerate() {
        for (message, text, remove) in
            [("old".to_owned(), &pair.old, true), (number.to_string(), &pair.new, false)]
        {
            writeln!(
                input,
                "commit refs/heads/main\ncommitter A <a@example.org> {} +0000",
                1_700_000_000 + number
            )?;
            writeln!(input, "data {}\n{message}", message.len())?;
            if remove {
                writeln!(input, "deleteall")?;
            }
            writeln!(input, "M 100644 inline {number}\ndata {}\n{text}", text.len())?;
        }
    }
    input.flush()?;
    drop(input);
    ensure!(import.wait()?.success(), "git fast-import failed");
    Ok(())
}

/// The words marked in each pair, from a log in the format `porcelain`.
fn read(log: &Path, pairs: usize) -> anyhow::Result<Vec<usize>> {
    let mut counts = vec![0; pairs];
    let (mut current, mut inside) = (0, false);
    let mut seen = 0;
    for line in BufReader::new(File::open(log)?).lines() {
        let line = line?;
        match line.as_bytes().first() {
            Some(b'0'..=b'9') => {
                current = line.parse::<usize>()?;
                seen += 1;
                inside = false;
            }
            Some(b'@') => inside = true,
            Some(b'+' | b'-') if inside => counts[current] += words(&line[1..]).count(),
            _ => {}
        }
    }
    ensure!(seen == pairs, "git compared {seen} pairs of {pairs}");
    Ok(counts)
}
