//! Files that are compressed as a whole: gzip, Zstandard, bzip2, XZ. They hold one file, or an archive.

use std::io::{self, BufRead, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::ContainerKind;
use super::budget::{Counted, Packed};
use super::entry::PackedEntry;
use super::unpack::{ContainerInput, Halt, Level, Unpacking};
use crate::Context;

/// The largest distance that Zstandard, XZ or LZMA may refer back, in bytes: so much is kept in memory. Only `zstd --ultra -22`
/// and `--long` use more.
pub(super) const WINDOW: u64 = 64 << 20;
/// The largest distance that these programs use unless they are told to, and that browsers allow (RFC 9659).
pub(super) const USUAL_WINDOW: u64 = 8 << 20;

/// The memory for XZ in KiB. Its decoder needs some 100 KiB more.
fn xz_memory(window: u64) -> u32 {
    u32::try_from((window >> 10) + (2 << 10)).unwrap_or(u32::MAX)
}

/// Takes a compressed file apart.
pub(super) fn take_apart(
    unpacking: &mut Unpacking<'_>,
    kind: ContainerKind,
    level: &Level,
    input: ContainerInput<'_>,
) -> Result<(), Halt> {
    let packed_source = Counted::new(input.stream());
    let counter = packed_source.counter();
    let packed = Packed::from_now(Some(&counter));
    let Some(mut source) = reader(kind, packed_source, level.room) else {
        return Err(Halt::Refused("isn't a compressed file".to_owned()));
    };
    let level = Level {
        inside_compressed: true,
        own_name: unpacked_name(&level.own_name).to_owned(),
        ..level.clone()
    };
    let context = Context::default();
    unpacking.member(
        &level,
        PackedEntry { name: String::new(), source: &mut source, packed, counter: Some(counter), context },
    )
}

/// The name of the file in a compressed one: `a.txt` of `a.txt.gz`.
fn unpacked_name(name: &str) -> &str {
    let endings = [".gz", ".zst", ".bz2", ".xz", ".bgz", ".zstd"];
    let found = endings.iter().find(|ending| {
        name.len() > ending.len()
            && name.as_bytes()[name.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
    });
    found.map_or(name, |ending| &name[..name.len() - ending.len()])
}

/// The unpacked bytes of a compressed file; `None` for other formats.
///
/// `room` is the memory that its decoder may take, in bytes. Files with the default settings of usual programs are unpacked with none.
pub(super) fn reader<'a>(kind: ContainerKind, source: Counted<'a>, room: u64) -> Option<Box<dyn Read + 'a>> {
    let window = room.clamp(USUAL_WINDOW, WINDOW);
    match kind {
        // Several members, streams or frames are one file: `cat` and parallel programs make such files.
        ContainerKind::Gzip => Some(Box::new(MultiGzDecoder::new(source))),
        ContainerKind::Bzip2 => Some(Box::new(bzip2::bufread::MultiBzDecoder::new(source))),
        ContainerKind::Xz => {
            Some(Box::new(lzma_rust2::XzReader::new_mem_limit(source, true, xz_memory(window))))
        }
        ContainerKind::Zstandard => Some(Box::new(Frames::new(source, window))),
        _ => None,
    }
}

/// The frames of a Zstandard file, one after another; those to be skipped are skipped.
struct Frames<'a> {
    source: Counted<'a>,
    decoder: FrameDecoder,
    is_inside: bool,
}

impl<'a> Frames<'a> {
    fn new(source: Counted<'a>, window: u64) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(window);
        Self { source, decoder, is_inside: false }
    }

    /// Opens the frame that begins here. At the end of the file there is none.
    fn open(&mut self) -> io::Result<()> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.source) {
                Ok(()) => {
                    self.is_inside = true;
                    return Ok(());
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                // The same kind of error as that of XZ beyond its memory, so that both have one reason.
                Err(FrameDecoderError::WindowSizeTooBig { .. }) => {
                    return Err(io::ErrorKind::OutOfMemory.into());
                }
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            }
        }
        Ok(())
    }
}

impl Read for Frames<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_inside {
                self.open()?;
            }
            // Nothing read into an empty buffer would be taken for the end of the frame.
            if !self.is_inside || buffer.is_empty() {
                return Ok(0);
            }
            // One block at a time: the decoder keeps its output in memory, which a bomb would make large.
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, one).map_err(damaged)?;
            }
            match self.decoder.read(buffer)? {
                0 => self.is_inside = false,
                count => return Ok(count),
            }
        }
    }
}

fn damaged(error: FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
