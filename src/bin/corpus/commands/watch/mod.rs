//! `corpus watch`

mod folders;

use super::import::{Watcher, charset_name, open};
use crate::context::Context;
use crate::output::{Ended, Format, Output, count};
use corpusdb::model::{Assignment, ImportReport};
use corpusdb::ops::import::Options;
use corpusdb::ops::watch::Rounds;
use corpusdb::text::Charset;
use corpusdb::{Access, Error};
use folders::Folders;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Where changes never end, a round begins after so many times the wait.
const PATIENCE: u32 = 30;

/// Import folders whenever something in them changes
///
/// Imports at once, and then again after each change, when nothing else has changed for a while. Each time is an
/// import as by corpus import, and is recorded when it finds something new. Ctrl-C stops it, after the files that are
/// being written down. A folder that goes away is waited for.
///
/// Changes that another computer makes on a network drive aren't noticed.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = "Examples:
  corpus watch news                          until Ctrl-C
  corpus watch news --debounce 30 -q         for a folder that a crawler fills
  corpus watch news --format jsonl | while read -r report; do …; done")]
pub(super) struct Args {
    /// Folders
    #[arg(required = true, value_name = "FOLDER")]
    folders: Vec<PathBuf>,

    /// The name of the source [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Wait until nothing has changed for so long
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds, allow_negative_numbers = true)]
    debounce: f64,

    /// Set a field of the articles imported, unless someone else has set it; each import reads all files then
    #[arg(long, value_name = "FIELD=VALUE", value_parser = crate::context::parsed::<Assignment>)]
    set: Vec<Assignment>,

    /// Remove the articles whose files are gone
    #[arg(long)]
    remove_missing: bool,

    /// The charset of the files; each import reads all files then [default: found out for each]
    #[arg(long, value_name = "CHARSET", value_parser = |text: &str| text.parse::<Charset>())]
    #[serde(serialize_with = "charset_name")]
    charset: Option<Charset>,

    /// Refuse larger files
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    max_size: u64,

    /// Why, for the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|seconds| (0.01..=86_400.0).contains(seconds));
    seconds.ok_or_else(|| "write seconds, from 0.01 to 86400".to_owned())
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    if !matches!(output.format(), Format::Table | Format::Jsonl) {
        return Err(Error::invalid("watch has one report after the other, which can't be one document")
            .with_hint("use --format jsonl")
            .into());
    }
    let options = Options {
        charset: args.charset,
        set: args.set.clone(),
        remove_missing: args.remove_missing,
        max_size: args.max_size,
        ..Options::default()
    };
    let mut rounds = Rounds::new(&args.folders, args.source.clone(), options)?;
    // Kept open only while something is imported, so that others can write it anew.
    let corpus = open(false, context, output)?.path().map(Path::to_owned).unwrap_or_default();
    context.environment.watch_for_interrupt()?;
    let mut folders = Folders::watch(rounds.folders(), &corpus)?;
    let mut sums = Sums::default();
    sums.add(round(&mut rounds, &corpus, args, context, output)?.as_ref());
    output.note("watching; Ctrl-C stops");
    let debounce = Duration::from_secs_f64(args.debounce);
    while wait(&mut folders, debounce, context, output)? {
        match round(&mut rounds, &corpus, args, context, output) {
            Ok(report) => sums.add(report.as_ref()),
            Err(error) => folders.tell_and_go_on(error, output)?,
        }
    }
    output.note(sums.told());
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
    let operation = context.operation("import", args, args.message.as_ref());
    let clock = || context.environment.now();
    let report = rounds.round(&mut corpus, &operation, &clock, &mut Watcher::new(output, context))?;
    output.flush()?;
    Ok(report)
}

/// Waits for a change, and then until nothing else has changed for a while. `false` when the user wants it to end.
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
        if let Some((first, last)) = changes
            && (last.elapsed() >= debounce || first.elapsed() >= debounce * PATIENCE)
        {
            return Ok(true);
        }
    }
}

/// What all rounds did.
#[derive(Default)]
struct Sums {
    rounds: u64,
    added: u64,
    changed: u64,
    failed: u64,
}

impl Sums {
    fn add(&mut self, report: Option<&ImportReport>) {
        let Some(report) = report else { return };
        self.rounds += 1;
        self.added += report.added + report.duplicate;
        self.changed += report.changed + report.reverted + report.redecoded;
        self.failed += report.failed;
    }

    fn told(&self) -> String {
        let Self { rounds, added, changed, failed } = self;
        format!(
            "stopped after {}: {added} added, {changed} changed, {failed} failed",
            count(*rounds, "import")
        )
    }
}
