//! `corpus meta define`

use crate::context::Context;
use crate::output::{Ended, Output};
use corpusdb::model::{FieldName, FieldType, OperationKind};
use corpusdb::ops::metadata;
use serde::Serialize;

/// Define a field, or change its type, repeatability or description if existing values still fit
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = "Examples:
  corpus meta define accessed --type date --description 'When we copied it'
  corpus meta define topic --repeatable")]
pub(super) struct Args {
    /// Name of the field: lower-case letters, digits and _
    #[arg(value_name = "FIELD", value_parser = crate::context::parsed::<FieldName>)]
    name: FieldName,

    /// Type: text, date, integer, url or language [default: text, or the current type]
    #[arg(long = "type", value_name = "TYPE", value_parser = crate::context::parsed::<FieldType>)]
    kind: Option<FieldType>,

    /// Whether an article may have several values; =false for a single value
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    repeatable: Option<bool>,

    /// Description of the field
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let change = metadata::Redefinition {
        kind: args.kind,
        repeatable: args.repeatable,
        description: args.description.clone(),
    };
    let operation = context.operation(OperationKind::MetaDefine, args, args.message.as_ref());
    let (definition, done) =
        metadata::define(&mut context.open_to_write()?, &args.name, &change, &operation)?;
    output.report_done(&definition, |output| {
        let end = done.map_or_else(|| "as it was".to_owned(), |operation| format!("operation {operation}"));
        let repeatable = if definition.repeatable { ", repeatable" } else { "" };
        output.line(format!("{}: {}{repeatable} · {end}", definition.name, definition.kind.as_str()))
    })?;
    Ok(Ended::Done)
}
