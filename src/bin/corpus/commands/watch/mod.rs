//! `corpus watch`

mod folders;

use super::import::{ImportProgress, charset_name, open};
use crate::arguments::source::SourceArgs;
use crate::context::Context;
use crate::output::{Ended, Format, Output, count};
use corpusdb::model::{Assignment, ImportReport, OperationKind};
use corpusdb::ops::import::{self, Options};
use corpusdb::ops::watch::Rounds;
use corpusdb::text::Charset;
use corpusdb::{Access, Error};
use folders::Folders;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// If changes never stop, a round starts after this many times the wait.
const PATIENCE: u32 = 30;

/// Watch folders and import changes
///
/// Imports the folders immediately, and again after each change, once nothing has changed for a while. Each round works
/// like corpus import and is recorded only if it finds something new. Ctrl-C stops it after the current batch of
/// files. If a folder disappears, watch waits until it is back. What imports of the source kept (--pattern, --include, --exclude,
/// --map) holds here too.
///
/// Changes made by another computer on a network drive are not noticed.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = "Examples:
  corpus watch news                          until Ctrl-C
  corpus watch news --debounce 30 -q         for a folder that a crawler fills
  corpus watch news --format jsonl | while read -r report; do …; done")]
pub(super) struct Args {
    /// Folders to watch
    #[arg(required = true, value_name = "FOLDER")]
    folders: Vec<PathBuf>,

    /// Name of the source [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Import after this long without changes
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds, allow_negative_numbers = true)]
    debounce: f64,

    /// Set a field of the imported articles, unless it was set by hand; each round then reads all files
    #[arg(long, value_name = "FIELD=VALUE", value_parser = crate::context::parsed::<Assignment>)]
    set: Vec<Assignment>,

    /// Remove articles whose files no longer exist
    #[arg(long)]
    remove_missing: bool,

    /// Charset of the files; each round then reads all files [default: detected for each file]
    #[arg(long, value_name = "CHARSET", value_parser = |text: &str| text.parse::<Charset>())]
    #[serde(serialize_with = "charset_name")]
    charset: Option<Charset>,

    #[command(flatten)]
    #[serde(flatten)]
    of_source: SourceArgs,

    /// Maximum size of a file; larger files fail
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    max_size: u64,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|seconds| (0.01..=86_400.0).contains(seconds));
    seconds.ok_or_else(|| "write seconds, from 0.01 to 86400".to_owned())
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    if !matches!(output.format(), Format::Table | Format::Jsonl) {
        return Err(Error::invalid("watch prints one report per round, which cannot be a single document")
            .with_hint("use --format jsonl")
            .into());
    }
    let options = args.of_source.apply(Options {
        charset: args.charset,
        set: args.set.clone(),
        remove_missing: args.remove_missing,
        max_size: args.max_size,
        ..Options::default()
    });
    import::check(&options)?;
    let mut rounds = Rounds::new(&args.folders, args.source.clone(), options)?;
    // Kept open only while something is imported, so that others can write it anew.
    let corpus = open(false, context, output)?.path().map(Path::to_owned).unwrap_or_default();
    context.environment.watch_for_interrupt()?;
    // Watched before the first round: a change during it leads to another round.
    let mut folders = Folders::watch(rounds.folders(), &corpus)?;
    let mut sums = Sums::default();
    sums.add(round(&mut rounds, &corpus, args, context, output)?.as_ref());
    output.note("watching for changes; stop with Ctrl-C");
    let debounce = Duration::from_secs_f64(args.debounce);
    while wait(&mut folders, debounce, context, output)? {
        match round(&mut rounds, &corpus, args, context, output) {
            Ok(report) => sums.add(report.as_ref()),
            Err(error) => folders.report_and_continue(error, output)?,
        }
    }
    output.note(sums.summary());
    Ok(Ended::Done)
}

fn round(
    rounds: &mut Rounds,
    corpus: &Path,
    args: &Args,
    context: &Context,
    output: &mut Output,
) -> anyhow::Result<Option<ImportReport>> {
    let mut corpus = context.open(corpus, Access::Write)?;
    let operation = context.operation(OperationKind::Import, args, args.message.as_ref());
    let clock = || context.environment.now();
    let report = rounds.round(&mut corpus, &operation, &clock, &mut ImportProgress::new(output, context))?;
    // A reader of the pipe wants the report now, not after the next round.
    output.flush()?;
    Ok(report)
}

/// Waits for a change, then until nothing has changed for a while. Returns `false` when the user stops the program.
fn wait(
    folders: &mut Folders,
    debounce: Duration,
    context: &Context,
    output: &mut Output,
) -> anyhow::Result<bool> {
    let mut changes: Option<(Instant, Instant)> = None;
    loop {
        if context.environment.is_interrupted() {
            return Ok(false);
        }
        if folders.changed(output)? {
            let now = Instant::now();
            changes = Some((changes.map_or(now, |(first, _)| first), now));
        }
        // A folder that never comes to rest is imported all the same, after some time.
        if let Some((first, last)) = changes
            && (last.elapsed() >= debounce || first.elapsed() >= debounce * PATIENCE)
        {
            return Ok(true);
        }
    }
}

/// Totals of all rounds.
#[derive(Default)]
struct Sums {
    rounds: u64,
    added: u64,
    changed: u64,
    failed: u64,
}

impl Sums {
    fn add(&mut self, report: Option<&ImportReport>) {
        // A round that found nothing to import has no report.
        let Some(report) = report else { return };
        self.rounds += 1;
        self.added += report.added + report.duplicate;
        self.changed += report.changed + report.reverted + report.redecoded;
        self.failed += report.failed;
    }

    fn summary(&self) -> String {
        let Self { rounds, added, changed, failed } = self;
        format!(
            "stopped after {}: {added} added, {changed} changed, {failed} failed",
            count(*rounds, "import")
        )
    }
}
