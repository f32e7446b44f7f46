//! Documents that are ZIP archives, told by their first members. They must not be taken apart: their parts are no articles.

use super::FileType;

/// The header of a member: its signature, and the offsets of the lengths of its name, extra field and content (APPNOTE 4.3.7).
const MEMBER: &[u8] = b"PK\x03\x04";

/// The type of a ZIP archive that is a document or program; `None` for an archive of files.
pub(super) fn in_zip(beginning: &[u8], name: &str) -> Option<FileType> {
    by_mimetype(beginning).or_else(|| by_members(beginning)).or_else(|| by_name(name))
}

/// EPUB and `OpenDocument` begin with a member `mimetype` that isn't compressed.
fn by_mimetype(beginning: &[u8]) -> Option<FileType> {
    let (name, content) = member(beginning)?;
    if name != b"mimetype" {
        return None;
    }
    let starts = |media_type: &str| content.starts_with(media_type.as_bytes());
    Some(if starts("application/epub+zip") {
        FileType::Epub
    } else if starts("application/vnd.oasis.opendocument.spreadsheet") {
        FileType::Spreadsheet
    } else if starts("application/vnd.oasis.opendocument.presentation") {
        FileType::Slides
    } else if starts("application/vnd.oasis.opendocument.graphics") {
        FileType::Image
    } else if starts("application/vnd.") {
        FileType::OpenDocument
    } else {
        return None;
    })
}

/// Microsoft's formats have a member `[Content_Types].xml`, and programs in Java `META-INF/MANIFEST.MF`, both near the start.
fn by_members(beginning: &[u8]) -> Option<FileType> {
    let mut is_package = false;
    // By the signature, since a header may leave the size of its content open.
    for at in memchr::memmem::find_iter(beginning, MEMBER) {
        let Some((name, _)) = member(&beginning[at..]) else { continue };
        is_package |= name == b"[Content_Types].xml" || name == b"_rels/.rels";
        for (folder, file_type) in
            [(&b"word/"[..], FileType::Word), (b"xl/", FileType::Spreadsheet), (b"ppt/", FileType::Slides)]
        {
            if is_package && name.starts_with(folder) {
                return Some(file_type);
            }
        }
        if name == b"META-INF/MANIFEST.MF" || name == b"AndroidManifest.xml" {
            return Some(FileType::Program);
        }
        // An EPUB whose `mimetype` doesn't come first.
        if name == b"META-INF/container.xml" {
            return Some(FileType::Epub);
        }
    }
    is_package.then_some(FileType::Word)
}

fn by_name(name: &str) -> Option<FileType> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "docx" | "docm" | "dotx" | "pages" => FileType::Word,
        "odt" | "ott" => FileType::OpenDocument,
        "xlsx" | "xlsm" | "ods" | "numbers" => FileType::Spreadsheet,
        "pptx" | "ppsx" | "odp" | "key" => FileType::Slides,
        "epub" => FileType::Epub,
        "jar" | "apk" | "war" | "whl" | "xpi" | "ipa" => FileType::Program,
        _ => return None,
    })
}

/// The name and content of the member that begins here.
fn member(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if !bytes.starts_with(MEMBER) {
        return None;
    }
    let length = |at: usize| Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk::<2>()?)));
    let (name, extra) = (length(26)?, length(28)?);
    Some((bytes.get(30..30 + name)?, bytes.get(30 + name + extra..).unwrap_or_default()))
}
