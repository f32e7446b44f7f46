//! Revisits: captures without bytes, because they were those of an earlier capture. The bytes are read again from there.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io::Read;
use std::rc::Rc;

use super::capture::{Capture, CaptureUse};
use super::record::Record;
use super::stream::{ArchiveStream, RecordPosition, Shared};
use crate::Limits;
use crate::container::budget::{Metered, Packed, UnpackingBudget};
use crate::container::exactly::Exactly;

/// So many keys of captures are kept: some 80 MB at most.
const KEYS: usize = 1_800_000;
/// The largest part of a gzip member that is unpacked again to reach a record in it. Only odd archives have several in one.
const FARTHEST: u32 = 16 << 20;

/// The places of the captures of an archive, by the names that a revisit may use.
pub(super) struct Revisits {
    hasher: RandomState,
    positions: HashMap<u64, RecordPosition>,
    /// Whether the archive is compressed with gzip.
    is_gzip: bool,
}

impl Revisits {
    pub(super) fn new(is_gzip: bool) -> Self {
        Self { hasher: RandomState::new(), positions: HashMap::new(), is_gzip }
    }

    /// Keeps where a capture is.
    pub(super) fn remember(&mut self, record: &Record) {
        let digest = record.fields.get("WARC-Payload-Digest");
        let identifier = record.fields.get("WARC-Record-ID");
        let place = record.fields.get("WARC-Date").map(|date| (record.address(), date));
        for key in self.keys(digest, identifier, place) {
            if self.positions.len() < KEYS {
                self.positions.insert(key, record.position);
            }
        }
    }

    /// The capture that a revisit repeats; `None` if the archive doesn't have it before the revisit.
    pub(super) fn original(
        &self,
        revisit: &Record,
        shared: &Shared<'_>,
        budget: &Rc<UnpackingBudget>,
        limits: &Limits,
    ) -> Option<Capture> {
        let fields = &revisit.fields;
        let address = fields
            .get("WARC-Refers-To-Target-URI")
            .map_or(revisit.address(), |uri| uri.trim_matches(['<', '>']));
        let place = fields.get("WARC-Refers-To-Date").map(|date| (address, date));
        let keys = self.keys(fields.get("WARC-Payload-Digest"), fields.get("WARC-Refers-To"), place);
        // The digest comes first: it is of the bytes themselves.
        let position = keys.into_iter().find_map(|key| self.positions.get(&key))?;
        self.read_at(*position, shared, budget, limits)
    }

    /// The hashes of the names of a capture, the surest first.
    fn keys(&self, digest: Option<&str>, identifier: Option<&str>, place: Option<(&str, &str)>) -> Vec<u64> {
        // The letters of Base32 and of hexadecimal numbers mean the same in both cases.
        let digest = digest.map(|digest| self.hasher.hash_one(("digest", digest.to_ascii_lowercase())));
        let identifier = identifier.map(|identifier| self.hasher.hash_one(("identifier", identifier)));
        let place = place.map(|place| self.hasher.hash_one(("place", place)));
        digest.into_iter().chain(identifier).chain(place).collect()
    }

    /// Reads a capture again that was read before. A capture that fails now would have failed then, unless the file has changed.
    fn read_at(
        &self,
        position: RecordPosition,
        shared: &Shared<'_>,
        budget: &Rc<UnpackingBudget>,
        limits: &Limits,
    ) -> Option<Capture> {
        if position.member > FARTHEST {
            return None;
        }
        let source = Box::new(shared.at(position.file));
        let mut stream = if self.is_gzip {
            ArchiveStream::gzip(source, position.file)
        } else {
            ArchiveStream::plain(source, position.file)
        };
        std::io::copy(&mut stream.by_ref().take(u64::from(position.member)), &mut std::io::sink()).ok()?;
        let record = Record::next(&mut stream).ok()??;
        let mut rest = Exactly::new(&mut stream, record.length);
        let mut block = Metered::new(&mut rest, budget, Packed::Not);
        match Capture::read(&record, &mut block, limits) {
            Ok(CaptureUse::Page(capture)) => Some(capture),
            _ => None,
        }
    }
}
