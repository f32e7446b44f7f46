//! Reading one file or member: bytes, hash, text, and what was found beside it.

use super::candidate::{FileCandidate, Location, Stamp};
use super::paths::display_path;
use super::pipeline::ReadOptions;
use super::settings::{PassedOver, Rules};
use super::unpack::{ContainerBytes, ContainerFormat, Member, MemberContent, SAMPLE};
use super::{reason, sidecars};
use crate::model::{Hasher, Sha256, UtcTime};
use crate::ops::reading::{self, Layout, Reading, TableForm, Unread};
use crate::ops::sidecar::Sidecar;
use crate::ops::stated::Stated;
use crate::store::tables::packing;
use crate::text::Charset;
use corpus_documents::recognise::{self, Kind, recognise};
use corpus_documents::{Context, Document};
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a file or member turned out to be.
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

/// What the path of a file says by the source's pattern.
#[derive(Debug, Clone, Default)]
pub(super) struct PathFacts {
    /// The values of fields.
    pub(super) stated: Stated,
    /// What the files of one article have in common.
    pub(super) key: Option<String>,
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
    /// What its path says.
    pub(super) path: PathFacts,
    /// When it was captured, if that is known.
    pub(super) captured: Option<UtcTime>,
    /// How the columns of a row were read.
    pub(super) layout: Option<Arc<Layout>>,
    /// Whether a container holds it.
    pub(super) is_member: bool,
}

impl FileContent {
    /// The bytes of the file.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(self.reading.article.text.as_bytes())
    }

    fn of(bytes: Vec<u8>, reading: Reading, stamp: Stamp) -> Self {
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
        }
    }

    /// Adds what the path says, by the pattern of the source.
    fn add_path(&mut self, path: &str, rules: &Rules) {
        let Some(pattern) = &rules.pattern else { return };
        let Some(found) = pattern.matches(path) else {
            self.path.is_unlike = true;
            return;
        };
        self.path.stated = Stated::of_findings(&found.findings);
        self.path.key = found.key;
        // The user has said what the path means, so it counts more than what a container says.
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

/// Reads a member of a container.
pub(super) fn member(member: Member, options: &ReadOptions) -> Content {
    let name = display_path(&member.path);
    let (document, layout) = match member.content {
        MemberContent::Document(document) => (document, None),
        MemberContent::Row(document, layout) => (document, Some(layout)),
        MemberContent::Failed(why) => return Content::Failed(why),
        MemberContent::LeftOut(why) => return Content::NoArticle(why),
        MemberContent::PassedOver(why) => return Content::PassedOver(why),
    };
    let Document { bytes, context, .. } = document;
    let reading = match &layout {
        Some(layout) => reading::read_row(&bytes, layout),
        None => reading::read(&bytes, &name, options.charset, &context),
    };
    let reading = match reading {
        Ok(reading) => reading,
        Err(unread) => return unread.into(),
    };
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut content = FileContent::of(bytes, reading, Stamp { size, mtime_ns: 0, ctime_ns: 0 });
    content.charset_is_given = options.charset.is_some() && layout.is_none();
    content.captured = context.captured.as_deref().and_then(|captured| captured.parse().ok());
    content.layout = layout;
    content.is_member = true;
    content.add_path(&name, &options.rules[member.root]);
    Content::Article(Box::new(content))
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

/// The bytes of a small file, read as by [`file()`].
pub(super) fn bytes(path: &Path, max_size: u64) -> Result<Vec<u8>, String> {
    let once = || read_once(path, max_size, &|_| Ok(None));
    let read = match once()? {
        Some(read) => read,
        None => once()?.ok_or("it keeps changing while it is read")?,
    };
    match read {
        Whole::Bytes(bytes, _) => Ok(bytes),
        Whole::Container(_) | Whole::Unread(_) => Err("not a plain file".to_owned()),
    }
}

/// A file that was read.
enum Whole {
    Bytes(Vec<u8>, Stamp),
    Container(ContainerFile),
    Unread(Unread),
}

/// Recognises a file that holds several documents by its beginning.
type Recognise<'a> = dyn Fn(&[u8]) -> Result<Option<ContainerFormat>, Unread> + 'a;

/// Reads a file; `None` if it changed meanwhile. Of a container only the hash is made.
fn read_once(path: &Path, max_size: u64, recognised: &Recognise) -> Result<Option<Whole>, String> {
    let failed = |error: io::Error| reason(&error);
    let mut file = open(path).map_err(failed)?;
    // Of the open file: the path may belong to another file by now.
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err("not a file any more".to_owned());
    }
    let before = Stamp::of(&metadata);
    // One byte more than the size, so that the last read finds the end without growing the buffer.
    let mut bytes = Vec::with_capacity(usize::try_from(before.size.min(max_size)).unwrap_or(0) + 1);
    file.by_ref().take(SAMPLE).read_to_end(&mut bytes).map_err(failed)?;
    match recognised(&bytes) {
        Err(unread) => return Ok(Some(Whole::Unread(unread))),
        Ok(Some(format)) => {
            let (sha256, size) = hash_of_all(&bytes, &mut file).map_err(failed)?;
            let after = Stamp::of(&file.metadata().map_err(failed)?);
            let container = ContainerFile {
                format,
                bytes: ContainerBytes::File(PathBuf::from(path)),
                sha256,
                stamp: after,
            };
            return Ok((before == after && size == after.size).then_some(Whole::Container(container)));
        }
        Ok(None) => {}
    }
    if before.size > max_size {
        return Err(format!("larger than {max_size} bytes (--max-size)"));
    }
    // Bounded, in case the file grows while it is read.
    file.by_ref().take(max_size.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    let after = Stamp::of(&file.metadata().map_err(failed)?);
    let whole = u64::try_from(bytes.len()) == Ok(after.size);
    Ok((before == after && whole).then_some(Whole::Bytes(bytes, after)))
}

/// The hash of a file whose beginning was read, and its size.
fn hash_of_all(beginning: &[u8], file: &mut File) -> io::Result<(Sha256, u64)> {
    let mut hasher = Hasher::default();
    hasher.update(beginning);
    let mut size = beginning.len() as u64;
    let mut buffer = vec![0; 256 << 10];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((hasher.finish(), size));
        }
        hasher.update(&buffer[..read]);
        size += read as u64;
    }
}

/// Opens a file without blocking: since it was listed it may have been replaced by a pipe without a writer.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}
