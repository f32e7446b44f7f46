//! `corpus diff`

use crate::arguments::as_of::AsOfArgs;
use crate::context::Context;
use crate::output::{Deferred, Ended, Output, one_line, output_failed};
use crate::views::comparison::inline::{self, ExcerptOptions};
use crate::views::comparison::marks::Marks;
use crate::views::comparison::{json::json_of, label, page, side_by_side, summary, unified};
use crate::views::states;
use corpusdb::Error;
use corpusdb::diff::{self as differences, ChangeKind};
use corpusdb::model::{ArticleRef, InvalidReference, Moment, State};
use corpusdb::ops::diff::{self, Boilerplate, Comparison};
use std::collections::HashSet;
use std::io::{self, Write};
use std::str::FromStr;

/// Width in characters when the output is not a terminal.
const USUAL_WIDTH: usize = 80;

/// Compare two versions or articles, word by word; or two states of the corpus
///
/// With one article, its current version is compared with the one before. Deleted words are shown as [-words-] and
/// inserted words as {+words+}, or in colour. A moved passage is shown as [→1: words] at its old place and as
/// {1→: words} at its new one. Different line breaks alone are not a change.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus diff 12                the current version against the one before
  corpus diff 12@1..3           version 1 against version 3
  corpus diff 12@first 12       all changes since the first version
  corpus diff 3 7               two articles, and how much they share
  corpus diff 12 --side-by-side in two columns
  corpus diff 12 --html > a.html
                                a page for the browser, to keep or print
  corpus diff 12 --changes-only only the paragraphs that changed
  corpus diff 12 --no-boilerplate
                                without boilerplate of the outlet
  corpus diff 12 --unified      as input for patch
  corpus diff --from 4 --to 9   all changes of the corpus between two operations
  corpus diff --from 2023-04-01 all changes since the end of that day")]
pub(super) struct Args {
    /// Article or version: 12, 12@3, 12@first, 12@2023-04-01, a.txt …; or two versions: 12@1..3
    #[arg(value_name = "REF", required_unless_present = "from")]
    reference: Option<Sides>,

    /// Article or version to compare it with
    #[arg(value_name = "REF")]
    other: Option<ArticleRef>,

    /// Compare the corpus from its state after this operation, or at the end of this date
    #[arg(long, value_name = "OPERATION|DATE", value_parser = crate::context::parsed::<State>, conflicts_with_all = ["reference", "form", "changes_only"])]
    from: Option<State>,

    /// Compare to the state after this operation, or at the end of this date [default: now]
    #[arg(long, value_name = "OPERATION|DATE", value_parser = crate::context::parsed::<State>, requires = "from")]
    to: Option<State>,

    #[command(flatten)]
    as_of: AsOfArgs,

    #[command(flatten)]
    form: FormArgs,

    /// Width of --side-by-side in characters [default: width of the terminal, or 80]
    #[arg(long, value_name = "N", requires = "side_by_side", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,

    /// Show only changed paragraphs
    #[arg(long, conflicts_with_all = ["unified", "stat"])]
    changes_only: bool,

    /// Hide boilerplate of the outlet, as found by corpus analyse
    #[arg(long, conflicts_with_all = ["from", "unified", "as_of"])]
    no_boilerplate: bool,

    /// Number of unchanged paragraphs around each change [default: 1; with --changes-only, 0]; with --unified, lines
    #[arg(long, short = 'U', value_name = "N")]
    context: Option<usize>,

    /// Exit with code 1 if there are differences
    #[arg(long)]
    exit_code: bool,
}

/// Form of the output; the default is one text with marks.
#[derive(Debug, clap::Args)]
#[group(id = "form", multiple = false)]
struct FormArgs {
    /// Show old text on the left and new text on the right
    #[arg(long, short = 'y')]
    side_by_side: bool,

    /// Print a self-contained HTML page
    #[arg(long)]
    html: bool,

    /// Print a unified diff, as input for patch
    #[arg(long, short = 'u')]
    unified: bool,

    /// Print only a summary
    #[arg(long)]
    stat: bool,
}

/// One reference, or two versions of an article in one word: `12@1..3`.
#[derive(Debug, Clone)]
struct Sides {
    one: ArticleRef,
    other: Option<ArticleRef>,
}

impl FromStr for Sides {
    type Err = InvalidReference;

