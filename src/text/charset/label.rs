//! The charsets there are: their names, the labels that they are asked for by, and how each is read.
//!
//! Most are those of the WHATWG Encoding Standard, as `encoding_rs` has them. Beside them stand UTF-32,
//! ISO-2022-KR and -CN, the DOS code pages of `yore`, and VISCII. Which charset some bytes are in is not
//! decided here.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, REPLACEMENT, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_874, X_MAC_CYRILLIC,
};
use yore::CodePage;
use yore::code_pages::{
    CP437, CP737, CP850, CP852, CP855, CP857, CP860, CP861, CP862, CP863, CP864, CP865, CP869,
};

use super::iso2022::Iso2022;
use super::{unicode, viscii};

/// A character encoding that bytes can be read in.
#[derive(Clone, Copy)]
pub struct Charset(Kind);

#[derive(Clone, Copy)]
enum Kind {
    Whatwg(&'static Encoding),
    /// UTF-16 of either byte order, as its mark says.
    Utf16,
    /// UTF-32 of either byte order, as its mark says.
    Utf32,
    Utf32Le,
    Utf32Be,
    Iso2022(Iso2022),
    Dos(&'static DosPage),
    Viscii,
}

struct DosPage {
    name: &'static str,
    page: &'static (dyn CodePage + Sync),
}

static DOS_PAGES: [DosPage; 13] = [
    DosPage { name: "IBM437", page: &CP437 },
    DosPage { name: "IBM737", page: &CP737 },
    DosPage { name: "IBM850", page: &CP850 },
    DosPage { name: "IBM852", page: &CP852 },
    DosPage { name: "IBM855", page: &CP855 },
    DosPage { name: "IBM857", page: &CP857 },
    DosPage { name: "IBM860", page: &CP860 },
    DosPage { name: "IBM861", page: &CP861 },
    DosPage { name: "IBM862", page: &CP862 },
    DosPage { name: "IBM863", page: &CP863 },
    DosPage { name: "IBM864", page: &CP864 },
    DosPage { name: "IBM865", page: &CP865 },
    DosPage { name: "IBM869", page: &CP869 },
];

impl Charset {
    /// UTF-8, which is also what plain ASCII is called.
    pub const UTF_8: Self = Self(Kind::Whatwg(UTF_8));
    pub(super) const UTF_16LE: Self = Self(Kind::Whatwg(UTF_16LE));
    pub(super) const UTF_16BE: Self = Self(Kind::Whatwg(UTF_16BE));
    pub(super) const UTF_32LE: Self = Self(Kind::Utf32Le);
    pub(super) const UTF_32BE: Self = Self(Kind::Utf32Be);
    pub(super) const VISCII: Self = Self(Kind::Viscii);
    pub(super) const IBM850: Self = Self(Kind::Dos(&DOS_PAGES[2]));
    pub(super) const IBM852: Self = Self(Kind::Dos(&DOS_PAGES[3]));
    pub(super) const IBM855: Self = Self(Kind::Dos(&DOS_PAGES[4]));

    pub(super) const fn whatwg(encoding: &'static Encoding) -> Self {
        Self(Kind::Whatwg(encoding))
    }

    pub(super) const fn iso2022(variant: Iso2022) -> Self {
        Self(Kind::Iso2022(variant))
    }

    /// The charset's canonical name, as IANA or the WHATWG Encoding Standard spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Whatwg(encoding) => encoding.name(),
            Kind::Utf16 => "UTF-16",
            Kind::Utf32 => "UTF-32",
            Kind::Utf32Le => "UTF-32LE",
            Kind::Utf32Be => "UTF-32BE",
            Kind::Iso2022(variant) => variant.name(),
            Kind::Dos(dos) => dos.name,
            Kind::Viscii => "VISCII",
        }
    }

    /// The charset of a given byte order that these bytes are in, if only its family is known.
    pub(super) fn with_order(self, bytes: &[u8]) -> Self {
        match self.0 {
            Kind::Utf16 if bytes.starts_with(b"\xFE\xFF") => Self::UTF_16BE,
            Kind::Utf16 => Self::UTF_16LE,
            Kind::Utf32 if bytes.starts_with(b"\0\0\xFE\xFF") => Self::UTF_32BE,
            Kind::Utf32 => Self::UTF_32LE,
            _ => self,
        }
    }

