//! `corpus analyse`

use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::{Ended, Output, Progress, count};
use corpusdb::ops::analyse::{self, Analysis, AnalysisWatch};

/// Find all edits between versions, and boilerplate of outlets
///
/// Compares each version with the one before, as diff does, and stores the changes with their kind in the view edits,
/// for SQL. Paragraphs that recur in articles of an outlet, such as “Read more” or a copyright notice, are labelled as
/// boilerplate, which diff --no-boilerplate hides. Only new versions are analysed. Articles and metadata stay unchanged.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus analyse
  corpus analyse 12 13                      these articles, and their outlets
  corpus analyse --where "outlet = 'RT'"
  corpus sql "SELECT article, to_version, old, new FROM edits WHERE flags LIKE '%number%'"
                                            numbers that were changed
  corpus sql "SELECT * FROM boilerplate_passages"
                                            what recurs"#)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.articles.selection(context, output)?;
    let mut corpus = context.open_to_write()?;
    context.environment.watch_for_interrupt()?;
    let mut watcher = AnalysisProgress { progress: output.progress("analysing", "versions"), context };
    let analysis = analyse::analyse(&mut corpus, &selection, &mut watcher)?;
    // Before any output, or the bar would be drawn into it.
    drop(watcher);
    output.report_done(&analysis, |output| output.line(summary(&analysis)))?;
    Ok(if analysis.interrupted { Ended::Interrupted } else { Ended::Done })
}

/// Shows the progress and passes on Ctrl-C.
struct AnalysisProgress<'a> {
    progress: Progress,
    context: &'a Context<'a>,
}

impl AnalysisWatch for AnalysisProgress<'_> {
    fn progress(&mut self, done: u64) {
        self.progress.advance(done);
    }

    fn stop(&self) -> bool {
        self.context.environment.is_interrupted()
    }
}

/// `12 edits in 4 versions of 3 articles · 5 passages recur in 2 outlets`
fn summary(analysis: &Analysis) -> String {
    let Analysis { articles, comparisons, edits, outlets, passages, interrupted } = *analysis;
    let mut parts = Vec::new();
    if comparisons > 0 {
        let (edits, versions) = (count(edits, "edit"), count(comparisons, "version"));
        parts.push(format!("{edits} in {versions} of {}", count(articles, "article")));
    }
    if outlets > 0 {
        let recur = match passages {
            0 => "nothing recurs".to_owned(),
            1 => "1 passage recurs".to_owned(),
            passages => format!("{passages} passages recur"),
        };
        parts.push(format!("{recur} in {}", count(outlets, "outlet")));
    }
    if interrupted {
        parts.push("interrupted: analyse again to go on".to_owned());
    }
    if parts.is_empty() { "nothing new".to_owned() } else { parts.join(" · ") }
}
