//! Reading the corpus as it was, the same in every command that reads.

use crate::context::Context;
use corpusdb::Corpus;
use corpusdb::model::State;
use corpusdb::ops::past;

/// Which state of the corpus.
#[derive(Debug, clap::Args)]
pub(crate) struct AsOfArgs {
    /// Read the corpus as it was after this operation, or at the end of this date
    #[arg(long, value_name = "OPERATION|DATE", value_parser = crate::context::parsed::<State>)]
    as_of: Option<State>,
}

impl AsOfArgs {
    /// Opens the corpus to look at this state of it.
    pub(crate) fn open(&self, context: &Context) -> anyhow::Result<Corpus> {
        let mut corpus = context.open_to_read()?;
        if let Some(state) = &self.as_of {
            past::look_back(&mut corpus, state)?;
        }
        Ok(corpus)
    }
}
