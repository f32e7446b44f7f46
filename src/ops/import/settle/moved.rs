//! Moved files: missing at their old path, with their bytes, or else their text, found at a new one.

use super::Settler;
use crate::Result;
use crate::ops::import::paths::native;
use crate::ops::import::plan::Root;
use crate::ops::import::read::FileContent;
use crate::store::Writer;
use crate::store::tables::files::{CurrentFile, PathBytes};
use crate::store::tables::{contents, files, versions};
use std::io::ErrorKind;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

impl Settler<'_> {
    /// A missing file of the source whose path looks the same. macOS writes `ö` as two characters, other systems as one, so
    /// a folder that was copied through macOS has other bytes in its names.
    pub(super) fn gone_alike(
        &self,
        writer: &Writer,
        root: &Root,
        source: i64,
        path: &[u8],
    ) -> Result<Option<CurrentFile>> {
        let Ok(path) = std::str::from_utf8(path) else { return Ok(None) };
        for other in other_forms(path) {
            let Some(known) = files::find(writer, source, PathBytes(other.as_bytes()))? else { continue };
            if !self.was_seen(known.id) && self.is_gone(&root.source, other.as_bytes()) {
                return Ok(Some(CurrentFile {
                    id: known.id,
                    article: known.article,
                    path: other.into_bytes(),
                    container: None,
                }));
            }
        }
        Ok(None)
    }

    /// A missing file of the source whose article has these bytes. Existing files are checked only once for each content;
    /// otherwise n copies of one file would take n² checks.
    pub(super) fn gone_with(
        &mut self,
        writer: &Writer,
        root: &Root,
        source: i64,
        blob: i64,
    ) -> Result<Option<CurrentFile>> {
        // Taken out of the map, because `self` is borrowed in the loop.
        let mut move_candidates = match self.move_candidates.remove(&(source, blob)) {
            Some(move_candidates) => move_candidates,
            None => files::with_current_blob(writer, source, blob)?.into_iter().rev().collect(),
        };
        let mut gone = None;
        while let Some(candidate) = move_candidates.pop() {
            // A member of a container is gone with its container. One that is missing in it may only come later.
            let path = candidate.container.as_ref().unwrap_or(&candidate.path);
            // An earlier file of this import may have taken over the article, or changed it.
            let unclaimed = !self.was_seen(candidate.id) && self.is_gone(&root.source, path);
            if unclaimed
                && versions::current_content(writer, candidate.article)?.is_some_and(|now| now.blob == blob)
            {
                gone = Some(candidate);
                break;
            }
        }
        self.move_candidates.insert((source, blob), move_candidates);
        Ok(gone)
    }

    /// Whether a new file has the text of a file that is missing since this import. Then it waits for the other new files, because one of
    /// them may have the same bytes, or the same text too.
    pub(super) fn waits(
        &mut self,
        writer: &Writer,
        root: &Root,
        source: i64,
        content: &FileContent,
    ) -> Result<bool> {
        if self.is_last_pass || !may_be_edited(content) {
            return Ok(false);
        }
        let Some(text) = contents::find_text(writer, content.text_sha256)? else { return Ok(false) };
        if let Some(waiting) = self.waiting.get_mut(&(source, text)) {
            *waiting += u64::from(*waiting > 0);
            return Ok(*waiting > 0);
        }
        let is_gone = self.gone_with_text(writer, root, source, text)?.is_some();
        self.waiting.insert((source, text), u64::from(is_gone));
        Ok(is_gone)
    }

    /// The missing file of the source that only this new file has the text of, after all other new files.
    pub(super) fn gone_and_edited(
        &self,
        writer: &Writer,
        root: &Root,
        source: i64,
        content: &FileContent,
    ) -> Result<Option<CurrentFile>> {
        if !self.is_last_pass || !may_be_edited(content) {
            return Ok(None);
        }
        match contents::find_text(writer, content.text_sha256)? {
            Some(text) if self.waiting.get(&(source, text)) == Some(&1) => {
                self.gone_with_text(writer, root, source, text)
            }
            _ => Ok(None),
        }
    }

    fn gone_with_text(
        &self,
        writer: &Writer,
        root: &Root,
        source: i64,
        text: i64,
    ) -> Result<Option<CurrentFile>> {
        let only = files::only_with_current_text(writer, source, text)?;
        Ok(only.filter(|file| !self.was_seen(file.id) && self.is_gone(&root.source, &file.path)))
    }

    /// Whether no folder of the source has a file at `path` any more. `false` if one of them can't be checked.
    pub(in crate::ops::import) fn is_gone(&self, source: &str, path: &[u8]) -> bool {
        let path = native(path);
        let roots = self.plan.roots.iter().zip(&self.sources).filter(|(root, _)| root.source == source);
        let gone = |folder: &Path| {
            match folder.join(&path).symlink_metadata() {
                Ok(found) => found.is_dir(),
                // Only these two errors prove it: a file that can't be looked at may still exist.
                Err(error) => matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
            }
        };
        roots
            .into_iter()
            .all(|(root, kept)| kept.is_source_folder && root.folder.as_deref().is_some_and(gone))
    }
}

/// Whether a new file may be a moved and edited one. Captures and members of containers have keys that tell what they are.
fn may_be_edited(content: &FileContent) -> bool {
    !content.is_member && content.captured.is_none() && content.path.key.is_none()
}

/// The other Unicode forms of a path: composed, decomposed, and mixed, as folders and name may differ.
fn other_forms(path: &str) -> Vec<String> {
    if path.is_ascii() {
        return Vec::new();
    }
    let folders = path.rfind('/').map_or(0, |slash| slash + 1);
    let (folders, name) = path.split_at(folders);
    let composed = |text: &str| text.nfc().collect::<String>();
    let decomposed = |text: &str| text.nfd().collect::<String>();
    let mut forms = vec![
        composed(folders) + &composed(name),
        decomposed(folders) + &decomposed(name),
        composed(folders) + &decomposed(name),
        decomposed(folders) + &composed(name),
    ];
    forms.sort();
    forms.dedup();
    forms.retain(|form| form != path);
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_other_forms_only_with_letters_that_have() {
        for path in ["a/b.txt", "短い/文.txt", "ß.txt"] {
            assert!(other_forms(path).is_empty(), "{path}");
        }
        assert_eq!(other_forms("a/ö.txt"), ["a/o\u{308}.txt"]);
        assert_eq!(other_forms("a/o\u{308}.txt"), ["a/ö.txt"]);
        assert_eq!(other_forms("é/ö").len(), 3);
        assert!(other_forms("ガ/한.txt").contains(&"カ\u{3099}/\u{1112}\u{1161}\u{11ab}.txt".to_owned()));
    }
}
