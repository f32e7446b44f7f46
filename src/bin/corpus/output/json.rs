//! JSON that is safe on terminals. In addition to the usual escapes, C1 controls and characters that reorder text are
//! written as `\u009b`, with the same value when parsed.

use super::escape::is_control;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// Writes a value on several lines.
pub(super) fn pretty<T: Serialize>(to: &mut impl Write, value: &T) -> io::Result<()> {
    write(to, value, PrettyFormatter::new())
}

/// Writes a value on one line.
pub(super) fn line<T: Serialize>(to: &mut impl Write, value: &T) -> io::Result<()> {
    write(to, value, CompactFormatter)
}

fn write<T: Serialize, F: Formatter>(to: &mut impl Write, value: &T, formatter: F) -> io::Result<()> {
    // Written as it is serialised: a report may be larger than memory.
    value.serialize(&mut Serializer::with_formatter(&mut *to, Escaping(formatter)))?;
    to.write_all(b"\n")
}

/// A formatter that adds escapes to strings and otherwise forwards to another formatter.
struct Escaping<F>(F);

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        for (index, character) in fragment.char_indices().filter(|(_, character)| is_control(*character)) {
            to.write_all(&fragment.as_bytes()[plain..index])?;
            write!(to, "\\u{:04x}", u32::from(character))?;
            plain = index + character.len_utf8();
        }
        to.write_all(&fragment.as_bytes()[plain..])
    }

    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_array(to)
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array(to)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(to, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array_value(to)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object(to)
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object(to)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(to, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object_value(to)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object_value(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_the_same() {
        let value = serde_json::json!({ "a": ["x\u{9b}y\u{202e}", 1, null], "\u{85}": {} });
        for write in [pretty::<serde_json::Value>, line] {
            let mut written = Vec::new();
            write(&mut written, &value).unwrap();
            let text = String::from_utf8(written).unwrap();
            assert!(!text.contains(|character: char| character != '\n' && is_control(character)), "{text}");
            assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
        }
    }
}
