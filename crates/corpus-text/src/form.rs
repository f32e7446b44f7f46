//! Formats in which a text has markup or several articles. They are recognised by their first lines, so that an import can warn
//! of them.

use std::fmt;

/// The format of a text that isn't plain prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A web page: HTML or XHTML.
    Html,
    /// A document in Rich Text Format.
    Rtf,
    /// A LaTeX document.
    Latex,
    /// An archive of web captures (ISO 28500).
    Warc,
    /// A message or a mailbox (RFC 5322, RFC 4155).
    Mail,
    /// JSON, or JSON lines.
    Json,
}

/// How far into a text a browser looks for a declaration, in bytes; a page begins within as many.
const BEGINNING: usize = 1024;

impl Form {
    /// The format of `text`; `None` for prose. For example, `{\rtf1\ansi …` is [`Form::Rtf`].
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim_start();
        let beginning = &text[..text.floor_char_boundary(BEGINNING)];
        let first = beginning.lines().next()?;
        if text.starts_with("{\\rtf") {
            Some(Self::Rtf)
        } else if text.starts_with("WARC/0.") || text.starts_with("WARC/1.") {
            Some(Self::Warc)
        } else if beginning.lines().map(str::trim_start).any(|line| line.starts_with("\\documentclass")) {
            Some(Self::Latex)
        } else if is_json(first, text.trim_end()) {
            Some(Self::Json)
        } else if is_html(beginning) {
            Some(Self::Html)
        } else {
            is_mail(beginning).then_some(Self::Mail)
        }
    }
}

/// An article about HTML may quote a tag, but it doesn't begin with one.
fn is_html(beginning: &str) -> bool {
    let lower = beginning.to_ascii_lowercase();
    let begins = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| lower.starts_with(tag));
    let follows = ["<?xml", "<!--"].iter().any(|start| lower.starts_with(start))
        && ["<!doctype html", "<html"].iter().any(|tag| lower.contains(tag));
    begins || follows
}

/// An object or array from the first character to the last, or to the end of the first line.
fn is_json(first: &str, text: &str) -> bool {
    let encloses = |text: &str, open: char, close: char| text.starts_with(open) && text.ends_with(close);
    let has_member = |text: &str| text.contains("\":") || text.contains("\" :");
    (encloses(text, '{', '}') || encloses(first.trim_end(), '{', '}') || encloses(text, '[', ']'))
        && has_member(text)
}

/// Fields of a header up to an empty line, one of them a field that people don't write by hand: an article may begin with
/// lines such as `Date: …`.
fn is_mail(beginning: &str) -> bool {
    const BY_PROGRAMS: [&str; 5] = ["received", "message-id", "mime-version", "return-path", "x-mailer"];
    let mut by_program = beginning.starts_with("From ");
    let fields = beginning.lines().skip(usize::from(by_program)).take_while(|line| !line.trim().is_empty());
    let mut count = 0;
    for line in fields.filter(|line| !line.starts_with([' ', '\t'])) {
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        by_program |= BY_PROGRAMS.iter().any(|field| name.eq_ignore_ascii_case(field));
        count += 1;
    }
    by_program && count > 1
}

impl fmt::Display for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Html => "a web page",
            Self::Rtf => "an RTF document",
            Self::Latex => "a LaTeX document",
            Self::Warc => "a WARC archive",
            Self::Mail => "a mail",
            Self::Json => "JSON",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_first_lines() {
        for (text, form) in [
            ("\n<!DOCTYPE HTML>\n<title>A</title>", Form::Html),
            ("<html lang='de'><body>Guten Tag.", Form::Html),
            ("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">", Form::Html),
            ("<!-- saved -->\n<!doctype html>", Form::Html),
            ("{\\rtf1\\ansi Hello}", Form::Rtf),
            ("% draft\n\\documentclass{article}\n", Form::Latex),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", Form::Warc),
            ("Return-Path: <a@b.example>\nSubject: Hello\n folded\nDate: today\n\nText", Form::Mail),
            ("From a@b.example Mon Jan  1\nSubject: Hello\nDate: today\n\nText", Form::Mail),
            ("{\"title\": \"A\"}\n{\"title\": \"B\"}\n", Form::Json),
            ("[\n  {\"title\": \"A\"}\n]\n", Form::Json),
        ] {
            assert_eq!(Form::of(text), Some(form), "{text}");
        }
    }

    #[test]
    fn prose_has_no_format() {
        for text in [
            "",
            "Storm\n\nThe storm has passed.",
            "Date: 3 March\nFrom: our correspondent\n\nThe storm has passed.",
            "The tag <html> begins a page.\n<html> is old.",
            "{sic} he wrote}",
            "[AP] The ministers met in [Vienna]",
            "From Berlin, the minister: nothing new\nis known.",
            "<b>Storm</b>\n\nThe storm has passed.",
        ] {
            assert_eq!(Form::of(text), None, "{text}");
        }
    }
}
