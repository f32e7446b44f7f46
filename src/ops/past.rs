//! Looking back: the corpus as it was after an operation or at the end of a date.

use super::select::end_of;
use crate::Result;
use crate::model::{OperationId, State};
use crate::store::past::Past;
use crate::store::tables::operations;
use crate::store::{Corpus, Reader};

/// Makes a corpus that is open for reading be read as it was, text and metadata together, by all that reads.
///
/// # Errors
/// [`crate::Error::NotFound`] for an unknown operation, [`crate::Error::Database`].
pub fn look_back(corpus: &mut Corpus, state: &State) -> Result<()> {
    let past = corpus.read(|reader| past_of(reader, state))?;
    corpus.look_back(past)
}

pub(super) fn past_of(reader: &Reader, state: &State) -> Result<Past> {
    match state {
        State::Operation(id) => {
            operations::check(reader, *id)?;
            Ok(Past { operation: *id, end: None })
        }
        State::Date(date) => {
            let end = end_of(date);
            Ok(Past { operation: operations::last_before(reader, &end)?, end: Some(end) })
        }
    }
}

/// The present, as a state that includes all that other programs did.
pub(super) fn present(reader: &Reader) -> Result<Past> {
    let newest = operations::newest(reader)?.unwrap_or(OperationId(0));
    Ok(Past { operation: newest, end: Some("~".to_owned()) })
}
