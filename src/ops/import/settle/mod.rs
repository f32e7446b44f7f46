//! What a file means for its article, decided and written down, one file at a time inside a transaction. `moved` finds
//! the article of a file that lay elsewhere, `versions` adds what is new to an article, `purged` knows what must not come
//! back.

mod moved;
mod purged;
mod versions;

use self::versions::remark;
use super::Options;
use super::candidate::{Candidate, Place};
use super::paths::display_path;
use super::pipeline::Prepared;
use super::plan::{KeptSource, Plan, Root};
use super::read::Content;
use super::seen::Ids;
use crate::Result;
use crate::model::{
    ArticleId, ImportEvent, OperationId, Origin, Outcome, UtcTime, VersionKind, VersionNumber,
};
use crate::ops::annotate::{self, Checked};
use crate::ops::sidecar::Sidecar;
use crate::store::tables::files;
use crate::store::tables::files::{KnownFile, PathBytes, Sighting};
use crate::store::tables::purged::Memory;
use crate::store::tables::{articles, contents, operations, outlets, versions as store};
use crate::store::{Reader, Writer};
use std::collections::HashMap;

/// A file that changed less than this before the import began may change again within the same tick of the file
/// system's clock, unseen by its time (FAT counts in two seconds).
const TICK_NS: i128 = 2_000_000_000;

/// Decides and writes for one import.
pub(super) struct Settler<'a> {
    plan: &'a Plan,
    /// For each root of the plan.
    sources: Vec<KeptSource>,
    at: UtcTime,
    operation: OperationId,
    set: Vec<Checked>,
    has_hosts: bool,
    /// The rows of the files that are there.
    seen: Ids,
    /// For a source and a content, the files that may still turn out to have moved, the first one last.
    holders: HashMap<(i64, i64), Vec<Holder>>,
    /// What purges remember, if they remember anything.
    memory: Option<Memory>,
    /// The text that the file under way brought.
    new_text: Option<i64>,
    /// Where the file under way lay before.
    moved_from: Option<Vec<u8>>,
}

/// A file's row, its article, its path.
type Holder = (i64, ArticleId, Vec<u8>);

/// What became of a file.
pub(super) struct Settled {
    pub(super) event: ImportEvent,
    /// Whether its article got values beside.
    pub(super) annotated: bool,
    /// Whether it made a version whose charset was guessed from one or two letters.
    pub(super) guessed: bool,
    /// Its text with the id that it got, when the corpus didn't have it; it has to be indexed.
    pub(super) new_text: Option<(i64, String, Option<String>)>,
}

/// A new version that was made, and why.
struct Made {
    outcome: Outcome,
    version: Option<VersionNumber>,
    detail: Option<String>,
}

impl<'a> Settler<'a> {
    pub(super) fn new(
        writer: &Writer,
        plan: &'a Plan,
        sources: Vec<KeptSource>,
        at: UtcTime,
        operation: OperationId,
        options: &Options,
    ) -> Result<Self> {
        annotate::ensure_fields(writer, options.set.iter().map(|assignment| &assignment.field))?;
        let set = annotate::check(writer, &options.set)?;
        let has_hosts = outlets::any_hosts(writer)?;
        Ok(Self {
            plan,
            sources,
            at,
            operation,
            set,
            has_hosts,
            seen: Ids::default(),
            holders: HashMap::new(),
            memory: Memory::if_any(writer)?,
            new_text: None,
            moved_from: None,
        })
    }

    pub(super) fn plan(&self) -> &Plan {
        self.plan
    }

    pub(super) fn source(&self, root: usize) -> i64 {
        self.sources[root].id
    }

    pub(super) fn operation(&self) -> OperationId {
        self.operation
    }

    pub(super) fn at(&self) -> UtcTime {
        self.at
    }

    pub(super) fn was_seen(&self, file: i64) -> bool {
        self.seen.contains(file)
    }

    /// Whether size and time say that the file is as it was when its bytes were last hashed.
    pub(super) fn is_unchanged(&mut self, reader: &Reader, candidate: &Candidate) -> Result<bool> {
        // Of what a sidecar says the corpus keeps no time.
        let Place::File { stamp, sidecar: None, .. } = candidate.place else { return Ok(false) };
        if !self.sources[candidate.root].at_home {
            return Ok(false);
        }
        let source = self.source(candidate.root);
        let Some(known) = files::find(reader, source, PathBytes(&candidate.path))? else { return Ok(false) };
        let unchanged = !known.missing
            && known.size == stamp.size
            && known.mtime_ns == Some(stamp.mtime_ns)
            && known.ctime_ns == stamp.ctime_ns;
        if unchanged {
            self.seen.insert(known.id);
        }
        Ok(unchanged)
    }

