//! `corpus import`

use crate::arguments::entries::Entries;
use crate::context::Context;
use crate::output::output_failed;
use crate::output::{Ended, Output, Progress, Sequence, inline};
use corpusdb::model::{Assignment, ImportEvent, ImportReport, OperationKind, Outcome};
use corpusdb::ops::import::{self, Events, Input, Options, Watch};
use corpusdb::text::Charset;
use corpusdb::{Access, Corpus};
use serde::Serialize;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Maximum number of files listed by name; the others are only counted.
const NAMED: u64 = 20;

/// Import files and folders
///
/// Each text or saved page becomes an article; a file that changed becomes a new version of its article. Every byte is
/// kept, and the charset of each file is detected unless --charset is given. Of a page, the readable text is taken, and
/// headline, authors, dates and address are set from what it states. Archives (ZIP, tar, gzip), web captures (WARC) and
/// tables of articles (JSON lines, JSON, CSV, TSV with a column of texts) are taken apart: each member is an article.
///
/// A folder is a source: import it again to update the corpus. Hidden files are skipped and links are not followed. A file
/// X.corpus.json beside a file X is its sidecar with key, charset and metadata, as written by corpus export --to.
///
/// Outcomes for a file: added (new article), changed (new version), reverted (new version that equals an
/// earlier one), redecoded (same bytes, different charset), recaptured (another capture with the same text), unchanged, moved (same bytes at a new path, old
/// path gone), duplicate (new article with the same bytes as another), restored (removed by an earlier import, file
/// found again), missing (file no longer there), removed (with --remove-missing), skipped (no article), failed
/// (with the reason), purged
/// (article was purged and is not imported again unless corpus purge --allow permits it).
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
    /// Files and folders; - reads one article from standard input
    #[arg(required_unless_present = "from", value_name = "PATH")]
    #[serde(serialize_with = "shown")]
    paths: Vec<PathBuf>,

    /// Read more paths from this file, one per line; - is standard input
    #[arg(long, value_name = "FILE")]
    from: Option<String>,

    /// Names in that file end with a NUL character instead of a line break
    #[arg(long, short = '0', requires = "from")]
    null: bool,

    /// Name of the source [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Preview the changes without making them
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Set a field of the imported articles, unless it was set by hand; repeatable
    #[arg(long, value_name = "FIELD=VALUE", value_parser = crate::context::parsed::<Assignment>)]
    set: Vec<Assignment>,

    /// Remove articles whose files no longer exist
    #[arg(long)]
    remove_missing: bool,

    /// Read every file, even if its size and time are unchanged
    #[arg(long)]
    rehash: bool,

    /// Charset of the files, such as windows-1251 [default: detected for each file]
    #[arg(long, value_name = "CHARSET", value_parser = |text: &str| text.parse::<Charset>())]
    #[serde(serialize_with = "charset_name")]
    charset: Option<Charset>,

    /// Meaning of a column in tables of articles, such as text=body, id=number or author=writer; repeatable
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = meaning)]
    map: Vec<Meaning>,

    /// Path for the article from standard input, within the source [default: derived from its hash]
    #[arg(long, value_name = "PATH")]
    name: Option<String>,

    /// Maximum size of a file; larger files fail
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    max_size: u64,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

/// The field that a column of a table means.
#[derive(Debug, Clone, Serialize)]
struct Meaning {
    field: String,
    column: String,
}

fn meaning(text: &str) -> Result<Meaning, String> {
    match text.split_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => {
            Ok(Meaning { field: field.to_owned(), column: column.to_owned() })
        }
        _ => Err("give the field and the column: text=body".to_owned()),
    }
}

/// Serialises paths as text for the record of the operation.
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

/// JSON form of the report with its events.
#[derive(Serialize)]
struct ImportJson<'a> {
    #[serde(flatten)]
    report: &'a ImportReport,
    events: Sequence<'a, ImportEvent>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let plan = import::plan(inputs(args, context, output)?, args.source.as_deref())?;
    let mut corpus = open(args.dry_run, context, output)?;
    let operation = context.operation(OperationKind::Import, args, args.message.as_ref());
    let options = Options {
        charset: args.charset,
        set: args.set.clone(),
        dry_run: args.dry_run,
        remove_missing: args.remove_missing,
        rehash: args.rehash,
        max_size: args.max_size,
        columns: args.map.iter().map(|meaning| (meaning.column.clone(), meaning.field.clone())).collect(),
    };
    // From here on Ctrl-C is only noted. The import ends with its batch, so that its record is complete.
    context.environment.watch_for_interrupt()?;
    let mut watcher = ImportProgress::new(output, context);
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

