//! Binary files: other formats, recognised by their signatures and their control bytes.
//!
//! A signature alone proves little, since many are plain letters that an article may open with (`BM`,
//! `MZ`, `ID3`); only one among control bytes is believed. A text with a few stray NULs stays a text.

use infer::MatcherType;

use super::ESCAPE;

/// Why some bytes are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// They are in a binary format that is known by its signature.
    #[error("{kind} ({}), not text", extension.to_ascii_uppercase())]
    Format {
        /// The content of such a file, with its article: "an image".
        kind: &'static str,
        /// The usual extension of such files, without a dot.
        extension: &'static str,
    },
    /// They have too many NUL and control bytes.
    #[error("binary data, not text (NUL and control bytes)")]
    Controls,
}

/// How many bytes at the start are looked at: enough for any signature, and for telling a share.
const SAMPLE: usize = 64 * 1024;
/// How many bytes a signature and the header around it take.
const HEADER: usize = 32;

/// Refuses a PDF, which may be made of text bytes only.
pub(super) fn refuse_pdf(bytes: &[u8]) -> Result<(), NotText> {
    if bytes.starts_with(b"%PDF-") {
        return Err(NotText::Format { kind: "a document", extension: "pdf" });
    }
    Ok(())
}

/// Refuses bytes that are in a binary format. They must not be UTF-16 or UTF-32, which look like one.
pub(super) fn refuse(bytes: &[u8]) -> Result<(), NotText> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let header = &sample[..sample.len().min(HEADER)];
    let mostly = controls(sample) * 32 > sample.len() + 64;
    if !mostly && controls(header) == 0 {
        return Ok(());
    }
    match infer::get(sample) {
        Some(found) if found.matcher_type() != MatcherType::Text => {
            Err(NotText::Format { kind: kind(found.matcher_type()), extension: found.extension() })
        }
        _ if mostly => Err(NotText::Controls),
        _ => Ok(()),
    }
}

/// How many bytes are control characters that texts do not have. Backspaces are not counted, which
/// formatted manual pages print bold by; nor is the escape of terminal colours.
fn controls(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte < b' ' && !matches!(byte, 0x08..=0x0D | ESCAPE)).count()
}

fn kind(matched: MatcherType) -> &'static str {
    match matched {
        MatcherType::Image => "an image",
        MatcherType::Audio => "a sound recording",
        MatcherType::Video => "a film",
        MatcherType::Archive => "an archive",
        MatcherType::App => "a program",
        MatcherType::Book => "an electronic book",
        MatcherType::Doc => "a document",
        MatcherType::Font => "a font",
        MatcherType::Text | MatcherType::Custom => "a file",
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    fn why(bytes: &[u8]) -> String {
        decode(bytes, None).unwrap_err().to_string()
    }

    #[test]
    fn formats_are_named() {
        let png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x10";
        assert_eq!(why(png), "an image (PNG), not text");
        assert_eq!(why(b"%PDF-1.7\nall in ASCII so far"), "a document (PDF), not text");
        assert_eq!(why(b"PK\x03\x04\x14\0\0\0\x08\0some.txt"), "an archive (ZIP), not text");
        assert_eq!(why(b"\x1F\x8B\x08\0\0\0\0\0\0\x03"), "an archive (GZ), not text");
        let elf = [&b"\x7FELF\x02\x01\x01"[..], &[0; 57]].concat();
        assert_eq!(why(&elf), "a program (ELF), not text");
        assert_eq!(why(b"SQLite format 3\0\x10\0\x01\x01\0"), "an archive (SQLITE), not text");
    }

    #[test]
    fn bytes_without_a_format_are_named_by_what_they_hold() {
        assert_eq!(why(&[0; 40]), "binary data, not text (NUL and control bytes)");
        let mixed: Vec<u8> = (0..=u8::MAX).collect();
        assert_eq!(decode(&mixed, None), Err(NotText::Controls));
    }

    #[test]
    fn letters_of_a_signature_are_text() {
        for bytes in
            [&b"BMW baut in M\xFCnchen"[..], b"MZ caf\xE9", b"ID3 \xFCber alles", b"{\\rtf1 \xE9t\xE9}"]
        {
            let decoded = decode(bytes, None).unwrap();
            assert_eq!((decoded.charset.name(), decoded.lossy), ("windows-1252", false));
        }
    }

    #[test]
    fn pages_and_scripts_are_text() {
        for bytes in [
            &b"<!DOCTYPE html><p>\xE9t\xE9</p>"[..],
            b"#!/bin/sh\necho \xE9t\xE9\n",
            b"<?xml ?><a>\xE9</a>\0",
        ] {
            assert!(decode(bytes, None).is_ok());
        }
    }

    #[test]
    fn a_few_nuls_are_shown() {
        let decoded = decode(b"One line\0another line, rather longer\0and a last one", None).unwrap();
        assert_eq!(decoded.text, "One line\u{FFFD}another line, rather longer\u{FFFD}and a last one");
        assert!(decoded.lossy);
    }
}