    /// Writes down what `prepared` means.
    pub(super) fn settle(&mut self, writer: &Writer, prepared: Prepared) -> Result<Settled> {
        let root = &self.plan.roots[prepared.root];
        let source = self.source(prepared.root);
        let key = format!("{}/{}", root.source, display_path(&prepared.path));
        let known = files::find(writer, source, PathBytes(&prepared.path))?;
        let content = match prepared.content {
            Ok(content) => annotate::check_said(writer, &content.sidecar.fields)?
                .map(|()| content)
                .map_err(|why| format!("its sidecar: {why}")),
            Err(why) => Err(why),
        };
        let content = match content {
            Ok(content) => content,
            Err(why) => {
                if let Some(file) = &known {
                    self.seen.insert(file.id);
                }
                let article = known.map(|file| file.article);
                let purged = if article.is_none() { self.purged_key(writer, &key)? } else { None };
                return Ok(Settled {
                    event: event(key, article, purged.unwrap_or_else(|| failed(why))),
                    annotated: false,
                    guessed: false,
                    new_text: None,
                });
            }
        };
        let sighting = self.sighting(prepared.root, &prepared.path, &content);
        let has_other_key =
            known.is_none() && content.sidecar.key.as_ref().is_some_and(|named| *named != key);
        let (article, made) = match known {
            Some(file) => {
                let (article, made) = self.known_path(writer, &file, sighting, &content)?;
                (Some(article), made)
            }
            None => self.new_path(writer, root, &key, sighting, &content)?,
        };
        let annotated = match article {
            Some(article) if !matches!(made.outcome, Outcome::Failed | Outcome::Purged) => {
                self.annotate(writer, article, &content.sidecar)?
            }
            _ => false,
        };
        let guessed = made.version.is_some() && content.reading.guessed_from.is_some();
        let new_text = self.new_text.take().map(|id| (id, content.reading.text, content.reading.folded));
        let moved_from = self.moved_from.take();
        let key_from_sidecar =
            has_other_key && matches!(made.outcome, Outcome::Added | Outcome::Duplicate | Outcome::Failed);
        let event = ImportEvent { moved_from, key_from_sidecar, ..event(key, article, made) };
        Ok(Settled { event, annotated, guessed, new_text })
    }

