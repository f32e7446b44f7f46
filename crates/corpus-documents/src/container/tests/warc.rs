use super::build::{ZipMember, gzip, page, record, response, zip_of, zlib, zstandard};
use super::*;

const ADDRESS: &str = "https://a.example/b?c";
const PAGE: &[u8] = b"<html><p>Guten Tag</p></html>";

fn bodies(fields: &str, body: &[u8]) -> Vec<String> {
    let fields = format!("Content-Type: text/html; charset=utf-8\r\n{fields}");
    lines(ContainerKind::Warc, &record("response", ADDRESS, 1, "", &response(&fields, body)))
}

fn expected() -> Vec<String> {
    vec![format!("{ADDRESS} = <html><p>Guten Tag</p></html>")]
}

#[test]
fn a_page_has_its_address_date_type_and_charset() {
    let block = response("Content-Type: text/html; charset=koi8-r\r\n", PAGE);
    let archive = record("response", ADDRESS, 13, "", &block);
    let [document] = &only_documents(ContainerKind::Warc, &archive)[..] else { panic!("one page") };
    assert_eq!((document.name.as_str(), document.bytes.as_slice()), (ADDRESS, PAGE));
    assert_eq!(document.context.media_type.as_deref(), Some("text/html"));
    assert_eq!(document.context.charset.as_deref(), Some("koi8-r"));
    assert_eq!(document.context.captured.as_deref(), Some("2023-04-13T09:30:00Z"));
    assert_eq!(document.context.findings[0].value, ADDRESS);
}

#[test]
fn archives_are_compressed_by_record_or_as_a_whole_or_not_at_all() {
    let records = [page("https://a.example/1", 1, b"<p>1</p>"), page("https://a.example/2", 2, b"<p>2</p>")];
    let expected = ["https://a.example/1 = <p>1</p>", "https://a.example/2 = <p>2</p>"];
    assert_eq!(lines(ContainerKind::Warc, &records.concat()), expected);
    assert_eq!(lines(ContainerKind::Gzip, &gzip(&records.concat())), expected);
    assert_eq!(lines(ContainerKind::Zstandard, &zstandard(&records.concat())), expected);
    let by_record = records.iter().map(|record| gzip(record)).collect::<Vec<_>>().concat();
    assert_eq!(lines(ContainerKind::Gzip, &by_record), expected);
    let nested = zip_of(&[ZipMember::stored("crawl.warc.gz", &by_record)]);
    assert_eq!(lines(ContainerKind::Zip, &nested), expected.map(|line| format!("crawl.warc.gz/{line}")));
}

#[test]
fn records_about_the_crawl_are_passed_over() {
    let archive = [
        record("warcinfo", "", 1, "", b"software: x"),
        record("request", ADDRESS, 1, "", b"GET / HTTP/1.1\r\n\r\n"),
        record("metadata", ADDRESS, 1, "", b"a: b"),
        record("resource", &format!("<{ADDRESS}>"), 1, "Content-Type: text/html\r\n", PAGE),
    ];
    assert_eq!(lines(ContainerKind::Warc, &archive.concat()), expected());
}

#[test]
fn plain_texts_of_a_conversion_come() {
    let archive = record("conversion", ADDRESS, 1, "Content-Type: text/plain\r\n", "Добрый день".as_bytes());
    assert_eq!(lines(ContainerKind::Warc, &archive), [format!("{ADDRESS} = Добрый день")]);
}

