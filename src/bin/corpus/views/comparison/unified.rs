//! A comparison as a patch, on a terminal.

use super::inline;
use crate::output::{Output, visible};
use anstyle::{AnsiColor, Style};
use std::io;

/// Prints a patch in colour.
pub(crate) fn print(output: &mut Output, patch: &str) -> io::Result<()> {
    for line in patch.lines() {
        let style = match line.as_bytes().first() {
            Some(b'+') => inline::INSERTED,
            Some(b'-') => AnsiColor::Red.on_default(),
            Some(b'@') => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        output.line(output.paint(style, &visible(line)))?;
    }
    Ok(())
}
