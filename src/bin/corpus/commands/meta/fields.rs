//! `corpus meta fields`

use crate::context::Context;
use crate::output::{Column, Ended, Listing, Output};
use corpusdb::ops::metadata;

/// List all fields with their types and descriptions
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let fields = metadata::fields(&context.open_to_read()?)?;
    let mut columns = vec![
        Column::text("name"),
        Column::text("type"),
        Column::text("repeatable"),
        Column::long("description"),
    ];
    if !output.is_for_people() {
        columns.extend([Column::text("standard"), Column::text("schema_org")]);
    }
    let mut listing = Listing::new(columns);
    for field in &fields {
        listing.row(output, field, || {
            vec![
                field.name.clone(),
                field.kind.as_str().to_owned(),
                if field.repeatable { "yes" } else { "no" }.to_owned(),
                field.description.clone().unwrap_or_default(),
            ]
        })?;
    }
    listing.finish(output)?;
    Ok(Ended::Done)
}
