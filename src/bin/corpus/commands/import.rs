//! `corpus import`

use super::Context;
use super::list::output_failed;
use crate::output::{Ended, Output, Progress, Sequence, inline};
use corpusdb::model::{Assignment, ImportEvent, ImportReport, Outcome};
use corpusdb::ops::import::{self, Events, Input, Options, Watch};
use corpusdb::text::Charset;
use corpusdb::{Access, Corpus};
use serde::Serialize;
use std::io::Read;
use std::path::{Path, PathBuf};

/// How many files are named before the rest is only counted.
const NAMED: u64 = 20;

/// Import files and folders
///
/// Each text file becomes an article; a file that changed becomes a new version of its article. Every byte is
/// kept as it is, and each file's charset is found out unless --charset says it. A folder is a source: import it
/// again to bring the corpus up to date. Hidden files are left out, links aren't followed. X.corpus.json beside a file X
/// is its sidecar, as corpus export --to writes it: key, charset and metadata.
///
/// What becomes of a file: added (new article), changed (new version), reverted (new version that equals an
/// earlier one), redecoded (same bytes, read in another charset), unchanged, moved (same bytes at a new path, the
/// old path gone), duplicate (new article with bytes that another has), restored (removed by an import, now
/// back), missing (the file is gone), removed (with --remove-missing), failed (with the reason).
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = "Examples:
  corpus import seeds/first                     as source 'first'
  corpus import seeds/second --source first     a newer state of the same articles
  corpus import news --dry-run                  the same report, nothing written
  corpus import news/rt --set outlet=RT         say who published them
  curl -s URL | corpus import - --name a.txt    from a pipe")]
pub(super) struct Args {
    /// Files and folders; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The name of the source [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Report what would be done, and do nothing
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Set a field of the articles imported, unless someone else has set it; may be repeated
    #[arg(long, value_name = "FIELD=VALUE", value_parser = crate::commands::parsed::<Assignment>)]
    set: Vec<Assignment>,

    /// Remove the articles whose files are gone
    #[arg(long)]
    remove_missing: bool,

    /// Look into every file, also those whose size and time are as they were
    #[arg(long)]
    rehash: bool,

    /// The charset of the files, such as windows-1251 [default: found out for each]
    #[arg(long, value_name = "CHARSET", value_parser = |text: &str| text.parse::<Charset>())]
    #[serde(serialize_with = "charset_name")]
    charset: Option<Charset>,

    /// The path of standard input below the source [default: made of its hash]
    #[arg(long, value_name = "PATH")]
    name: Option<String>,

    /// Refuse larger files
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    max_size: u64,

    /// Why, for the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

#[expect(clippy::ref_option, reason = "serde's signature")]
fn charset_name<S: serde::Serializer>(charset: &Option<Charset>, serializer: S) -> Result<S::Ok, S::Error> {
    charset.map(Charset::name).serialize(serializer)
}

/// The report with its events, as JSON has it.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    report: &'a ImportReport,
    events: Sequence<'a, ImportEvent>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let inputs = args
        .paths
        .iter()
        .map(|path| input(path, args.name.as_deref(), args.max_size))
        .collect::<anyhow::Result<_>>()?;
    if args.name.is_some() && !args.paths.iter().any(|path| path == Path::new("-")) {
        return Err(corpusdb::Error::invalid("--name is for standard input, which isn't among the paths")
            .with_hint("give - as the path, or leave --name out")
            .into());
    }
    let plan = import::plan(inputs, args.source.as_deref())?;
    let mut corpus = open(args, context, output)?;
    let operation = context.operation("import", args, args.message.as_ref());
    let options = Options {
        charset: args.charset,
        set: args.set.clone(),
        dry_run: args.dry_run,
        remove_missing: args.remove_missing,
        rehash: args.rehash,
        max_size: args.max_size,
    };
    context.environment.watch_for_interrupt()?;
    let progress = output.progress("importing");
    let mut watcher = Watcher { output, progress, context, named: 0, unnamed: 0 };
    let report = import::import(
        &mut corpus,
        &plan,
        &operation,
        &options,
        &|| context.environment.now(),
        &mut watcher,
    )?;
    Ok(match (report.interrupted, report.failed) {
        (true, _) => Ended::Interrupted,
        (false, 0) => Ended::Done,
        (false, _) => Ended::Partly,
    })
}

