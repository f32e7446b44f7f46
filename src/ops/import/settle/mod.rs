//! Settling: for one file at a time, inside a transaction, decides about its article and writes it. `new_path` finds or adds the
//! article of a new path, `moved` that of a moved file, `versions` adds new versions, `annotate` sets metadata, `purged` recognises purged articles,
//! `containers` notes the members of a container, `noted` what the report says of tables, dates and paths.

mod annotate;
mod containers;
mod moved;
mod new_path;
mod noted;
mod purged;
mod versions;

use self::new_path::named_key;
use super::candidate::{FileCandidate, Location};
use super::hosts::SiteNames;
use super::notes::Notes;
use super::paths::{display_path, native};
use super::pipeline::Prepared;
use super::plan::{KeptSource, Plan, Root};
use super::read::{Content, FileContent};
use super::seen::SeenFiles;
use super::settings::{PassedOver, Rules};
use super::tables::TablesTaken;
use super::unpack::Request;
use super::{Options, TICK_NS};
use crate::Result;
use crate::model::{
    ArticleId, ImportEvent, ImportNotes, OperationId, Origin, Outcome, UtcTime, VersionNumber,
};
use crate::ops::metadata::{self, Checked};
use crate::ops::reading::Layout;
use crate::ops::sidecar::Sidecar;
use crate::store::tables::containers::ReadContainer;
use crate::store::tables::files;
use crate::store::tables::files::{CurrentFile, KnownFile, PathBytes, Sighting};
use crate::store::tables::purged::Memory;
use crate::store::tables::{articles, operations, outlets};
use crate::store::{Reader, Writer};
use crate::text::TextTerms;
use std::collections::HashMap;
use std::sync::Arc;

/// Decides and writes for one import.
pub(super) struct Settler<'a> {
    plan: &'a Plan,
    /// One for each root of the plan.
    sources: Vec<KeptSource>,
    at: UtcTime,
    operation: OperationId,
    set: Vec<Checked>,
    has_hosts: bool,
    /// Rows of the files that exist.
    seen: SeenFiles,
    /// By source and content: files that may have moved, in reverse order, so that `pop` takes the first.
    move_candidates: HashMap<(i64, i64), Vec<CurrentFile>>,
    /// By source and text: how many new files have the text of a file that may have moved; 0 if no such file has it.
    waiting: HashMap<(i64, i64), u64>,
    /// Whether only the files are left that waited for others.
    is_last_pass: bool,
    /// The container whose members are being settled.
    open_container: Option<OpenContainer>,
    /// For each root, whether containers are taken apart although their bytes are known.
    reads_again: Vec<bool>,
    /// For each root, how its files are read.
    rules: &'a [Rules],
    /// Whether the user says something about the columns of tables, so that rows may say something else than before.
    reads_columns: bool,
    /// Whether it is a rehearsal, which says more about how files are read.
    is_rehearsal: bool,
    notes: Notes,
    /// Rows of the containers that were read to their end.
    read_containers: SeenFiles,
    /// The names of sites that pages state.
    site_names: SiteNames,
    /// The tables of articles, if they are to be reported.
    tables: Option<TablesTaken>,
    /// Traces of purged articles; `None` if there are none.
    memory: Option<Memory>,
    /// Whether other columns gave the current row other values, without a new version.
    is_restated: bool,
    /// The layout of the last row, and its id.
    last_layout: Option<(Arc<Layout>, i64)>,
    /// The new text of the current file.
    new_text: Option<i64>,
    /// The former path of the current file, if it was moved.
    moved_from: Option<Vec<u8>>,
}

/// The result of settling a file or an event of a container.
pub(super) enum Settled {
    /// A file or member.
    File(Box<SettledFile>),
    /// A file that has to be settled after all others.
    Waits(FileCandidate),
    /// A member that the rules of the source pass over.
    PassedOver(PassedOver),
    /// A container that has to be taken apart.
    Unpack(Box<Request>),
    /// A container with the same members as before, and their number; the size of its bytes.
    SameContainer { members: u64, bytes: u64 },
    /// The end of a container that was read whole, and the size of its bytes.
    ContainerEnd { bytes: u64 },
}

/// The result of settling a file.
pub(super) struct SettledFile {
    pub(super) event: ImportEvent,
    /// Whether metadata was set as well.
    pub(super) annotated: bool,
    /// Whether it added a version whose charset was guessed from few letters.
    pub(super) guessed: bool,
    /// Whether its path isn't like the pattern of its source.
    pub(super) is_unlike: bool,
    /// A text that is new to the corpus and has to be indexed: id and terms.
    pub(super) new_text: Option<(i64, TextTerms)>,
}

/// A container whose members are being settled.
struct OpenContainer {
    id: i64,
    /// Its source and path.
    key: String,
    /// The facts to note of it once all of it was read.
    read: ReadContainer,
    /// Whether a member failed.
    has_failed: bool,
    /// Whether a member was purged.
    has_purged: bool,
}

