//! `corpus outlet`

use crate::context::Context;
use crate::output::{Column, Ended, Listing, Output, count, one_line};
use clap::Subcommand;
use corpusdb::model::OperationKind;
use corpusdb::ops::outlets::{self, Description, OutletChange};
use serde::Serialize;

/// Manage outlets (publishers), their other names and host names
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus outlet list
  corpus outlet add 'South China Morning Post' --alias SCMP --host scmp.com
  corpus outlet merge 'S. China Morning Post' SCMP")]
pub(super) struct Args {
    #[command(subcommand)]
    command: OutletCommand,
}

#[derive(Debug, Subcommand, Serialize)]
enum OutletCommand {
    /// List the outlets with their other names and number of articles
    List,
    /// Add an outlet, or change an existing one
    ///
    /// Articles from its hosts get this outlet unless they have one, now and at each import. The host example.org covers
    /// news.example.org too. An alias that is a host name is a host.
    Add {
        /// Name of the outlet
        name: String,
        /// Address of its website
        #[arg(long, value_name = "URL")]
        homepage: Option<String>,
        /// Parent outlet
        #[arg(long, value_name = "NAME")]
        parent: Option<String>,
        /// Another name or host name of the outlet; repeatable
        #[arg(long, value_name = "NAME|HOST")]
        alias: Vec<String>,
        /// Host name of its articles, with all hosts below it; repeatable
        #[arg(long, value_name = "HOST")]
        host: Vec<String>,
        /// Reason for the change, shown in the log
        #[arg(long, short, value_name = "TEXT")]
        message: Option<String>,
    },
    /// Add other names or host names to an outlet
    Alias {
        /// Name of the outlet
        name: String,
        /// Other names or host names
        #[arg(required = true, value_name = "NAME|HOST")]
        aliases: Vec<String>,
        /// Reason for the change, shown in the log
        #[arg(long, short, value_name = "TEXT")]
        message: Option<String>,
    },
    /// Merge one outlet into another, with all its articles and names
    Merge {
        /// Outlet to merge; its name becomes an alias
        from: String,
        /// Outlet to keep
        into: String,
        /// Reason for the change, shown in the log
        #[arg(long, short, value_name = "TEXT")]
        message: Option<String>,
    },
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    match &args.command {
        OutletCommand::List => list(context, output)?,
        // The whole command is recorded as the arguments of the operation.
        command @ OutletCommand::Add { name, homepage, parent, alias, host, message } => {
            let description = Description {
                homepage: homepage.clone(),
                parent: parent.clone(),
                aliases: alias.clone(),
                hosts: host.clone(),
            };
            let operation = context.operation(OperationKind::OutletAdd, command, message.as_ref());
            print_change(
                output,
                &outlets::add(&mut context.open_to_write()?, name, &description, &operation)?,
            )?;
        }
        command @ OutletCommand::Alias { name, aliases, message } => {
            let operation = context.operation(OperationKind::OutletAlias, command, message.as_ref());
            print_change(output, &outlets::alias(&mut context.open_to_write()?, name, aliases, &operation)?)?;
        }
        command @ OutletCommand::Merge { from, into, message } => {
            let operation = context.operation(OperationKind::OutletMerge, command, message.as_ref());
            print_change(output, &outlets::merge(&mut context.open_to_write()?, from, into, &operation)?)?;
        }
    }
    Ok(Ended::Done)
}

fn list(context: &Context, output: &mut Output) -> anyhow::Result<()> {
    let outlets = outlets::list(&context.open_to_read()?)?;
    let columns = vec![
        Column::long("name"),
        Column::number("articles"),
        Column::long("aliases"),
        Column::text("parent"),
        Column::long("homepage"),
    ];
    let mut listing = Listing::new(columns);
    for outlet in &outlets {
        listing.row(output, outlet, || {
            let shown = |value: &Option<String>| value.clone().unwrap_or_default();
            vec![
                outlet.name.clone(),
                outlet.articles.to_string(),
                outlet.aliases.join(", "),
                shown(&outlet.parent),
                shown(&outlet.homepage),
            ]
        })?;
    }
    if listing.finish(output)? == 0 && output.is_for_people() {
        output.note("no outlets yet; corpus meta set REF outlet=NAME makes one");
    }
    Ok(())
}

fn print_change(output: &mut Output, change: &OutletChange) -> anyhow::Result<()> {
    output.report_done(change, |output| {
        let end = change
            .operation
            .map_or_else(|| "as it was".to_owned(), |operation| format!("operation {operation}"));
        let names = match change.aliases {
            0 => String::new(),
            1 => "1 name added, ".to_owned(),
            names => format!("{names} names added, "),
        };
        let articles = count(change.articles, "article");
        output.line(format!("{}: {names}{articles} given to it · {end}", one_line(&change.outlet)))
    })
}
