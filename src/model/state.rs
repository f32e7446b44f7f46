//! States of the corpus, as people name them.

use super::{OperationId, PartialDate};
use crate::{Error, Hint, Result};
use std::str::FromStr;

/// A state of the corpus: after an operation, or at the end of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// After this operation; 0 is the empty corpus.
    Operation(OperationId),
    /// At the end of this date, in UTC.
    Date(PartialDate),
}

impl FromStr for State {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // Four digits are an operation, because a year alone is a rare request.
        match (text.parse::<i64>(), text.parse::<PartialDate>()) {
            (Ok(id), _) if id >= 0 => Ok(Self::Operation(OperationId(id))),
            (_, Ok(date)) => Ok(Self::Date(date)),
            _ => {
                Err(Error::invalid(format!("'{text}' is no operation and no date"))
                    .with_hint(Hint::NameState))
            }
        }
    }
}
