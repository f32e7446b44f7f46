//! The messages between the threads of an import.

use super::content::Content;
use super::settings::{PassedOver, Rules};
use crate::ops::reading::Layout;
use crate::text::Charset;
use corpus_documents::Document;
use corpus_documents::row::RowPiece;
use std::sync::Arc;

/// The place of a result: the position of the file in the walk, and that of the member in its container. 0 is the file itself.
pub(super) type Turn = (u64, u64);

/// A file or a member of a container that was read, or the reason why it failed.
pub(super) struct Prepared {
    pub(super) root: usize,
    /// Path below the root; that of a member begins with the path of its container.
    pub(super) path: Vec<u8>,
    pub(super) content: Content,
    /// Its size when it was listed, by which the bytes in flight are counted.
    pub(super) listed: u64,
}

impl Prepared {
    /// Number of bytes read.
    pub(super) fn bytes_read(&self) -> u64 {
        match &self.content {
            Content::Article(article) => article.stamp.size,
            _ => 0,
        }
    }
}

/// How the files are to be read.
#[derive(Debug, Clone, Default)]
pub(super) struct ReadOptions {
    pub(super) charset: Option<Charset>,
    /// Maximum size of a file, in bytes.
    pub(super) max_size: u64,
    /// For each root, which files are read and which values their paths have.
    pub(super) rules: Arc<[Rules]>,
}

/// A member of a container.
pub(super) struct Member {
    pub(super) root: usize,
    /// Its path: that of the container and its name in it, or the address of a web capture; for a row, the path of its table.
    pub(super) path: Vec<u8>,
    pub(super) content: MemberContent,
}

/// The content of a member.
pub(super) enum MemberContent {
    /// A document.
    Document(Document),
    /// A row of a table of articles, whose name isn't known yet.
    Row(RowPiece, Arc<Layout>),
    /// Something that isn't read, with the reason.
    Failed(String),
    /// Something that is no article, with the reason.
    LeftOut(String),
    /// Something that the rules of the source pass over.
    PassedOver(PassedOver),
}

impl Member {
    /// Its size, by which the bytes in flight are counted.
    pub(super) fn size(&self) -> u64 {
        match &self.content {
            MemberContent::Document(document) => document.bytes.len() as u64,
            MemberContent::Row(row, _) => row.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64),
            MemberContent::Failed(_) | MemberContent::LeftOut(_) | MemberContent::PassedOver(_) => 0,
        }
    }
}