fn input(path: &Path, name: Option<&str>, max_size: u64) -> anyhow::Result<Input> {
    if path != Path::new("-") {
        return Ok(Input::Path(path.to_owned()));
    }
    let mut bytes = Vec::new();
    std::io::stdin().take(max_size.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_size {
        return Err(corpusdb::Error::invalid(format!("standard input is larger than {max_size} bytes"))
            .with_hint("--max-size allows more")
            .into());
    }
    let name = match name {
        Some(name) => name.trim_start_matches('/').to_owned(),
        None => format!("{:.16}.txt", corpusdb::model::Sha256::of(&bytes).to_string()),
    };
    Ok(Input::Bytes { name, bytes })
}

fn open(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Corpus> {
    match context.found()? {
        Some(path) if path.exists() => {
            if context.db.is_none() && path.parent() != Some(std::env::current_dir()?.as_path()) {
                output.note(format!("into {}", path.display()));
            }
            Ok(Corpus::open(&path, Access::Write)?)
        }
        _ if args.dry_run => Ok(Corpus::temporary()?),
        _ => {
            let path = context.new_path();
            match Corpus::create(&path) {
                Ok(corpus) => {
                    output.note(format!("created {}", corpus.path().unwrap_or(&path).display()));
                    Ok(corpus)
                }
                // Another process was faster.
                Err(_) if path.exists() => Ok(Corpus::open(&path, Access::Write)?),
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// Names files as they are done, then says what became of them in all.
struct Watcher<'a> {
    output: &'a mut Output,
    progress: Progress,
    context: &'a Context<'a>,
    named: u64,
    unnamed: u64,
}

impl Watch for Watcher<'_> {
    fn event(&mut self, event: &ImportEvent) {
        if event.outcome == Outcome::Failed {
            let line = format!("failed     {}: {}", event.path, event.detail.as_deref().unwrap_or_default());
            self.progress.suspend(|| self.output.complain(line));
        }
        if event.outcome != Outcome::Failed && self.output.is_for_people() && !self.output.is_quiet() {
            if self.named < NAMED || self.output.is_verbose() {
                self.named += 1;
                // An output that can't be written is noticed again at the end, with the summary.
                let _ = self.progress.suspend(|| self.output.line(inline(&line(event))));
            } else {
                self.unnamed += 1;
            }
        }
    }

    fn progress(&mut self, files: u64, _bytes: u64) {
        self.progress.advance(files);
    }

    fn stop(&self) -> bool {
        self.context.environment.is_interrupted()
    }

    fn ended(&mut self, report: &ImportReport, events: &Events) -> corpusdb::Result<()> {
        self.progress.end();
        let whole = Whole { report, events: Sequence(&|visit| events.each(visit)) };
        let unnamed = self.unnamed;
        let told = self.output.report_done(&whole, |output| {
            if unnamed > 0 {
                output.line(format!("… and {unnamed} more (-v names them all)"))?;
            }
            output.line(summary(report))
        });
        told.map_err(output_failed)
    }
}

fn line(event: &ImportEvent) -> String {
    let mut line = format!("{:<9}  {}", event.outcome, event.path);
    if let Some(detail) = &event.detail {
        line += &format!("  ({detail})");
    }
    line
}

/// `6 added, 2 failed · 23.1 kB read · operation 1`
fn summary(report: &ImportReport) -> String {
    let counts = [
        (report.added, "added"),
        (report.changed, "changed"),
        (report.reverted, "reverted"),
        (report.redecoded, "redecoded"),
        (report.unchanged, "unchanged"),
        (report.moved, "moved"),
        (report.duplicate, "duplicate"),
        (report.restored, "restored"),
        (report.missing, "missing"),
        (report.removed, "removed"),
        (report.failed, "failed"),
        (report.annotated, "annotated"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    let counts = if counts.is_empty() { "no files".to_owned() } else { counts.join(", ") };
    let read = indicatif::DecimalBytes(report.bytes);
    let end = match report.operation {
        Some(_) if report.interrupted => "interrupted: import again to go on".to_owned(),
        Some(operation) => format!("operation {operation}"),
        None if report.interrupted => "interrupted; dry run: nothing was written".to_owned(),
        None => "dry run: nothing was written".to_owned(),
    };
    format!("{counts} · {read} read · {end}")
}
