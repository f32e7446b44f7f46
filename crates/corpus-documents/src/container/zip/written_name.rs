//! Names of members as they are written in ZIP archives.

use rawzip::ZipFileHeaderRecord;

/// The name as it is written: UTF-8 if it is that, even against the flag, or else in the charset of the first PCs.
///
/// Many programs write UTF-8 without the flag, and hardly any text in another charset happens to be valid UTF-8. A name in
/// a third charset comes out wrong but complete: guessing from a few letters would be wrong more often, and a name has to
/// stay the same from one archive to the next.
pub(super) fn of(entry: &ZipFileHeaderRecord<'_>) -> String {
    let path = entry.file_path();
    let bytes = path.as_bytes();
    if let Ok(name) = std::str::from_utf8(bytes) {
        return name.to_owned();
    }
    unicode_path(entry, bytes).unwrap_or_else(|| yore::code_pages::CP437.decode(bytes).into_owned())
}

/// The name in the extra field of Info-ZIP (APPNOTE 4.6.9), if that is about this name.
fn unicode_path(entry: &ZipFileHeaderRecord<'_>, written: &[u8]) -> Option<String> {
    let (_, field) = entry
        .extra_fields()
        .find(|(id, _)| *id == rawzip::extra_fields::ExtraFieldId::INFO_ZIP_UNICODE_PATH)?;
    let (&1, rest) = field.split_first()? else { return None };
    let (checksum, name) = rest.split_first_chunk::<4>()?;
    // A program that doesn't know the field may have renamed the member since.
    let is_current = u32::from_le_bytes(*checksum) == rawzip::crc32(written);
    is_current.then(|| String::from_utf8(name.to_vec()).ok()).flatten()
}
