use super::build::zip;
use super::*;
use crate::Field;

const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/seite\r\n\
    Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nDate: Thu, 13 Apr 2023 09:30:00 +0200\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----xyz\"\r\n\r\n\r\n\
    ------xyz\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
    ------xyz\r\nContent-Type: text/html; charset=\"windows-1252\"\r\nContent-ID: <frame-1@mhtml.blink>\r\n\
    Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/seite\r\n\r\n\
    <html><p class=3D\"x\">Gr=FC=DFe aus Br=\r\nemen</p></html>\r\n------xyz--\r\n";

#[test]
fn the_page_is_one_document_with_its_address_and_date() {
    let [document] = &only_documents(ContainerKind::Mhtml, SAVED.as_bytes())[..] else { panic!("one page") };
    let text = encoding_rs::WINDOWS_1252.decode(&document.bytes).0;
    assert_eq!(text.trim_end(), "<html><p class=\"x\">Grüße aus Bremen</p></html>");
    assert_eq!(document.name, "");
    let context = &document.context;
    assert_eq!(context.media_type.as_deref(), Some("text/html"));
    assert_eq!(context.charset.as_deref(), Some("windows-1252"));
    assert_eq!(context.captured.as_deref(), Some("2023-04-13T09:30:00+02:00"));
    assert_eq!(
        (context.findings[0].value.as_str(), &context.findings[0].field),
        ("https://a.example/seite", &Field::Url)
    );
}

#[test]
fn a_saved_page_in_an_archive_has_the_name_of_its_file() {
    let archive = zip(&[("saved/page.mhtml", SAVED)]);
    assert_eq!(only_documents(ContainerKind::Zip, &archive)[0].name, "saved/page.mhtml");
}

#[test]
fn every_encoding_of_transfer_is_removed() {
    for (encoding, body) in [
        ("base64", "PHA+YTwvcD4="),
        ("8bit", "<p>a</p>"),
        ("7bit", "<p>a</p>"),
        ("base64", "PHA+\x01YTwvcD4="),
        ("quoted-printable", "<p>=61</=\np>"),
    ] {
        let message = format!(
            "MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: {encoding}\n\n{body}\n"
        );
        let documents = only_documents(ContainerKind::Mhtml, message.as_bytes());
        assert_eq!(documents[0].bytes.trim_ascii_end(), b"<p>a</p>", "{encoding}");
    }
}

#[test]
fn what_isnt_quoted_printable_stays_as_it_is() {
    let message = "MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n\
        <a href=\"x?y=z\">=C3=BC</a> = \n";
    let documents = only_documents(ContainerKind::Mhtml, message.as_bytes());
    assert_eq!(String::from_utf8_lossy(&documents[0].bytes).trim_end(), "<a href=\"x?y=z\">ü</a>");
}

#[test]
fn the_part_that_is_named_as_start_is_the_page() {
    let message = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; start=\"<main>\"\n\n\
        --b\nContent-Type: text/html\nContent-ID: <frame>\n\n<p>frame</p>\n\
        --b\nContent-Type: text/html\nContent-ID: <main>\n\n<p>main</p>\n--b--\n";
    let documents = only_documents(ContainerKind::Mhtml, message.as_bytes());
    assert_eq!(documents[0].bytes.trim_ascii_end(), b"<p>main</p>");
}

#[test]
fn a_page_in_parts_of_parts_is_found() {
    let message = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\npreamble\r\n\
        --b\r\nContent-Type: multipart/alternative; boundary=\"b-1\"\r\n\r\n\
        --b-1\r\nContent-Type: text/plain\r\n\r\nplain\r\n\
        --b-1\r\nContent-Type: text/html\r\n\r\n<p>page</p>\r\n--b-1--\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<p>frame</p>\r\n--b--\r\n";
    assert_eq!(lines(ContainerKind::Mhtml, message.as_bytes()), [" = <p>page</p>"]);
}

#[test]
fn messages_in_messages_without_end_are_refused() {
    let header = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
    let message = format!("{header}--b\n").repeat(50_000);
    let reason = "!! is a saved page (MHTML) without a page in it";
    assert_eq!(lines(ContainerKind::Mhtml, message.as_bytes()), [reason]);
}

#[test]
fn a_message_without_a_page_is_refused() {
    let message = "MIME-Version: 1.0\nContent-Type: image/png\n\nx\n";
    let reason = "!! is a saved page (MHTML) without a page in it";
    assert_eq!(lines(ContainerKind::Mhtml, message.as_bytes()), [reason]);
}
