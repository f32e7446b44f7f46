//! New versions of an article, and their stored contents.

use super::{Settler, Written};
use crate::Result;
use crate::model::{ArticleId, Outcome, Sha256, UtcTime, VersionKind};
use crate::ops::import::read::FileContent;
use crate::ops::import::settings::Rules;
use crate::ops::metadata::{self, Standing};
use crate::ops::reading::{self, Layout};
use crate::ops::stated::{self, Stated};
use crate::store::tables::contents::{self, ContentIds, NewContent};
use crate::store::tables::versions::{self, NewVersion};
use crate::store::tables::{metadata as values, readings};
use crate::store::{Reader, Writer};
use crate::text;
use std::sync::Arc;

/// Maximum number of later versions that are read again to find their statements.
const LATER: u32 = 50;

impl Settler<'_> {
    /// Adds a version if the content differs from the current one. A capture is compared with those of its time.
    pub(super) fn next_version(
        &mut self,
        writer: &Writer,
        article: ArticleId,
        content: &FileContent,
    ) -> Result<Option<Written>> {
        let blob = contents::find_blob(writer, content.sha256)?;
        if content.captured.is_some() {
            return self.next_capture(writer, article, content, blob);
        }
        let current = versions::current_content(writer, article)?;
        let same_bytes = blob.is_some() && current.map(|current| current.blob) == blob;
        let charset = content.reading.article.charset;
        if same_bytes && content.layout.is_some() && self.reads_columns {
            return self.read_by_columns(writer, article, content, blob, current);
        }
        // Without a given charset the stored text stays: a better guess in a later release is not new content.
        if same_bytes && (!content.charset_is_given || current == Some(self.keep(writer, content, blob)?)) {
            return Ok(None);
        }
        let (kind, outcome, detail) = if same_bytes {
            (VersionKind::Redecoded, Outcome::Redecoded, Some(format!("read as {charset}")))
        } else if blob.map_or(Ok(false), |blob| versions::had(writer, article, blob))? {
            (VersionKind::Reverted, Outcome::Reverted, remark(content))
        } else {
            (VersionKind::Changed, Outcome::Changed, remark(content))
        };
        let kept = self.keep(writer, content, blob)?;
        let version = self.version(writer, article, content, kept, kind)?;
        let version = versions::add(writer, &version)?;
        self.follow(writer, article, content, &content.stated)?;
        Ok(Some(Written { outcome, version: Some(version), detail }))
    }

    /// Reads a row again whose columns the user gives another meaning. That is a version also where the text stays, because a version
    /// says how it was read: otherwise `reread` would go back to the former columns.
    fn read_by_columns(
        &mut self,
        writer: &Writer,
        article: ArticleId,
        content: &FileContent,
        blob: Option<i64>,
        current: Option<ContentIds>,
    ) -> Result<Option<Written>> {
        let withdrawn =
            self.rules.iter().any(Rules::changes_columns) && self.withdraw(writer, article, content)?;
        let kept = self.keep(writer, content, blob)?;
        let version = self.version(writer, article, content, kept, VersionKind::Reread)?;
        let is_same = current == Some(kept) && readings::current(writer, article)?.layout == version.layout;
        let written = if is_same {
            None
        } else {
            let number = versions::add(writer, &version)?;
            Some(Written { outcome: Outcome::Reread, version: Some(number), detail: remark(content) })
        };
        let changed = withdrawn | self.follow(writer, article, content, &content.stated)?;
        self.is_restated = changed && written.is_none();
        Ok(written)
    }

    /// Takes back what the row stated by its former columns, and doesn't state any more.
    fn withdraw(&self, writer: &Writer, article: ArticleId, content: &FileContent) -> Result<bool> {
        let former = reading::read_stored(content.bytes(), &readings::current(writer, article)?);
        // One that can't be read by its former columns stated nothing.
        let Ok(former) = former else { return Ok(false) };
        let origin = stated::origin(&content.reading.reader);
        self.recording_as(writer, &origin, |writer| {
            metadata::withdraw(writer, article, &Stated::of(&former), &content.stated, &origin)
        })
    }

    /// Adds a capture at its place among the versions, unless it is known. Each capture is a version, so that the order of
    /// imports makes no difference.
    fn next_capture(
        &mut self,
        writer: &Writer,
        article: ArticleId,
        content: &FileContent,
        blob: Option<i64>,
    ) -> Result<Option<Written>> {
        let Some(captured) = content.captured else { return Ok(None) };
        if let Some(blob) = blob
            && versions::has_capture(writer, article, blob, captured)?
        {
            return Ok(None);
        }
        let kept = self.keep(writer, content, blob)?;
        // A capture older than all others continues with the text of the first one.
        let neighbour = match versions::text_at(writer, article, captured)? {
            None => versions::text_after(writer, article, captured)?,
            before => before,
        };
        let (kind, outcome) = if neighbour == Some(kept.text) {
            (VersionKind::Recaptured, Outcome::Recaptured)
        } else if versions::had(writer, article, kept.blob)? {
            (VersionKind::Reverted, Outcome::Reverted)
        } else {
            (VersionKind::Changed, Outcome::Changed)
        };
        let version = self.version(writer, article, content, kept, kind)?;
        let number = versions::add(writer, &version)?;
        self.follow(writer, article, content, &stated_last(writer, article, content, captured)?)?;
        Ok(Some(Written { outcome, version: Some(number), detail: remark(content) }))
    }

    /// Lets the article's fields follow the statements of a version. Returns whether any changed.
    fn follow(
        &self,
        writer: &Writer,
        article: ArticleId,
        content: &FileContent,
        stated: &Stated,
    ) -> Result<bool> {
        let origin = stated::origin(&content.reading.reader);
        self.recording_as(writer, &origin, |writer| {
            let standard = metadata::follow(writer, article, stated, &origin, Standing::Current)?;
            Ok(metadata::complete(writer, article, stated, &origin, Standing::Current)? || standard)
        })
    }

    /// The stored layout of a table, whose rows follow each other.
    fn keep_layout(&mut self, writer: &Writer, layout: &Arc<Layout>) -> Result<i64> {
        if let Some((last, id)) = &self.last_layout
            && Arc::ptr_eq(last, layout)
        {
            return Ok(*id);
        }
        let id = contents::keep_layout(writer, &layout.to_json())?;
        self.last_layout = Some((Arc::clone(layout), id));
        Ok(id)
    }

    pub(super) fn version<'v>(
        &mut self,
        writer: &Writer,
        article: ArticleId,
        content: &'v FileContent,
        kept: ContentIds,
        kind: VersionKind,
    ) -> Result<NewVersion<'v>> {
        let layout = content.layout.as_ref().map(|layout| self.keep_layout(writer, layout));
        Ok(NewVersion {
            article,
            content: kept,
            charset: content.reading.article.charset.name(),
            lossy: content.reading.article.lossy,
            reader: &content.reading.reader,
            rules: content.reading.rules,
            layout: layout.transpose()?,
            captured: content.captured,
            operation: self.operation,
            kind,
            added_at: self.at,
        })
    }

    pub(super) fn keep(
        &mut self,
        writer: &Writer,
        content: &FileContent,
        blob: Option<i64>,
    ) -> Result<ContentIds> {
        let reading = &content.reading.article;
        let (ids, is_new) = contents::keep(
            writer,
            &NewContent {
                sha256: content.sha256,
                bytes: content.bytes(),
                packed: content.packed.as_deref(),
                media_type: content.reading.media_type,
                text: &reading.text,
                text_sha256: content.text_sha256,
                words: reading.words.count,
                normalized_sha256: Sha256(reading.words.normalized_sha256),
                normalized_profile: text::word::RULES,
            },
            blob,
        )?;
        if is_new {
            self.new_text = Some(ids.text);
        }
        Ok(ids)
    }
}

