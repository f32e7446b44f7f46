//! Lists that are read from a file or standard input: one entry per line, or each ended by a NUL.

use crate::context::Context;
use crate::output::Output;
use corpusdb::Error;
use std::io::Read;
use std::path::Path;

/// Source of a list and its separator.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entries<'a> {
    /// The file; `-` is standard input.
    pub(crate) file: &'a Path,
    /// Whether entries end with a NUL instead of a line break.
    pub(crate) null: bool,
    /// Name of the entries, for the prompt on a terminal.
    pub(crate) of: &'static str,
}

impl Entries<'_> {
    /// Reads all entries except empty ones.
    pub(crate) fn read(self, context: &Context, output: &mut Output) -> anyhow::Result<Vec<Vec<u8>>> {
        let bytes = if self.file == Path::new("-") {
            if context.environment.stdin_is_terminal {
                output
                    .note(format!("reading {} from standard input, one per line; end with Ctrl-D", self.of));
            }
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes)?;
            bytes
        } else {
            std::fs::read(self.file).map_err(|error| Error::io("read", self.file, error))?
        };
        // Programs for Windows begin a list with a byte order mark.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let entries = bytes.split(|byte| *byte == if self.null { 0 } else { b'\n' });
        // Programs for Windows end lines with two characters.
        let whole = |entry: &[u8]| match entry {
            [line @ .., b'\r'] if !self.null => line.to_vec(),
            entry => entry.to_vec(),
        };
        Ok(entries.map(whole).filter(|entry| !entry.is_empty()).collect())
    }
}
