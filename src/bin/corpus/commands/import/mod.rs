//! `corpus import`

mod notes;
mod progress;

use crate::arguments::entries::Entries;
use crate::arguments::source::SourceArgs;
use crate::context::Context;
use crate::output::{Ended, Output};
use corpusdb::model::{Assignment, OperationKind};
use corpusdb::ops::import::{self, Input, Options};
use corpusdb::text::Charset;
use corpusdb::{Access, Corpus};
use serde::Serialize;
use std::io::Read;
use std::path::{Path, PathBuf};

pub(super) use progress::ImportProgress;

/// Import files and folders
///
/// Each text or saved page becomes an article; a file that changed becomes a new version of its article. Every byte is
/// kept, and the charset of each file is detected unless --charset is given. Of a page, the readable text is taken, and
/// headline, authors, dates and address are set from what it states. Archives (ZIP, tar, gzip), web captures (WARC) and
/// tables of articles (JSON lines, JSON, CSV, TSV with a column of texts) are taken apart: each member is an article.
///
/// A folder is a source: import it again to update the corpus. Hidden files are skipped and links are not followed. A file
/// X.corpus.json beside a file X is its sidecar with key, charset and metadata, as written by corpus export --to. Leftovers of
/// editors and browsers (a~, #a#, a.part, a.crdownload, a.tmp, a.swp) are skipped.
///
/// With --pattern, --include, --exclude, --map and --dates, an import of a whole folder keeps what they say for the source: later
/// imports without the option use it again. One that changes it reads all files again. A pattern or column that fits no file is
/// refused before anything changes.
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
  corpus import news --pattern '{outlet}/{published:%Y-%m-%d}_{title}.txt'
                                                fields from paths
  corpus import news --map text=body --map id=number --dry-run
                                                how would these tables be read?
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

    #[command(flatten)]
    #[serde(flatten)]
    of_source: SourceArgs,

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

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let options = args.of_source.apply(Options {
        charset: args.charset,
        set: args.set.clone(),
        dry_run: args.dry_run,
        remove_missing: args.remove_missing,
        rehash: args.rehash,
        max_size: args.max_size,
        ..Options::default()
    });
    import::check(&options)?;
    let plan = import::plan(inputs(args, context, output)?, args.source.as_deref())?;
    if !context.found()?.is_some_and(|path| path.exists()) {
        // A refused import leaves no corpus behind.
        import::check_fit(&plan, &options)?;
    }
    let mut corpus = open(args.dry_run, context, output)?;
    let operation = context.operation(OperationKind::Import, args, args.message.as_ref());
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
    Ok(match (report.interrupted, report.failed) {
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
