//! New versions of an article, and their stored contents.

use super::{Settler, Written};
use crate::Result;
use crate::model::{ArticleId, Outcome, Sha256, VersionKind};
use crate::ops::annotate;
use crate::ops::import::read::FileContent;
use crate::store::Writer;
use crate::store::tables::contents::{self, ContentIds, NewContent};
use crate::store::tables::versions::{self, NewVersion};
use crate::text::{self, Form};

impl Settler<'_> {
    /// Adds a version if the content differs from the current one.
    pub(super) fn next_version(
        &mut self,
        writer: &Writer,
        article: ArticleId,
        content: &FileContent,
    ) -> Result<Option<Written>> {
        let current = versions::current_content(writer, article)?;
        let blob = contents::find_blob(writer, content.sha256)?;
        let same_bytes = blob.is_some() && current.map(|current| current.blob) == blob;
        let charset = content.reading.charset;
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
        let version = versions::add(writer, &self.version(article, content, kept, kind))?;
        annotate::follow_text(writer, article, &content.reading.opening)?;
        Ok(Some(Written { outcome, version: Some(version), detail }))
    }

    pub(super) fn version<'v>(
        &self,
        article: ArticleId,
        content: &'v FileContent,
        kept: ContentIds,
        kind: VersionKind,
    ) -> NewVersion<'v> {
        NewVersion {
            article,
            content: kept,
            charset: content.reading.charset.name(),
            lossy: content.reading.lossy,
            operation: self.operation,
            kind,
            added_at: self.at,
        }
    }

    pub(super) fn keep(
        &mut self,
        writer: &Writer,
        content: &FileContent,
        blob: Option<i64>,
    ) -> Result<ContentIds> {
        let reading = &content.reading;
        let (ids, is_new) = contents::keep(
            writer,
            &NewContent {
                sha256: content.sha256,
                bytes: content.bytes(),
                media_type: content.media_type,
                text: &reading.text,
                text_sha256: content.text_sha256,
                words: reading.words.count,
                normalized_sha256: Sha256(reading.words.normalized_sha256),
                normalized_profile: text::PROFILE,
                folded: reading.folded.as_deref(),
            },
            blob,
        )?;
        if is_new {
            self.new_text = Some(ids.text);
        }
        Ok(ids)
    }
}

/// The remark about a text with markup, or about an uncertain decoding.
pub(super) fn remark(content: &FileContent) -> Option<String> {
    let form = Form::of(&content.reading.text).map(|form| match form {
        Form::Json => "looks like JSON, which isn't read: all of it is one article".to_owned(),
        Form::Warc | Form::Mail => {
            format!("looks like {form}, which isn't read: its headers are part of the text")
        }
        Form::Html | Form::Rtf | Form::Latex => format!("looks like {form}: its markup is part of the text"),
    });
    match (uncertainty(content), form) {
        (Some(uncertainty), Some(form)) => Some(format!("{uncertainty}; {form}")),
        (uncertainty, form) => uncertainty.or(form),
    }
}

/// The remark about a lossy decoding, or about a charset that was guessed from few letters.
fn uncertainty(content: &FileContent) -> Option<String> {
    let (reading, charset) = (&content.reading, content.reading.charset);
    if reading.lossy {
        return Some(format!("some bytes have no reading in {charset}: the text shows U+FFFD"));
    }
    let letters = match reading.guessed_from? {
        1 => "1 letter or sign".to_owned(),
        several => format!("{several} letters or signs"),
    };
    Some(format!("charset guessed from {letters}: {charset}; --charset sets it"))
}
