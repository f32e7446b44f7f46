//! `corpus meta why`

use crate::context::Context;
use crate::output::{Ended, Output, one_line, shell_word};
use crate::views::history::when;
use crate::views::origin::explain;
use corpusdb::model::{ArticleRef, Candidate, CandidateStanding, FieldName, Provenance};
use corpusdb::ops::metadata;

/// Show where the value of a field comes from
///
/// Values that the current version of the article states are read again from its bytes and listed with the rule that found them
/// (json-ld, og, byline, row:author …), the chosen one first. A value stays when a later version no longer states it; then the version
/// that stated it is named. A field refuses values that it can't hold, such as a date that is
/// none.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus meta why 2 published
  corpus meta why 2              all fields")]
pub(super) struct Args {
    /// Article: 12, seeds/a.txt, a.txt or sha256:ab12
    #[arg(value_name = "REF")]
    reference: ArticleRef,

    /// Name of the field [default: all fields with a value or a candidate]
    #[arg(value_name = "FIELD", value_parser = crate::context::parsed::<FieldName>)]
    field: Option<FieldName>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let origins = metadata::why(&context.open_to_read()?, &args.reference, args.field.as_ref())?;
    if let (Some(_), [origin]) = (&args.field, origins.as_slice()) {
        // Of a field, one object: scripts need no index.
        output.report(origin, |output| print(output, origin))?;
    } else {
        output.report(&origins, |output| origins.iter().try_for_each(|origin| print(output, origin)))?;
    }
    Ok(Ended::Done)
}

fn print(output: &mut Output, origin: &Provenance) -> std::io::Result<()> {
    let value = origin.value.as_deref().map_or_else(|| "(none)".to_owned(), one_line);
    output.line(format!("{} of article {}: {value}", origin.field, origin.article))?;
    match &origin.change {
        None => output.line("  it was never set")?,
        Some(change) => {
            let old =
                change.old.as_deref().map_or_else(String::new, |old| format!(", before: {}", one_line(old)));
            output.line(format!("  since {} UTC{old}", when(&change.changed_at)))?;
            let earlier = origin.earlier_version.map_or_else(String::new, |version| {
                format!(" of version {version}; the current one doesn't state it")
            });
            output.line(format!("  {}{earlier}", one_line(&explain(&change.origin))))?;
            match change.operation {
                Some(operation) => output.line(format!("  operation {operation} (corpus log)"))?,
                None => output.line("  changed by another program, not by corpus")?,
            }
        }
    }
    for Candidate { value, rule, standing, .. } in &origin.candidates {
        let standing = match standing {
            CandidateStanding::Chosen => "stated",
            CandidateStanding::Other => "stated too",
            CandidateStanding::UnknownOutlet => "stated, but not known as an outlet, and a page adds none",
            CandidateStanding::Refused => "refused",
        };
        output.line(format!("  {standing}: {} ({})", one_line(value), one_line(rule)))?;
    }
    let unknown =
        origin.candidates.iter().find(|candidate| candidate.standing == CandidateStanding::UnknownOutlet);
    if let Some(Candidate { value, .. }) = unknown {
        output.line(format!("  to add it: corpus outlet add {} --host HOST", shell_word(value)))?;
    }
    if let Some(why) = &origin.unread {
        output.line(format!("  its document can't be read: {}", one_line(why)))?;
    }
    Ok(())
}
