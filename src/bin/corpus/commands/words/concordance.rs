//! `corpus concordance`

use super::QueryArgs;
use crate::arguments::texts::limit;
use crate::context::Context;
use crate::output::{Column, Ended, Format, Listing, Output, count, output_failed};
use crate::views::concordance::LineView;
use corpusdb::Error;
use corpusdb::ops::words::concordance::{self, ContextWidth, LineOrder, Options};

/// Default of `--limit` for tables.
const PAGE: usize = 100;

/// Show each hit of a word or phrase with the words around it
///
/// Words beside each other are a phrase. The words are found in any spelling; neg* finds words that begin with neg, OR in
/// capitals separates alternatives, and filters such as outlet:RT narrow the query, as in corpus search.
#[derive(Debug, clap::Args)]
#[command(visible_alias = "kwic")]
#[command(after_help = r#"Examples:
  corpus concordance sanctions --sort right
  corpus concordance "security concerns" --sort date
  corpus concordance "negotiat* OR talks" --sort 1L,1R --limit 0
  corpus concordance --regex "ceasefires?" --width sentence --sample 50 --seed 1 --format csv"#)]
pub(in crate::commands) struct Args {
    #[command(flatten)]
    query: QueryArgs,

    /// Sort by the words to the left or right, by match, text, date or outlet, or by positions such as 1R,2R,1L
    #[arg(long, value_name = "ORDER", default_value = "text", value_parser = crate::context::parsed::<LineOrder>)]
    sort: LineOrder,

    /// Context on each side: 60 characters, 10w for words, sentence or paragraph [default: as wide as the terminal]
    #[arg(long, value_name = "WIDTH", value_parser = crate::context::parsed::<ContextWidth>)]
    width: Option<ContextWidth>,

    /// Only a random sample of this many lines
    #[arg(long, value_name = "N")]
    sample: Option<usize>,

    /// Seed of the sample: the same one gives the same lines again
    #[arg(long, value_name = "N", requires = "sample", default_value_t = 0)]
    seed: u64,

    /// Maximum number of lines; 0: no limit [default: 100 in a table]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(in crate::commands) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    if args.sample == Some(0) {
        return Err(Error::invalid("a sample needs at least one line").into());
    }
    let (corpus, selection) = args.query.texts.open(context, output)?;
    let options = Options {
        language: args.query.language.language(),
        selection,
        order: args.sort.clone(),
        width: args.width.unwrap_or_default(),
        sample: args.sample.map(|lines| (lines, args.seed)),
        limit: limit(args.limit, PAGE, output),
    };
    output.page();
    let (found, shown) = if output.format() == Format::Table {
        let view = LineView::new(output, &args.sort, args.width);
        let mut shown = 0_usize;
        let found = concordance::concordance(&corpus, &args.query.query, &options, &mut |line| {
            shown += 1;
            view.print(output, &line).map_err(|error| output_failed(error.into()))
        })?;
        (found, shown)
    } else {
        let names =
            ["id", "version", "key", "title", "outlet", "published", "position", "left", "match", "right"];
        let mut listing = Listing::new(names.map(Column::text).to_vec());
        let found = concordance::concordance(&corpus, &args.query.query, &options, &mut |line| {
            listing.row(output, &line, Vec::new).map_err(output_failed)
        })?;
        (found, usize::try_from(listing.finish(output)?)?)
    };
    let total = format!("{} in {}", count(found.hits, "hit"), count(found.articles, "article"));
    match (found.hits, args.sample) {
        (0, _) => output.note("nothing found"),
        (_, Some(_)) => output.note(format!("a sample of {shown} of {total}")),
        (hits, None) if shown < hits => output.note(format!("{shown} of {total} (--limit 0 shows all)")),
        _ => output.note(total),
    }
    Ok(Ended::Done)
}
