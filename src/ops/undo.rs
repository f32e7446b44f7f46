//! Undo of operations, and of changes that other programs made. An undo is an operation itself and can be undone.
//!
//! After an undo every value is as if the operation had not happened. An operation that later changes depend on is
//! only undone together with these.

use super::select::end_of;
use crate::model::{
    ArticleChange, DefinitionChange, MetadataChange, NewOperation, OperationId, OperationKind,
    OperationState, Origin, PartialDate,
};
use crate::store::tables::operations;
use crate::store::undo::{self, ChangeSet, Dependent, Direction};
use crate::store::{Corpus, Reader, Writer};
use crate::{Error, Hint, Result};
use serde::Serialize;
use serde_json::json;

/// The target of an undo.
#[derive(Debug, Clone)]
pub enum Target {
    /// The newest operation that is neither undone nor itself an undo.
    Last,
    /// This operation.
    Operation(OperationId),
    /// The changes of other programs from the beginning of one date to the end of another, in UTC.
    Outside {
        /// The first date.
        since: PartialDate,
        /// The last date; `None`: no limit.
        until: Option<PartialDate>,
    },
}

/// How to undo.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Undo the dependents too.
    pub cascade: bool,
    /// Show the effects, then roll back.
    pub dry_run: bool,
}

/// One operation, or some changes of other programs, that were undone or redone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The operation that records the undo.
    pub operation: OperationId,
    /// The operation that it reverses; `None` for changes of other programs.
    pub undoes: Option<OperationId>,
    /// The kind of the reversed operation: `import`, `meta set`; `outside` for changes of other programs.
    pub kind: OperationKind,
    /// Whether it was a redo: the undo of an undo.
    pub redo: bool,
    /// Number of articles with another current version, including those that disappeared or reappeared.
    pub articles: u64,
    /// Number of changed values in articles that exist before and after.
    pub values: u64,
    /// Outlets and fields that remain because something else uses them.
    pub kept: Vec<String>,
}

/// The effects of an undo, step by step. Details are read on request.
pub struct Undone<'a> {
    reader: &'a Reader,
    /// The reversed operations, in order. The one that was named comes last.
    pub steps: Vec<Step>,
}

impl Undone<'_> {
    /// Passes the articles whose current version changed to `visit`, by id.
    ///
    /// # Errors
    /// [`Error::Database`]; errors of `visit`.
    pub fn articles(&self, step: &Step, visit: &mut dyn FnMut(&ArticleChange) -> Result<()>) -> Result<()> {
        undo::articles(self.reader, step.operation, visit)
    }

    /// Passes the changed values to `visit`, of articles that exist before and after.
    ///
    /// # Errors
    /// [`Error::Database`]; errors of `visit`.
    pub fn metadata(&self, step: &Step, visit: &mut dyn FnMut(&MetadataChange) -> Result<()>) -> Result<()> {
        undo::metadata(self.reader, step.operation, visit)
    }

    /// Passes the changes of outlets, aliases, fields and sources to `visit`.
    ///
    /// # Errors
    /// [`Error::Database`]; errors of `visit`.
    pub fn definitions(
        &self,
        step: &Step,
        visit: &mut dyn FnMut(&DefinitionChange) -> Result<()>,
    ) -> Result<()> {
        undo::definitions(self.reader, step.operation, visit)
    }
}

