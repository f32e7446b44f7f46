//! `corpus import`

use crate::arguments::entries::Entries;
use crate::context::Context;
use crate::output::output_failed;
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
/// back), missing (the file is gone), removed (with --remove-missing), failed (with the reason), purged (the article was
/// purged and isn't imported again: corpus purge --allow lets it in).
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = "Examples:
  corpus import seeds/first                     as source 'first'
  corpus import seeds/second --source first     a newer state of the same articles
  corpus import news --dry-run                  the same report, nothing written
  corpus import news/rt --set outlet=RT         say who published them
  curl -s URL | corpus import - --name a.txt    an article through a pipe
  find news -type f -newer last -print0 | corpus import --from - -0
                                                names through a pipe")]
pub(super) struct Args {
    /// Files and folders; - is one article through standard input
    #[arg(required_unless_present = "from", value_name = "PATH")]
    #[serde(serialize_with = "shown")]
    paths: Vec<PathBuf>,

    /// Also the files and folders that this file names, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    from: Option<String>,

    /// In that file a NUL ends a name, and not a line
    #[arg(long, short = '0', requires = "from")]
    null: bool,

    /// The name of the source [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Report what would be done, and do nothing
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Set a field of the articles imported, unless someone else has set it; may be repeated
    #[arg(long, value_name = "FIELD=VALUE", value_parser = crate::context::parsed::<Assignment>)]
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

/// Paths for the record, which holds text.
fn shown<S: serde::Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(paths.iter().map(|path| path.to_string_lossy()))
}

#[expect(clippy::ref_option, reason = "serde's signature")]
pub(super) fn charset_name<S: serde::Serializer>(
    charset: &Option<Charset>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
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
    let plan = import::plan(inputs(args, context, output)?, args.source.as_deref())?;
    let mut corpus = open(args.dry_run, context, output)?;
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
    let mut watcher = Watcher::new(output, context);
    let report = import::import(
        &mut corpus,
        &plan,
        &operation,
        &options,
        &|| context.environment.now(),
        &mut watcher,
    )?;
    Ok(match (report.interrupted, report.failed + report.purged) {
        (true, _) => Ended::Interrupted,
        (false, 0) => Ended::Done,
        (false, _) => Ended::Partly,
    })
}

/// What was named as arguments, then what a list names.
fn inputs(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Vec<Input>> {
    let through_stdin = args.paths.iter().any(|path| path == Path::new("-"));
    if args.name.is_some() && !through_stdin {
        return Err(corpusdb::Error::invalid("--name is for standard input, which isn't among the paths")
            .with_hint("give - as the path, or leave --name out")
            .into());
    }
    if through_stdin && args.from.as_deref() == Some("-") {
        return Err(corpusdb::Error::invalid(
            "standard input can't be an article and the names of files at once",
        )
        .with_hint("- as a path is one article, --from - reads names of files: give one of them")
        .into());
    }
    let mut inputs = args
        .paths
        .iter()
        .map(|path| input(path, args.name.as_deref(), args.max_size))
        .collect::<anyhow::Result<Vec<_>>>()?;
    if let Some(file) = &args.from {
        let entries = Entries { file: file.as_ref(), null: args.null, of: "the names of files and folders" };
        for entry in entries.read(context, output)? {
            inputs.push(Input::Path(native_path(entry)?));
        }
    }
    Ok(inputs)
}

/// A path as the file system takes it.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere not every name is possible")]
fn native_path(name: Vec<u8>) -> anyhow::Result<PathBuf> {
    Ok(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(name).into())
}

/// A path as the file system takes it.
#[cfg(not(unix))]
fn native_path(name: Vec<u8>) -> anyhow::Result<PathBuf> {
    Ok(String::from_utf8(name)?.into())
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

/// Opens the corpus, or makes it; for a rehearsal it needn't be there.
pub(super) fn open(dry_run: bool, context: &Context, output: &mut Output) -> anyhow::Result<Corpus> {
    match context.found()? {
        Some(path) if path.exists() => {
            if context.db.is_none() && path.parent() != Some(std::env::current_dir()?.as_path()) {
                output.note(format!("into {}", path.display()));
            }
            context.open(&path, Access::Write)
        }
        _ if dry_run => Ok(Corpus::temporary()?),
        _ => {
            let path = context.new_path();
            match context.create(&path) {
                Ok(corpus) => {
                    output.note(format!("created {}", corpus.path().unwrap_or(&path).display()));
                    Ok(corpus)
                }
                // Another process was faster.
                Err(_) if path.exists() => context.open(&path, Access::Write),
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// Names files as they are done, then says what became of them in all.
pub(super) struct Watcher<'a> {
    output: &'a mut Output,
    progress: Progress,
    context: &'a Context<'a>,
    named: u64,
    unnamed: u64,
}

impl<'a> Watcher<'a> {
    pub(super) fn new(output: &'a mut Output, context: &'a Context<'a>) -> Self {
        let progress = output.progress("importing", "files");
        Self { output, progress, context, named: 0, unnamed: 0 }
    }
}

impl Watch for Watcher<'_> {
    fn event(&mut self, event: &ImportEvent) {
        let left_out = matches!(event.outcome, Outcome::Failed | Outcome::Purged);
        if left_out {
            let why = event.detail.as_deref().unwrap_or_default();
            let line = format!("{:<9}  {}: {why}", event.outcome, event.path);
            self.progress.suspend(|| self.output.complain(line));
        }
        if !left_out && self.output.is_for_people() && !self.output.is_quiet() {
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
            if unnamed > 0 && report.guessed > 0 {
                output.line(guesses(report.guessed))?;
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

/// The number of uncertain charsets, for an import whose files aren't all named.
fn guesses(count: u64) -> String {
    let charsets = if count == 1 { "1 charset was".to_owned() } else { format!("{count} charsets were") };
    format!("{charsets} guessed from one or two letters (-v names the files, --charset sets it)")
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
        (report.purged, "purged"),
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
