//! `corpus init`

use crate::context::Context;
use crate::output::{Ended, Output, visible};
use corpusdb::Access;
use serde::Serialize;
use std::path::PathBuf;

/// Create an empty corpus, or upgrade an older one
///
/// Importing creates a corpus by itself; this is for one that is to be empty first, or elsewhere. On a corpus of
/// an older program it upgrades the schema and keeps a backup beside the file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus init                  corpus.db in this folder
  corpus init archive          archive/corpus.db
  corpus --db news.db init     another name")]
pub(super) struct Args {
    /// The folder to create it in; made if it isn't there
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// What was done.
#[derive(Serialize)]
struct Report {
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
    output.report_done(&Report { path: shown.clone(), created }, |output| {
        let shown = visible(&shown);
        output.line(if created {
            format!("created {shown}")
        } else {
            format!("{shown} is a corpus, with the newest schema")
        })
    })?;
    Ok(Ended::Done)
}
