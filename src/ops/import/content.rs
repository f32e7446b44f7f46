//! The content of a file or member, ready to be stored.

use super::candidate::Stamp;
use super::settings::{PassedOver, Rules};
use crate::model::{Sha256, UtcTime};
use crate::ops::reading::{Layout, Reading, Unread};
use crate::ops::sidecar::Sidecar;
use crate::ops::stated::Stated;
use crate::store::tables::packing;
use corpus_documents::container::ContainerKind;
use std::path::PathBuf;
use std::sync::Arc;

/// The kinds of content of a file or member.
#[derive(Debug)]
pub(super) enum Content {
    /// An article.
    Article(Box<FileContent>),
    /// A file that holds several documents. Its members follow if they are asked for.
    Container(Box<ContainerFile>),
    /// The end of a container, with the reason if not all of it could be read.
    ContainerEnd(Option<String>),
    /// No article by its nature, with the reason.
    NoArticle(String),
    /// Something that couldn't be read, with the reason.
    Failed(String),
    /// Something that the rules of the source pass over.
    PassedOver(PassedOver),
}

/// The values in the path of a file, by the source's pattern.
#[derive(Debug, Clone, Default)]
pub(super) struct PathFacts {
    /// The values of fields.
    pub(super) stated: Stated,
    /// The common part of the files of one article.
    pub(super) key: Option<String>,
    /// The names of all parts of the pattern, and their values.
    pub(super) values: Vec<(String, String)>,
    /// Whether there is a pattern that the path isn't like.
    pub(super) is_unlike: bool,
}

/// A file that holds several documents.
#[derive(Debug)]
pub(super) struct ContainerFile {
    pub(super) format: ContainerFormat,
    pub(super) bytes: ContainerBytes,
    pub(super) sha256: Sha256,
    pub(super) stamp: Stamp,
}

/// A file's content, ready to be stored.
#[derive(Debug)]
pub(super) struct FileContent {
    pub(super) sha256: Sha256,
    /// `None` if they equal the text in UTF-8. Saves a copy of most files.
    bytes: Option<Vec<u8>>,
    /// The bytes packed, where that saves space.
    pub(super) packed: Option<Vec<u8>>,
    pub(super) reading: Reading,
    /// The values of fields that it states.
    pub(super) stated: Stated,
    /// The hash of the text in UTF-8.
    pub(super) text_sha256: Sha256,
    pub(super) stamp: Stamp,
    /// Whether the user or the sidecar gave the charset.
    pub(super) charset_is_given: bool,
    /// Its sidecar; empty if it has none.
    pub(super) sidecar: Sidecar,
    /// The values in its path.
    pub(super) path: PathFacts,
    /// When it was captured, if that is known.
    pub(super) captured: Option<UtcTime>,
    /// How the columns of a row were read.
    pub(super) layout: Option<Arc<Layout>>,
    /// Whether a container holds it.
    pub(super) is_member: bool,
    /// The line of its table on which a row begins.
    pub(super) line: Option<u64>,
}

impl FileContent {
    /// The bytes of the file.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(self.reading.article.text.as_bytes())
    }

    pub(super) fn of(bytes: Vec<u8>, reading: Reading, stamp: Stamp) -> Self {
        let sha256 = Sha256::of(&bytes);
        let bytes = (reading.article.text.as_bytes() != bytes).then_some(bytes);
        // Most files are UTF-8, and their hash is known already.
        let text_sha256 = if bytes.is_none() { sha256 } else { Sha256::of(reading.article.text.as_bytes()) };
        Self {
            sha256,
            packed: bytes.as_deref().and_then(packing::pack),
            bytes,
            stated: Stated::of(&reading),
            reading,
            text_sha256,
            stamp,
            charset_is_given: false,
            sidecar: Sidecar::default(),
            path: PathFacts::default(),
            captured: None,
            layout: None,
            is_member: false,
            line: None,
        }
    }

    /// Adds the values in the path, by the pattern of the source.
    pub(super) fn add_path(&mut self, path: &str, rules: &Rules) {
        let Some(pattern) = &rules.pattern else { return };
        let Some(found) = pattern.matches(path) else {
            self.path.is_unlike = true;
            return;
        };
        self.path.stated = Stated::of_findings(&found.findings);
        let fields = found.findings.iter().map(|finding| (finding.field.name(), &finding.value));
        let others = [("captured", &found.captured), ("key", &found.key)];
        let others = others.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
        self.path.values =
            fields.chain(others).map(|(name, value)| (name.to_owned(), value.clone())).collect();
        self.path.key = found.key;
        // The user has written the pattern, so the path counts more than the container.
        if self.sidecar.captured.is_none()
            && let Some(captured) = found.captured.as_deref().and_then(time_of_capture)
        {
            self.captured = Some(captured);
        }
    }
}

/// The time of a capture. A day, month or year is its beginning in UTC.
fn time_of_capture(text: &str) -> Option<UtcTime> {
    let rest = match text.len() {
        4 => "-01-01T00:00:00Z",
        7 => "-01T00:00:00Z",
        10 => "T00:00:00Z",
        _ => "",
    };
    let time: UtcTime = format!("{text}{rest}").parse().ok()?;
    // The column holds years of four digits; a year such as 0021 is a mistake.
    ('1'..='2').contains(&time.to_string().chars().next()?).then_some(time)
}

impl From<Unread> for Content {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Failed(why) => Self::Failed(why),
            Unread::NoArticle(why) => Self::NoArticle(why),
        }
    }
}

/// The format of a file that holds several documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ContainerFormat {
    /// An archive or a capture.
    Archive(ContainerKind),
    /// Rows, with the layout.
    Rows(Arc<Layout>),
}

impl ContainerFormat {
    /// The name in the store.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Archive(ContainerKind::Zip) => "zip",
            Self::Archive(ContainerKind::Tar) => "tar",
            Self::Archive(ContainerKind::Gzip) => "gzip",
            Self::Archive(ContainerKind::Zstandard) => "zstd",
            Self::Archive(ContainerKind::Bzip2) => "bzip2",
            Self::Archive(ContainerKind::Xz) => "xz",
            Self::Archive(ContainerKind::Warc) => "warc",
            Self::Archive(ContainerKind::Arc) => "arc",
            Self::Archive(ContainerKind::Mhtml) => "mhtml",
            Self::Rows(layout) => match layout.kind.media_type() {
                "text/csv" => "csv",
                "text/tab-separated-values" => "tsv",
                _ => "json",
            },
        }
    }
}

/// The place of a container's bytes.
#[derive(Debug, Clone)]
pub(super) enum ContainerBytes {
    File(PathBuf),
    Memory(Arc<Vec<u8>>),
}
