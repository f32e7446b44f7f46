//! Bombs and arbitrary bytes: the memory that is taken stays bounded, and nothing panics.

use proptest::prelude::*;

use super::build::{ZipMember, bzip2, gzip, page, record, response, tar_member, zip, zip_of, zstandard};
use super::*;

/// Zeros that begin as a text does, so that only their number gives them away.
fn bomb(size: usize) -> Vec<u8> {
    [&b"Breaking news "[..], &vec![b' '; size]].concat()
}

#[test]
fn a_bomb_in_a_zip_is_refused_and_the_others_come() {
    let honest = ZipMember::deflated("honest.txt", &bomb(8 << 20));
    let liar = ZipMember { size: 1000, ..ZipMember::deflated("liar.txt", &bomb(8 << 20)) };
    let found = lines(ContainerKind::Zip, &zip_of(&[honest, liar, ZipMember::stored("a.txt", b"one")]));
    assert_eq!(
        found,
        [
            "honest.txt ! unpacks to more than 500 times its size, as a decompression bomb does",
            "liar.txt ! is damaged: its size is wrong",
            "a.txt = one",
        ]
    );
}

#[test]
fn a_bomb_in_a_compressed_file_is_refused() {
    for (kind, bytes) in [
        (ContainerKind::Gzip, gzip(&bomb(8 << 20))),
        (ContainerKind::Zstandard, zstandard(&bomb(8 << 20))),
        (ContainerKind::Bzip2, bzip2(&bomb(8 << 20))),
    ] {
        let reason = " ! unpacks to more than 500 times its size, as a decompression bomb does";
        assert_eq!(lines(kind, &bytes), [reason], "{kind}");
    }
}

#[test]
fn a_bomb_in_a_compressed_tar_is_refused_and_the_others_come() {
    let noise: Vec<u8> = (0..20_000_u32)
        .flat_map(|number| format!("{} ", number.wrapping_mul(2_654_435_761)).into_bytes())
        .collect();
    let blocks = [
        tar_member(b'0', "a.txt", b"one"),
        tar_member(b'0', "bomb.txt", &bomb(8 << 20)),
        tar_member(b'0', "b.txt", &noise),
    ];
    let found = lines(ContainerKind::Gzip, &gzip(&blocks.concat()));
    assert_eq!(
        found[..2],
        ["a.txt = one", "bomb.txt ! unpacks to more than 500 times its size, as a decompression bomb does"]
    );
    assert!(found[2].starts_with("b.txt = 0 2654435761"));
}

