//! Reading the bytes of a file, which may change meanwhile.

use super::candidate::Stamp;
use super::content::{ContainerBytes, ContainerFile, ContainerFormat};
use super::reason;
use crate::model::{Hasher, Sha256};
use crate::ops::reading::Unread;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The number of bytes from which containers and the layout of a table are recognised.
pub(super) const SAMPLE: u64 = 1 << 20;

/// The bytes of a small file, read as for an import.
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
pub(super) enum Whole {
    Bytes(Vec<u8>, Stamp),
    Container(ContainerFile),
    Unread(Unread),
}

/// Recognises a file that holds several documents by its beginning.
pub(super) type Recognise<'a> = dyn Fn(&[u8]) -> Result<Option<ContainerFormat>, Unread> + 'a;

/// Reads a file; `None` if it changed meanwhile. Of a container only the hash is made.
pub(super) fn read_once(path: &Path, max_size: u64, recognised: &Recognise) -> Result<Option<Whole>, String> {
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
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}