    /// The bytes after this charset's byte order mark, if they begin with it.
    pub(super) fn without_mark(self, bytes: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
        let mark = unicode::mark(self);
        if mark.is_empty() || !bytes.starts_with(mark) {
            return bytes;
        }
        match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[mark.len()..]),
            Cow::Owned(mut bytes) => {
                bytes.drain(..mark.len());
                Cow::Owned(bytes)
            }
        }
    }

    /// What each byte from 0x80 on stands for alone; U+FFFD for none.
    pub(super) fn upper_half(self) -> [char; 128] {
        std::array::from_fn(|at| {
            let byte = [0x80 | u8::try_from(at).unwrap_or_default()];
            let (text, _) = self.characters(Cow::Borrowed(&byte));
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        })
    }

    /// What the bytes stand for, and whether some of them stand for nothing and became U+FFFD.
    pub(super) fn characters(self, bytes: Cow<'_, [u8]>) -> (Cow<'_, str>, bool) {
        match self.0 {
            Kind::Whatwg(encoding) if encoding == UTF_8 => unicode::read_utf8(bytes),
            Kind::Whatwg(encoding) => whatwg(encoding, &bytes),
            Kind::Utf16 => whatwg(UTF_16LE, &bytes),
            Kind::Utf32 | Kind::Utf32Le => unicode::read_utf32(&bytes, u32::from_le_bytes),
            Kind::Utf32Be => unicode::read_utf32(&bytes, u32::from_be_bytes),
            Kind::Iso2022(variant) => whatwg(variant.eight_bit(), &variant.unshift(&bytes)),
            Kind::Dos(dos) => dos.read(&bytes),
            Kind::Viscii => (Cow::Owned(viscii::read(&bytes)), false),
        }
    }
}

fn whatwg(encoding: &'static Encoding, bytes: &[u8]) -> (Cow<'static, str>, bool) {
    let (text, unread) = encoding.decode_without_bom_handling(bytes);
    (Cow::Owned(text.into_owned()), unread)
}

impl DosPage {
    fn read(&self, bytes: &[u8]) -> (Cow<'static, str>, bool) {
        let text = self.page.decode_lossy_fallback(bytes, char::REPLACEMENT_CHARACTER).into_owned();
        let unread = text.contains(char::REPLACEMENT_CHARACTER);
        (Cow::Owned(text), unread)
    }
}

/// A label that no charset goes by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no charset is called {0:?}; some that are known: UTF-8, UTF-16LE, windows-1252, ISO-8859-15, \
     KOI8-R, IBM855, Shift_JIS, GB18030, EUC-KR"
)]
pub struct UnknownCharset(String);

impl FromStr for Charset {
    type Err = UnknownCharset;

    /// Takes the labels of the WHATWG Encoding Standard and the usual ones beside them, in any case:
    /// `latin1`, `koi8-r`, `utf-16`, `cp1251`, `ibm855`, `850`, `viscii`.
    fn from_str(label: &str) -> Result<Self, UnknownCharset> {
        let plain = label.trim().to_ascii_lowercase().replace('_', "-");
        whatwg_label(label)
            .or_else(|| other_label(&plain))
            .or_else(|| dos_label(&plain))
            .or_else(|| whatwg_label(&plain))
            .ok_or_else(|| UnknownCharset(label.to_owned()))
    }
}

/// The families come first: to the WHATWG `utf-16` is little-endian, whatever its mark says.
fn other_label(plain: &str) -> Option<Charset> {
    Some(Charset(match plain {
        "utf-16" | "utf16" => Kind::Utf16,
        "utf-32" | "utf32" | "ucs-4" => Kind::Utf32,
        "utf-32le" | "utf-32-le" | "utf32le" => Kind::Utf32Le,
        "utf-32be" | "utf-32-be" | "utf32be" => Kind::Utf32Be,
        "utf-16-le" | "utf16le" => Kind::Whatwg(UTF_16LE),
        "utf-16-be" | "utf16be" => Kind::Whatwg(UTF_16BE),
        "iso-2022-kr" | "iso2022-kr" | "iso2022kr" | "csiso2022kr" => Kind::Iso2022(Iso2022::Korean),
        "iso-2022-cn" | "iso2022-cn" | "iso2022cn" => Kind::Iso2022(Iso2022::Chinese),
        "viscii" | "csviscii" => Kind::Viscii,
        "cp874" => Kind::Whatwg(WINDOWS_874),
        "cp932" => Kind::Whatwg(SHIFT_JIS),
        "cp936" | "gb-18030" => Kind::Whatwg(GB18030),
        "cp949" | "uhc" => Kind::Whatwg(EUC_KR),
        "cp950" => Kind::Whatwg(BIG5),
        "mac-roman" | "macroman" => Kind::Whatwg(MACINTOSH),
        "mac-cyrillic" | "maccyrillic" => Kind::Whatwg(X_MAC_CYRILLIC),
        _ => return None,
    }))
}

fn dos_label(plain: &str) -> Option<Charset> {
    let number = plain.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let prefix = &plain[..plain.len() - number.len()];
    if !matches!(prefix, "" | "cp" | "cp-" | "ibm" | "ibm-" | "csibm" | "dos-" | "oem") {
        return None;
    }
    let found = DOS_PAGES.iter().find(|dos| dos.name.strip_prefix("IBM") == Some(number))?;
    Some(Charset(Kind::Dos(found)))
}

fn whatwg_label(label: &str) -> Option<Charset> {
    let encoding = Encoding::for_label(label.as_bytes())?;
    (encoding != REPLACEMENT).then_some(Charset(Kind::Whatwg(encoding)))
}

impl fmt::Display for Charset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl fmt::Debug for Charset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Charset({})", self.name())
    }
}

impl PartialEq for Charset {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Charset {}
