//! Accuracy and speed of the prose diff, beside git, on the histories of real texts:
//!
//!     cargo bench --bench histories -- FILE.jsonl…
//!
//! A line of a file is one revision of one text, oldest first: `{"path": …, "deleted": false, "text": …}`. Every two
//! consecutive revisions of a path are compared, by us and by `git log -p --word-diff`. Fewer words marked is better, as
//! long as both texts come back from the changes, which is checked for each pair. Both programs use one core.
//!
//!     cargo bench --bench histories -- --hostile
//!
//! times pairs of long texts that are hard to compare, and fails when one takes too long.

#![allow(clippy::print_stdout, reason = "a program that prints a table")]
#![allow(clippy::cast_precision_loss, reason = "counts are shown as parts of others")]

mod git;
mod history;
mod hostile;
mod marked;

use clap::Parser;
use corpus_diff::diff;
use history::TextPair;
use marked::Marked;
use rustix::time::{ClockId, clock_gettime};
use std::path::PathBuf;
use std::time::Duration;

/// Counts the words that corpus and git mark in histories of texts, and times both
#[derive(Parser)]
#[command(name = "histories")]
struct Args {
    /// Histories; without any, nothing is done
    #[arg(value_name = "FILE.jsonl")]
    files: Vec<PathBuf>,
    /// Name this many pairs of which we mark most more words than git
    #[arg(long, default_value_t = 0, value_name = "N")]
    worst: usize,
    /// Name this many pairs that took longest
    #[arg(long, default_value_t = 0, value_name = "N")]
    slowest: usize,
    /// Time pairs that are hard to compare
    #[arg(long)]
    hostile: bool,
    /// Given by cargo bench
    #[arg(long, hide = true)]
    bench: bool,
}

/// Result of one pair.
struct PairResult<'a> {
    pair: &'a TextPair,
    ours: Marked,
    time: Duration,
    git: usize,
}

impl PairResult<'_> {
    fn excess(&self) -> isize {
        self.ours.words.cast_signed() - self.git.cast_signed()
    }

    fn line(&self) -> String {
        let PairResult { pair, ours, time, git } = self;
        format!("{}@{}: {} words, git {git}, {time:.1?}", pair.path, pair.revision, ours.words)
    }
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    if args.hostile {
        hostile::report()?;
    }
    let mut together = Sums::default();
    for file in &args.files {
        let pairs = history::pairs(file)?;
        let log = git::log(&pairs)?;
        let outcomes: Vec<PairResult> =
            pairs.iter().zip(&log.words).map(|(pair, &git)| compare(pair, git)).collect();
        let mut sums = Sums::default();
        sums.add(&outcomes, log.time);
        sums.report(&file.display().to_string());
        together.add(&outcomes, log.time);
        name(&outcomes, args.worst, "marked most more than git", PairResult::excess);
        name(&outcomes, args.slowest, "took longest", |outcome| outcome.time);
    }
    if args.files.len() > 1 {
        together.report("together");
    }
    Ok(())
}

fn compare(pair: &TextPair, git: usize) -> PairResult<'_> {
    let start = processor_time();
    let changes = diff(&pair.old, &pair.new);
    let time = processor_time().saturating_sub(start);
    PairResult { pair, ours: marked::marked(&pair.old, &pair.new, &changes), time, git }
}

/// CPU time of this program, like the time of git: other processes on the machine don't count.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.cast_unsigned(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// The sums over some pairs.
#[derive(Default)]
struct Sums {
    pairs: usize,
    words: usize,
    git_words: usize,
    passages: usize,
    moved_words: usize,
    time: Duration,
    git_time: Duration,
}

impl Sums {
    fn add(&mut self, outcomes: &[PairResult], git_time: Duration) {
        for PairResult { ours, time, git, .. } in outcomes {
            self.pairs += 1;
            self.words += ours.words;
            self.git_words += git;
            self.passages += ours.moves;
            self.moved_words += ours.moved_words;
            self.time += *time;
        }
        self.git_time += git_time;
    }

    fn report(&self, name: &str) {
        let Sums { pairs, words, git_words, passages, moved_words, .. } = self;
        let (time, git_time) = (self.time.as_secs_f64(), self.git_time.as_secs_f64());
        println!("{name}: {pairs} pairs");
        println!(
            "  words marked  {words:>9}  git {git_words:>9}  {:.1} %",
            100.0 * *words as f64 / *git_words as f64
        );
        println!("                {moved_words:>9}  of them moved, in {passages} passages");
        println!("  seconds       {time:>9.2}  git {git_time:>9.2}  {:.1} %", 100.0 * time / git_time);
    }
}

fn name<'a, K: Ord>(
    outcomes: &[PairResult<'a>],
    count: usize,
    title: &str,
    key: impl Fn(&PairResult<'a>) -> K,
) {
    let mut outcomes: Vec<&PairResult<'a>> = outcomes.iter().collect();
    outcomes.sort_by_key(|outcome| std::cmp::Reverse(key(outcome)));
    if count > 0 {
        println!("  {title}:");
    }
    for outcome in outcomes.iter().take(count) {
        println!("    {}", outcome.line());
    }
}
