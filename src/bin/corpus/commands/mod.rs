//! The command line: one file per subcommand, each a documented `Args` and one `run` that parses, makes one call
//! into the library and one into the output.

mod analyse;
mod backup;
mod blame;
mod cat;
mod compare;
mod completions;
mod diff;
mod duplicates;
mod export;
mod fingerprint;
mod help;
mod import;
mod init;
mod list;
mod log;
mod man;
mod meta;
mod outlet;
mod purge;
mod quotations;
mod remove;
mod repair;
mod reread;
mod restore;
mod search;
mod show;
mod similar;
mod sql;
mod status;
mod stories;
mod undo;
mod verify;
mod watch;
mod words;

use crate::context::{Context, patience};
use crate::environment::Environment;
use crate::output::{Color, Ended, Format, Options, Output, arguments_have_control};
use clap::builder::Styles;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use corpusdb::Error;
use std::path::PathBuf;
use std::time::Duration;

/// Keep every version of every news article, with its metadata, in one SQLite file.
///
/// A corpus is one file. Import folders of articles into it again and again: it keeps every version of each,
/// byte for byte, and records which outlet published it and when, where each of these facts comes from, and what
/// changed. Any SQLite program can read the file.
#[derive(Debug, Parser)]
#[command(name = "corpus", version, max_term_width = 100, propagate_version = true)]
#[command(after_help = FIRST_STEPS)]
pub(crate) struct Program {
    #[command(flatten)]
    global: Global,

    /// Without a command: the status of the corpus, or the help where there is none.
    #[command(subcommand)]
    command: Option<Command>,
}

const FIRST_STEPS: &str = "\
First steps:
  corpus import FOLDER            make corpus.db here and import a folder
  corpus list                     list the articles
  corpus meta set 1 outlet=RT     record who published article 1
  corpus search 'peace talks'     find articles
  corpus import FOLDER            import again later to find changes
  corpus diff 1                   see the changes word by word
  corpus sql 'SELECT outlet, count(*) FROM articles GROUP BY outlet'

Exit codes: 0 success, 1 failure (diff --exit-code: differences found), 2 wrong usage, 3 finished, but some
inputs were skipped, 4 the corpus is damaged, 5 the corpus is busy, 130 interrupted.";

#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
struct Global {
    /// Corpus file [default: `CORPUS_DB`, or the nearest corpus.db in this folder or one above]
    #[arg(long, value_name = "FILE", global = true)]
    db: Option<PathBuf>,

