//! Undoing operations, and changes that other programs made. An undo is an operation itself and can be undone.
//!
//! After an undo every value is what it would be if the operation had never been done. What something later depends
//! on is only undone together with it.

use super::select::end_of;
use crate::model::{
    ArticleChange, DefinitionChange, MetadataChange, NewOperation, OperationId, OperationState, PartialDate,
};
use crate::store::tables::operations;
use crate::store::undo::{self, Dependent, FROM_UNDO, Unit};
use crate::store::{Corpus, Reader, Writer};
use crate::{Error, Result};
use serde::Serialize;
use serde_json::json;

/// What to undo.
#[derive(Debug, Clone)]
pub enum Target {
    /// The last operation that stands and isn't an undo.
    Last,
    /// This operation.
    Operation(OperationId),
    /// What other programs changed from the beginning of a date to the end of another, in UTC.
    Outside {
        /// The first moment.
        since: PartialDate,
        /// The last one; now when it isn't given.
        until: Option<PartialDate>,
    },
}

/// How to undo.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Undo what depends on it as well.
    pub cascade: bool,
    /// Do everything, show it, and take it back.
    pub dry_run: bool,
}

/// One operation, or some changes of other programs, that were undone or done again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The operation that did it.
    pub operation: OperationId,
    /// The operation that it reverses; `None` for changes of other programs.
    pub undoes: Option<OperationId>,
    /// What was reversed: `import`, `meta set`; `outside` for changes of other programs.
    pub kind: String,
    /// Whether it did something again by undoing an undo.
    pub redo: bool,
    /// How many articles have another version, are gone or are back.
    pub articles: u64,
    /// How many values are others now, in articles that were there before and are after.
    pub values: u64,
    /// Outlets and fields that stay because something else uses them.
    pub kept: Vec<String>,
}

/// What an undo did, in the order in which it did it; details are read when they are asked for.
pub struct Undone<'a> {
    reader: &'a Reader,
    /// The operations that were reversed, the one that was named last.
    pub steps: Vec<Step>,
}

impl Undone<'_> {
    /// Gives the articles to `visit` whose content isn't what it was, by id.
    ///
    /// # Errors
    /// [`Error::Database`], and what `visit` returns.
    pub fn articles(&self, step: &Step, visit: &mut dyn FnMut(&ArticleChange) -> Result<()>) -> Result<()> {
        undo::articles(self.reader, step.operation, visit)
    }

    /// Gives the values to `visit` that are others now, in articles that were there before and are after.
    ///
    /// # Errors
    /// [`Error::Database`], and what `visit` returns.
    pub fn metadata(&self, step: &Step, visit: &mut dyn FnMut(&MetadataChange) -> Result<()>) -> Result<()> {
        undo::metadata(self.reader, step.operation, visit)
    }

    /// Gives the changes of outlets, of names that mean them, of fields and of sources to `visit`.
    ///
    /// # Errors
    /// [`Error::Database`], and what `visit` returns.
    pub fn definitions(
        &self,
        step: &Step,
        visit: &mut dyn FnMut(&DefinitionChange) -> Result<()>,
    ) -> Result<()> {
        undo::definitions(self.reader, step.operation, visit)
    }
}

/// Undoes `target` and shows to `look` what that did.
///
/// # Errors
/// [`Error::NotFound`] for an unknown operation; [`Error::Refused`] for one that is undone already, still at work,
/// a purge, or that something later depends on; and what `look` returns.
pub fn undo(
    corpus: &mut Corpus,
    target: &Target,
    operation: &NewOperation,
    options: Options,
    look: &mut dyn FnMut(&Undone) -> Result<()>,
) -> Result<()> {
    let steps = corpus.write_if(|writer| {
        operations::mark_dead(writer, operation.at)?;
        let mut undoing =
            Undoing { writer, operation, cascade: options.cascade, under_way: Vec::new(), steps: Vec::new() };
        match target {
            Target::Last => {
                let last = undo::last_standing(writer)?
                    .ok_or_else(|| Error::not_found("there is no operation left to undo"))?;
                undoing.undo(last)?;
            }
            Target::Operation(id) => undoing.undo(*id)?,
            Target::Outside { since, until } => undoing.undo_outside(since, until.as_ref())?,
        }
        let steps = undoing.steps;
        if options.dry_run {
            look(&Undone { reader: writer, steps })?;
            return Ok((None, false));
        }
        Ok((Some(steps), true))
    })?;
    match steps {
        Some(steps) => corpus.read(|reader| look(&Undone { reader, steps })),
        None => Ok(()),
    }
}