    fn from_str(text: &str) -> Result<Self, InvalidReference> {
        let range = text.rsplit_once('@').and_then(|(name, range)| Some((name, range.split_once("..")?)));
        let versions = range.and_then(|(name, (first, last))| {
            // What is no version is part of a file's name.
            let side = |moment: &str| {
                let reference = format!("{name}@{moment}").parse::<ArticleRef>().ok()?;
                (reference.moment != Moment::Latest).then_some(reference)
            };
            Some(Self { one: side(first)?, other: Some(side(last)?) })
        });
        versions.map_or_else(|| Ok(Self { one: text.parse()?, other: None }), Ok)
    }
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let corpus = args.as_of.open(context)?;
    // HTML is for a file or another program, never for reading in a pager.
    if !args.form.html {
        output.page();
    }
    let differ = match (&args.reference, &args.from) {
        (Some(Sides { one, other }), _) => {
            if let (Some(_), Some(third)) = (other, &args.other) {
                return Err(
                    Error::invalid(format!("{third} is a third version, and diff compares two")).into()
                );
            }
            let comparison = diff::articles(&corpus, one, other.as_ref().or(args.other.as_ref()))?;
            let rest = args.no_boilerplate.then(|| comparison.without_boilerplate());
            let shown = rest.as_ref().unwrap_or(&comparison);
            // Computed only when JSON is requested.
            let json = Deferred(|| Ok(json_of(&comparison, shown)));
            output.report(&json, |output| print(output, shown, args))?;
            if rest.is_some() {
                note_hidden(output, &comparison);
            }
            // By the texts, not by the changes: hidden boilerplate is no difference.
            shown.old != shown.new
        }
        (None, Some(from)) => diff::corpus(&corpus, from, args.to.as_ref(), |changes| {
            states::print_changes(output, changes).map_err(output_failed)
        })?,
        (None, None) => return Err(output_failed(anyhow::anyhow!("no article is named")).into()),
    };
    Ok(if differ && args.exit_code { Ended::Differ } else { Ended::Done })
}

/// Notes hidden boilerplate, and outlets without an analysis.
fn note_hidden(output: &mut Output, comparison: &Comparison) {
    let Comparison { from, to, old, new, changes, .. } = comparison;
    let mut lines = Vec::new();
    for side in [from, to].into_iter().filter(|side| side.boilerplate.is_none()) {
        lines.push(match &side.outlet {
            Some(outlet) => {
                format!("boilerplate of {outlet} is not known yet: run corpus analyse")
            }
            None => format!("article {} has no outlet, so its boilerplate is not known", side.article),
        });
    }
    for change in changes.iter().filter(|change| change.kind != ChangeKind::Equal) {
        let Some(Boilerplate { range, articles, of_articles }) = comparison.boilerplate(change) else {
            continue;
        };
        let (side, text) = if change.new.is_empty() { (from, old) } else { (to, new) };
        let outlet = side.outlet.as_deref().unwrap_or_default();
        let words = one_line(text[range.clone()].trim());
        lines.push(format!("hidden, found in {articles} of {of_articles} articles of {outlet}: {words:.60}"));
    }
    // Both sides often have the same outlet, and a passage may recur in several changes.
    let mut seen = HashSet::new();
    for line in lines.iter().filter(|line| seen.insert(*line)) {
        output.note(line);
    }
}

fn print(output: &mut Output, comparison: &Comparison, args: &Args) -> io::Result<()> {
    let Comparison { from, to, old, new, .. } = comparison;
    if args.form.unified {
        let patch = differences::unified(old, new, &label(from), &label(to), args.context.unwrap_or(3));
        // In a file or a pipe the patch has to be exact; on a terminal it has to be harmless.
        return if output.is_terminal() {
            unified::print(output, &patch)
        } else {
            output.write_all(patch.as_bytes())
        };
    }
    let context = args.context.unwrap_or(usize::from(!args.changes_only));
    let extent = ExcerptOptions { context, changes_only: args.changes_only };
    if args.form.html {
        return output.line(page::page(comparison, &Marks::of(comparison), extent));
    }
    output.line(format!("{} → {}: {}", label(from), label(to), summary(comparison)))?;
    if args.form.stat || old == new {
        return Ok(());
    }
    if args.form.side_by_side {
        let width = args.width.map(usize::from).or_else(|| output.width()).unwrap_or(USUAL_WIDTH);
        return side_by_side::print(output, comparison, extent, width);
    }
    inline::print(output, comparison, extent)
}
