//! The charsets there are: their names, the labels that they are asked for by, and how each is read.
//!
//! Most are those of the WHATWG Encoding Standard, as `encoding_rs` has them. Beside them stand UTF-32,
//! ISO-2022-KR and -CN, the code pages of DOS, and VISCII. Which charset some bytes are in is not
//! decided here.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, REPLACEMENT, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_874, WINDOWS_1252, X_MAC_CYRILLIC,
};

use super::dos::{DosPage, IBM850, IBM852, IBM855};
use super::iso2022::Iso2022;
use super::{unicode, viscii};

/// A character encoding that bytes can be read in.
#[derive(Clone, Copy)]
pub struct Charset(CharsetKind);

#[derive(Clone, Copy)]
enum CharsetKind {
    Whatwg(&'static Encoding),
    Utf32Le,
    Utf32Be,
    Iso2022(Iso2022),
    Dos(&'static DosPage),
    Viscii,
}

/// Charsets that differ only by byte order.
const PAIRS: [[Charset; 2]; 2] =
    [[Charset::UTF_16LE, Charset::UTF_16BE], [Charset::UTF_32LE, Charset::UTF_32BE]];

impl Charset {
    /// UTF-8, also the label of plain ASCII.
    pub const UTF_8: Self = Self(CharsetKind::Whatwg(UTF_8));
    pub(super) const UTF_16LE: Self = Self(CharsetKind::Whatwg(UTF_16LE));
    pub(super) const UTF_16BE: Self = Self(CharsetKind::Whatwg(UTF_16BE));
    pub(super) const UTF_32LE: Self = Self(CharsetKind::Utf32Le);
    pub(super) const UTF_32BE: Self = Self(CharsetKind::Utf32Be);
    pub(super) const IBM850: Self = Self(CharsetKind::Dos(&IBM850));
    pub(super) const IBM852: Self = Self(CharsetKind::Dos(&IBM852));
    pub(super) const IBM855: Self = Self(CharsetKind::Dos(&IBM855));
    pub(super) const VISCII: Self = Self(CharsetKind::Viscii);

    pub(super) const fn whatwg(encoding: &'static Encoding) -> Self {
        Self(CharsetKind::Whatwg(encoding))
    }

    pub(super) const fn iso2022(variant: Iso2022) -> Self {
        Self(CharsetKind::Iso2022(variant))
    }

    /// The charset's canonical name, as IANA or the WHATWG Encoding Standard spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            CharsetKind::Whatwg(encoding) => encoding.name(),
            CharsetKind::Utf32Le => "UTF-32LE",
            CharsetKind::Utf32Be => "UTF-32BE",
            CharsetKind::Iso2022(variant) => variant.name(),
            CharsetKind::Dos(dos) => dos.name(),
            CharsetKind::Viscii => "VISCII",
        }
    }

    /// This charset, but in the other byte order if the bytes are marked so.
    pub(super) fn as_marked(self, bytes: &[u8]) -> Self {
        let is_pair = |marked: &Self| PAIRS.iter().any(|pair| pair.contains(&self) && pair.contains(marked));
        unicode::by_mark(bytes).filter(is_pair).unwrap_or(self)
    }

    /// The character of each byte from 0x80 on by itself; U+FFFD for none.
    pub(super) fn upper_half(self) -> [char; 128] {
        std::array::from_fn(|at| {
            let byte = [0x80 | u8::try_from(at).unwrap_or_default()];
            let (text, _) = self.characters(&byte);
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        })
    }

