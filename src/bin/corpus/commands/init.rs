//! `corpus init`

use crate::context::Context;
use crate::output::{Ended, Output, visible};
use corpusdb::Access;
use serde::Serialize;
use std::path::PathBuf;

/// Create an empty corpus, or upgrade an older one
///
/// corpus import creates a corpus automatically; use init for an empty one, or in another folder. If the corpus was
/// made by an older version of the program, init upgrades it and keeps a backup beside the file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus init                  corpus.db in this folder
  corpus init archive          archive/corpus.db
  corpus --db news.db init     another name")]
pub(super) struct Args {
    /// Folder for the corpus; created if it doesn't exist
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// JSON form of the result.
#[derive(Serialize)]
struct InitReport {
    path: String,
    created: bool,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let path = match &args.folder {
        Some(folder) => {
            std::fs::create_dir_all(folder)
                .map_err(|error| corpusdb::Error::io("make the folder", folder, error))?;
            folder.join(context.new_path())
        }
        None => context.new_path(),
    };
    let created = !path.exists();
    let corpus = if created { context.create(&path)? } else { context.open(&path, Access::Write)? };
    let shown = corpus.path().unwrap_or(&path).display().to_string();
    output.report_done(&InitReport { path: shown.clone(), created }, |output| {
        let shown = visible(&shown);
        output.line(if created {
            format!("created {shown}")
        } else {
            format!("{shown} is a corpus, with the newest schema")
        })
    })?;
    Ok(Ended::Done)
}
