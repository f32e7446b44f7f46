//! YAML as named values. Read from events, so that anchors never multiply: an alias stands for nothing.

use super::quotes;
use crate::fields::{Cells, Value};
use saphyr_parser::{Event, Parser, ScalarStyle};

/// The deepest nesting. Authors with parts of names need three levels.
const DEEPEST: usize = 16;

/// A list or mapping that isn't closed yet.
enum Open {
    List(Vec<Value>),
    /// The members, and the key whose value comes next.
    Mapping(Cells, Option<String>),
}

/// Reads a mapping. The error is the reason, with its line in the file.
pub(super) fn read(text: &str) -> Result<Cells, String> {
    strict(text).or_else(|reason| match quotes::indented(text) {
        // The reason of the first attempt, which was about the text as written.
        Some(mended) => strict(&mended).map_err(|_| reason),
        None => Err(reason),
    })
}

/// Reads a mapping as YAML 1.2 has it.
fn strict(text: &str) -> Result<Cells, String> {
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        // The fence is the first line of the file.
        let (event, _) =
            event.map_err(|error| format!("line {}: {}", error.marker().line() + 1, error.info()))?;
        let value = match event {
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Mapping(Vec::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(closed),
            Event::Scalar(text, style, ..) => Some(scalar(&text, style)),
            Event::Alias(_) => Some(Value::Nothing),
            _ => None,
        };
        if open.len() > DEEPEST {
            return Err(format!("nested more than {DEEPEST} levels deep"));
        }
        if let Some(value) = value {
            match open.last_mut() {
                Some(parent) => add(parent, value)?,
                None => return whole(value),
            }
        }
    }
    Err("no named values".to_owned())
}

fn whole(value: Value) -> Result<Cells, String> {
    if let Value::Object(cells) = value { Ok(cells) } else { Err("no named values".to_owned()) }
}

fn closed(open: Open) -> Value {
    match open {
        Open::List(values) => Value::List(values),
        Open::Mapping(cells, _) => Value::Object(cells),
    }
}

/// Without quotes, nothing and `~` are no value. All others are text: numbers and dates are told apart by field.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    let is_null = style == ScalarStyle::Plain && matches!(text, "" | "~");
    if is_null { Value::Nothing } else { Value::Text(text.replace('\0', "\u{FFFD}")) }
}

/// Adds a value to a list, or to a mapping as a key or the value of the last one.
fn add(parent: &mut Open, value: Value) -> Result<(), String> {
    match parent {
        Open::List(values) => values.push(value),
        Open::Mapping(cells, key) => match (key.take(), value) {
            (Some(name), value) => cells.push((name, value)),
            (None, Value::Text(name)) => *key = Some(name),
            (None, _) => return Err("a name isn't text".to_owned()),
        },
    }
    Ok(())
}
