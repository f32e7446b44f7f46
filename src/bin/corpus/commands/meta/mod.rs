//! `corpus meta`: one file per subcommand.

mod define;
mod export;
mod fields;
mod get;
mod history;
mod import;
mod set;
mod unset;
mod why;

use crate::context::Context;
use crate::output::{Ended, Output, count};
use clap::Subcommand;
use corpusdb::model::{ArticleRef, FieldName};
use corpusdb::ops::metadata::Annotated;

/// Edit metadata such as outlet, author and date, and see where each value comes from
///
/// The standard fields are title, subtitle, outlet, author, published, modified, url, language and section; any
/// other name is a custom field. Every change is recorded with its time, operation and origin.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus meta set 2 outlet=RT published=2023-03-07
  corpus meta set --where "url LIKE '%rt.com%'" outlet=RT
  corpus meta why 2 published
  corpus meta import metadata.csv"#)]
pub(super) struct Args {
    #[command(subcommand)]
    command: MetaCommand,
}

#[derive(Debug, Subcommand)]
enum MetaCommand {
    Get(get::Args),
    Set(set::Args),
    Unset(unset::Args),
    History(history::Args),
    Why(why::Args),
    Import(import::Args),
    Export(export::Args),
    Fields(fields::Args),
    Define(define::Args),
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    match &args.command {
        MetaCommand::Get(args) => get::run(args, context, output),
        MetaCommand::Set(args) => set::run(args, context, output),
        MetaCommand::Unset(args) => unset::run(args, context, output),
        MetaCommand::History(args) => history::run(args, context, output),
        MetaCommand::Why(args) => why::run(args, context, output),
        MetaCommand::Import(args) => import::run(args, context, output),
        MetaCommand::Export(args) => export::run(args, context, output),
        MetaCommand::Fields(args) => fields::run(args, context, output),
        MetaCommand::Define(args) => define::run(args, context, output),
    }
}

/// Splits words into references and, at the end, names of fields: a field's name has neither digits first, nor
/// `.`, `/` or `:`, as references have.
fn references_and_fields(words: &[String]) -> anyhow::Result<(Vec<ArticleRef>, Vec<FieldName>)> {
    let (mut references, mut fields) = (Vec::new(), Vec::new());
    for word in words {
        // A word that could be a field is one. A key with a / or a dot never is.
        match word.parse::<FieldName>() {
            Ok(field) => fields.push(field),
            Err(_) => references.push(crate::arguments::selection::reference(word)?),
        }
    }
    Ok((references, fields))
}

fn print_change(output: &mut Output, annotated: &Annotated) -> anyhow::Result<()> {
    // First, so that a typing error in the name of a field is noticed.
    for field in &annotated.new_fields {
        output.note(format!("new field {field} (text); corpus meta define {field} gives it another type"));
    }
    output.report_done(annotated, |output| {
        if annotated.selected == 0 {
            return output.line("no article matches: nothing was changed");
        }
        let end =
            annotated.operation.map_or_else(String::new, |operation| format!(" · operation {operation}"));
        let selected = count(annotated.selected, "article");
        output.line(format!("{} of {selected} changed{end}", annotated.changed))
    })
}