/// Paths from the arguments, then paths from the list.
fn inputs(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Vec<Input>> {
    let through_stdin = args.paths.iter().any(|path| path == Path::new("-"));
    // clap can't express a rule about the value of a path.
    if args.name.is_some() && !through_stdin {
        return Err(corpusdb::Error::invalid(
            "--name applies to standard input, but - is not among the paths",
        )
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

/// Path from the bytes of a list entry.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere not every name is possible")]
fn native_path(name: Vec<u8>) -> anyhow::Result<PathBuf> {
    Ok(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(name).into())
}

/// Path from the bytes of a list entry.
#[cfg(not(unix))]
fn native_path(name: Vec<u8>) -> anyhow::Result<PathBuf> {
    Ok(String::from_utf8(name)?.into())
}

fn input(path: &Path, name: Option<&str>, max_size: u64) -> anyhow::Result<Input> {
    if path != Path::new("-") {
        return Ok(Input::Path(path.to_owned()));
    }
    let mut bytes = Vec::new();
    // One byte more than allowed shows that the input is too large, without reading all of it.
    std::io::stdin().take(max_size.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_size {
        return Err(corpusdb::Error::invalid(format!("standard input is larger than {max_size} bytes"))
            .with_hint("--max-size allows more")
            .into());
    }
    let name = match name {
        // A name is a path below the source, never an absolute one.
        Some(name) => name.trim_start_matches('/').to_owned(),
        // Without a name, equal texts get equal names, so that a repeated import finds its article.
        None => format!("{:.16}.txt", corpusdb::model::Sha256::of(&bytes).to_string()),
    };
    Ok(Input::Bytes { name, bytes })
}

/// Opens the corpus or creates it. A dry run without a corpus uses a temporary one.
pub(super) fn open(dry_run: bool, context: &Context, output: &mut Output) -> anyhow::Result<Corpus> {
    match context.found()? {
        Some(path) if path.exists() => {
            // The corpus of a folder above may be another one than expected.
            if context.db.is_none() && path.parent() != Some(std::env::current_dir()?.as_path()) {
                output.note(format!("into {}", path.display()));
            }
            context.open(&path, Access::Write)
        }
        // A dry run must not leave a file behind.
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

/// Prints each finished file, then a summary.
pub(super) struct ImportProgress<'a> {
    output: &'a mut Output,
    progress: Progress,
    context: &'a Context<'a>,
    named: u64,
    unnamed: u64,
}

impl<'a> ImportProgress<'a> {
    pub(super) fn new(output: &'a mut Output, context: &'a Context<'a>) -> Self {
        let progress = output.progress("importing", "files");
        Self { output, progress, context, named: 0, unnamed: 0 }
    }
}

impl Watch for ImportProgress<'_> {
    fn event(&mut self, event: &ImportEvent) {
        let left_out = matches!(event.outcome, Outcome::Failed | Outcome::Purged);
        if left_out {
            let why = event.detail.as_deref().unwrap_or_default();
            let line = format!("{:<9}  {}: {why}", event.outcome, event.path);
            // The progress bar is hidden meanwhile, or the line would be written into it.
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
        let whole = ImportJson { report, events: Sequence(&|visit| events.each(visit)) };
        let unnamed = self.unnamed;
        let printed = self.output.report_done(&whole, |output| {
            if unnamed > 0 {
                output.line(format!("… and {unnamed} more (-v lists them all)"))?;
            }
            // Guesses are said beside each named file, so the total is needed only where some are not named.
            if unnamed > 0 && report.guessed > 0 {
                output.line(guesses(report.guessed))?;
            }
            output.line(summary(report))
        });
        printed.map_err(output_failed)
    }
}

fn line(event: &ImportEvent) -> String {
    let mut line = format!("{:<9}  {}", event.outcome, event.path);
    if let Some(detail) = &event.detail {
        line += &format!("  ({detail})");
    }
    line
}

/// Number of uncertain charsets, for an import that lists only some files.
fn guesses(count: u64) -> String {
    let charsets = if count == 1 { "1 charset was".to_owned() } else { format!("{count} charsets were") };
    format!("{charsets} guessed from one or two letters (-v lists the files, --charset sets it)")
}

/// `6 added, 2 failed · 23.1 kB read · operation 1`
fn summary(report: &ImportReport) -> String {
    let counts = [
        (report.added, "added"),
        (report.changed, "changed"),
        (report.reverted, "reverted"),
        (report.redecoded, "redecoded"),
        (report.recaptured, "recaptured"),
        (report.reread, "reread"),
        (report.unchanged, "unchanged"),
        (report.moved, "moved"),
        (report.duplicate, "duplicate"),
        (report.restored, "restored"),
        (report.missing, "missing"),
        (report.removed, "removed"),
        (report.skipped, "skipped"),
        (report.failed, "failed"),
        (report.purged, "purged"),
        (report.annotated, "annotated"),
    ];
    // In most imports, most counts are zero.
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    let counts = if counts.is_empty() { "no files".to_owned() } else { counts.join(", ") };
    let read = indicatif::DecimalBytes(report.bytes);
    let end = match report.operation {
        Some(_) if report.interrupted => "interrupted: import again to continue".to_owned(),
        Some(operation) => format!("operation {operation}"),
        None if report.interrupted => "interrupted; dry run: nothing was written".to_owned(),
        None => "dry run: nothing was written".to_owned(),
    };
    format!("{counts} · {read} read · {end}")
}
