//! `corpus meta define`

use super::Context;
use crate::output::{Ended, Output};
use corpusdb::model::{FieldDefinition, FieldName, FieldType};
use corpusdb::ops::annotate;
use serde::Serialize;

/// Define a field, or change its type as far as its values allow
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = "Examples:
  corpus meta define accessed --type date --description 'When we copied it'
  corpus meta define topic --repeatable")]
pub(super) struct Args {
    /// Its name: lower-case letters, digits and _
    #[arg(value_name = "FIELD")]
    name: FieldName,

    /// What its values are: text, date, integer, url or language
    #[arg(long = "type", value_name = "TYPE", default_value = "text", value_parser = |text: &str| text.parse::<FieldType>())]
    kind: FieldType,

    /// An article may have several values
    #[arg(long)]
    repeatable: bool,

    /// What it means
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let definition = FieldDefinition {
        name: args.name.to_string(),
        kind: args.kind,
        repeatable: args.repeatable,
        standard: false,
        schema_org: None,
        description: args.description.clone(),
    };
    let operation = context.operation("meta define", args, None);
    let done = annotate::define(&mut context.open_to_write()?, &definition, &operation)?;
    output.report_done(&definition, |output| {
        let end = done.map_or_else(|| "as it was".to_owned(), |operation| format!("operation {operation}"));
        let repeatable = if definition.repeatable { ", repeatable" } else { "" };
        output.line(format!("{}: {}{repeatable} · {end}", definition.name, definition.kind.as_str()))
    })?;
    Ok(Ended::Done)
}
