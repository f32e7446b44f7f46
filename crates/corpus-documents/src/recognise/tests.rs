use proptest::prelude::*;

use super::*;

fn not_read(beginning: &[u8], name: &str) -> FileType {
    match recognise(beginning, name) {
        Kind::NotRead(file_type) => file_type,
        other => panic!("{other:?}"),
    }
}

/// The local header of a member of a ZIP, and its content.
fn member(name: &str, content: &str) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    bytes.extend([u8::try_from(name.len()).unwrap(), 0, 0, 0]);
    [bytes.as_slice(), name.as_bytes(), content.as_bytes()].concat()
}

#[test]
fn texts_are_texts_whatever_they_begin_with() {
    for text in [
        "",
        "Storm\n\nThe storm has passed.",
        "BZh is how bzip2 begins, and PK a ZIP.",
        "%PDF is a format",
        "From Berlin, the minister: nothing new\nis known.",
        "Date: 3 March\nFrom: our correspondent\n\nThe storm has passed.",
        "---\ntitle: Sturm\n---\nDer Sturm ist vorbei.",
        "{\"title\": \"Sturm\"}\n{\"title\": \"Flut\"}\n",
        "title;text\nSturm;Der Sturm ist vorbei.\n",
        "<b>Storm</b>\n\nThe storm has passed.",
        "<3 is a heart",
        "<> and more",
        "\u{FEFF}Öl wird teurer",
        "ID3 ist ein Format, GIF89a auch.",
        "MZ: Münchner Zeitung",
        "WARC files are archives.",
    ] {
        assert_eq!(recognise(text.as_bytes(), "a.pdf"), Kind::Text, "{text}");
    }
}

#[test]
fn texts_in_any_charset_are_texts() {
    let utf16: Vec<u8> = "Новости дня".repeat(2000).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(recognise(&[b"\xFF\xFE", utf16.as_slice()].concat(), "a"), Kind::Text);
    let chinese: Vec<u8> =
        "丁乃九了今日的新闻".repeat(4000).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(recognise(&[b"\xFF\xFE", chinese.as_slice()].concat(), "a"), Kind::Text);
    assert_eq!(recognise(&encoding_rs::KOI8_R.encode("Новости дня из Москвы").0, "a"), Kind::Text);
    assert_eq!(recognise(&encoding_rs::SHIFT_JIS.encode("今日の記事です。").0, "a"), Kind::Text);
}

#[test]
fn a_character_that_is_cut_in_two_changes_nothing() {
    let text = "ж".repeat(OPENING);
    for end in OPENING - 1..OPENING + 3 {
        assert_eq!(recognise(&text.as_bytes()[..end], "a"), Kind::Text);
    }
}

#[test]
fn pages_are_known_by_their_markup() {
    for page in [
        "<!DOCTYPE html><p>a",
        "<?xml version='1.0'?>\n<!-- x -->\n<html xmlns='http://www.w3.org/1999/xhtml'>",
        "<script>x</script><p>a",
        "<br />\n<b>Warning</b>: x in <b>y.php</b>\n<!DOCTYPE html>\n<p>a",
    ] {
        assert_eq!(recognise(page.as_bytes(), "a.txt"), Kind::Page, "{page}");
    }
    assert_eq!(recognise(b"<p>Storm</p>", "a.html"), Kind::Page);
    assert_eq!(recognise(b"<p>Storm</p>", "a.txt"), Kind::Text);
}

#[test]
fn containers_are_known_by_their_signatures() {
    for (beginning, kind) in [
        (member("a.txt", "one"), ContainerKind::Zip),
        (b"PK\x05\x06\0\0".to_vec(), ContainerKind::Zip),
        (b"\x1F\x8B\x08\0".to_vec(), ContainerKind::Gzip),
        (b"\x28\xB5\x2F\xFD\0".to_vec(), ContainerKind::Zstandard),
        (b"BZh91AY&SY".to_vec(), ContainerKind::Bzip2),
        (b"\xFD7zXZ\0".to_vec(), ContainerKind::Xz),
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n".to_vec(), ContainerKind::Warc),
        (b"filedesc://a.arc 0.0.0.0 20140216050221 text/plain 1".to_vec(), ContainerKind::Arc),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n".to_vec(), ContainerKind::Mhtml),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n\n".to_vec(),
            ContainerKind::Mhtml,
        ),
    ] {
        assert_eq!(recognise(&beginning, "a.txt"), Kind::Container(kind), "{kind}");
    }
}