    /// What the bytes stand for, and whether some of them stand for nothing and became U+FFFD.
    pub(super) fn characters(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self.0 {
            CharsetKind::Whatwg(encoding) => encoding.decode_without_bom_handling(bytes),
            CharsetKind::Utf32Le => unicode::read_utf32(bytes, u32::from_le_bytes),
            CharsetKind::Utf32Be => unicode::read_utf32(bytes, u32::from_be_bytes),
            CharsetKind::Iso2022(variant) => variant.read(bytes),
            CharsetKind::Dos(dos) => dos.read(bytes),
            CharsetKind::Viscii => (Cow::Owned(viscii::read(bytes)), false),
        }
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
    /// `latin1`, `koi8-r`, `cp1251`, `ibm855`, `850`, `viscii`. Plain `utf-16` and `utf-32` are
    /// little-endian, unless the bytes are marked as the other.
    fn from_str(label: &str) -> Result<Self, UnknownCharset> {
        let plain = label.trim().to_ascii_lowercase().replace('_', "-");
        whatwg_label(label)
            .or_else(|| whatwg_label(&plain))
            .or_else(|| other_label(&plain))
            .or_else(|| dos_label(&plain))
            .ok_or_else(|| UnknownCharset(label.to_owned()))
    }
}

fn other_label(plain: &str) -> Option<Charset> {
    Some(Charset(match plain {
        "utf-32" | "utf32" | "utf-32le" | "utf-32-le" | "utf32le" => CharsetKind::Utf32Le,
        "utf-32be" | "utf-32-be" | "utf32be" => CharsetKind::Utf32Be,
        "utf16" | "utf-16-le" | "utf16le" => CharsetKind::Whatwg(UTF_16LE),
        "utf-16-be" | "utf16be" => CharsetKind::Whatwg(UTF_16BE),
        "iso-2022-kr" | "iso2022-kr" | "iso2022kr" | "csiso2022kr" => CharsetKind::Iso2022(Iso2022::Korean),
        "iso-2022-cn" | "iso2022-cn" | "iso2022cn" => CharsetKind::Iso2022(Iso2022::Chinese),
        "viscii" | "csviscii" => CharsetKind::Viscii,
        "latin-1" => CharsetKind::Whatwg(WINDOWS_1252),
        "cp874" => CharsetKind::Whatwg(WINDOWS_874),
        "cp932" => CharsetKind::Whatwg(SHIFT_JIS),
        "cp936" | "gb-18030" => CharsetKind::Whatwg(GB18030),
        "cp949" | "uhc" => CharsetKind::Whatwg(EUC_KR),
        "cp950" => CharsetKind::Whatwg(BIG5),
        "mac-roman" | "macroman" => CharsetKind::Whatwg(MACINTOSH),
        "mac-cyrillic" | "maccyrillic" => CharsetKind::Whatwg(X_MAC_CYRILLIC),
        _ => return None,
    }))
}

fn dos_label(plain: &str) -> Option<Charset> {
    let number = plain.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let prefix = &plain[..plain.len() - number.len()];
    let is_known = matches!(prefix, "" | "cp" | "cp-" | "ibm" | "ibm-" | "csibm" | "dos-" | "oem");
    is_known.then(|| DosPage::numbered(number))?.map(|dos| Charset(CharsetKind::Dos(dos)))
}

fn whatwg_label(label: &str) -> Option<Charset> {
    let encoding = Encoding::for_label(label.as_bytes())?;
    (encoding != REPLACEMENT).then_some(Charset(CharsetKind::Whatwg(encoding)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lead_to_names() {
        for (label, name) in [
            ("utf8", "UTF-8"),
            ("UTF-16", "UTF-16LE"),
            ("utf_16_be", "UTF-16BE"),
            ("utf-32", "UTF-32LE"),
            ("latin1", "windows-1252"),
            (" Latin_1 ", "windows-1252"),
            ("iso-8859-15", "ISO-8859-15"),
            ("koi8-r", "KOI8-R"),
            ("CP1251", "windows-1251"),
            ("cp866", "IBM866"),
            ("ibm855", "IBM855"),
            ("437", "IBM437"),
            ("cp850", "IBM850"),
            ("IBM852", "IBM852"),
            ("mac_cyrillic", "x-mac-cyrillic"),
            ("cp932", "Shift_JIS"),
            ("gb2312", "GBK"),
            ("big5", "Big5"),
            ("iso-2022-kr", "ISO-2022-KR"),
            ("ISO2022_CN", "ISO-2022-CN"),
            ("tis-620", "windows-874"),
            ("viscii", "VISCII"),
        ] {
            assert_eq!(label.parse::<Charset>().map(Charset::name), Ok(name), "{label}");
        }
    }

    #[test]
    fn every_name_is_a_label() {
        let own = [Charset::UTF_16BE, Charset::UTF_32LE, Charset::UTF_32BE, Charset::VISCII];
        let shifting = [Iso2022::Korean, Iso2022::Chinese].map(Charset::iso2022);
        for charset in own.into_iter().chain(shifting) {
            assert_eq!(charset.name().parse(), Ok(charset));
        }
    }

    #[test]
    fn an_unknown_label_is_told_with_known_ones() {
        for label in ["", "utf-9", "cp99999", "replacement", "hz-gb-2312", "x855"] {
            let told = label.parse::<Charset>().unwrap_err().to_string();
            assert!(told.starts_with(&format!("no charset is called {label:?}")), "{told}");
            assert!(told.contains("KOI8-R, IBM855"));
        }
    }

    #[test]
    fn upper_halves_are_what_the_charsets_say() {
        assert_eq!(Charset::IBM855.upper_half()[0xA0 - 0x80], 'а');
        assert_eq!(Charset::whatwg(X_MAC_CYRILLIC).upper_half()[0], 'А');
        assert_eq!(Charset::VISCII.upper_half()[0x7F], 'Ữ');
    }
}
