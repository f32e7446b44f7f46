//! `--as-of`: reading a past state of the corpus.

use crate::context::Context;
use corpusdb::Corpus;
use corpusdb::model::State;
use corpusdb::ops::past;

/// State of the corpus to read.
#[derive(Debug, clap::Args)]
pub(crate) struct AsOfArgs {
    /// Read the corpus as it was after this operation, or at the end of this date (UTC)
    #[arg(long, value_name = "OPERATION|DATE", value_parser = crate::context::parsed::<State>)]
    as_of: Option<State>,
}

impl AsOfArgs {
    /// Opens the corpus in this state.
    pub(crate) fn open(&self, context: &Context) -> anyhow::Result<Corpus> {
        let mut corpus = context.open_to_read()?;
        if let Some(state) = &self.as_of {
            past::look_back(&mut corpus, state)?;
        }
        Ok(corpus)
    }
}
