use super::build::{ZipMember, bzip2, deflate, zip, zip_of, zstandard};
use super::*;

const TEXT: &[u8] = "Die Brücke ist offen.".as_bytes();

fn zip_lines(members: &[ZipMember]) -> Vec<String> {
    lines(ContainerKind::Zip, &zip_of(members))
}

#[test]
fn members_come_in_their_order_with_their_folders() {
    let archive = zip(&[("news/", ""), ("news/b.txt", "two"), ("a.txt", "one")]);
    assert_eq!(lines(ContainerKind::Zip, &archive), ["news/b.txt = two", "a.txt = one"]);
}

#[test]
fn usual_methods_are_unpacked() {
    for (method, packed) in [(8, deflate(TEXT)), (12, bzip2(TEXT)), (93, zstandard(TEXT))] {
        let member = ZipMember { method, packed, ..ZipMember::stored("a.txt", TEXT) };
        assert_eq!(zip_lines(&[member]), ["a.txt = Die Brücke ist offen."], "{method}");
    }
}

#[test]
fn lzma_is_unpacked() {
    // "Guten Tag, Guten Tag, Guten Tag" with the header of a ZIP: version, length of the properties, properties.
    let packed =
        b"\x09\x14\x05\x00\x5D\x00\x00\x80\x00\x00\x23\x9D\x4A\x86\x67\x65\x1C\xAB\x4B\x7C\xFA\x6E\xD4\x04\
        \x71\xEC\xA9\xF7\xFF\xFE\xDB\x60\x00"
            .to_vec();
    let text = b"Guten Tag, Guten Tag, Guten Tag";
    let member = ZipMember { method: 14, flags: 2, packed, ..ZipMember::stored("a.txt", text) };
    assert_eq!(zip_lines(&[member]), ["a.txt = Guten Tag, Guten Tag, Guten Tag"]);
}

#[test]
fn names_are_read_in_utf8_or_in_the_charset_of_dos() {
    for (name, expected) in [(&b"Gr\x94\xE1e.txt"[..], "Größe.txt"), ("Größe.txt".as_bytes(), "Größe.txt")]
    {
        for flags in [0, 0x0800] {
            let member = ZipMember { name: name.to_vec(), flags, ..ZipMember::stored("", b"x") };
            assert_eq!(zip_lines(&[member]), [format!("{expected} = x")]);
        }
    }
}

#[test]
fn backslashes_separate_folders() {
    assert_eq!(lines(ContainerKind::Zip, &zip(&[("a\\b\\c.txt", "x")])), ["a/b/c.txt = x"]);
}

#[test]
fn what_is_no_article_is_left_out() {
    let link = ZipMember { mode: 0o120_777, ..ZipMember::stored("link.txt", b"real.txt") };
    let icon = ZipMember::stored("__MACOSX/._a.txt", b"\0\x05\x16\x07");
    let image = ZipMember::stored("a.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x10");
    assert_eq!(
        zip_lines(&[link, icon, image, ZipMember::stored("a.txt", b"one")]),
        [
            "link.txt - is a symbolic link, not a file",
            "__MACOSX/._a.txt - is a file of the operating system, not an article",
            "a.png - is an image",
            "a.txt = one",
        ]
    );
}

#[test]
fn what_cant_be_read_is_refused_and_the_rest_comes() {
    let locked = ZipMember { flags: 1, ..ZipMember::stored("locked.txt", b"............") };
    let damaged = ZipMember { checksum: 1, ..ZipMember::deflated("damaged.txt", TEXT) };
    let unknown = ZipMember { method: 98, ..ZipMember::stored("unknown.txt", TEXT) };
    let document = ZipMember::stored("a.pdf", b"%PDF-1.7\n");
    assert_eq!(
        zip_lines(&[locked, damaged, unknown, document, ZipMember::stored("a.txt", b"one")]),
        [
            "locked.txt ! needs a password",
            "damaged.txt ! is damaged: its checksum is wrong",
            "unknown.txt ! is compressed with PPMd, which isn't read; unpack it first",
            "a.pdf ! is a PDF document, which isn't read yet; convert it to text first, for example with pdftotext",
            "a.txt = one",
        ]
    );
}

#[test]
fn names_that_lead_outside_are_refused_as_they_are_written() {
    let names = ["../x.txt", "/tmp/x.txt", "C:\\x.txt", "a/../../x.txt"];
    let members: Vec<(&str, &str)> =
        names.iter().map(|&name| (name, "x")).chain([("ok.txt", "fine")]).collect();
    let found = lines(ContainerKind::Zip, &zip(&members));
    let expected = names.map(|name| format!("{name} ! has a name that leads outside the archive"));
    assert_eq!(found[..4], expected);
    assert_eq!(found[4], "ok.txt = fine");
}

#[test]
fn the_last_of_several_members_with_one_name_counts() {
    let archive = zip(&[("a.txt", "old"), ("b.txt", "other"), ("./a.txt", "new")]);
    assert_eq!(
        lines(ContainerKind::Zip, &archive),
        ["a.txt ! has the name of a later member, which was taken instead", "b.txt = other", "a.txt = new"]
    );
}

#[test]
fn an_archive_in_one_that_is_cut_off_isnt_taken_for_it() {
    let inner = zip(&[("inner.txt", "one")]);
    let archive = zip_of(&[ZipMember::stored("a.zip", &inner), ZipMember::stored("b.txt", &[b'x'; 5000])]);
    let reason = "!! is cut off or damaged: it has no directory of its members";
    assert_eq!(lines(ContainerKind::Zip, &archive[..2000]), [reason]);
}

#[test]
fn a_comment_may_look_like_the_end_of_the_directory() {
    let mut archive = zip(&[("a.txt", "one")]);
    let comment = b"PK\x05\x06 is what it ends with, says this comment";
    let at = archive.len() - 2;
    archive[at] = u8::try_from(comment.len()).unwrap();
    archive.extend(comment);
    assert_eq!(lines(ContainerKind::Zip, &archive), ["a.txt = one"]);
}

#[test]
fn archives_without_members_are_refused() {
    assert_eq!(lines(ContainerKind::Zip, &zip(&[])), ["!! is empty: it has no members"]);
    let archive = zip(&[("a.txt", "one")]);
    let reason = "!! is cut off or damaged: it has no directory of its members";
    assert_eq!(lines(ContainerKind::Zip, &archive[..archive.len() - 30]), [reason]);
}

#[test]
fn documents_of_office_programs_arent_taken_apart() {
    let word = zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<x/>")]);
    let archive = zip_of(&[ZipMember::stored("letter.docx", &word)]);
    let [line] = &lines(ContainerKind::Zip, &archive)[..] else { panic!("one member") };
    assert!(line.starts_with("letter.docx ! is a Word document"), "{line}");
}
