//! What is not text: files of other formats, told by their signatures and their control bytes.
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
        /// What such a file holds, with its article: "an image".
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
