//! Error messages: the failure, then a hint. With `--json`, a JSON object.

use super::escape::has_control;
use super::{Format, json, usage, visible};
use crate::environment::Environment;
use crate::hints;
use anstyle::{AnsiColor, Style};
use clap::error::ErrorKind;
use corpusdb::Error;
use serde_json::json;
use std::io::{self, Write};
use std::process::ExitCode;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

/// Prints an error and returns its exit code. A closed pipe is not an error.
pub(super) fn report(error: &anyhow::Error, format: Format, color: bool) -> u8 {
    if is_closed_pipe(error) {
        return 0;
    }
    let known = error.downcast_ref::<Error>();
    let kind = known.map_or("failed", Error::kind);
    let hint = known.and_then(Error::hint).map(hints::words);
    // Errors of the library include their cause in the message; of others, all causes are printed.
    let message = known.map_or_else(|| format!("{error:#}"), ToString::to_string);
    print(kind, &message, hint.as_deref(), format, color);
    code(known)
}

/// The exit code of an error.
fn code(error: Option<&Error>) -> u8 {
    match error {
        Some(Error::Invalid { .. }) => 2,
        Some(Error::Busy) => 5,
        _ => 1,
    }
}

/// Prints an error about the environment.
pub(crate) fn refuse_environment(error: &anyhow::Error) -> ExitCode {
    report(error, Format::Table, false).into()
}

/// Prints a usage error in the style of all others, or the requested help or version.
pub(crate) fn refuse_arguments(error: &clap::Error, environment: &Environment) -> ExitCode {
    if !error.use_stderr() {
        // Help and version: a closed pipe is no failure.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // If standard error is closed, the help cannot be printed anywhere.
        let _ = error.print();
        return ExitCode::from(2);
    }
    let format = if wants_json() { Format::Json } else { Format::Table };
    let color = environment.stderr_is_terminal && !environment.plain;
    print("usage", &usage::message(error), usage::hint(error).as_deref(), format, color);
    ExitCode::from(2)
}

/// Whether an argument contains a control character.
pub(crate) fn arguments_have_control() -> bool {
    std::env::args_os().any(|argument| has_control(&argument.to_string_lossy()))
}

/// Whether the arguments request JSON, although they are invalid as a whole.
fn wants_json() -> bool {
    let arguments: Vec<String> =
        std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let json = |format: &str| matches!(format, "json" | "jsonl");
    let apart = arguments.windows(2).any(|pair| pair[0] == "--format" && json(&pair[1]));
    apart
        || arguments.iter().any(|argument| {
            matches!(argument.as_str(), "--json" | "--jsonl")
                || argument.strip_prefix("--format=").is_some_and(json)
        })
}

fn print(kind: &str, message: &str, hint: Option<&str>, format: Format, color: bool) {
    if matches!(format, Format::Json | Format::Jsonl) {
        let error = json!({ "error": { "kind": kind, "message": message, "hint": hint } });
        // If standard error is closed, the message cannot be printed anywhere.
        let _ = json::line(&mut io::stderr(), &error);
        return;
    }
    let paint = |style: Style, text: &str| {
        if color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    };
    let hint = hint.map(|hint| format!("\n{}: {}", paint(HINT, "hint"), visible(hint))).unwrap_or_default();
    let text = format!("{}: {}{hint}", paint(ERROR, "error"), visible(message));
    // If standard error is closed, the message cannot be printed anywhere.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Whether the reader closed the pipe (EPIPE). For example, `corpus list | head -1`.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let direct = cause.downcast_ref::<io::Error>();
        let library = cause.downcast_ref::<Error>().and_then(|error| match error {
            Error::Io { source, .. } => Some(source),
            _ => None,
        });
        let csv = cause.downcast_ref::<csv::Error>().and_then(|error| match error.kind() {
            csv::ErrorKind::Io(error) => Some(error),
            _ => None,
        });
        direct.or(library).or(csv).is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Wraps an output error as an error of the library, to stop a visitor. Errors of the library are returned unchanged.
pub(crate) fn output_failed(error: anyhow::Error) -> Error {
    error.downcast::<Error>().unwrap_or_else(|error| {
        let source = error.downcast::<io::Error>().unwrap_or_else(io::Error::other);
        Error::Io { doing: "write the output".to_owned(), source }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_can_tell_errors_apart() {
        assert_eq!(code(Some(&Error::invalid("a date"))), 2);
        assert_eq!(code(Some(&Error::Busy)), 5);
        assert_eq!(code(Some(&Error::not_found("an article"))), 1);
        assert_eq!(code(None), 1);
    }
}
