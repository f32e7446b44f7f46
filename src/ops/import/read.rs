//! Reading one file or member: bytes, hash, text, and the findings beside it.

pub(super) use super::content::{ContainerFile, Content, FileContent};

use super::candidate::{FileCandidate, Location, Stamp};
use super::content::{ContainerBytes, ContainerFormat};
use super::paths::display_path;
use super::prepared::{Member, MemberContent, ReadOptions};
use super::settings::Rules;
use super::sidecars;
use super::unpack::path_within;
use super::whole::{Whole, read_once};
use crate::model::Sha256;
use crate::ops::reading::{self, Layout, Reading, TableForm, Unread};
use crate::ops::sidecar::Sidecar;
use crate::text::Charset;
use corpus_documents::recognise::{self, Kind, recognise};
use corpus_documents::row::{self, RowPiece};
use corpus_documents::{Context, Document};
use std::path::Path;
use std::sync::Arc;

/// Reads a member of a container. Its path comes with it, because that of a row is only known once it was read.
pub(super) fn member(member: Member, options: &ReadOptions) -> (Vec<u8>, Content) {
    let Member { root, path, content } = member;
    let content = match content {
        MemberContent::Document(document) => member_document(root, &path, document, options),
        MemberContent::Row(piece, layout) => return row(root, &path, piece, layout, options),
        MemberContent::Failed(why) => Content::Failed(why),
        MemberContent::LeftOut(why) => Content::NoArticle(why),
        MemberContent::PassedOver(why) => Content::PassedOver(why),
    };
    (path, content)
}

fn member_document(root: usize, path: &[u8], document: Document, options: &ReadOptions) -> Content {
    let name = display_path(path);
    let Document { bytes, context, .. } = document;
    let reading = match reading::read(&bytes, &name, options.charset, &context) {
        Ok(reading) => reading,
        Err(unread) => return unread.into(),
    };
    let mut content = member_content(bytes, reading);
    content.charset_is_given = options.charset.is_some();
    content.captured = context.captured.as_deref().and_then(|captured| captured.parse().ok());
    content.add_path(&name, &options.rules[root]);
    Content::Article(Box::new(content))
}

/// Reads a row of the table at `table`.
fn row(
    root: usize,
    table: &[u8],
    piece: RowPiece,
    layout: Arc<Layout>,
    options: &ReadOptions,
) -> (Vec<u8>, Content) {
    let line = piece.line;
    let named = row::named(piece, layout.kind, &layout.mapping);
    let name = match &named {
        Ok(named) => &named.name,
        Err(refusal) => refusal.member.as_deref().unwrap_or_default(),
    };
    let (path, rules) = (path_within(table, name), &options.rules[root]);
    let content = match (rules.passes_over(&path, false), named) {
        (Some(why), _) => Content::PassedOver(why),
        (None, Err(refusal)) => Content::Failed(refusal.reason),
        (None, Ok(named)) => match reading::of_row(named.row, &named.bytes, &layout) {
            Ok(reading) => {
                let mut content = member_content(named.bytes, reading);
                content.line = Some(line);
                content.layout = Some(layout);
                content.add_path(&display_path(&path), rules);
                Content::Article(Box::new(content))
            }
            Err(unread) => unread.into(),
        },
    };
    (path, content)
}

fn member_content(bytes: Vec<u8>, reading: Reading) -> FileContent {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut content = FileContent::of(bytes, reading, Stamp { size, mtime_ns: 0, ctime_ns: 0 });
    content.is_member = true;
    content
}