/// The statements of a capture that no later version of its article has, so that the order of imports makes no difference.
fn stated_last(
    reader: &Reader,
    article: ArticleId,
    content: &FileContent,
    captured: UtcTime,
) -> Result<Stated> {
    let mut stated = content.stated.clone();
    let url = "url".parse()?;
    if !values::values(reader, article, &url)?.is_empty() {
        // The captures of an article share its address, which their pages needn't state.
        stated.remove(&url);
    }
    for later in readings::after(reader, article, captured, LATER)? {
        // Mostly the current version states the same fields, and no other one is read.
        if stated == Stated::default() {
            break;
        }
        let bytes = contents::bytes(reader, article, later.version)?;
        // A version that can't be read states nothing.
        if let Ok(reading) = reading::read_stored(&bytes, &later) {
            stated.remove_all(&Stated::of(&reading));
        }
    }
    Ok(stated)
}

/// The remarks about how a document was read.
pub(super) fn remark(content: &FileContent) -> Option<String> {
    match (uncertainty(content), content.reading.remark.clone()) {
        (Some(uncertainty), Some(remark)) => Some(format!("{uncertainty}; {remark}")),
        (uncertainty, remark) => uncertainty.or(remark),
    }
}

/// The remark about a lossy decoding, or about a charset that was guessed from few letters.
fn uncertainty(content: &FileContent) -> Option<String> {
    let (reading, charset) = (&content.reading.article, content.reading.article.charset);
    if reading.lossy {
        return Some(format!("some bytes have no reading in {charset}: the text shows U+FFFD"));
    }
    let letters = match reading.guessed_from? {
        1 => "1 letter or sign".to_owned(),
        several => format!("{several} letters or signs"),
    };
    Some(format!("charset guessed from {letters}: {charset}; --charset sets it"))
}