#[test]
fn codings_of_bodies_are_removed() {
    let chunked = b"10;x=y\r\n<html><p>Guten T\r\nd\r\nag</p></html>\r\n0\r\n\r\n";
    let brotli = b"\x0B\x0E\x80<html><p>Guten Tag</p></html>\x03";
    for (fields, body) in [
        ("", PAGE.to_vec()),
        ("Content-Encoding: gzip\r\n", gzip(PAGE)),
        ("Content-Encoding: x-gzip\r\n", gzip(PAGE)),
        ("Content-Encoding: deflate\r\n", zlib(PAGE)),
        ("Content-Encoding: deflate\r\n", super::build::deflate(PAGE)),
        ("Content-Encoding: zstd\r\n", zstandard(PAGE)),
        ("content-encoding: br\r\n", brotli.to_vec()),
        ("Transfer-Encoding: chunked\r\n", chunked.to_vec()),
        ("Content-Encoding: deflate, gzip\r\n", gzip(&zlib(PAGE))),
    ] {
        assert_eq!(bodies(fields, &body), expected(), "{fields}");
    }
    let both = [b"3a\r\n".to_vec(), gzip(PAGE)].concat();
    let length = gzip(PAGE).len();
    let both =
        [format!("{length:x}\r\n").into_bytes(), both[4..].to_vec(), b"\r\n0\r\n\r\n".to_vec()].concat();
    assert_eq!(bodies("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &both), expected());
}

#[test]
fn codings_that_were_removed_before_are_not_again() {
    for coding in ["gzip", "deflate", "br", "zstd"] {
        assert_eq!(bodies(&format!("Content-Encoding: {coding}\r\n"), PAGE), expected(), "{coding}");
    }
    assert_eq!(bodies("Transfer-Encoding: chunked\r\n", PAGE), expected());
}

#[test]
fn chunks_are_found_where_they_arent_declared() {
    assert_eq!(bodies("", b"1D\r\n<html><p>Guten Tag</p></html>\r\n0\r\n\r\n"), expected());
    assert_eq!(bodies("", b"abc\r\nis no chunk"), [format!("{ADDRESS} = abc\r\nis no chunk")]);
}

#[test]
fn a_body_that_was_broken_off_gives_what_there_is() {
    let body = b"1d\r\n<html><p>Guten Tag</p></html>\r\n10\r\n<p>Gut";
    assert_eq!(bodies("Transfer-Encoding: chunked\r\n", body), [format!("{}<p>Gut", expected()[0])]);
}

#[test]
fn damaged_bodies_are_refused() {
    let mut body = gzip(PAGE);
    body.truncate(20);
    let reason = "is damaged: its body can't be unpacked (gzip)";
    assert_eq!(bodies("Content-Encoding: gzip\r\n", &body), [format!("{ADDRESS} ! {reason}")]);
}

#[test]
fn what_is_no_page_is_left_out() {
    let with_status =
        |status: &str| format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n<p>x</p>").into_bytes();
    let archive = [
        record("response", "https://a.example/old", 1, "", &with_status("301 Moved")),
        record("response", "https://a.example/gone", 1, "", &with_status("404 Not Found")),
        record(
            "response",
            "https://a.example/a.gif",
            1,
            "",
            &response("Content-Type: image/gif\r\n", b"GIF89a"),
        ),
        record(
            "response",
            "https://a.example/robots.txt",
            1,
            "",
            &response("Content-Type: text/plain\r\n", b"User-agent: *"),
        ),
        record("response", "dns:a.example", 1, "Content-Type: text/dns\r\n", b"a.example. 1 IN A 10.0.0.1"),
        page("https://a.example/api", 1, b"{\"count\": 3}"),
        record("response", "https://a.example/x", 1, "", &response("Content-Type: text/html\r\n", b"")),
        record(
            "response",
            "https://a.example/y",
            1,
            "",
            &response("Content-Type: text/html\r\n", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0"),
        ),
    ];
    assert_eq!(
        lines(ContainerKind::Warc, &archive.concat()),
        [
            "https://a.example/old - is a redirect (status 301), not a page",
            "https://a.example/gone - is no page: the server answered with status 404",
            "https://a.example/a.gif - is image/gif, not a page",
            "https://a.example/robots.txt - is a file for programs, not an article",
            "dns:a.example - is a note of the crawler, not a page",
            "https://a.example/api - is JSON, not a page",
            "https://a.example/x - is an empty page",
            "https://a.example/y - is an image",
        ]
    );
}

#[test]
fn types_are_sniffed_where_none_is_declared() {
    for fields in ["", "Content-Type: application/octet-stream\r\n"] {
        let archive = record("response", ADDRESS, 1, "", &response(fields, PAGE));
        assert_eq!(lines(ContainerKind::Warc, &archive), expected(), "{fields}");
    }
}

#[test]
fn documents_that_arent_read_are_refused_with_advice() {
    let archive = record(
        "response",
        "https://a.example/a.pdf",
        1,
        "",
        &response("Content-Type: application/pdf\r\n", b"%PDF-1.7"),
    );
    let [line] = &lines(ContainerKind::Warc, &archive)[..] else { panic!("one record") };
    assert!(line.starts_with("https://a.example/a.pdf ! is a PDF document, which isn't read yet"), "{line}");
}

/// An archive with a page, and a revisit of it with these fields.
fn revisited(fields: &str) -> Vec<Vec<u8>> {
    let about = "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Payload-Digest: sha1:ABC\r\n";
    let original = record("response", ADDRESS, 1, about, &response("Content-Type: text/html\r\n", PAGE));
    let between = page("https://a.example/other", 1, b"<p>other</p>");
    vec![between, original, record("revisit", ADDRESS, 2, fields, b"HTTP/1.1 200 OK\r\n\r\n")]
}

#[test]
fn a_revisit_has_the_bytes_of_its_original_and_its_own_date() {
    for fields in [
        "WARC-Payload-Digest: sha1:abc\r\n",
        "WARC-Refers-To: <urn:uuid:1>\r\n",
        "WARC-Refers-To-Target-URI: https://a.example/b?c\r\nWARC-Refers-To-Date: 2023-04-01T09:30:00Z\r\n",
    ] {
        let records = revisited(fields);
        let by_record = records.iter().map(|record| gzip(record)).collect::<Vec<_>>().concat();
        for (kind, archive) in [
            (ContainerKind::Warc, records.concat()),
            (ContainerKind::Gzip, by_record),
            (ContainerKind::Gzip, gzip(&records.concat())),
        ] {
            let documents = only_documents(kind, &archive);
            assert_eq!(documents.len(), 3, "{kind} {fields}");
            assert_eq!((documents[2].name.as_str(), documents[2].bytes.as_slice()), (ADDRESS, PAGE));
            assert_eq!(documents[2].context.captured.as_deref(), Some("2023-04-02T09:30:00Z"));
            assert_eq!(documents[2].context.media_type.as_deref(), Some("text/html"));
        }
    }
}

#[test]
fn a_revisit_of_an_unknown_page_is_refused() {
    let archive = revisited("WARC-Payload-Digest: sha1:xyz\r\n").concat();
    let last = lines(ContainerKind::Warc, &archive).pop().unwrap();
    assert_eq!(last, format!("{ADDRESS} ! repeats a page that this file doesn't have before it"));
}

#[test]
fn what_precedes_the_cut_of_an_archive_comes() {
    let records = [page(ADDRESS, 1, PAGE), page("https://a.example/2", 2, &[b'x'; 5000])];
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() - 20].to_vec();
    let lost = "!! is cut off: its last record is incomplete".to_owned();
    let expected = [expected(), vec![lost]].concat();
    assert_eq!(lines(ContainerKind::Warc, &cut(records.concat())), expected);
    let by_record = records.iter().map(|record| gzip(record)).collect::<Vec<_>>().concat();
    assert_eq!(lines(ContainerKind::Gzip, &cut(by_record)), expected);
}

#[test]
fn records_after_damage_come() {
    let long =
        |address: &str| page(address, 1, &(0..3000_u16).flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    let damage = |mut bytes: Vec<u8>, at: usize| {
        bytes[at..at + 20].fill(0xEE);
        bytes
    };
    let last = page(ADDRESS, 2, PAGE);
    let by_record =
        [gzip(&page(ADDRESS, 1, PAGE)), damage(gzip(&long("https://a.example/1")), 500), gzip(&last)];
    let found = lines(ContainerKind::Gzip, &by_record.concat());
    assert_eq!((&found[0], found.last()), (&expected()[0], expected().first()));
    assert!(
        found
            .iter()
            .any(|line| line.starts_with(" ! is damaged") && line.ends_with("a part of it was passed over"))
    );
    let plain = [page(ADDRESS, 1, PAGE), damage(page(ADDRESS, 1, PAGE), 0), last];
    let reason = " ! is damaged: what follows isn't a record; a part of it was passed over";
    assert_eq!(lines(ContainerKind::Warc, &plain.concat()), [&expected()[0], reason, &expected()[0]]);
}

#[test]
fn the_older_format_arc_is_read() {
    let block = response("Content-Type: text/html\r\n", PAGE);
    let about = "1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n\n";
    let archive = format!(
        "filedesc://test.arc 0.0.0.0 20140216050221 text/plain {}\n{about}\n{ADDRESS} 10.0.0.1 20140216050221 text/html {}\n{}\n",
        about.len(),
        block.len(),
        String::from_utf8_lossy(&block)
    );
    let documents = only_documents(ContainerKind::Arc, archive.as_bytes());
    assert_eq!((documents[0].name.as_str(), documents[0].bytes.as_slice()), (ADDRESS, PAGE));
    assert_eq!(documents[0].context.captured.as_deref(), Some("2014-02-16T05:02:21Z"));
    assert_eq!(lines(ContainerKind::Gzip, &gzip(archive.as_bytes())), expected());
}

#[test]
fn pages_larger_than_the_limit_are_refused_and_the_rest_comes() {
    let archive = [page("https://a.example/1", 1, &vec![b'x'; 300_000]), page(ADDRESS, 2, PAGE)].concat();
    let limits = Limits { member: 200_000, ..Limits::default() };
    let found = lines_within(ContainerKind::Warc, &archive, &limits);
    assert_eq!(found[0], "https://a.example/1 ! is larger than the limit of 200000 bytes");
    assert_eq!(found[1..], expected());
}
