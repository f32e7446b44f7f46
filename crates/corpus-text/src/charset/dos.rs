//! The code pages of DOS, as `yore` has them; the Encoding Standard has but one, IBM866.

use std::borrow::Cow;

use yore::CodePage;
use yore::code_pages::{
    CP437, CP737, CP850, CP852, CP855, CP857, CP860, CP861, CP862, CP863, CP864, CP865, CP869,
};

/// A code page and its name, which is `IBM` and its number.
pub(super) struct DosPage(&'static str, &'static (dyn CodePage + Sync));

pub(super) static IBM850: DosPage = DosPage("IBM850", &CP850);
pub(super) static IBM852: DosPage = DosPage("IBM852", &CP852);
pub(super) static IBM855: DosPage = DosPage("IBM855", &CP855);

static ALL: [&DosPage; 13] = [
    &DosPage("IBM437", &CP437),
    &DosPage("IBM737", &CP737),
    &IBM850,
    &IBM852,
    &IBM855,
    &DosPage("IBM857", &CP857),
    &DosPage("IBM860", &CP860),
    &DosPage("IBM861", &CP861),
    &DosPage("IBM862", &CP862),
    &DosPage("IBM863", &CP863),
    &DosPage("IBM864", &CP864),
    &DosPage("IBM865", &CP865),
    &DosPage("IBM869", &CP869),
];

impl DosPage {
    /// The code page of that number.
    pub(super) fn numbered(number: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|page| page.0.strip_prefix("IBM") == Some(number))
    }

    pub(super) fn name(&self) -> &'static str {
        self.0
    }

    /// What the bytes stand for, and whether some of them stand for nothing and became U+FFFD.
    pub(super) fn read<'a>(&self, bytes: &'a [u8]) -> (Cow<'a, str>, bool) {
        let text = self.1.decode_lossy_fallback(bytes, char::REPLACEMENT_CHARACTER);
        let unread = text.contains(char::REPLACEMENT_CHARACTER);
        (text, unread)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Charset;
    use super::*;

    #[test]
    fn every_name_is_a_label() {
        for page in ALL {
            assert_eq!(page.name().parse::<Charset>().map(Charset::name), Ok(page.name()));
        }
    }

    #[test]
    fn letters_are_read() {
        assert_eq!(IBM850.read(b"caf\x82").0, "café");
        assert_eq!(IBM855.read(b"\xA8\xE1").0, "ер");
        assert_eq!(DosPage::numbered("437").unwrap().read(b"\xE1").0, "ß");
        assert_eq!(DosPage::numbered("857").unwrap().read(b"\xE7"), ("\u{FFFD}".into(), true));
    }
}
