//! `corpus man`

use super::Program;
use crate::output::{Ended, Output};
use clap::CommandFactory;
use clap_mangen::Man;
use std::path::PathBuf;

/// Print the manual page, or write one per command to a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus man | man -l -
  corpus man ~/.local/share/man/man1")]
pub(super) struct Args {
    /// Folder for the manual pages
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn run(args: &Args, output: &mut Output) -> anyhow::Result<Ended> {
    let program = Program::command();
    match &args.folder {
        None => Man::new(program).render(output)?,
        Some(folder) => {
            std::fs::create_dir_all(folder)
                .map_err(|error| corpusdb::Error::io("make the folder", folder, error))?;
            clap_mangen::generate_to(program, folder)
                .map_err(|error| corpusdb::Error::io("write the pages into", folder, error))?;
        }
    }
    Ok(Ended::Done)
}
