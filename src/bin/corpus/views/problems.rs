//! Progress and problems of a verification.

use crate::hints;
use crate::output::{Output, Progress, inline};
use corpusdb::model::Problem;
use corpusdb::ops::verify::VerificationWatch;
use std::io;

/// Progress bar of a verification.
pub(crate) struct VerificationProgress(pub(crate) Progress);

impl VerificationWatch for VerificationProgress {
    fn progress(&mut self, done: u64) {
        self.0.advance(done);
    }
}

/// Result of a verification; `None` if Ctrl-C stopped it.
pub(crate) fn unless_stopped<T>(
    outcome: corpusdb::Result<T>,
    output: &mut Output,
) -> anyhow::Result<Option<T>> {
    match outcome {
        Err(corpusdb::Error::Interrupted { .. }) => {
            output.note("interrupted");
            Ok(None)
        }
        outcome => Ok(Some(outcome?)),
    }
}

/// Prints one line per problem.
pub(crate) fn print_problems(output: &mut Output, problems: &[Problem]) -> io::Result<()> {
    problems.iter().try_for_each(|problem| output.line(problem_line(problem)))
}

/// `bytes       article 3, version 2: its 120 bytes have …`. A hint follows in parentheses.
pub(crate) fn problem_line(problem: &Problem) -> String {
    let concerned = match (problem.article, problem.version) {
        (Some(article), Some(version)) => format!("article {article}, version {version}: "),
        (Some(article), None) => format!("article {article}: "),
        (None, _) => String::new(),
    };
    let hint = problem.hint.as_ref().map_or_else(String::new, |hint| format!(" ({})", hints::words(hint)));
    inline(&format!("{:<10}  {concerned}{}{hint}", problem.kind.as_str(), problem.detail)).into_owned()
}
