//! Past states of the corpus: after an operation, or at the end of a date.

use super::select::end_of;
use crate::Result;
use crate::model::{OperationId, State};
use crate::store::past::Past;
use crate::store::tables::operations;
use crate::store::{Corpus, Reader};

/// Switches a corpus that is open for reading to a past state. All later reads of texts and metadata return that state.
///
/// # Errors
/// [`crate::Error::NotFound`] for an unknown operation, [`crate::Error::Database`].
pub fn look_back(corpus: &mut Corpus, state: &State) -> Result<()> {
    // Resolved in the present: operations are looked up in their table.
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

/// The present as a state, including the changes by other programs.
pub(super) fn present(reader: &Reader) -> Result<Past> {
    let newest = operations::newest(reader)?.unwrap_or(OperationId(0));
    // `~` sorts after every time.
    Ok(Past { operation: newest, end: Some("~".to_owned()) })
}
