//! Paths below a source, converted between the file system and the corpus.

use std::fmt::Write;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// `path` below `folder`, with `/` between the parts.
pub(super) fn relative(folder: &Path, path: &Path) -> Vec<u8> {
    let below = path.strip_prefix(folder).unwrap_or(path).as_os_str().as_encoded_bytes();
    if MAIN_SEPARATOR == '/' {
        return below.to_vec();
    }
    let separator = |byte: &u8| if char::from(*byte) == MAIN_SEPARATOR { b'/' } else { *byte };
    below.iter().map(separator).collect()
}

/// The path in the form of the file system.
pub(super) fn native(path: &[u8]) -> PathBuf {
    // Other systems than Unix have no paths that aren't Unicode.
    #[cfg(unix)]
    return PathBuf::from(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(path));
    #[cfg(not(unix))]
    return PathBuf::from(String::from_utf8_lossy(path).into_owned());
}

/// A path as text, reversible: bytes that aren't UTF-8 become `\xFF`, and the backslash of a `\x` in a name becomes
/// `\x5C`.
///
/// For example, the Latin-1 name `caf\u{e9}.txt` is displayed as `caf\xE9.txt`.
pub(super) fn display_path(path: &[u8]) -> String {
    let mut text = String::with_capacity(path.len());
    for chunk in path.utf8_chunks() {
        text.push_str(&chunk.valid().replace("\\x", "\\x5Cx"));
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    text
}
