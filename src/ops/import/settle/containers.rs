//! Containers: their members are noted, so that one that didn't change isn't taken apart again.

use super::{OpenContainer, Settled, SettledFile, Settler, event, failed};
use crate::Result;
use crate::ops::import::TICK_NS;
use crate::ops::import::candidate::{FileCandidate, Location};
use crate::ops::import::paths::display_path;
use crate::ops::import::read::ContainerFile;
use crate::ops::import::unpack::Request;
use crate::store::tables::containers::{self, KnownContainer, ReadContainer};
use crate::store::tables::files::PathBytes;
use crate::store::{Reader, Writer, purge};

impl Settler<'_> {
    /// The number of members of a container whose size and times equal those of the last hashing; `None` for other files.
    pub(in crate::ops::import) fn unchanged_container(
        &mut self,
        reader: &Reader,
        candidate: &FileCandidate,
    ) -> Result<Option<u64>> {
        let Location::File { stamp, sidecar: None, .. } = candidate.location else { return Ok(None) };
        if !self.sources[candidate.root].is_source_folder {
            return Ok(None);
        }
        let source = self.source(candidate.root);
        let Some(known) = containers::find(reader, source, PathBytes(&candidate.path))? else {
            return Ok(None);
        };
        let unchanged = !known.missing
            && known.size == stamp.size
            && known.mtime_ns == Some(stamp.mtime_ns)
            && known.ctime_ns == stamp.ctime_ns;
        if unchanged { self.see_members(reader, &known).map(Some) } else { Ok(None) }
    }

    /// Notes that all members of a container are there still, and returns their number.
    fn see_members(&mut self, reader: &Reader, container: &KnownContainer) -> Result<u64> {
        let files = containers::files(reader, container.id)?;
        for &file in &files {
            self.seen.insert(file);
        }
        self.read_containers.insert(container.id);
        Ok(files.len() as u64)
    }

    /// Decides whether a container has to be taken apart.
    pub(super) fn begin_container(
        &mut self,
        writer: &Writer,
        root: usize,
        path: Vec<u8>,
        container: ContainerFile,
    ) -> Result<Settled> {
        let ContainerFile { format, bytes, sha256, stamp } = container;
        let source = self.source(root);
        let young = i128::from(stamp.mtime_ns) > self.at.as_nanoseconds() - TICK_NS;
        let tells = self.sources[root].is_source_folder && !young;
        let read = ReadContainer {
            sha256,
            size: stamp.size,
            mtime_ns: tells.then_some(stamp.mtime_ns),
            ctime_ns: stamp.ctime_ns,
        };
        // Members of a purged article or a table read with other columns may differ although the bytes don't, and those of a
        // container that was missing are missing too.
        if let Some(known) = containers::find(writer, source, PathBytes(&path))?
            && known.sha256 == sha256
            && !known.missing
            && !self.reads_again[root]
        {
            containers::end(writer, known.id, read)?;
            let members = self.see_members(writer, &known)?;
            return Ok(Settled::SameContainer { members, bytes: stamp.size });
        }
        let id = containers::begin(writer, source, PathBytes(&path), format.name(), stamp.size)?;
        let key = format!("{}/{}", self.plan.roots[root].source, display_path(&path));
        self.open_container = Some(OpenContainer { id, key, read, has_failed: false, has_purged: false });
        Ok(Settled::Unpack(Box::new(Request { turn: (0, 0), root, path, bytes, format })))
    }

    /// Notes that a container was read to its end, or reports why it wasn't.
    pub(super) fn end_container(
        &mut self,
        writer: &Writer,
        root: usize,
        path: &[u8],
        why: Option<String>,
    ) -> Result<Settled> {
        let Some(container) = self.open_container.take() else {
            unreachable!("a container ends only after it has begun")
        };
        let key = format!("{}/{}", self.plan.roots[root].source, display_path(path));
        // Where all members were purged, the path of the container has to be forgotten with them.
        if container.has_purged && containers::forget_if_empty(writer, container.id)? {
            purge::withhold(writer, self.operation, &key, false)?;
        }
        if let Some(why) = why {
            let failure = SettledFile::without_text(event(key, None, failed(why)));
            return Ok(Settled::File(Box::new(failure)));
        }
        // Without its hash the container is taken apart again, as files that fail are read again.
        if !container.has_failed && !container.has_purged {
            containers::end(writer, container.id, container.read)?;
        }
        self.read_containers.insert(container.id);
        Ok(Settled::ContainerEnd { bytes: container.read.size })
    }

    /// Whether the members of a container are being settled.
    pub(in crate::ops::import) fn is_in_container(&self) -> bool {
        self.open_container.is_some()
    }

    /// Whether the container was read to its end, so that members which weren't seen are gone.
    pub(in crate::ops::import) fn read_whole(&self, container: i64) -> bool {
        self.read_containers.contains(container)
    }
}
