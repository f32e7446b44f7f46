//! `corpus duplicates`

use super::words::draw;
use crate::arguments::texts::{TextsArgs, limit};
use crate::context::Context;
use crate::output::{Column, Ended, Format, Listing, Output, count, number, one_line};
use clap::ValueEnum;
use corpus_plots::{NetworkLink, NetworkPlot};
use corpusdb::ops::duplicates::{self, CopyKind, Duplicate, OutletFollower};
use std::path::PathBuf;

/// Default of `--limit` for tables.
const PAGE: usize = 100;

/// Maximum number of links in an image.
const DRAWN: usize = 40;

/// Find copies: the same text, the same words, or a part of another article, with agency copy
///
/// Compares the selected articles with all others. A pair is listed if one has at least a fifth of the runs of five words
/// of the other. Copy of a news agency is recognised by its credit, dateline or notice. Nothing is deleted or changed.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus duplicates
  corpus duplicates 12                          copies of article 12
  corpus duplicates outlet:RT published:2023-03
  corpus duplicates --kind near --json
  corpus duplicates --keep earliest | corpus frequency --from -
                                                count words, each report once
  corpus duplicates --network                   which outlet follows which
  corpus duplicates --network --svg copies.svg"#)]
pub(super) struct Args {
    #[command(flatten)]
    texts: TextsArgs,

    /// Only pairs of this kind; repeatable
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Vec<KindArg>,

    /// Print the ids of the selected articles, but of those that are copies of each other only one
    #[arg(long, value_enum, value_name = "WHICH", conflicts_with = "network")]
    keep: Option<KeepArg>,

    /// Sum up which outlet has copies of which
    #[arg(long)]
    network: bool,

    /// Also draw the network as an image in this file, its 40 strongest links
    #[arg(long, value_name = "FILE", requires = "network")]
    svg: Option<PathBuf>,

    /// Maximum number of pairs; 0: no limit [default: 100 in a table]
    #[arg(long, value_name = "N", conflicts_with = "keep")]
    limit: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindArg {
    /// The same text
    Exact,
    /// The same words, with other punctuation or line breaks
    SameWords,
    /// A part of the words
    Near,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum KeepArg {
    /// The one that was published first, or else imported first
    Earliest,
    /// The one with most words
    Longest,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let (corpus, selection) = args.texts.open(context, output)?;
    let mut found = duplicates::duplicates(&corpus, &selection)?;
    found.retain(|pair| args.kind.is_empty() || args.kind.contains(&kind(pair.kind)));
    if let Some(keep) = args.keep {
        let keep = match keep {
            KeepArg::Earliest => duplicates::Keep::Earliest,
            KeepArg::Longest => duplicates::Keep::Longest,
        };
        for id in duplicates::without_copies(&corpus, &selection, &found, keep)? {
            output.line(id.to_string())?;
        }
        return Ok(Ended::Done);
    }
    if args.network {
        let followers = duplicates::network(&corpus, &found)?;
        if let Some(file) = &args.svg {
            draw(&corpus, file, &network_plot(&followers).svg())?;
        }
        print_network(output, &followers)?;
        return Ok(Ended::Done);
    }
    let all = found.len();
    found.truncate(limit(args.limit, PAGE, output).unwrap_or(usize::MAX));
    output.page();
    print(output, &found)?;
    if output.is_for_people() {
        match all {
            0 => output.note("no copies were found"),
            all if found.len() < all => {
                output.note(format!(
                    "{} of {} · all: --limit 0",
                    number(found.len() as u64),
                    count(all, "pair")
                ));
            }
            all => output.note(count(all, "pair")),
        }
    }
    Ok(Ended::Done)
}

fn kind(kind: CopyKind) -> KindArg {
    match kind {
        CopyKind::Exact => KindArg::Exact,
        CopyKind::SameWords => KindArg::SameWords,
        CopyKind::Near => KindArg::Near,
    }
}

fn print(output: &mut Output, found: &[Duplicate]) -> anyhow::Result<()> {
    let people = output.format() == Format::Table;
    let columns = if people {
        vec![
            Column::number("a"),
            Column::number("b"),
            Column::text("kind"),
            Column::number("of a"),
            Column::number("of b"),
            Column::number("longest run"),
            Column::long("wire"),
            Column::long("outlets"),
        ]
    } else {
        ["a", "b", "kind", "containment_a", "containment_b", "longest_run", "wire", "reasons", "original"]
            .into_iter()
            .chain(["a_key", "b_key", "a_outlet", "b_outlet", "a_published", "b_published"])
            .map(Column::text)
            .collect()
    };
    let mut listing = Listing::new(columns);
    for pair in found {
        listing.row(output, pair, || row(pair))?;
    }
    listing.finish(output)?;
    Ok(())
}

/// The original is marked: `RT → The Podil Courier`.
fn row(pair: &Duplicate) -> Vec<String> {
    let name = |outlet: &Option<String>| one_line(outlet.as_deref().unwrap_or("-"));
    let (a, b) = (name(&pair.a_outlet), name(&pair.b_outlet));
    let outlets = match pair.original {
        Some(original) if original == pair.a => format!("{a} → {b}"),
        Some(_) => format!("{b} → {a}"),
        None => format!("{a}, {b}"),
    };
    vec![
        pair.a.to_string(),
        pair.b.to_string(),
        pair.kind.as_str().to_owned(),
        percent(pair.containment_a),
        percent(pair.containment_b),
        count(pair.longest_run, "word"),
        pair.wire.unwrap_or("-").to_owned(),
        outlets,
    ]
}

fn print_network(output: &mut Output, followers: &[OutletFollower]) -> anyhow::Result<()> {
    let columns = if output.is_for_people() {
        vec![
            Column::long("from"),
            Column::long("to"),
            Column::number("articles"),
            Column::number("share of to"),
            Column::number("hours"),
        ]
    } else {
        ["from", "to", "articles", "share", "hours"].map(Column::text).to_vec()
    };
    let mut listing = Listing::new(columns);
    for follower in followers {
        let OutletFollower { from, to, articles, share, hours } = follower;
        listing.row(output, follower, || {
            vec![
                one_line(from),
                one_line(to),
                number(*articles),
                percent(*share),
                hours.map_or_else(|| "-".to_owned(), |hours| format!("{hours:.1}")),
            ]
        })?;
    }
    if listing.finish(output)? == 0 && output.is_for_people() {
        output.note("no outlet has copies of another's articles, as far as their dates tell");
    }
    Ok(())
}

fn network_plot(followers: &[OutletFollower]) -> NetworkPlot {
    let link = |follower: &OutletFollower| NetworkLink {
        from: follower.from.clone(),
        to: follower.to.clone(),
        articles: follower.articles,
        note: format!("{} of all of {}", percent(follower.share), follower.to),
    };
    NetworkPlot {
        title: "Who has copies of whose articles".to_owned(),
        links: followers.iter().take(DRAWN).map(link).collect(),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
