//! `corpus outlet`

use crate::context::Context;
use crate::output::{Column, Ended, Listing, Output, count, one_line};
use clap::Subcommand;
use corpusdb::ops::outlets::{self, Description, OutletChange};
use serde::Serialize;

/// Publishers, and the names and host names that mean them
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus outlet list
  corpus outlet add 'South China Morning Post' --alias SCMP --alias scmp.com
  corpus outlet merge 'S. China Morning Post' SCMP")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand, Serialize)]
enum Command {
    /// List the outlets, their other names, and how many articles each has
    List,
    /// Add an outlet, or describe one that is there
    ///
    /// A host name among the aliases gives the outlet to all articles without one whose address has that host,
    /// now and at each import.
    Add {
        /// Its name
        name: String,
        /// Its address
        #[arg(long, value_name = "URL")]
        homepage: Option<String>,
        /// The outlet that it belongs to
        #[arg(long, value_name = "NAME")]
        parent: Option<String>,
        /// Another name or a host name that means it; may be repeated
        #[arg(long, value_name = "NAME|HOST")]
        alias: Vec<String>,
        /// Why, for the log
        #[arg(long, short, value_name = "TEXT")]
        message: Option<String>,
    },
    /// Make other names or host names mean an outlet
    Alias {
        /// The outlet
        name: String,
        /// What means it too
        #[arg(required = true, value_name = "NAME|HOST")]
        aliases: Vec<String>,
        /// Why, for the log
        #[arg(long, short, value_name = "TEXT")]
        message: Option<String>,
    },
    /// Give all articles and names of one outlet to another
    Merge {
        /// The outlet that ends; its name becomes an alias
        from: String,
        /// The outlet that stays
        into: String,
        /// Why, for the log
        #[arg(long, short, value_name = "TEXT")]
        message: Option<String>,
    },
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    match &args.command {
        Command::List => list(context, output)?,
        command @ Command::Add { name, homepage, parent, alias, message } => {
            let description =
                Description { homepage: homepage.clone(), parent: parent.clone(), aliases: alias.clone() };
            let operation = context.operation("outlet add", command, message.as_ref());
            tell(output, &outlets::add(&mut context.open_to_write()?, name, &description, &operation)?)?;
        }
        command @ Command::Alias { name, aliases, message } => {
            let operation = context.operation("outlet alias", command, message.as_ref());
            tell(output, &outlets::alias(&mut context.open_to_write()?, name, aliases, &operation)?)?;
        }
        command @ Command::Merge { from, into, message } => {
            let operation = context.operation("outlet merge", command, message.as_ref());
            tell(output, &outlets::merge(&mut context.open_to_write()?, from, into, &operation)?)?;
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

fn tell(output: &mut Output, change: &OutletChange) -> anyhow::Result<()> {
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
