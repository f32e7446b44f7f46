//! Small archives, byte by byte, so that they can be wrong in any way.

use std::io::Write;

/// A member of a ZIP archive.
#[derive(Clone)]
pub(super) struct ZipMember {
    pub name: Vec<u8>,
    pub flags: u16,
    pub method: u16,
    pub packed: Vec<u8>,
    pub checksum: u32,
    pub size: u32,
    /// The Unix mode; zero for none.
    pub mode: u32,
}

impl ZipMember {
    pub(super) fn stored(name: &str, content: &[u8]) -> Self {
        Self {
            name: name.as_bytes().to_vec(),
            flags: 0,
            method: 0,
            packed: content.to_vec(),
            checksum: rawzip::crc32(content),
            size: u32::try_from(content.len()).unwrap(),
            mode: 0,
        }
    }

    pub(super) fn deflated(name: &str, content: &[u8]) -> Self {
        Self { method: 8, packed: deflate(content), ..Self::stored(name, content) }
    }

    fn header(&self) -> Vec<u8> {
        let length = u32::try_from(self.packed.len()).unwrap();
        let mut header = [self.flags.to_le_bytes(), self.method.to_le_bytes(), [0; 2], [0; 2]].concat();
        header.extend([self.checksum, length, self.size].map(u32::to_le_bytes).concat());
        header.extend(u16::try_from(self.name.len()).unwrap().to_le_bytes());
        header.extend([0; 2]);
        header
    }
}

/// A ZIP archive of stored texts.
pub(super) fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    zip_of(&members.iter().map(|(name, text)| ZipMember::stored(name, text.as_bytes())).collect::<Vec<_>>())
}

pub(super) fn zip_of(members: &[ZipMember]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for member in members {
        let offset = u32::try_from(archive.len()).unwrap();
        archive.extend([&b"PK\x03\x04\x14\0"[..], &member.header(), &member.name, &member.packed].concat());
        // Made on Unix, so that the mode counts.
        directory.extend([&b"PK\x01\x02\x14\x03\x14\0"[..], &member.header(), &[0; 6]].concat());
        directory.extend([member.mode << 16, offset].map(u32::to_le_bytes).concat());
        directory.extend(&member.name);
    }
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    let offset = u32::try_from(archive.len()).unwrap();
    archive.extend(&directory);
    archive.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count].concat());
    archive.extend([u32::try_from(directory.len()).unwrap(), offset].map(u32::to_le_bytes).concat());
    archive.extend([0; 2]);
    archive
}

pub(super) fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn zlib(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn zstandard(content: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest)
}

pub(super) fn bzip2(content: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Blocks of tar: a header of this type, and its content.
pub(super) fn tar_member(kind: u8, name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = vec![0_u8; 512];
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[100..108].copy_from_slice(b"0000644\0");
    header[124..136].copy_from_slice(format!("{:011o}\0", content.len()).as_bytes());
    header[156] = kind;
    header[257..265].copy_from_slice(b"ustar\x0000");
    with_checksum(&mut header);
    header.extend(content);
    header.resize(header.len().next_multiple_of(512), 0);
    header
}

/// Writes the checksum of a tar header.
pub(super) fn with_checksum(header: &mut [u8]) {
    header[148..156].copy_from_slice(b"        ");
    let sum: u32 = header[..512].iter().copied().map(u32::from).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
}

/// A tar archive of texts.
pub(super) fn tar(members: &[(&str, &str)]) -> Vec<u8> {
    let blocks = members.iter().map(|(name, text)| tar_member(b'0', name, text.as_bytes()));
    blocks.chain([vec![0; 1024]]).collect::<Vec<_>>().concat()
}

/// A record of a WARC: its type, address and date, more fields (each with its line end), and its block.
pub(super) fn record(kind: &str, address: &str, day: u8, fields: &str, block: &[u8]) -> Vec<u8> {
    let header = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2023-04-{day:02}T09:30:00Z\r\n\
         {fields}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A response of HTTP with status 200: fields (each with its line end) and body.
pub(super) fn response(fields: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{fields}\r\n").as_bytes(), body].concat()
}

/// A record with a page that was served as `text/html`.
pub(super) fn page(address: &str, day: u8, body: &[u8]) -> Vec<u8> {
    record("response", address, day, "", &response("Content-Type: text/html\r\n", body))
}
