//! Reading one JSON object. Numbers stay as they are written.

use crate::fields::{COLUMNS, Cells, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::fmt;

/// The deepest nesting of a row, as in most other readers of JSON.
const DEEPEST: usize = 128;

/// The deepest nesting of a value that is metadata: `issued.date-parts` is a list of lists in an object.
const DEEPEST_VALUE: u32 = 4;

/// Reads an object. The error is a reason without its line.
pub(super) fn read(text: &str) -> Result<Cells, String> {
    if depth(text) > DEEPEST {
        return Err(format!("nested more than {DEEPEST} levels deep"));
    }
    let Object(members) = serde_json::from_str(text).map_err(|error| reason(text, &error))?;
    if members.len() > COLUMNS {
        return Err(format!("more than {COLUMNS} columns"));
    }
    let mut values: HashMap<&str, &str> = HashMap::new();
    let mut cells = Vec::with_capacity(members.len());
    for (name, raw) in &members {
        match values.insert(name, raw.get()) {
            None => {
                let value = value(raw, DEEPEST_VALUE)
                    .map_err(|error| format!("'{name}': {}", reason(raw.get(), &error)))?;
                cells.push((name.clone(), value));
            }
            // Readers differ in which of two they take, so that neither is safe to take.
            Some(other) if other != raw.get() => return Err(format!("it has '{name}' twice")),
            Some(_) => {}
        }
    }
    Ok(cells)
}

/// Why serde can't read it. The line that serde counts is that of the row, which would mislead: the caller gives that of the file.
fn reason(text: &str, error: &serde_json::Error) -> String {
    // Valid JSON has no wrong place that could be named.
    let is_value = serde_json::from_str::<&RawValue>(text).is_ok();
    if is_value && error.is_data() {
        return "not an object with named values".to_owned();
    }
    let message = error.to_string();
    let what = if error.is_eof() {
        "it ends too early"
    } else {
        message.split(" at line ").next().unwrap_or(&message)
    };
    // The line isn't named, so a column only helps on the first one.
    match error.line() {
        1 => format!("not JSON: {what} at column {}", error.column()),
        _ => format!("not JSON: {what}"),
    }
}

/// The deepest nesting of brackets outside of strings.
fn depth(text: &str) -> usize {
    // Most rows have so few brackets that they need no second look.
    let brackets = memchr::memchr2_iter(b'[', b'{', text.as_bytes()).take(DEEPEST + 1).count();
    if brackets <= DEEPEST {
        return brackets;
    }
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut is_escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if std::mem::take(&mut is_escaped) => {}
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Each level is scanned again by the next one, so that the number of levels has to be small. A value that is valid as a whole has no errors but
/// those of strings, such as half a surrogate pair.
fn value(raw: &RawValue, levels: u32) -> serde_json::Result<Value> {
    let json = raw.get();
    Ok(match (json.as_bytes().first(), levels.checked_sub(1)) {
        (Some(b'"'), _) => Value::Text(without_nul(serde_json::from_str(json)?)),
        (Some(b'n'), _) | (Some(b'[' | b'{'), None) => Value::Nothing,
        (Some(b'['), Some(levels)) => {
            let items: Vec<&RawValue> = serde_json::from_str(json)?;
            Value::List(items.into_iter().map(|raw| value(raw, levels)).collect::<Result<_, _>>()?)
        }
        (Some(b'{'), Some(levels)) => {
            let Object(members) = serde_json::from_str(json)?;
            let member = |(name, raw)| Ok((name, value(raw, levels)?));
            Value::Object(members.into_iter().map(member).collect::<serde_json::Result<_>>()?)
        }
        _ => Value::Literal(json.to_owned()),
    })
}

/// A text never holds NUL, because SQL text ends there.
fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text }
}

/// An object with all members in order, including duplicates, which `serde_json::Map` would drop.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Object<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Object(members))
    }
}