/// Undoes `target` and passes the effects to `look`.
///
/// For example, undoing an import removes the articles that it added. If an article has been edited since, this is
/// refused, unless `cascade` allows to undo the edits as well.
///
/// # Errors
/// [`Error::NotFound`] for an unknown operation; [`Error::Refused`] for one that is undone already, still at work,
/// a purge, or one with dependents; errors of `look`.
pub fn undo(
    corpus: &mut Corpus,
    target: &Target,
    operation: &NewOperation,
    options: Options,
    look: &mut dyn FnMut(&Undone) -> Result<()>,
) -> Result<()> {
    let steps = corpus.write_if(|writer| {
        operations::mark_dead(writer, operation.at)?;
        let mut undoing = Undoing {
            writer,
            operation,
            cascade: options.cascade,
            in_progress: Vec::new(),
            steps: Vec::new(),
        };
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
            // Before the rollback, because the details are read from the database.
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
    /// The operations whose undo has begun, each required by the one before it.
    in_progress: Vec<OperationId>,
    steps: Vec<Step>,
}

impl Undoing<'_> {
    fn undo(&mut self, id: OperationId) -> Result<()> {
        // Only damaged records lead back to an operation in progress; without this check the recursion would not end.
        if self.in_progress.contains(&id) {
            return Err(in_a_circle(id, id));
        }
        self.in_progress.push(id);
        let outcome = self.undo_one(id);
        self.in_progress.pop();
        outcome
    }

    fn undo_one(&mut self, id: OperationId) -> Result<()> {
        let (change_set, direction) = self.change_set_of(id)?;
        let kind = match change_set {
            ChangeSet::Operation(operation) => self.known(operation)?.kind,
            ChangeSet::Outside(_) => OperationKind::Outside,
        };
        self.resolve_dependencies(id, change_set, direction)?;
        let by = operations::begin(self.writer, self.operation)?;
        self.recording(by, |writer| undo::link(writer, by, id))?;
        self.apply(change_set, direction, by, Some(id), kind)
    }

    fn undo_outside(&mut self, since: &PartialDate, until: Option<&PartialDate>) -> Result<()> {
        let by = operations::begin(self.writer, self.operation)?;
        // `~` sorts after all digits, and so after every time.
        let until = until.map_or_else(|| "~".to_owned(), end_of);
        let since = start_of(since);
        let assigned =
            self.recording(by, |writer| undo::assign_period_to_undo(writer, &since, &until, by))?;
        if assigned == 0 {
            return Err(Error::not_found("no other program has changed anything in that time")
                .with_hint("what other programs changed has no operation in the view changes"));
        }
        self.apply_outside(by)
    }

    fn apply_outside(&mut self, by: OperationId) -> Result<()> {
        let change_set = ChangeSet::Outside(by);
        loop {
            undo::collect(self.writer, change_set)?;
            let dependents = undo::dependents(self.writer, change_set, Direction::Undo)?;
            let Some(last) = dependents.first() else { break };
            self.undo_dependent(last, &dependents, "these changes can't be undone")?;
        }
        self.apply(change_set, Direction::Undo, by, None, OperationKind::Outside)
    }

    /// The change set that undoing `id` concerns, and the direction: the undo of an undo is a redo.
    fn change_set_of(&self, id: OperationId) -> Result<(ChangeSet, Direction)> {
        let named = self.known(id)?;
        if named.is_running {
            return Err(Error::refused(
                format!("operation {id} ({}) is still at work", named.kind),
                Hint::AwaitOperation,
            ));
        }
        if let Some(by) = named.undone_by {
            return Err(Error::refused(
                format!("operation {id} is undone already, by operation {by}"),
                Hint::UndoUndo { undo: by.0 },
            ));
        }
        if !named.kind.can_be_undone() {
            return Err(Error::refused(
                format!("operation {id} is a {}, which can't be undone", named.kind),
                Hint::UndoEarlierOperation,
            ));
        }
        // An undo of an undo (and so on) concerns the changes that the first of them undid.
        let (mut root, mut last) = (id, named.clone());
        while let (OperationKind::Undo, Some(undoes)) = (&last.kind, last.undoes) {
            if undoes >= root {
                return Err(in_a_circle(root, undoes));
            }
            root = undoes;
            last = self.known(root)?;
        }
        if let Some(by) = last.undone_by.filter(|by| id != root && *by != id) {
            return Err(Error::refused(
                format!("operation {root} was undone or done again since, by operation {by}"),
                Hint::ListUndos,
            ));
        }
        // Changes of other programs are undone while the undo that they are assigned to is not undone itself.
        let is_undone = last.undone_by.is_some();
        Ok(if last.kind == OperationKind::Undo {
            (ChangeSet::Outside(root), if is_undone { Direction::Undo } else { Direction::Redo })
        } else {
            (ChangeSet::Operation(root), if is_undone { Direction::Redo } else { Direction::Undo })
        })
    }

    fn known(&self, id: OperationId) -> Result<undo::Undoable> {
        undo::find(self.writer, id)?.ok_or_else(|| {
            Error::not_found(format!("there is no operation {id}")).with_hint(Hint::ListOperations)
        })
    }

    /// Redoes the prerequisites and undoes the dependents of the change set; refuses without `cascade`.
    fn resolve_dependencies(
        &mut self,
        id: OperationId,
        change_set: ChangeSet,
        direction: Direction,
    ) -> Result<()> {
        // Each step changes the dependencies, so the queries are repeated until none is left.
        loop {
            undo::collect(self.writer, change_set)?;
            if direction == Direction::Redo
                && let Some((prerequisite, kind)) =
                    undo::prerequisites(self.writer, change_set.operation())?.first()
            {
                self.redo_prerequisite(id, *prerequisite, kind)?;
                continue;
            }
            let dependents = undo::dependents(self.writer, change_set, direction)?;
            match dependents.first() {
                None => return Ok(()),
                Some(last) => {
                    self.undo_dependent(last, &dependents, &format!("operation {id} can't be undone"))?;
                }
            }
        }
    }

    /// Redoes the operation `prerequisite`, on which the operation `id` depends.
    fn redo_prerequisite(
        &mut self,
        id: OperationId,
        prerequisite: OperationId,
        kind: &OperationKind,
    ) -> Result<()> {
        match self.known(prerequisite)?.undone_by {
            Some(by) if self.cascade => self.undo(by),
            _ => Err(Error::refused(
                format!(
                    "operation {id} can't be undone: operation {prerequisite} ({kind}), on which that builds, is undone"
                ),
                Hint::RedoPrerequisite { operation: prerequisite.0 },
            )),
        }
    }

    fn undo_dependent(&mut self, last: &Dependent, all: &[Dependent], refusal: &str) -> Result<()> {
        if !self.cascade {
            let reasons: Vec<String> = all.iter().take(5).map(Dependent::sentence).collect();
            let more = if all.len() > 5 { format!("; and {} more", all.len() - 5) } else { String::new() };
            return Err(Error::refused(
                format!("{refusal}: since then {}{more}", reasons.join("; ")),
                Hint::UndoDependents,
            ));
        }
        if let Some((operation, _)) = &last.operation {
            return self.undo(*operation);
        }
        let by = operations::begin(self.writer, self.operation)?;
        let mut assigned = 0;
        for dependent in all.iter().filter(|dependent| dependent.operation.is_none()) {
            assigned += self.recording(by, |writer| undo::assign_to_undo(writer, dependent, by))?;
        }
        if assigned == 0 {
            return Err(Error::refused(
                format!("{refusal}: {}, but outside_change doesn't tell of it", last.sentence()),
                Hint::RepairOrRestore,
            ));
        }
        self.apply_outside(by)
    }

    /// Runs `work`, whose changes belong to the undo `by`.
    fn recording<T>(&self, by: OperationId, work: impl FnOnce(&Writer) -> Result<T>) -> Result<T> {
        operations::recording_as(self.writer, by, &Origin::Undo, self.operation.at, work)
    }

    fn apply(
        &mut self,
        change_set: ChangeSet,
        direction: Direction,
        by: OperationId,
        undoes: Option<OperationId>,
        kind: OperationKind,
    ) -> Result<()> {
        let writer = self.writer;
        self.recording(by, |writer| undo::apply(writer, change_set, direction, by, self.operation.at))?;
        let redo = direction == Direction::Redo;
        let (mut articles, mut values) = (0, 0);
        undo::articles(writer, by, &mut |_| {
            articles += 1;
            Ok(())
        })?;
        undo::metadata(writer, by, &mut |_| {
            values += 1;
            Ok(())
        })?;
        let kept = if redo { Vec::new() } else { undo::kept(writer)? };
        let verb = if redo { "redid" } else { "undid" };
        let what = match change_set {
            ChangeSet::Operation(operation) => format!("operation {operation} ({kind})"),
            ChangeSet::Outside(_) => "changes of other programs".to_owned(),
        };
        let summary = json!({ verb: what, "articles": articles, "values": values });
        operations::finish(writer, by, OperationState::Done, self.operation.at, &summary)?;
        self.steps.push(Step { operation: by, undoes, kind, redo, articles, values, kept });
        Ok(())
    }
}

/// The error for a circular record of undos, which only damage causes.
fn in_a_circle(id: OperationId, undoes: OperationId) -> Error {
    Error::refused(
        format!(
            "the record of what undid what is damaged: operation {id} can't have undone operation {undoes}, which isn't \
             earlier"
        ),
        Hint::VerifyThenRestore,
    )
}

/// The first recorded time within `date`, in UTC unless it names another offset.
fn start_of(date: &PartialDate) -> String {
    date.as_str()
        .parse::<crate::model::UtcTime>()
        .map_or_else(|_| date.as_str().to_owned(), |time| time.to_string())
}
