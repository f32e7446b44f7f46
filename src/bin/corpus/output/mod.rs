//! All output: data to standard output in the requested format, messages to standard error. Control characters are
//! escaped in everything for people.

mod error;
mod escape;
mod json;
mod listing;
mod numbers;
mod pager;
mod progress;
mod sequence;
mod table;
mod usage;
mod wrap;

pub(crate) use error::{
    arguments_have_control, is_closed_pipe, output_failed, refuse_arguments, refuse_environment,
};
pub(crate) use escape::{inline, one_line, shell_word, visible};
pub(crate) use listing::Listing;
pub(crate) use numbers::{count, number, size};
pub(crate) use progress::Progress;
pub(crate) use sequence::Sequence;
pub(crate) use table::Column;
pub(crate) use wrap::{Line, wrap};

use crate::environment::{self, Environment};
use anstyle::Style;
use clap::ValueEnum;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// How data is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// One JSON document
    Json,
    /// One JSON document a line
    Jsonl,
    /// Columns separated by commas (RFC 4180)
    Csv,
    /// Columns separated by tabs
    Tsv,
}

/// Whether colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

/// JSON that is made only when it is written.
pub(crate) struct Deferred<F>(pub(crate) F);

impl<F: Fn() -> serde_json::Result<serde_json::Value>> Serialize for Deferred<F> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.0)().map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

/// How a command ended, when it ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Everything was done.
    Done,
    /// The two sides of a comparison differ, and that was the question.
    Differ,
    /// Finished, but some inputs were left out.
    Partly,
    /// The corpus has problems.
    Unsound,
    /// Ctrl-C stopped it.
    Interrupted,
}

/// The global options that concern output.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    pub(crate) format: Format,
    /// Whether cells of CSV and TSV are kept from being read as formulas.
    pub(crate) spreadsheet_safe: bool,
    pub(crate) color: Color,
    pub(crate) quiet: bool,
    pub(crate) verbose: bool,
}

/// Where everything is printed.
pub(crate) struct Output {
    options: Options,
    color: bool,
    error_color: bool,
    terminal: bool,
    progress: bool,
    pager_program: Option<String>,
    /// Whether the following output goes through a pager.
    paging: bool,
    pager: Option<pager::Pager>,
    /// Messages to print after the pager has closed.
    pending: Vec<String>,
    stdout: Box<dyn Write>,
}