#[test]
fn a_bomb_in_the_body_of_a_page_is_refused() {
    let block = response("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &gzip(&bomb(8 << 20)));
    let archive = [
        record("response", "https://a.example/1", 1, "", &block),
        page("https://a.example/2", 1, b"<p>a</p>"),
    ];
    assert_eq!(
        lines(ContainerKind::Warc, &archive.concat()),
        [
            "https://a.example/1 ! unpacks to more than the limits allow, as a decompression bomb does",
            "https://a.example/2 = <p>a</p>",
        ]
    );
}

#[test]
fn revisits_cost_as_much_as_their_original() {
    let address = "https://a.example/";
    let text = vec![b'x'; 100_000];
    let original = record(
        "response",
        address,
        1,
        "WARC-Record-ID: <urn:1>\r\n",
        &response("Content-Type: text/html\r\n", &text),
    );
    let revisit = record("revisit", address, 2, "WARC-Refers-To: <urn:1>\r\n", b"");
    let limits = Limits { total: 1_000_000, ..Limits::default() };
    let (members, result) = all(ContainerKind::Warc, &[original, revisit.repeat(100)].concat(), &limits);
    let documents = members.iter().filter(|member| matches!(member, Member::Document(_))).count();
    assert!((3..10).contains(&documents), "{documents}");
    assert!(result.unwrap_err().reason.starts_with("unpacks to more than"));
}

#[test]
fn members_that_share_their_bytes_are_refused() {
    let content = vec![b'x'; 10_000];
    let mut archive = zip_of(&[ZipMember::stored("a.txt", &content), ZipMember::stored("b.txt", b"")]);
    // The second member of the directory is made a copy of the first.
    let first = archive.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let second = first + 46 + 5;
    archive.copy_within(first..second, second);
    let found = lines(ContainerKind::Zip, &archive);
    assert_eq!(found.last().unwrap(), "!! has members that share their bytes, as a decompression bomb does");
}

#[test]
fn the_number_and_the_sum_of_members_are_limited() {
    let archive = zip(&[("a", "1"), ("b", "2"), ("c", "3")]);
    let few = Limits { members: 2, ..Limits::default() };
    assert_eq!(
        lines_within(ContainerKind::Zip, &archive, &few),
        ["a = 1", "b = 2", "!! has more than 2 members"]
    );
    let small = Limits { total: 1030, ..Limits::default() };
    let reason = "!! unpacks to more than 1030 bytes in all, as a decompression bomb does";
    assert_eq!(lines_within(ContainerKind::Zip, &archive, &small), ["a = 1", "b = 2", reason]);
}

#[test]
fn members_larger_than_the_limit_are_refused() {
    let limits = Limits { member: 100_000, ..Limits::default() };
    let text: Vec<u8> = (0..40_000_u32).flat_map(|number| format!("{number} ").into_bytes()).collect();
    let archive = zip_of(&[ZipMember::deflated("a.txt", &text), ZipMember::stored("b.txt", b"two")]);
    let reason = "a.txt ! is larger than the limit of 100000 bytes";
    assert_eq!(lines_within(ContainerKind::Zip, &archive, &limits), [reason, "b.txt = two"]);
}

#[test]
fn decoders_that_want_much_memory_are_refused() {
    // A frame of Zstandard with a window of 2 GiB, and a block of XZ with a dictionary of 4 GiB.
    let frame = b"\x28\xB5\x2F\xFD\x00\xA8\x01\x00\x00";
    let stream =
        b"\xFD\x37\x7A\x58\x5A\x00\x00\x01\x69\x22\xDE\x36\x02\x00\x21\x01\x28\x00\x00\x00\xE6\xA0\x11\xB3\
        \x01\x00\x00\x78\x00";
    let reason = " ! takes more memory to unpack than is allowed; unpack it first";
    assert_eq!(lines(ContainerKind::Zstandard, frame), [reason]);
    assert_eq!(lines(ContainerKind::Xz, stream), [reason]);
}

#[test]
fn headers_that_never_end_are_refused() {
    let endless = [b"WARC/1.0\r\nWARC-Type: response\r\nX: ".to_vec(), vec![b'x'; 3 << 20]].concat();
    let reason = " ! is damaged: the header of a record is too long; a part of it was passed over";
    assert_eq!(lines(ContainerKind::Warc, &endless), [reason]);
}

#[test]
fn a_name_of_tar_is_read_only_in_part() {
    let blocks = [tar_member(b'L', "name", &vec![b'x'; 4 << 20]), tar_member(b'0', "a", b"one")];
    let [line] = &lines(ContainerKind::Tar, &blocks.concat())[..] else { panic!("one member") };
    assert!(line.len() < 5000 && line.ends_with(" = one"));
}

const KINDS: [ContainerKind; 9] = [
    ContainerKind::Zip,
    ContainerKind::Tar,
    ContainerKind::Gzip,
    ContainerKind::Zstandard,
    ContainerKind::Bzip2,
    ContainerKind::Xz,
    ContainerKind::Warc,
    ContainerKind::Arc,
    ContainerKind::Mhtml,
];

/// Some valid container of each kind, to be damaged.
fn samples() -> Vec<(ContainerKind, Vec<u8>)> {
    let tar = tar_member(b'0', "a.txt", b"one");
    let warc =
        [page("https://a.example/", 1, b"<p>a</p>"), record("revisit", "https://a.example/", 2, "", b"")];
    let inner =
        zip_of(&[ZipMember::deflated("a.txt", b"one one one"), ZipMember::stored("b.tar.gz", &gzip(&tar))]);
    vec![
        (ContainerKind::Zip, zip_of(&[ZipMember::stored("x.zip", &inner), ZipMember::deflated("c", b"two")])),
        (ContainerKind::Tar, tar.clone()),
        (ContainerKind::Gzip, gzip(&tar)),
        (ContainerKind::Gzip, warc.iter().map(|record| gzip(record)).collect::<Vec<_>>().concat()),
        (ContainerKind::Zstandard, zstandard(&tar)),
        (ContainerKind::Bzip2, bzip2(&tar)),
        (ContainerKind::Warc, warc.concat()),
    ]
}

fn is_harmless(name: &str) -> bool {
    !name.starts_with(['/', '\\']) && name.split(['/', '\\']).all(|part| part != "..") && name.len() < 20_000
}

fn check(kind: ContainerKind, bytes: &[u8]) {
    let limits = Limits { member: 1 << 20, ..Limits::default() };
    for member in all(kind, bytes, &limits).0 {
        match member {
            Member::Document(document) => {
                assert!(is_harmless(&document.name), "{}", document.name);
                assert!(document.bytes.len() <= 1 << 20);
            }
            Member::LeftOut(refusal) | Member::Refused(refusal) => assert!(!refusal.reason.is_empty()),
        }
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_of_any_kind_are_handled(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        for kind in KINDS {
            check(kind, &bytes);
        }
    }

    #[test]
    fn damaged_containers_are_handled(
        sample in prop::sample::select(samples()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let (kind, mut bytes) = sample;
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at.index(length)] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        check(kind, &bytes);
    }
}