#[test]
fn office_documents_are_no_archives() {
    let word = [member("[Content_Types].xml", "<x/>"), member("word/document.xml", "<x/>")].concat();
    assert_eq!(not_read(&word, "a"), FileType::Word);
    let sheet = [member("_rels/.rels", "<x/>"), member("xl/workbook.xml", "<x/>")].concat();
    assert_eq!(not_read(&sheet, "a"), FileType::Spreadsheet);
    assert_eq!(not_read(&member("mimetype", "application/epub+zip"), "a"), FileType::Epub);
    let text = "application/vnd.oasis.opendocument.text";
    assert_eq!(not_read(&member("mimetype", text), "a"), FileType::OpenDocument);
    assert_eq!(not_read(&member("document.xml", "x"), "a.docx"), FileType::Word);
    assert_eq!(not_read(&member("META-INF/MANIFEST.MF", "x"), "a"), FileType::Program);
}

#[test]
fn formats_that_arent_read_are_named() {
    for (beginning, file_type) in [
        (&b"%PDF-1.7\n"[..], FileType::Pdf),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileType::OldOffice),
        (b"{\\rtf1\\ansi x}", FileType::Rtf),
        (b"% draft\n\\documentclass{article}\n", FileType::Latex),
        (b"SQLite format 3\0", FileType::Sqlite),
        (b"7z\xBC\xAF\x27\x1C\0\x04", FileType::OtherArchive),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x10", FileType::Image),
        (b"<?xml version='1.0'?><rss version='2.0'>", FileType::Feed),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", FileType::Feed),
        (b"<?xml version='1.0'?><TEI><text>x</text></TEI>", FileType::Xml),
        (b"Return-Path: <a@b.example>\nTo: c@d.example\n\nText", FileType::Mail),
        (b"From: a@b.example\nContent-Type: text/plain\n\nText", FileType::Mail),
        (b"From a@b.example Mon Jan  1\nSubject: Hello\nDate: today\n\nText", FileType::Mail),
        (&[0; 40], FileType::Binary),
    ] {
        assert_eq!(not_read(beginning, "a.txt"), file_type);
    }
}

#[test]
fn binary_data_after_a_readable_beginning_is_no_text() {
    let bytes = [&b"readable ".repeat(2000)[..], &(0..=u8::MAX).collect::<Vec<u8>>().repeat(100)].concat();
    assert_eq!(not_read(&bytes, "a.txt"), FileType::Binary);
}

#[test]
fn a_message_in_html_isnt_a_saved_page() {
    let message = b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n";
    assert_eq!(not_read(message, "a.mht"), FileType::Mail);
}

#[test]
fn reasons_say_what_to_do() {
    assert_eq!(
        FileType::Pdf.to_string(),
        "is a PDF document, which isn't read yet; convert it to text first, for example with pdftotext"
    );
    assert_eq!(FileType::Image.to_string(), "is an image");
    assert!(FileType::Binary.holds_text() && !FileType::Film.holds_text());
}

proptest! {
    #[test]
    fn any_bytes_are_recognised_as_something(bytes in prop::collection::vec(any::<u8>(), 0..3000), name in ".{0,12}") {
        let _ = recognise(&bytes, &name);
    }

    #[test]
    fn words_are_always_text(text in r"[A-ZÄÖÜ][a-zäöüßа-я0-9,.!? \n]{0,400}") {
        prop_assert_eq!(recognise(text.as_bytes(), "a.jpg"), Kind::Text);
    }
}