impl Output {
    pub(crate) fn new(options: Options, environment: &Environment) -> Self {
        let colored = |terminal: bool| match options.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !environment.plain,
        };
        Self {
            options,
            color: colored(environment.stdout_is_terminal),
            error_color: colored(environment.stderr_is_terminal),
            terminal: environment.stdout_is_terminal,
            progress: environment.stderr_is_terminal && !options.quiet,
            pager_program: environment.pager.clone(),
            paging: false,
            pager: None,
            pending: Vec::new(),
            // Buffered, because a listing would otherwise make one system call for each line.
            stdout: Box::new(BufWriter::new(io::stdout())),
        }
    }

    pub(crate) fn format(&self) -> Format {
        self.options.format
    }

    pub(crate) fn is_spreadsheet_safe(&self) -> bool {
        self.options.spreadsheet_safe
    }

    pub(crate) fn set_format(&mut self, format: Format) {
        self.options.format = format;
    }

    pub(crate) fn is_for_people(&self) -> bool {
        self.options.format == Format::Table
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.options.quiet
    }

    pub(crate) fn is_verbose(&self) -> bool {
        self.options.verbose
    }

    pub(crate) fn is_colored(&self) -> bool {
        self.color
    }

    pub(crate) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// The width of the terminal, in columns; `None` when the output goes elsewhere.
    pub(crate) fn width(&self) -> Option<usize> {
        // Asked each time, because a terminal can be resized.
        self.terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0))
    }

    /// Sends the following output through a pager, on a terminal. The pager starts with the first output.
    pub(crate) fn page(&mut self) {
        self.paging = self.terminal && self.is_for_people() && self.pager.is_none();
    }

    /// Waits until the user has left the pager.
    pub(crate) fn end_page(&mut self) -> io::Result<()> {
        // The messages are printed even if the flush fails: the reader may have left the pager early.
        let flushed = self.flush();
        self.paging = false;
        drop(self.pager.take());
        for message in std::mem::take(&mut self.pending) {
            self.complain(message);
        }
        flushed
    }

    fn target(&mut self) -> &mut dyn Write {
        // The pager starts with the first byte, so that a command without output shows none.
        if std::mem::take(&mut self.paging) {
            self.pager = pager::Pager::start(self.pager_program.as_deref());
        }
        match &mut self.pager {
            Some(pager) => pager,
            None => &mut self.stdout,
        }
    }

    /// Prints a value in formats for programs, or calls `human` in the format for people.
    pub(crate) fn report<T: Serialize>(
        &mut self,
        value: &T,
        human: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        match self.options.format {
            Format::Table => human(self)?,
            Format::Json => json::pretty(self, value)?,
            Format::Jsonl => json::line(self, value)?,
            Format::Csv | Format::Tsv => listing::single(self, &serde_json::to_value(value)?)?,
        }
        Ok(())
    }

    /// Like `report`, for changes instead of data: not printed for people with `--quiet`.
    pub(crate) fn report_done<T: Serialize>(
        &mut self,
        value: &T,
        human: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        if self.options.quiet && self.is_for_people() { Ok(()) } else { self.report(value, human) }
    }

    /// Prints one line for people. Escape text from articles and arguments with [`visible`] or [`one_line`] first.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) -> io::Result<()> {
        writeln!(self, "{}", line.as_ref())
    }

    /// Prints a note to standard error: neither data nor an error.
    pub(crate) fn note(&mut self, message: impl AsRef<str>) {
        if !self.options.quiet {
            self.complain(message);
        }
    }

    /// Prints to standard error why an input was skipped. Not suppressed by `--quiet`.
    pub(crate) fn complain(&mut self, message: impl AsRef<str>) {
        // Messages would mix with the pages on the screen.
        if self.pager.is_some() {
            self.pending.push(message.as_ref().to_owned());
            return;
        }
        // If standard error is closed, the message cannot be printed anywhere.
        let _ = writeln!(io::stderr(), "{}", inline(message.as_ref()));
    }

    /// Asks on the terminal. Returns whether the answer was yes.
    #[expect(clippy::unused_self, reason = "prevents a question while other output is being written")]
    pub(crate) fn ask(&mut self, question: &str) -> io::Result<bool> {
        // On standard error, so that a question never gets into redirected output.
        write!(io::stderr(), "{}", inline(question))?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    /// `text` in a style, if colours are used.
    pub(crate) fn paint(&self, style: Style, text: &str) -> String {
        if self.color && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// A progress bar on standard error, if it is a terminal, with its title and the unit counted.
    pub(crate) fn progress(&self, what: &str, unit: &str) -> Progress {
        Progress::new(what, unit, self.progress)
    }

    /// Returns a function that prints an error and ends the program, from any thread. Buffered output is lost.
    pub(crate) fn refusal(&self) -> impl FnOnce(&anyhow::Error) + Send + 'static {
        let (format, color) = (self.options.format, self.error_color);
        move |error| environment::end(error::report(error, format, color))
    }

    /// Finishes the output and returns the exit code.
    pub(crate) fn finish(mut self, ended: anyhow::Result<Ended>) -> ExitCode {
        let ended = match self.end_page() {
            // An earlier error is the cause, so it wins over an error of the flush.
            Err(error) if ended.is_ok() => Err(error.into()),
            _ => ended,
        };
        match ended {
            Ok(Ended::Done) => ExitCode::SUCCESS,
            Ok(Ended::Differ) => ExitCode::from(1),
            Ok(Ended::Partly) => ExitCode::from(3),
            Ok(Ended::Unsound) => ExitCode::from(4),
            Ok(Ended::Interrupted) => ExitCode::from(130),
            Err(error) => error::report(&error, self.options.format, self.error_color).into(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.target().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.pager {
            Some(pager) => pager.flush(),
            None => self.stdout.flush(),
        }
    }
}
