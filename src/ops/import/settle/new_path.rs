//! Files at paths that no import saw before: the article is a new one, that of a moved file, or the one that the key names.

use super::versions::remark;
use super::{Settler, Written, failed};
use crate::Result;
use crate::model::{ArticleId, Origin, Outcome, VersionKind};
use crate::ops::import::paths::display_path;
use crate::ops::import::plan::Root;
use crate::ops::import::read::FileContent;
use crate::ops::metadata::{self, Standing};
use crate::ops::stated;
use crate::store::Writer;
use crate::store::tables::files::{self, CurrentFile, Sighting};
use crate::store::tables::{articles, contents, versions as store};

impl Settler<'_> {
    /// Settles a file whose path is new; `None` if it has to wait for the other new files. It counts as moved if a missing file had the
    /// same bytes, or a path that looks the same, or, as the only one, the same text. The key comes from its sidecar or from the pattern of
    /// the source; the default is `path`.
    pub(super) fn new_path(
        &mut self,
        writer: &Writer,
        root: &Root,
        [path, key]: [&str; 2],
        sighting: Sighting,
        content: &FileContent,
    ) -> Result<Option<(Option<ArticleId>, Written)>> {
        // By a key of the pattern, several files are one article.
        let is_shared = content.sidecar.key.is_none() && content.path.key.is_some();
        let holder = articles::with_key(writer, key)?;
        if let Some(other) = holder
            && articles::source_of(writer, other)? == sighting.source
            && (is_shared || !files::any_of(writer, other)?)
        {
            if let Some(purged) = self.purged_content(writer, content)? {
                return Ok(Some((Some(other), purged)));
            }
            // Otherwise the article's row of `file` was deleted, by an undo of its import or by another program.
            self.seen.insert(files::add(writer, sighting, other)?);
            let restored = is_shared
                && self.recording_as(writer, &Origin::Import, |writer| {
                    articles::restore_removed_by_import(writer, other)
                })?;
            let written = self.next_version(writer, other, content)?;
            let outcome = if restored { Outcome::Restored } else { Outcome::Unchanged };
            let written = written.unwrap_or(Written { outcome, version: None, detail: None });
            return Ok(Some((Some(other), written)));
        }
        let blob = contents::find_blob(writer, content.sha256)?;
        // A file whose path names its article isn't the moved file of another one.
        let alike =
            if is_shared { None } else { self.gone_alike(writer, root, sighting.source, sighting.path.0)? };
        let gone = match (alike, blob) {
            (Some(alike), _) => Some(alike),
            (None, _) if is_shared => None,
            (None, Some(blob)) => self.gone_with(writer, root, sighting.source, blob)?,
            (None, None) => None,
        };
        // A moved file belongs to a live article, so it wasn't purged.
        if gone.is_none()
            && let Some(purged) = self.purged_file(writer, [path, key], content)?
        {
            return Ok(Some((None, purged)));
        }
        if gone.is_none() && self.waits(writer, root, sighting.source, content)? {
            return Ok(None);
        }
        let gone = match gone {
            None => self.gone_and_edited(writer, root, sighting.source, content)?,
            gone => gone,
        };
        if let Some(other) = holder
            && gone.as_ref().is_none_or(|gone| gone.article != other)
        {
            let why = if content.sidecar.key.is_some() {
                format!("its sidecar: the key {key} is that of article {other}")
            } else {
                format!("its key is that of article {other}, which is another file: give it another --source")
            };
            return Ok(Some((Some(other), failed(why))));
        }
        if let Some(CurrentFile { id, article, path: old_path, .. }) = gone {
            self.seen.insert(id);
            files::see(writer, id, sighting)?;
            self.recording_as(writer, &Origin::Import, |writer| {
                articles::restore_removed_by_import(writer, article)?;
                articles::rename(writer, article, key)
            })?;
            let from = format!("from {}/{}", root.source, display_path(&old_path));
            self.moved_from = Some(old_path);
            let written = match self.next_version(writer, article, content)? {
                Some(Written { detail: Some(detail), outcome, version }) => {
                    Written { outcome, version, detail: Some(format!("{from}; {detail}")) }
                }
                Some(written) => Written { detail: Some(from), ..written },
                None => Written { outcome: Outcome::Moved, version: None, detail: Some(from) },
            };
            return Ok(Some((Some(article), written)));
        }
        let twin = blob.map(|blob| articles::with_current_blob(writer, blob)).transpose()?.flatten();
        let origin = stated::origin(&content.reading.reader);
        // The article refers to its current version and the version to its article, so one id has to be known in advance.
        let first = store::next_id(writer)?;
        let article = self.recording_as(writer, &origin, |writer| {
            let value = |field: &str| content.stated.value(field);
            let article = articles::add(writer, key, sighting.source, first, &value, self.at)?;
            metadata::complete(writer, article, &content.stated, &origin, Standing::Current)?;
            Ok(article)
        })?;
        self.seen.insert(files::add(writer, sighting, article)?);
        let kept = self.keep(writer, content, blob)?;
        let version = self.version(writer, article, content, kept, VersionKind::Added)?;
        let version = store::add_first(writer, first, &version)?;
        let detail = match twin {
            Some(twin) => Some(format!("same bytes as article {twin}")),
            None => remark(content),
        };
        let named = (key != path && !is_shared).then(|| "its sidecar names its key".to_owned());
        let detail = match (named, detail) {
            (Some(named), Some(detail)) => Some(format!("{named}; {detail}")),
            (named, detail) => named.or(detail),
        };
        let outcome = if twin.is_some() { Outcome::Duplicate } else { Outcome::Added };
        Ok(Some((Some(article), Written { outcome, version: Some(version), detail })))
    }
}

/// The key that a sidecar or the pattern of the source gives.
pub(super) fn named_key(root: &Root, content: &FileContent) -> Option<String> {
    let of_pattern = || content.path.key.as_ref().map(|key| format!("{}/{key}", root.source));
    content.sidecar.key.clone().or_else(of_pattern)
}