    fn sighting<'p>(&self, root: usize, path: &'p [u8], content: &Content) -> Sighting<'p> {
        let young = i128::from(content.stamp.mtime_ns) > self.at.as_nanoseconds() - TICK_NS;
        let tells = self.sources[root].at_home && !young;
        Sighting {
            source: self.source(root),
            path: PathBytes(path),
            size: content.stamp.size,
            mtime_ns: tells.then_some(content.stamp.mtime_ns),
            ctime_ns: content.stamp.ctime_ns,
        }
    }

    /// A file whose path the corpus knows.
    fn known_path(
        &mut self,
        writer: &Writer,
        file: &KnownFile,
        sighting: Sighting,
        content: &Content,
    ) -> Result<(ArticleId, Made)> {
        if !self.seen.insert(file.id) {
            let why = "another folder of the same source has a file of this name too".to_owned();
            return Ok((file.article, failed(why)));
        }
        if let Some(purged) = self.purged_content(writer, content)? {
            return Ok((file.article, purged));
        }
        if file.missing
            || (file.size, file.mtime_ns, file.ctime_ns)
                != (sighting.size, sighting.mtime_ns, sighting.ctime_ns)
        {
            files::see(writer, file.id, sighting)?;
        }
        let mut restored = false;
        if file.missing {
            restored = self.recording_as(writer, &Origin::Import, |writer| {
                articles::restore_removed_by_import(writer, file.article)
            })?;
        }
        let made = self.next_version(writer, file.article, content)?;
        let outcome = if restored { Outcome::Restored } else { Outcome::Unchanged };
        Ok((file.article, made.unwrap_or(Made { outcome, version: None, detail: None })))
    }

    /// A file whose path is new: a move when its bytes are the current version of an article whose file is gone, or when
    /// the path of a file that is gone looked the same. The key is that of its sidecar, or `path`.
    fn new_path(
        &mut self,
        writer: &Writer,
        root: &Root,
        path: &str,
        sighting: Sighting,
        content: &Content,
    ) -> Result<(Option<ArticleId>, Made)> {
        let key = content.sidecar.key.as_deref().unwrap_or(path);
        let holder = articles::with_key(writer, key)?;
        if let Some(other) = holder
            && articles::source_of(writer, other)? == sighting.source
            && !files::any_of(writer, other)?
        {
            if let Some(purged) = self.purged_content(writer, content)? {
                return Ok((Some(other), purged));
            }
            // Another program has deleted what was noted of the file.
            self.seen.insert(files::add(writer, sighting, other)?);
            let made = self.next_version(writer, other, content)?;
            let unchanged = Made { outcome: Outcome::Unchanged, version: None, detail: None };
            return Ok((Some(other), made.unwrap_or(unchanged)));
        }
        let blob = contents::find_blob(writer, content.sha256)?;
        let gone = match (self.gone_alike(writer, root, sighting.source, sighting.path.0)?, blob) {
            (Some(alike), _) => Some(alike),
            (None, Some(blob)) => self.gone_with(writer, root, sighting.source, blob)?,
            (None, None) => None,
        };
        if gone.is_none()
            && let Some(purged) = self.purged_file(writer, [path, key], content)?
        {
            return Ok((None, purged));
        }
        if let Some(other) = holder
            && gone.as_ref().is_none_or(|(_, article, _)| *article != other)
        {
            let why = if content.sidecar.key.is_some() {
                format!("its sidecar: the key {key} is that of article {other}")
            } else {
                format!("its key is that of article {other}, which is another file: give it another --source")
            };
            return Ok((Some(other), failed(why)));
        }
        if let Some((file, article, old_path)) = gone {
            self.seen.insert(file);
            files::see(writer, file, sighting)?;
            self.recording_as(writer, &Origin::Import, |writer| {
                articles::restore_removed_by_import(writer, article)?;
                articles::rename(writer, article, key)
            })?;
            let from = format!("from {}/{}", root.source, display_path(&old_path));
            self.moved_from = Some(old_path);
            let made = match self.next_version(writer, article, content)? {
                Some(Made { detail: Some(detail), outcome, version }) => {
                    Made { outcome, version, detail: Some(format!("{from}; {detail}")) }
                }
                Some(made) => Made { detail: Some(from), ..made },
                None => Made { outcome: Outcome::Moved, version: None, detail: Some(from) },
            };
            return Ok((Some(article), made));
        }
        let twin = blob.map(|blob| articles::with_current_blob(writer, blob)).transpose()?.flatten();
        let opening = &content.reading.opening;
        let first = store::next_id(writer)?;
        let article = articles::add(
            writer,
            key,
            sighting.source,
            first,
            opening.title.as_deref(),
            opening.url.as_deref(),
            self.at,
        )?;
        self.seen.insert(files::add(writer, sighting, article)?);
        let kept = self.keep(writer, content, blob)?;
        let version =
            store::add_first(writer, first, &self.version(article, content, kept, VersionKind::Added))?;
        let detail = match twin {
            Some(twin) => Some(format!("same bytes as article {twin}")),
            None => remark(content),
        };
        let named = (key != path).then(|| "its sidecar names its key".to_owned());
        let detail = match (named, detail) {
            (Some(named), Some(detail)) => Some(format!("{named}; {detail}")),
            (named, detail) => named.or(detail),
        };
        let outcome = if twin.is_some() { Outcome::Duplicate } else { Outcome::Added };
        Ok((Some(article), Made { outcome, version: Some(version), detail }))
    }

    /// What the sidecar says, what the user sets with the import of other fields, and the outlet that the address
    /// means; none overrides what came from elsewhere.
    fn annotate(&self, writer: &Writer, article: ArticleId, sidecar: &Sidecar) -> Result<bool> {
        let said = &sidecar.fields;
        let mut changed = false;
        if !said.is_empty() {
            changed |= self
                .recording_as(writer, &Origin::Sidecar, |writer| annotate::set_said(writer, article, said))?;
        }
        if !self.set.is_empty() {
            let set = self.set.iter().filter(|set| !said.contains_key(set.field()));
            changed |= self.recording_as(writer, &Origin::Import, |writer| {
                annotate::set_from_import(writer, article, set)
            })?;
        }
        if self.has_hosts && !said.keys().any(|field| field.as_str() == "outlet") {
            changed |= self
                .recording_as(writer, &Origin::Host, |writer| annotate::outlet_from_url(writer, article))?;
        }
        Ok(changed)
    }

    /// Runs `work`, whose changes are recorded with this origin instead of that of the text.
    fn recording_as<T>(
        &self,
        writer: &Writer,
        origin: &Origin,
        work: impl FnOnce(&Writer) -> Result<T>,
    ) -> Result<T> {
        operations::recording_as(writer, self.operation, origin, self.at, work)
    }
}

fn failed(why: String) -> Made {
    Made { outcome: Outcome::Failed, version: None, detail: Some(why) }
}

fn event(path: String, article: Option<ArticleId>, made: Made) -> ImportEvent {
    ImportEvent {
        path,
        outcome: made.outcome,
        article,
        version: made.version,
        detail: made.detail,
        moved_from: None,
        key_from_sidecar: false,
    }
}