/// Reads a file, and once more if it changes meanwhile.
pub(super) fn file(candidate: FileCandidate, options: &ReadOptions) -> Content {
    let name = display_path(&candidate.path);
    let rules = &options.rules[candidate.root];
    let mut content = match candidate.location {
        Location::Unreadable { reason, .. } => Content::Failed(reason),
        Location::Memory(bytes) => memory(bytes, &name, rules, options),
        Location::File { path, sidecar, .. } => {
            let sidecar = match sidecar.map(|_| sidecars::read(&path)).transpose() {
                Ok(sidecar) => sidecar.unwrap_or_default(),
                Err(why) => return Content::Failed(why),
            };
            on_disk(&path, &name, sidecar, rules, options).unwrap_or_else(Content::Failed)
        }
    };
    if let Content::Article(article) = &mut content {
        article.add_path(&name, rules);
    }
    content
}

/// Reads bytes from a pipe.
fn memory(bytes: Vec<u8>, name: &str, rules: &Rules, options: &ReadOptions) -> Content {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let stamp = Stamp { size, mtime_ns: 0, ctime_ns: 0 };
    match container_format(&bytes, name, rules, options) {
        Ok(Some(format)) => {
            let sha256 = Sha256::of(&bytes);
            let bytes = ContainerBytes::Memory(Arc::new(bytes));
            Content::Container(Box::new(ContainerFile { format, bytes, sha256, stamp }))
        }
        Ok(None) => article(bytes, name, stamp, Sidecar::default(), options),
        Err(unread) => unread.into(),
    }
}

fn on_disk(
    path: &Path,
    name: &str,
    sidecar: Sidecar,
    rules: &Rules,
    options: &ReadOptions,
) -> Result<Content, String> {
    // A sidecar belongs to a single text.
    let recognised = |beginning: &[u8]| {
        if sidecar == Sidecar::default() {
            container_format(beginning, name, rules, options)
        } else {
            Ok(None)
        }
    };
    let once = || read_once(path, options.max_size, &recognised);
    let read = match once()? {
        Some(read) => read,
        None => once()?.ok_or("it keeps changing while it is read")?,
    };
    Ok(match read {
        Whole::Bytes(bytes, stamp) => article(bytes, name, stamp, sidecar, options),
        Whole::Container(container) => Content::Container(Box::new(container)),
        Whole::Unread(unread) => unread.into(),
    })
}

fn article(bytes: Vec<u8>, name: &str, stamp: Stamp, sidecar: Sidecar, options: &ReadOptions) -> Content {
    // The user's charset takes precedence over the sidecar's.
    let charset: Option<Charset> = options.charset.or(sidecar.charset);
    let reading = match &sidecar.layout {
        Some(layout) => reading::read_row(&bytes, layout),
        None => reading::read(&bytes, name, charset, &Context::default()),
    };
    match reading {
        Ok(reading) => {
            let mut content = FileContent::of(bytes, reading, stamp);
            content.charset_is_given = charset.is_some() && sidecar.layout.is_none();
            content.captured = sidecar.captured;
            content.layout = sidecar.layout.clone().map(Arc::new);
            content.sidecar = sidecar;
            Content::Article(Box::new(content))
        }
        Err(unread) => unread.into(),
    }
}

/// The format of a file that holds several documents; `None` for one that is a document itself.
fn container_format(
    beginning: &[u8],
    name: &str,
    rules: &Rules,
    options: &ReadOptions,
) -> Result<Option<ContainerFormat>, Unread> {
    // With a given charset the file is text.
    if options.charset.is_some() {
        return Ok(None);
    }
    match recognise(&beginning[..beginning.len().min(recognise::BEGINNING)], name) {
        Kind::Container(kind) => Ok(Some(ContainerFormat::Archive(kind))),
        Kind::Text => match reading::table(beginning, rules.columns()) {
            Some(TableForm::Articles(layout)) => Ok(Some(ContainerFormat::Rows(Arc::new(layout)))),
            Some(TableForm::Metadata) => Err(Unread::NoArticle(
                "a table of metadata, without texts: corpus meta import reads it".to_owned(),
            )),
            Some(TableForm::Unknown(why)) => Err(Unread::Failed(why)),
            None => Ok(None),
        },
        Kind::Page | Kind::NotRead(_) => Ok(None),
    }
}
