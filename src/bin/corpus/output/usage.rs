//! Usage errors of clap in the words of this program: what is wrong, and one hint.

use crate::hints;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;

/// What is wrong with the arguments. For example, `there is no command merge`.
pub(super) fn message(error: &Error) -> String {
    let argument = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let given = |kind| text(error, kind).unwrap_or_default();
    match (error.kind(), error.source()) {
        (ErrorKind::InvalidSubcommand, _) => {
            let name = given(ContextKind::InvalidSubcommand);
            match command(error).as_str() {
                "corpus" => format!("there is no command {name}"),
                group => format!("there is no command {} {name}", group.trim_start_matches("corpus ")),
            }
        }
        (ErrorKind::MissingRequiredArgument, _) => format!("{} needs {argument}", command(error)),
        // clap would say the value twice, since the reason contains it.
        (ErrorKind::ValueValidation, Some(reason)) if argument.starts_with('-') => {
            format!("{}: {reason}", name(&argument))
        }
        (ErrorKind::ValueValidation, Some(reason)) => reason.to_string(),
        (ErrorKind::InvalidValue, _) => {
            let value = given(ContextKind::InvalidValue);
            let valid = text(error, ContextKind::ValidValue).unwrap_or_else(|| "see the help".to_owned());
            if value.is_empty() {
                return format!("{} needs a value: {valid}", name(&argument));
            }
            format!("{}: '{value}' is none of {valid}", name(&argument))
        }
        _ => first_paragraph(error),
    }
}

/// What to do instead: the similar command or option, or the help of the command. The reason that a value is invalid says
/// it already.
pub(super) fn hint(error: &Error) -> Option<String> {
    if matches!(error.kind(), ErrorKind::ValueValidation | ErrorKind::InvalidValue) {
        return None;
    }
    let command = command(error);
    let help = format!("{command} --help");
    if error.kind() == ErrorKind::InvalidSubcommand && command == "corpus" {
        let given = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
        if let Some(instead) = hints::instead_of(&given) {
            return Some(instead.to_owned());
        }
    }
    let similar = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| text(error, kind))
        // A command that deletes for good is no answer to a mistyped one.
        .filter(|similar| !similar.split(", ").any(|command| command == "purge"));
    Some(match similar {
        Some(similar) => format!("did you mean {similar}? See {help}"),
        None => help,
    })
}

/// The command whose arguments are wrong, from the usage line that clap adds. For example, `corpus meta set`.
fn command(error: &Error) -> String {
    let whole = error.to_string();
    let usage = whole.split("Usage: ").nth(1).unwrap_or("corpus");
    let is_name = |word: &&str| word.starts_with(|first: char| first.is_ascii_lowercase());
    let words: Vec<&str> = usage.split_whitespace().take_while(is_name).collect();
    if words.is_empty() { "corpus".to_owned() } else { words.join(" ") }
}

/// The first paragraph of clap's message, on one line: what follows are tips and the usage.
fn first_paragraph(error: &Error) -> String {
    let whole = error.to_string();
    let paragraph = whole.split("\n\n").next().unwrap_or_default();
    let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    paragraph.strip_prefix("error: ").unwrap_or(&paragraph).to_owned()
}

/// An option without the name of its value. For example, `--since` of `--since <DATE>`.
fn name(argument: &str) -> &str {
    if argument.starts_with('-') { argument.split(' ').next().unwrap_or(argument) } else { argument }
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    }
}
