//! Pager: a program that shows long output page by page.

use std::io::{self, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

/// A running pager. Dropping it waits until the user exits it.
pub(super) struct Pager {
    child: Child,
    stdin: Option<ChildStdin>,
}

impl Pager {
    /// Starts `program`, or less in a mode that leaves when everything fits the screen. `None` when it can't be
    /// started: then the output goes straight to the terminal.
    pub(super) fn start(program: Option<&str>) -> Option<Self> {
        let mut words = program.unwrap_or("less -FRX").split_whitespace();
        let name = words.next()?;
        // The usual way to switch a pager off. It would only copy.
        if name == "cat" {
            return None;
        }
        let mut command = Command::new(name);
        command.args(words).stdin(Stdio::piped());
        // The options that git gives to `less`, for one that is named without any.
        if name == "less" {
            command.env("LESS", "FRX");
        }
        let mut child = command.spawn().ok()?;
        let stdin = child.stdin.take();
        Some(Self { child, stdin })
    }
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stdin.as_mut().map_or(Err(io::ErrorKind::BrokenPipe.into()), |stdin| stdin.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stdin.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Pager {
    fn drop(&mut self) {
        // The pager ends when its input ends, so the pipe is closed before the wait.
        self.stdin = None;
        // The exit code of a pager is not a failure of this program.
        let _ = self.child.wait();
    }
}