/// The outcome of a file, the version that it added, and a remark.
struct Written {
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
        rules: &'a [Rules],
    ) -> Result<Self> {
        metadata::ensure_fields(writer, options.set.iter().map(|assignment| &assignment.field))?;
        let set = metadata::check(writer, &options.set)?;
        let has_hosts = outlets::any_hosts(writer)?;
        Ok(Self {
            plan,
            sources,
            at,
            operation,
            set,
            has_hosts,
            seen: SeenFiles::default(),
            move_candidates: HashMap::new(),
            waiting: HashMap::new(),
            is_last_pass: false,
            open_container: None,
            rules,
            reads_columns: rules.iter().any(Rules::reads_columns),
            is_rehearsal: options.dry_run,
            notes: Notes::default(),
            reads_again: rules.iter().map(|rules| rules.are_new || options.reads_again()).collect(),
            read_containers: SeenFiles::default(),
            site_names: SiteNames::default(),
            tables: options.dry_run.then(TablesTaken::default),
            memory: Memory::if_any(writer)?,
            is_restated: false,
            last_layout: None,
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

    pub(super) fn site_names(&self) -> &SiteNames {
        &self.site_names
    }

    /// What was noted beside the outcomes.
    pub(super) fn take_notes(&mut self) -> ImportNotes {
        let tables = self.tables.take().map(TablesTaken::into_report).unwrap_or_default();
        ImportNotes { tables, ..self.notes.take() }
    }

    /// Notes that only the files are left that waited for others.
    pub(super) fn begin_last_pass(&mut self) {
        self.is_last_pass = true;
    }

    pub(super) fn was_seen(&self, file: i64) -> bool {
        self.seen.contains(file)
    }

    /// Whether size and times equal those of the last hashing.
    pub(super) fn is_unchanged(&mut self, reader: &Reader, candidate: &FileCandidate) -> Result<bool> {
        // The times of sidecars aren't stored, so a file with one is always read.
        let Location::File { stamp, sidecar: None, .. } = candidate.location else { return Ok(false) };
        if !self.sources[candidate.root].is_source_folder {
            return Ok(false);
        }
        let source = self.source(candidate.root);
        let Some(known) = files::find(reader, source, PathBytes(&candidate.path))? else {
            return Ok(false);
        };
        let unchanged = !known.missing
            && known.size == stamp.size
            && known.mtime_ns == Some(stamp.mtime_ns)
            && known.ctime_ns == stamp.ctime_ns;
        if unchanged {
            self.seen.insert(known.id);
        }
        Ok(unchanged)
    }

    /// Decides about the file `prepared` and writes the result.
    pub(super) fn settle(&mut self, writer: &Writer, prepared: Prepared) -> Result<Settled> {
        let Prepared { root, path, content, .. } = prepared;
        let settled = match content {
            Content::Container(container) => return self.begin_container(writer, root, path, *container),
            Content::ContainerEnd(why) => return self.end_container(writer, root, &path, why),
            Content::Article(content) => self.settle_file(writer, root, &path, Ok(*content))?,
            Content::NoArticle(why) => self.settle_file(writer, root, &path, Err(skipped(why)))?,
            Content::Failed(why) => self.settle_file(writer, root, &path, Err(failed(why)))?,
            Content::PassedOver(why) => {
                // It is there, so it isn't missing.
                if let Some(file) = files::find(writer, self.source(root), PathBytes(&path))? {
                    self.seen.insert(file.id);
                }
                return Ok(Settled::PassedOver(why));
            }
        };
        // Between the beginning and the end of a container only its members are settled.
        if let (Some(container), Settled::File(member)) = (&mut self.open_container, &settled) {
            container.has_failed |= member.event.outcome == Outcome::Failed;
            container.has_purged |= member.event.outcome == Outcome::Purged;
        }
        Ok(settled)
    }

    fn settle_file(
        &mut self,
        writer: &Writer,
        root_index: usize,
        path: &[u8],
        content: std::result::Result<FileContent, Written>,
    ) -> Result<Settled> {
        let root = &self.plan.roots[root_index];
        let source = self.source(root_index);
        let key = format!("{}/{}", root.source, display_path(path));
        let known = files::find(writer, source, PathBytes(path))?;
        let content = match content {
            Ok(content) => metadata::check_sidecar(writer, &content.sidecar.fields)?
                .map(|()| content)
                .map_err(|why| failed(format!("its sidecar: {why}"))),
            Err(written) => Err(written),
        };
        let content = match content {
            Ok(content) => content,
            Err(written) => {
                // A file that fails still exists, so it isn't missing.
                if let Some(file) = &known {
                    self.seen.insert(file.id);
                }
                let article = known.map(|file| file.article);
                let purged = if article.is_none() { self.purged_key(writer, &key)? } else { None };
                let event = event(key, article, purged.unwrap_or(written));
                return Ok(Settled::File(Box::new(SettledFile::without_text(event))));
            }
        };
        let sighting = self.sighting(root_index, path, &content);
        let named = named_key(root, &content);
        let has_other_key = known.is_none() && named.as_ref().is_some_and(|named| *named != key);
        if let (Some(file), Some(named)) = (&known, &named) {
            self.note_kept_article(writer, root_index, file.article, named, &content)?;
        }
        let (article, written) = if let Some(file) = known {
            let (article, written) = self.known_path(writer, &file, sighting, &content)?;
            (Some(article), written)
        } else {
            let keys = [key.as_str(), named.as_ref().unwrap_or(&key)];
            let Some(settled) = self.new_path(writer, root, keys, sighting, &content)? else {
                return Ok(Settled::Waits(once_more(root_index, root, path, &content)));
            };
            settled
        };
        let is_restated = std::mem::take(&mut self.is_restated);
        let annotated = match article {
            Some(article) if !matches!(written.outcome, Outcome::Failed | Outcome::Purged) => {
                self.annotate(writer, article, &content)? || is_restated
            }
            _ => false,
        };
        if let (Some(url), Some(_)) = (content.stated.value("url"), written.version) {
            self.site_names.add(url, content.stated.outlet.as_deref());
        }
        if !matches!(written.outcome, Outcome::Purged) {
            self.note(root_index, path, &key, &content);
        }
        let is_unlike = content.path.is_unlike && content.layout.is_none();
        let decoded = content.reading.article;
        let guessed = written.version.is_some() && decoded.guessed_from.is_some();
        let new_text = self.new_text.take().map(|id| (id, decoded.terms));
        let moved_from = self.moved_from.take();
        let key_from_sidecar =
            has_other_key && matches!(written.outcome, Outcome::Added | Outcome::Duplicate | Outcome::Failed);
        let event = ImportEvent { moved_from, key_from_sidecar, ..event(key, article, written) };
        Ok(Settled::File(Box::new(SettledFile { event, annotated, guessed, is_unlike, new_text })))
    }

    fn sighting<'p>(&self, root: usize, path: &'p [u8], content: &FileContent) -> Sighting<'p> {
        let young = i128::from(content.stamp.mtime_ns) > self.at.as_nanoseconds() - TICK_NS;
        // Without a stored time the next import reads the file again, which is always right.
        let tells = self.sources[root].is_source_folder && !young && !content.is_member;
        Sighting {
            source: self.source(root),
            path: PathBytes(path),
            container: self
                .open_container
                .as_ref()
                .filter(|_| content.is_member)
                .map(|container| container.id),
            size: content.stamp.size,
            mtime_ns: tells.then_some(content.stamp.mtime_ns),
            ctime_ns: content.stamp.ctime_ns,
        }
    }

    /// Settles a file whose path is known.
    fn known_path(
        &mut self,
        writer: &Writer,
        file: &KnownFile,
        sighting: Sighting,
        content: &FileContent,
    ) -> Result<(ArticleId, Written)> {
        // Two folders of one source with the same path would alternate as versions of one article. Captures of one address
        // are versions of one article, in the order of their dates.
        let is_new = self.seen.insert(file.id);
        if !is_new && content.is_member && content.captured.is_none() {
            let why = "the container has another member of this name, which was taken".to_owned();
            return Ok((file.article, failed(why)));
        }
        if !is_new && !content.is_member {
            let why = "another folder of the same source has a file of this name too".to_owned();
            return Ok((file.article, failed(why)));
        }
        // The new content may be that of a purged article.
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
        let written = self.next_version(writer, file.article, content)?;
        let outcome = if restored { Outcome::Restored } else { Outcome::Unchanged };
        Ok((file.article, written.unwrap_or(Written { outcome, version: None, detail: None })))
    }

    /// Runs `work` and records its changes with `origin` instead of that of the text.
    fn recording_as<T>(
        &self,
        writer: &Writer,
        origin: &Origin,
        work: impl FnOnce(&Writer) -> Result<T>,
    ) -> Result<T> {
        operations::recording_as(writer, self.operation, origin, self.at, work)
    }
}

impl SettledFile {
    fn without_text(event: ImportEvent) -> Self {
        Self { event, annotated: false, guessed: false, is_unlike: false, new_text: None }
    }
}

/// The candidate for reading a file once more. It isn't kept meanwhile, because those that wait may be many.
fn once_more(root_index: usize, root: &Root, path: &[u8], content: &FileContent) -> FileCandidate {
    let sidecar = (content.sidecar != Sidecar::default()).then_some(0);
    let location = match &root.folder {
        Some(folder) => Location::File { path: folder.join(native(path)), stamp: content.stamp, sidecar },
        None => Location::Memory(content.bytes().to_vec()),
    };
    FileCandidate { root: root_index, path: path.to_vec(), location, passed_over: None }
}

fn failed(why: String) -> Written {
    Written { outcome: Outcome::Failed, version: None, detail: Some(why) }
}

fn skipped(why: String) -> Written {
    Written { outcome: Outcome::Skipped, version: None, detail: Some(why) }
}

fn event(path: String, article: Option<ArticleId>, written: Written) -> ImportEvent {
    ImportEvent {
        path,
        outcome: written.outcome,
        article,
        version: written.version,
        detail: written.detail,
        moved_from: None,
        key_from_sidecar: false,
    }
}