struct Undoing<'a> {
    writer: &'a Writer<'a>,
    operation: &'a NewOperation,
    cascade: bool,
    /// The operations whose undoing has begun, each because the one before it needs it.
    under_way: Vec<OperationId>,
    steps: Vec<Step>,
}

impl Undoing<'_> {
    fn undo(&mut self, id: OperationId) -> Result<()> {
        // Each step adds an operation: without damage, none of those is undone in turn, and none twice.
        if self.under_way.contains(&id) {
            return Err(in_a_circle(id, id));
        }
        self.under_way.push(id);
        let outcome = self.undo_one(id);
        self.under_way.pop();
        outcome
    }

    fn undo_one(&mut self, id: OperationId) -> Result<()> {
        let (unit, off) = self.unit_of(id)?;
        let kind = match unit {
            Unit::Operation(operation) => self.known(operation)?.kind,
            Unit::Outside(_) => "outside".to_owned(),
        };
        self.clear_the_way(id, unit, off)?;
        let by = operations::begin(self.writer, self.operation, FROM_UNDO)?;
        undo::link(self.writer, by, id)?;
        self.turn(unit, off, by, Some(id), kind)
    }

    fn undo_outside(&mut self, since: &PartialDate, until: Option<&PartialDate>) -> Result<()> {
        let by = operations::begin(self.writer, self.operation, FROM_UNDO)?;
        let until = until.map_or_else(|| "~".to_owned(), end_of);
        let since = start_of(since);
        if undo::claim_outside(self.writer, &since, &until, by)? == 0 {
            return Err(Error::not_found("no other program has changed anything in that time")
                .with_hint("what other programs changed has no operation in the view changes"));
        }
        self.turn_outside(by)
    }

    fn turn_outside(&mut self, by: OperationId) -> Result<()> {
        let unit = Unit::Outside(by);
        loop {
            undo::note(self.writer, unit)?;
            let dependents = undo::dependents(self.writer, unit, true)?;
            let Some(last) = dependents.first() else { break };
            self.undo_dependent(last, &dependents, "these changes can't be undone")?;
            operations::activate(self.writer, by, FROM_UNDO, self.operation.at)?;
        }
        self.turn(unit, true, by, None, "outside".to_owned())
    }

    /// The changes that undoing `id` turns, and whether off.
    fn unit_of(&self, id: OperationId) -> Result<(Unit, bool)> {
        let named = self.known(id)?;
        if named.is_running {
            return Err(Error::refused(
                format!("operation {id} ({}) is still at work", named.kind),
                "wait for it to end; corpus log says how far it is",
            ));
        }
        if let Some(by) = named.undone_by {
            return Err(Error::refused(
                format!("operation {id} is undone already, by operation {by}"),
                format!("to do it again, undo the undo: corpus undo {by}"),
            ));
        }
        if matches!(named.kind.as_str(), "purge" | "repair") {
            return Err(Error::refused(
                format!("operation {id} is a {}, which can't be undone", named.kind),
                "a backup from before it has what was there; to undo an earlier operation, name it: corpus log",
            ));
        }
        // An undo of an undo of … comes down to what the first of them undid.
        let (mut root, mut last) = (id, named.clone());
        while let ("undo", Some(undoes)) = (last.kind.as_str(), last.undoes) {
            if undoes >= root {
                return Err(in_a_circle(root, undoes));
            }
            root = undoes;
            last = self.known(root)?;
        }
        if let Some(by) = last.undone_by.filter(|by| id != root && *by != id) {
            return Err(Error::refused(
                format!("operation {root} was undone or done again since, by operation {by}"),
                "corpus log shows what undid what",
            ));
        }
        // What another program did is undone for as long as the undo stands.
        Ok(if last.kind == "undo" {
            (Unit::Outside(root), last.undone_by.is_some())
        } else {
            (Unit::Operation(root), last.undone_by.is_none())
        })
    }

    fn known(&self, id: OperationId) -> Result<undo::Undoable> {
        undo::find(self.writer, id)?.ok_or_else(|| {
            Error::not_found(format!("there is no operation {id}")).with_hint("corpus log lists them")
        })
    }

    /// Undoes what depends on the unit and does again what it builds on, or says that it has to be.
    fn clear_the_way(&mut self, id: OperationId, unit: Unit, off: bool) -> Result<()> {
        loop {
            undo::note(self.writer, unit)?;
            if !off && let Some((ground, kind)) = undo::grounds(self.writer, unit.operation())?.first() {
                self.redo_ground(id, *ground, kind)?;
                continue;
            }
            let dependents = undo::dependents(self.writer, unit, off)?;
            match dependents.first() {
                None => return Ok(()),
                Some(last) => {
                    self.undo_dependent(last, &dependents, &format!("operation {id} can't be undone"))?;
                }
            }
        }
    }

    /// Does again an operation that the undone one builds on.
    fn redo_ground(&mut self, id: OperationId, ground: OperationId, kind: &str) -> Result<()> {
        match self.known(ground)?.undone_by {
            Some(by) if self.cascade => self.undo(by),
            _ => Err(Error::refused(
                format!(
                    "operation {id} can't be undone: operation {ground} ({kind}), on which that builds, is undone"
                ),
                format!("do operation {ground} again first, or both at once with --cascade"),
            )),
        }
    }

    fn undo_dependent(&mut self, last: &Dependent, all: &[Dependent], refusal: &str) -> Result<()> {
        if !self.cascade {
            let reasons: Vec<String> = all.iter().take(5).map(Dependent::sentence).collect();
            let more = if all.len() > 5 { format!("; and {} more", all.len() - 5) } else { String::new() };
            return Err(Error::refused(
                format!("{refusal}: since then {}{more}", reasons.join("; ")),
                "undo that first, or all of it at once with --cascade; --dry-run shows what that would do",
            ));
        }
        if let Some((operation, _)) = &last.operation {
            return self.undo(*operation);
        }
        let by = operations::begin(self.writer, self.operation, FROM_UNDO)?;
        let mut claimed = 0;
        for dependent in all.iter().filter(|dependent| dependent.operation.is_none()) {
            claimed += undo::claim(self.writer, dependent, by)?;
        }
        if claimed == 0 {
            return Err(Error::refused(
                format!("{refusal}: {}, but outside_change doesn't tell of it", last.sentence()),
                "corpus verify says what is; corpus repair, or restore a backup (doc/maintenance.md)",
            ));
        }
        self.turn_outside(by)
    }

    fn turn(
        &mut self,
        unit: Unit,
        off: bool,
        by: OperationId,
        undoes: Option<OperationId>,
        kind: String,
    ) -> Result<()> {
        let writer = self.writer;
        operations::activate(writer, by, FROM_UNDO, self.operation.at)?;
        undo::turn(writer, unit, off, by, self.operation.at)?;
        let (mut articles, mut values) = (0, 0);
        undo::articles(writer, by, &mut |_| {
            articles += 1;
            Ok(())
        })?;
        undo::metadata(writer, by, &mut |_| {
            values += 1;
            Ok(())
        })?;
        let kept = if off { undo::kept(writer)? } else { Vec::new() };
        let verb = if off { "undid" } else { "redid" };
        let what = match unit {
            Unit::Operation(operation) => format!("operation {operation} ({kind})"),
            Unit::Outside(_) => "changes of other programs".to_owned(),
        };
        let summary = json!({ verb: what, "articles": articles, "values": values });
        operations::finish(writer, by, OperationState::Done, self.operation.at, &summary)?;
        self.steps.push(Step { operation: by, undoes, kind, redo: !off, articles, values, kept });
        Ok(())
    }
}

/// The error for records of undoing that lead in a circle, which only damage makes.
fn in_a_circle(id: OperationId, undoes: OperationId) -> Error {
    Error::refused(
        format!(
            "the record of what undid what is damaged: operation {id} can't have undone operation {undoes}, which isn't \
             earlier"
        ),
        "corpus verify says what else is; restore a backup (doc/maintenance.md)",
    )
}

/// The first recorded time within `date`, in UTC unless it says otherwise.
fn start_of(date: &PartialDate) -> String {
    date.as_str()
        .parse::<crate::model::UtcTime>()
        .map_or_else(|_| date.as_str().to_owned(), |time| time.to_string())
}
