//! File types that aren't read, with words for people: a name, and advice.

use std::fmt;

use infer::MatcherType;

/// The type of a file that isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileType {
    /// PDF.
    Pdf,
    /// A document of Word before 2007, or another one in an OLE container.
    OldOffice,
    /// A document of Word since 2007.
    Word,
    /// A text document of `LibreOffice` or another program with `OpenDocument`.
    OpenDocument,
    /// A spreadsheet.
    Spreadsheet,
    /// Slides.
    Slides,
    /// A book in EPUB.
    Epub,
    /// A book in another format, such as Mobipocket.
    Book,
    /// Rich Text Format.
    Rtf,
    /// LaTeX.
    Latex,
    /// `PostScript`.
    PostScript,
    /// A message or mailbox.
    Mail,
    /// A feed (RSS, Atom), or an export of `WordPress`, which has the form of one.
    Feed,
    /// Another XML document.
    Xml,
    /// A web archive of Safari.
    SafariArchive,
    /// A database of SQLite.
    Sqlite,
    /// A 7z, RAR or other archive that isn't taken apart.
    OtherArchive,
    /// A text that is named like an archive or compressed file.
    DamagedArchive,
    /// A program, as an archive or not.
    Program,
    /// The text of a program.
    SourceCode,
    /// An image.
    Image,
    /// A sound recording.
    Sound,
    /// A film.
    Film,
    /// A font.
    Font,
    /// Bytes that are no text.
    Binary,
}

impl FileType {
    /// Its name, with its article: `a PDF document`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// Advice on getting its text; `None` if it has none.
    ///
    /// For example, `convert it to text first, for example with pdftotext`.
    #[must_use]
    pub fn advice(self) -> Option<&'static str> {
        self.words().1
    }

    /// Whether it may hold an article, so that its loss has to be reported. Unknown bytes may.
    #[must_use]
    pub fn holds_text(self) -> bool {
        matches!(self, Self::Binary | Self::DamagedArchive) || self.advice().is_some()
    }

    /// Whether it is known by its bytes rather than by words, so that it can't be prose.
    #[must_use]
    pub fn is_binary(self) -> bool {
        !matches!(self, Self::Rtf | Self::Latex | Self::Mail | Self::DamagedArchive | Self::SourceCode)
            && !self.is_xml()
    }

    /// Whether it is written in XML.
    #[must_use]
    pub fn is_xml(self) -> bool {
        matches!(self, Self::Feed | Self::Xml)
    }

    /// The type that a media type stands for, if it may hold an article; `None` for all others.
    #[must_use]
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Some(match media_type {
            "application/pdf" | "application/x-pdf" => Self::Pdf,
            "application/msword" => Self::OldOffice,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Self::Word,
            "application/vnd.oasis.opendocument.text" => Self::OpenDocument,
            "application/epub+zip" => Self::Epub,
            "application/rtf" | "text/rtf" => Self::Rtf,
            _ => return None,
        })
    }

    fn words(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Pdf => ("a PDF document", Some("convert it to text first, for example with pdftotext")),
            Self::OldOffice => (
                "an old office document",
                Some("save it as text or HTML first, for example with LibreOffice"),
            ),
            Self::Word => ("a Word document", Some("save it as text or HTML first, for example with pandoc")),
            Self::OpenDocument => {
                ("an OpenDocument text", Some("save it as text or HTML first, for example with pandoc"))
            }
            Self::Spreadsheet => ("a spreadsheet", Some("save its table as CSV first")),
            Self::Slides => ("a presentation", Some("save it as text first")),
            Self::Epub => ("an EPUB book", Some("convert it to text first, for example with pandoc")),
            Self::Book => ("an electronic book", Some("convert it to text first, for example with Calibre")),
            Self::Rtf => {
                ("an RTF document", Some("save it as text or HTML first, for example with LibreOffice"))
            }
            Self::Latex => ("a LaTeX document", Some("convert it to text first, for example with pandoc")),
            Self::PostScript => {
                ("a PostScript document", Some("convert it to text first, for example with ps2ascii"))
            }
            Self::Mail => ("a mail or mailbox", Some("save its messages as text or HTML first")),
            Self::Feed => {
                ("a feed or an export of a web site", Some("save its articles as pages or texts first"))
            }
            Self::Xml => ("an XML document", Some("convert it to text or HTML first")),
            Self::SafariArchive => ("a Safari web archive", Some("save the page as page source first")),
            Self::Sqlite => ("a SQLite database", Some("export its texts as CSV or JSON lines first")),
            Self::OtherArchive => ("an archive", Some("unpack it first")),
            Self::DamagedArchive => {
                ("named like an archive, but isn't one: get it again, or rename it if it is a text", None)
            }
            Self::Program => ("a program", None),
            Self::SourceCode => ("source code", None),
            Self::Image => ("an image", None),
            Self::Sound => ("a sound recording", None),
            Self::Film => ("a film", None),
            Self::Font => ("a font", None),
            Self::Binary => ("binary data, not text", None),
        }
    }
}

impl fmt::Display for FileType {
    /// The reason why it is left out: `is a PDF document, which isn't read yet; convert it to text first, …`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.words() {
            (name, Some(advice)) => write!(formatter, "is {name}, which isn't read yet; {advice}"),
            (name, None) => write!(formatter, "is {name}"),
        }
    }
}

/// The type of bytes with a signature that no text begins with. Signatures made of letters alone aren't among them.
pub(super) fn by_signature(beginning: &[u8]) -> Option<FileType> {
    let starts = |signature: &[u8]| beginning.starts_with(signature);
    // Some programs write a few bytes before the signature.
    let pdf = memchr::memmem::find(&beginning[..beginning.len().min(16)], b"%PDF-");
    Some(if pdf.is_some() {
        FileType::Pdf
    } else if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        FileType::OldOffice
    } else if starts(b"SQLite format 3\0") {
        FileType::Sqlite
    } else if starts(b"7z\xBC\xAF\x27\x1C") || starts(b"Rar!\x1A\x07") {
        FileType::OtherArchive
    } else if starts(b"%!PS-Adobe-") || starts(b"\xC5\xD0\xD3\xC6") {
        FileType::PostScript
    } else if starts(b"bplist00") && memchr::memmem::find(beginning, b"WebMainResource").is_some() {
        FileType::SafariArchive
    } else {
        return None;
    })
}

/// The type of bytes that are no text.
pub(super) fn of_binary(beginning: &[u8]) -> FileType {
    match infer::get(beginning).map(|found| (found.matcher_type(), found.extension())) {
        Some((_, "sqlite")) => FileType::Sqlite,
        Some((_, "pdf")) => FileType::Pdf,
        Some((MatcherType::Image, _)) => FileType::Image,
        Some((MatcherType::Audio, _)) => FileType::Sound,
        Some((MatcherType::Video, _)) => FileType::Film,
        Some((MatcherType::Font, _)) => FileType::Font,
        Some((MatcherType::App, _)) => FileType::Program,
        Some((MatcherType::Archive, _)) => FileType::OtherArchive,
        Some((MatcherType::Book, _)) => FileType::Book,
        Some((MatcherType::Doc, _)) => FileType::OldOffice,
        Some((MatcherType::Text | MatcherType::Custom, _)) | None => {
            // Mobipocket and others of Palm have their signature behind a name.
            if beginning.get(60..68) == Some(b"BOOKMOBI") { FileType::Book } else { FileType::Binary }
        }
    }
}
