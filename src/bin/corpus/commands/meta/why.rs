//! `corpus meta why`

use crate::context::Context;
use crate::output::{Ended, Output, one_line};
use crate::views::history::when;
use crate::views::origin::explain;
use corpusdb::model::{ArticleRef, FieldName};
use corpusdb::ops::metadata;

/// Show where the value of a field comes from
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  corpus meta why 2 published")]
pub(super) struct Args {
    /// Article: 12, seeds/a.txt, a.txt or sha256:ab12
    #[arg(value_name = "REF")]
    reference: ArticleRef,

    /// Name of the field
    #[arg(value_name = "FIELD", value_parser = crate::context::parsed::<FieldName>)]
    field: FieldName,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let origin = metadata::why(&context.open_to_read()?, &args.reference, &args.field)?;
    output.report(&origin, |output| {
        let value = origin.value.as_deref().map_or_else(|| "(none)".to_owned(), one_line);
        output.line(format!("{} of article {}: {value}", origin.field, origin.article))?;
        let Some(change) = &origin.change else { return output.line("  it was never set") };
        let old =
            change.old.as_deref().map_or_else(String::new, |old| format!(", before: {}", one_line(old)));
        output.line(format!("  since {} UTC{old}", when(&change.changed_at)))?;
        output.line(format!("  {}", one_line(&explain(&change.origin))))?;
        match change.operation {
            Some(operation) => output.line(format!("  operation {operation} (corpus log)")),
            None => output.line("  changed by another program, not by corpus"),
        }
    })?;
    Ok(Ended::Done)
}
