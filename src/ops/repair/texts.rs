//! Repairing texts: decoding them again from their bytes, and the data derived from them.

use crate::Result;
use crate::model::Sha256;
use crate::ops::reading;
use crate::store::verify::contents::{StoredText, blobs_in_text, origins_of_text, texts};
use crate::store::{Reader, Writer, repair as store};
use crate::text::Words;
use crate::text::word::RULES;

/// Repairs every text that `reader` can read.
pub(super) fn mend(reader: &Reader, writer: &Writer) -> Result<()> {
    texts(reader, &mut |text| match text {
        Ok(text) => store::attempt(writer, || mend_text(reader, writer, &text)),
        Err(_) => Ok(()),
    })
}

/// Repairs a text by majority: of its body, its recorded hash and the decoding of its bytes, two have to agree.
fn mend_text(reader: &Reader, writer: &Writer, text: &StoredText) -> Result<()> {
    let hash = Sha256::of(&text.body);
    let mut body = text.body.clone();
    if hash != text.sha256 {
        match read_again(reader, text, hash)? {
            Some(again) if Sha256::of(again.as_bytes()) == text.sha256 => {
                store::set_body(writer, text.id, &again)?;
                body = again.into_bytes();
            }
            Some(_) => store::set_hash(writer, text.id, hash)?,
            None => return Ok(()),
        }
    }
    let Ok(body) = std::str::from_utf8(&body) else { return Ok(()) };
    mend_words(writer, text, body)
}

/// Corrects the word count and the normalised hash of a text.
pub(super) fn mend_words(writer: &Writer, text: &StoredText, body: &str) -> Result<()> {
    let words = Words::of(body);
    let recorded = Words { count: text.words, normalized_sha256: text.normalized_sha256.0 };
    if text.normalized_profile != RULES || words != recorded {
        store::set_words(writer, text.id, words)?;
    }
    Ok(())
}

/// The decoding of intact bytes, if it equals the text's body or has its recorded hash.
fn read_again(reader: &Reader, text: &StoredText, hash: Sha256) -> Result<Option<String>> {
    let is_bytes = blobs_in_text(reader, text.id)?.iter().any(|blob| blob.sha256 == hash);
    if is_bytes && let Ok(body) = String::from_utf8(text.body.clone()) {
        return Ok(Some(body));
    }
    let mut found = None;
    origins_of_text(reader, text.id, &mut |blob, version| {
        let bytes = blob.data.as_deref().unwrap_or_default();
        if Sha256::of(bytes) == blob.sha256
            && let Ok(Some(again)) = reading::again(bytes, version.into())
            && [hash, text.sha256].contains(&Sha256::of(again.text.as_bytes()))
        {
            found = Some(again.text);
        }
        found.is_some()
    })?;
    Ok(found)
}
