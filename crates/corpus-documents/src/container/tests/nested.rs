use super::build::{ZipMember, bzip2, gzip, tar, tar_member, zip, zip_of, zstandard};
use super::*;

#[test]
fn a_compressed_text_is_named_as_its_file() {
    let text = "Новости дня".as_bytes();
    for (kind, bytes) in [
        (ContainerKind::Gzip, gzip(text)),
        (ContainerKind::Zstandard, zstandard(text)),
        (ContainerKind::Bzip2, bzip2(text)),
    ] {
        assert_eq!(lines(kind, &bytes), [" = Новости дня"], "{kind}");
    }
}

#[test]
fn a_text_compressed_with_xz_is_read() {
    let bytes =
        b"\xFD\x37\x7A\x58\x5A\x00\x00\x04\xE6\xD6\xB4\x46\x02\x00\x21\x01\x0C\x00\x00\x00\x8F\x98\x41\x9C\
        \x01\x00\x0D\xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8\x00\x00\x00\xBA\xA6\xD6\x1B\
        \x63\x22\xE9\x8C\x00\x01\x26\x0E\x08\x1B\xE0\x04\x1F\xB6\xF3\x7D\x01\x00\x00\x00\x00\x04\x59\x5A";
    assert_eq!(lines(ContainerKind::Xz, bytes), [" = Новости"]);
}

#[test]
fn several_streams_in_a_file_are_joined() {
    for (kind, bytes) in [
        (ContainerKind::Gzip, [gzip(b"one "), gzip(b"two")].concat()),
        (ContainerKind::Zstandard, [zstandard(b"one "), zstandard(b"two")].concat()),
        (ContainerKind::Bzip2, [bzip2(b"one "), bzip2(b"two")].concat()),
    ] {
        assert_eq!(lines(kind, &bytes), [" = one two"], "{kind}");
    }
}

#[test]
fn frames_of_zstandard_to_be_skipped_are() {
    let bytes = [&b"\x50\x2A\x4D\x18\x03\0\0\0abc"[..], &zstandard(b"one")].concat();
    assert_eq!(lines(ContainerKind::Zstandard, &bytes), [" = one"]);
}

#[test]
fn containers_in_containers_are_taken_apart() {
    let inner = zip(&[("inside/deep.txt", "deep")]);
    let packed = gzip(&tar(&[("a.txt", "one")]));
    let archive = zip_of(&[
        ZipMember::stored("more.zip", &inner),
        ZipMember::deflated("x/old.tar.gz", &packed),
        ZipMember::stored("b.txt.gz", &gzip(b"two")),
    ]);
    assert_eq!(
        lines(ContainerKind::Zip, &archive),
        ["more.zip/inside/deep.txt = deep", "x/old.tar.gz/a.txt = one", "b.txt.gz = two"]
    );
}

#[test]
fn a_zip_in_a_tar_is_taken_apart_and_what_follows_comes() {
    let blocks = [tar_member(b'0', "a.zip", &zip(&[("a.txt", "one")])), tar_member(b'0', "b.txt", b"two")];
    assert_eq!(lines(ContainerKind::Tar, &blocks.concat()), ["a.zip/a.txt = one", "b.txt = two"]);
}

#[test]
fn a_broken_container_inside_concerns_only_itself() {
    let inner = zip(&[("a.txt", "one")]);
    let archive =
        zip_of(&[ZipMember::stored("broken.zip", &inner[..40]), ZipMember::stored("b.txt", b"two")]);
    let reason = "is cut off or damaged: it has no directory of its members";
    assert_eq!(
        lines(ContainerKind::Zip, &archive),
        [format!("broken.zip ! {reason}"), "b.txt = two".to_owned()]
    );
}

#[test]
fn containers_are_nested_to_a_depth_of_three() {
    let nested = |depth: u32| {
        (1..depth).fold(zip(&[("a.txt", "deep")]), |inner, _| zip_of(&[ZipMember::stored("x.zip", &inner)]))
    };
    assert_eq!(lines(ContainerKind::Zip, &nested(3)), ["x.zip/x.zip/a.txt = deep"]);
    let reason =
        "is a ZIP archive inside 3 containers, and only so many are taken apart; unpack the outer ones first";
    assert_eq!(lines(ContainerKind::Zip, &nested(4)), [format!("x.zip/x.zip/x.zip ! {reason}")]);
}

#[test]
fn containers_in_memory_share_its_limit() {
    let text = "x".repeat(60_000);
    let inner = zip(&[("a.txt", &text)]);
    let archive = zip_of(&[ZipMember::stored("x.zip", &zip_of(&[ZipMember::stored("y.zip", &inner)]))]);
    let limits = Limits { member: 100_000, ..Limits::default() };
    let [line] = &lines_within(ContainerKind::Zip, &archive, &limits)[..] else { panic!("one member") };
    assert!(line.starts_with("x.zip/y.zip ! is a ZIP archive of more than "), "{line}");
    assert!(line.ends_with(" inside other containers; unpack those first"), "{line}");
}

#[test]
fn compression_in_compression_is_nested_too() {
    let nested = (0..10).fold(b"text".to_vec(), |inner, _| gzip(&inner));
    let [line] = &lines(ContainerKind::Gzip, &nested)[..] else { panic!("one member") };
    assert!(line.contains("is a gzip file inside 3 containers"), "{line}");
}

#[test]
fn rows_in_a_compressed_file_are_a_stream() {
    let rows = b"{\"text\": \"one\"}\n".repeat(1000);
    let bytes = gzip(&rows);
    let mut read = Vec::new();
    decompressed(ContainerKind::Gzip, &bytes[..]).unwrap().read_to_end(&mut read).unwrap();
    assert_eq!(read, rows);
    assert!(decompressed(ContainerKind::Zip, &bytes[..]).is_none());
}
