use super::build::{gzip, tar, tar_member, with_checksum};
use super::*;

fn tar_lines(blocks: &[Vec<u8>]) -> Vec<String> {
    lines(ContainerKind::Tar, &blocks.concat())
}

#[test]
fn members_come_in_their_order() {
    let archive = tar(&[("./b.txt", "zwei"), ("a/", ""), ("a/c.txt", "три")]);
    assert_eq!(lines(ContainerKind::Tar, &archive), ["b.txt = zwei", "a/c.txt = три"]);
}

#[test]
fn long_names_come_from_the_header_before() {
    let long = format!("{}/ä.txt", "folder".repeat(30));
    let gnu = tar_member(b'L', "././@LongLink", format!("{long}\0").as_bytes());
    let record = format!(" path={long}\n");
    let record = format!("{}{record}", record.len() + 3);
    let pax = tar_member(b'x', "PaxHeaders/a", record.as_bytes());
    let file = || tar_member(b'0', "short.txt", b"x");
    let expected = format!("{long} = x");
    assert_eq!(tar_lines(&[gnu, file(), file()]), [expected.clone(), "short.txt = x".to_owned()]);
    assert_eq!(tar_lines(&[pax, file(), file()]), [expected, "short.txt = x".to_owned()]);
}

#[test]
fn long_paths_of_ustar_are_joined() {
    let mut member = tar_member(b'0', "a.txt", b"x");
    member[345..351].copy_from_slice(b"folder");
    with_checksum(&mut member);
    assert_eq!(tar_lines(&[member]), ["folder/a.txt = x"]);
}

#[test]
fn sizes_can_be_binary_or_in_pax() {
    let mut member = tar_member(b'0', "a.txt", b"x");
    member[124..136].copy_from_slice(b"\x80\0\0\0\0\0\0\0\0\0\0\x01");
    with_checksum(&mut member);
    assert_eq!(tar_lines(&[member]), ["a.txt = x"]);
    let mut member = tar_member(b'0', "a.txt", b"xyz");
    member[124..136].copy_from_slice(b"00000000000\0");
    with_checksum(&mut member);
    assert_eq!(tar_lines(&[tar_member(b'x', "p", b"9 size=3\n"), member]), ["a.txt = xyz"]);
}

#[test]
fn links_and_sparse_files_are_left_out() {
    let sparse = tar_member(b'x', "p", b"22 GNU.sparse.major=1\n");
    let blocks = [
        tar_member(b'2', "link", b""),
        tar_member(b'1', "twin", b""),
        tar_member(b'S', "old.txt", b"x"),
        sparse,
        tar_member(b'0', "new.txt", b"x"),
        tar_member(b'6', "pipe", b""),
        tar_member(b'0', "a.txt", b"x"),
    ];
    assert_eq!(
        tar_lines(&blocks),
        [
            "link - is a symbolic link, not a file",
            "twin - is a second name of another member",
            "old.txt - is a sparse file, which isn't read",
            "new.txt - is a sparse file, which isn't read",
            "pipe - is a device or another special file",
            "a.txt = x",
        ]
    );
}

#[test]
fn names_that_lead_outside_are_refused() {
    let archive = tar(&[("../x", "x"), ("/x", "x"), ("a", "x")]);
    let reason = "has a name that leads outside the archive";
    assert_eq!(
        lines(ContainerKind::Tar, &archive),
        [format!("../x ! {reason}"), format!("/x ! {reason}"), "a = x".to_owned()]
    );
}

#[test]
fn what_precedes_damage_comes() {
    let archive = tar(&[("a.txt", "one"), ("b.txt", "two")]);
    assert_eq!(lines(ContainerKind::Tar, &archive[..1024 + 100]), ["a.txt = one", "!! is cut off"]);
    let mut damaged = archive;
    damaged[1024] = b'x';
    let reason = "!! is damaged: what follows isn't a header";
    assert_eq!(lines(ContainerKind::Tar, &damaged), ["a.txt = one", reason]);
}

#[test]
fn members_that_are_cut_off_are_refused() {
    let archive = tar_member(b'0', "a.txt", &[b'x'; 5000]);
    assert_eq!(lines(ContainerKind::Tar, &archive[..3000]), ["a.txt ! is cut off", "!! is cut off"]);
}

#[test]
fn the_last_block_may_be_short() {
    let archive = [tar_member(b'0', "a.txt", b"one"), tar_member(b'0', "b.txt", b"two")].concat();
    assert_eq!(lines(ContainerKind::Tar, &archive[..archive.len() - 500]), ["a.txt = one", "b.txt = two"]);
}

#[test]
fn compressed_archives_are_one_container() {
    let archive = gzip(&tar(&[("a.txt", "one"), ("b.txt", "two")]));
    assert_eq!(lines(ContainerKind::Gzip, &archive), ["a.txt = one", "b.txt = two"]);
}
