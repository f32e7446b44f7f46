//! What an operation did, in a phrase.

use corpusdb::model::{Operation, OperationState};
use serde_json::Value;

/// Summary of an operation, preceded by its state unless that is `done`. For example, `2 articles, 1 outlet`.
pub(crate) fn summary_text(operation: &Operation) -> String {
    // These texts are sentences already, so the name would repeat their verb.
    let phrase = |name: &str, text: &str| match name {
        "set" | "unset" => text.to_owned(),
        _ => format!("{name} {text}"),
    };
    let mut parts = Vec::new();
    if operation.state != OperationState::Done {
        parts.push(format!("{}:", operation.state.as_str()));
    }
    if let Value::Object(summary) = &operation.summary {
        let texts = summary.iter().filter_map(|(name, value)| value.as_str().map(|text| phrase(name, text)));
        let numbers = summary
            .iter()
            // The number of bytes says little beside the numbers of files.
            .filter(|(name, _)| *name != "bytes")
            .filter_map(|(name, value)| Some((name, value.as_u64().filter(|number| *number > 0)?)))
            .map(|(name, number)| format!("{number} {}", counted(number, name)));
        parts.push(texts.chain(numbers).collect::<Vec<_>>().join(", "));
    }
    if let Some(by) = operation.undone_by {
        parts.push(format!("(undone by {by})"));
    }
    parts.join(" ")
}

/// Singular or plural of a name in a summary, which is always plural. For example, `1 article`, `2 articles`.
fn counted(number: u64, name: &str) -> &str {
    match (number, name) {
        (1, "aliases") => "alias",
        (1, name) => name.strip_suffix('s').unwrap_or(name),
        (_, name) => name,
    }
}
