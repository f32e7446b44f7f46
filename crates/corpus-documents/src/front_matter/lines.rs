//! Front matter that isn't valid, line by line: `key: value`, and lists of `- value` below their key.

use crate::fields::{Cells, Value};

/// Reads named values; `None` if the first line isn't one, or if most lines aren't. `separator` stands between name and value.
pub(super) fn read(text: &str, separator: char) -> Option<Cells> {
    let mut cells: Vec<(String, Vec<String>)> = Vec::new();
    let (mut lines, mut strange) = (0_usize, 0_usize);
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        lines += 1;
        if let Some((name, value)) = named(line, separator) {
            cells.push((name.to_owned(), values(value)));
            continue;
        }
        let is_inner = line.starts_with([' ', '\t']) || line.starts_with("- ");
        strange += usize::from(!is_inner);
        // Before the first name there is nothing that a line could continue.
        let (_, values) = cells.last_mut()?;
        match line.trim().strip_prefix('-') {
            Some(item) => values.push(unquoted(item)),
            None => continued(values, line.trim()),
        }
    }
    // With more of such lines, it is prose between two rules.
    (strange * 2 < lines).then(|| cells.into_iter().map(|(name, values)| (name, value(values))).collect())
}

/// A name at the start of a line, and the text after it.
fn named(line: &str, separator: char) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(separator)?;
    let is_spaced = separator == '=' || value.is_empty() || value.starts_with([' ', '\t']);
    let name = name.trim_end();
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.len() <= 60
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (is_name && is_spaced).then_some((name, value.trim()))
}

/// The values on the line of a name: one, or those of a list in brackets.
fn values(text: &str) -> Vec<String> {
    let text = text.trim_end_matches(['\r', ' ']);
    match text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inner) => inner.split(',').map(unquoted).filter(|item| !item.is_empty()).collect(),
        // The marks of texts that follow on the next lines.
        None if matches!(text, "" | ">" | "|" | ">-" | "|-" | ">+" | "|+") => Vec::new(),
        None => vec![unquoted(text)],
    }
}

/// Text without the quotes around it, also if only one of them is there.
fn unquoted(text: &str) -> String {
    let text = text.trim();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else { return text.to_owned() };
    let inner = text.strip_prefix(quote).unwrap_or(text);
    inner.strip_suffix(quote).unwrap_or(inner).replace("\\\"", "\"").trim().to_owned()
}

/// A line that goes on with the value before it.
fn continued(values: &mut Vec<String>, line: &str) {
    match values.last_mut() {
        Some(last) => {
            last.push(' ');
            last.push_str(line);
        }
        None => values.push(unquoted(line)),
    }
}

fn value(mut values: Vec<String>) -> Value {
    match values.len() {
        0 => Value::Nothing,
        1 => Value::Text(values.remove(0)),
        _ => Value::List(values.into_iter().map(Value::Text).collect()),
    }
}