    /// Corpus file from an untrusted source: opened read-only, if it has no active content, with limits on time and memory
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "db")]
    untrusted: Option<PathBuf>,

    /// Output format
    #[arg(
        long,
        value_enum,
        default_value = "table",
        value_name = "FORMAT",
        global = true,
        hide_possible_values = true
    )]
    #[arg(help = "Output format: table, json, jsonl, csv or tsv")]
    format: Format,

    /// Same as --format json
    #[arg(long, global = true, conflicts_with = "format")]
    json: bool,

    /// Same as --format jsonl
    #[arg(long, global = true, conflicts_with_all = ["format", "json"])]
    jsonl: bool,

    /// In CSV and TSV, put ' before cells that a spreadsheet would run as formulas
    #[arg(long, global = true)]
    spreadsheet_safe: bool,

    /// How long to wait while another process changes the corpus; then exit with code 5
    #[arg(long, value_name = "SECONDS", default_value = "30", global = true)]
    #[arg(value_parser = patience, allow_negative_numbers = true)]
    wait: Duration,

    /// Colours: auto, always or never
    #[arg(
        long,
        value_enum,
        default_value = "auto",
        value_name = "WHEN",
        global = true,
        hide_possible_values = true
    )]
    color: Color,

    /// Print errors only
    #[arg(long, short, global = true)]
    quiet: bool,

    /// Print more details
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Status(status::Args),
    Init(init::Args),
    Import(import::Args),
    Watch(watch::Args),
    Reread(reread::Args),
    List(list::Args),
    Show(show::Args),
    Cat(cat::Args),
    Search(search::Args),
    Concordance(words::concordance::Args),
    Frequency(words::frequency::Args),
    Collocates(words::collocates::Args),
    Keyness(words::keyness::Args),
    Dispersion(words::dispersion::Args),
    Trend(words::trend::Args),
    Sql(sql::Args),
    Log(log::Args),
    Diff(diff::Args),
    Blame(blame::Args),
    Analyse(analyse::Args),
    Stories(stories::Args),
    Similar(similar::Args),
    Compare(compare::Args),
    Quotations(quotations::Args),
    Duplicates(duplicates::Args),
    Meta(meta::Args),
    Outlet(outlet::Args),
    Undo(undo::Args),
    Remove(remove::Args),
    Restore(restore::Args),
    Purge(purge::Args),
    Verify(verify::Args),
    Repair(repair::Args),
    Backup(backup::Args),
    Fingerprint(fingerprint::Args),
    Export(export::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Program {
    /// Reads the arguments.
    ///
    /// A usage error repeats arguments. If one holds a control character, the error is made without styles, so that
    /// every control character in it comes from the arguments and can be escaped.
    pub(crate) fn parse_arguments() -> Result<Self, clap::Error> {
        let mut command = help::grouped(Self::command());
        // clap quotes an argument in its error with styles, and would print control characters.
        if arguments_have_control() {
            command = command.styles(Styles::plain());
        }
        let matches = command.try_get_matches_from_mut(std::env::args_os())?;
        Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
    }

    pub(crate) fn output_options(&self) -> Options {
        let Global { format, json, jsonl, spreadsheet_safe, color, quiet, verbose, .. } = self.global;
        let format = match (json, jsonl) {
            (true, _) => Format::Json,
            (_, true) => Format::Jsonl,
            _ => format,
        };
        Options { format, spreadsheet_safe, color, quiet, verbose }
    }
}

/// Runs the command.
pub(crate) fn run(
    program: &Program,
    environment: &Environment,
    output: &mut Output,
) -> anyhow::Result<Ended> {
    if program.global.spreadsheet_safe && !matches!(output.format(), Format::Csv | Format::Tsv) {
        return Err(Error::invalid("--spreadsheet-safe applies to CSV and TSV only")
            .with_hint("add --format csv or --format tsv")
            .into());
    }
    let context = Context {
        // Options take precedence over `CORPUS_DB`.
        db: [&program.global.untrusted, &program.global.db, &environment.corpus]
            .into_iter()
            .find_map(Clone::clone),
        untrusted: program.global.untrusted.is_some(),
        patience: program.global.wait,
        environment,
    };
    let Some(command) = &program.command else {
        // As git and others do: an overview where there is something to see, otherwise how to begin.
        if context.found()?.is_some() {
            return status::run(&context, output);
        }
        let help = help::grouped(Program::command()).render_help();
        output.line(if output.is_colored() { help.ansi().to_string() } else { help.to_string() })?;
        return Ok(Ended::Done);
    };
    match command {
        Command::Status(status::Args {}) => status::run(&context, output),
        Command::Init(args) => init::run(args, &context, output),
        Command::Import(args) => import::run(args, &context, output),
        Command::Watch(args) => watch::run(args, &context, output),
        Command::Reread(args) => reread::run(args, &context, output),
        Command::List(args) => list::run(args, &context, output),
        Command::Show(args) => show::run(args, &context, output),
        Command::Cat(args) => cat::run(args, &context, output),
        Command::Search(args) => search::run(args, &context, output),
        Command::Concordance(args) => words::concordance::run(args, &context, output),
        Command::Frequency(args) => words::frequency::run(args, &context, output),
        Command::Collocates(args) => words::collocates::run(args, &context, output),
        Command::Keyness(args) => words::keyness::run(args, &context, output),
        Command::Dispersion(args) => words::dispersion::run(args, &context, output),
        Command::Trend(args) => words::trend::run(args, &context, output),
        Command::Sql(args) => sql::run(args, &context, output),
        Command::Log(args) => log::run(args, &context, output),
        Command::Diff(args) => diff::run(args, &context, output),
        Command::Blame(args) => blame::run(args, &context, output),
        Command::Stories(args) => stories::run(args, &context, output),
        Command::Similar(args) => similar::run(args, &context, output),
        Command::Compare(args) => compare::run(args, &context, output),
        Command::Quotations(args) => quotations::run(args, &context, output),
        Command::Duplicates(args) => duplicates::run(args, &context, output),
        Command::Analyse(args) => analyse::run(args, &context, output),
        Command::Meta(args) => meta::run(args, &context, output),
        Command::Outlet(args) => outlet::run(args, &context, output),
        Command::Undo(args) => undo::run(args, &context, output),
        Command::Remove(args) => remove::run(args, &context, output),
        Command::Restore(args) => restore::run(args, &context, output),
        Command::Purge(args) => purge::run(args, &context, output),
        Command::Verify(args) => verify::run(args, &context, output),
        Command::Repair(args) => repair::run(args, &context, output),
        Command::Backup(args) => backup::run(args, &context, output),
        Command::Fingerprint(args) => fingerprint::run(args, &context, output),
        Command::Export(args) => export::run(args, &context, output),
        Command::Completions(args) => completions::run(args, output),
        Command::Man(args) => man::run(args, output),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Program::command().debug_assert();
    }
}
