//! A part that was left out, and why.

use std::fmt;

/// A member that was left out, or the rest of a container that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The member's name below the container; `None` for the container itself. It is for people and no key: where a name leads
    /// outside, it stands here as it is written.
    pub member: Option<String>,
    /// Why, in words that a journalist understands, for example `needs a password`. Starts in lower case, has no full stop.
    pub reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.member {
            Some(member) => write!(f, "{member}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

impl std::error::Error for Refusal {}
