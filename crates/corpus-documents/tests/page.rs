//! Pages of several kinds and languages: their text and what they state.

use corpus_documents::page::{Extraction, Page, read};
use proptest::prelude::*;

const NEWSPAPER: &str = include_str!("pages/newspaper.html");
const BLOG: &str = include_str!("pages/blog.html");
const AMP: &str = include_str!("pages/amp.html");
const LIST: &str = include_str!("pages/list.html");

fn values(page: &Page, field: &str) -> Vec<String> {
    page.findings
        .iter()
        .filter(|finding| finding.field.name() == field)
        .map(|finding| finding.value.clone())
        .collect()
}

fn best(page: &Page, field: &str) -> String {
    values(page, field).first().cloned().unwrap_or_default()
}

#[test]
fn a_newspaper_page_gives_its_article() {
    let page = read(NEWSPAPER, None);
    insta::assert_snapshot!(page.text);
    assert_eq!(page.extraction, Extraction::Article);
    assert!(page.text[page.body_start..].starts_with("Crossings"));
}

#[test]
fn a_newspaper_page_gives_what_it_states() {
    let page = read(NEWSPAPER, None);
    insta::assert_snapshot!(
        page.findings
            .iter()
            .map(|finding| format!("{} [{}] {}\n", finding.field, finding.rule, finding.value))
            .collect::<String>()
    );
}

#[test]
fn a_blog_gives_its_article_and_what_it_shows() {
    let page = read(BLOG, Some("https://notizen.example/2023/11/baecker"));
    insta::assert_snapshot!(page.text);
    assert_eq!(best(&page, "title"), "Warum unser Dorf wieder einen Bäcker hat");
    assert_eq!(best(&page, "published"), "2023-11-05T09:20:11+01:00");
    assert_eq!(best(&page, "author"), "Greta Sommerfeld");
    assert_eq!(best(&page, "language"), "de-DE");
}

#[test]
fn a_mobile_page_with_broken_linked_data_is_read() {
    let page = read(AMP, None);
    insta::assert_snapshot!(page.text);
    assert_eq!(best(&page, "author"), "Lucie Armand");
    assert_eq!(best(&page, "published"), "2022-09-15T00:00", "the time of the outlet, not universal time");
    assert_eq!(best(&page, "url"), "https://courrier-du-val.example/2022/09/14/marche-couvert");
}

#[test]
fn a_page_without_an_article_gives_all_that_it_shows() {
    let page = read(LIST, None);
    assert_eq!(page.extraction, Extraction::WholePage);
    assert_eq!(
        page.text,
        "Archive\n\n- Council votes on bridge\n- School fair on Sunday\n- Library closes early"
    );
}

#[test]
fn a_short_article_is_read_whole() {
    let paragraphs = "<p>Die Gemeinde hat am Montagabend beschlossen, das alte Schulhaus an der Brücke zu verkaufen.</p><p>Drei waren dagegen.</p><p>Wer es kauft, ist offen.</p>";
    let page = read(
        &format!(
            "<body><nav><a href=/>Start</a></nav><article><h1>Schulhaus wird verkauft</h1>{paragraphs}</article>"
        ),
        None,
    );
    assert_eq!(page.extraction, Extraction::Article);
    assert!(
        page.text.ends_with("verkaufen.\n\nDrei waren dagegen.\n\nWer es kauft, ist offen."),
        "{}",
        page.text
    );
}

#[test]
fn text_without_tags_is_its_own_text() {
    let page = read("Only words &amp; a sign.", None);
    assert_eq!((page.text.as_str(), page.extraction), ("Only words & a sign.", Extraction::WholePage));
}

#[test]
fn other_teasers_and_notices_leave_the_text_as_it_is() {
    let other = NEWSPAPER
        .replace("Storm damages pier at Northmouth", "Council elects a new mayor")
        .replace("We use cookies to make this site work.", "Your privacy matters to us and to our 412 partners.")
        .replace("<figure>", "<div class=\"ad-slot\"><p>Advertisement: visit the islands this summer, from only 19 pounds a night.</p></div><figure>")
        .replace("Share on Facebook", "Share on Mastodon")
        .replace("I was on that boat", "So was I");
    assert_eq!(read(&other, None).text, read(NEWSPAPER, None).text);
}

#[test]
fn deep_nesting_is_read() {
    for tag in ["<div>", "<b>", "<p><b>", "<table><td>", "<ul><li>", "<a href=x>", "<button>"] {
        let html = format!("{}A few words at last.", tag.repeat(30_000));
        assert!(read(&html, None).text.contains("A few words at last."), "{tag}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let page = read(&text, Some(&text));
        prop_assert!(page.text.is_char_boundary(page.body_start));
    }

    #[test]
    fn any_soup_of_tags_is_read(parts in prop::collection::vec(prop::sample::select(TAGS.to_vec()), 0..60)) {
        let html = parts.concat();
        let page = read(&html, None);
        prop_assert!(!page.text.contains('<'), "{}", page.text);
        prop_assert!(page.text.is_char_boundary(page.body_start));
        for finding in &page.findings {
            prop_assert!(!finding.value.trim().is_empty());
            prop_assert!(!finding.value.contains('<'), "{}", finding.value);
        }
    }
}

const TAGS: [&str; 30] = [
    "<p>",
    "</p>",
    "<div class=\"article-body\">",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<li>",
    "<ul>",
    "</ul>",
    "<h1>",
    "</h1>",
    "<time datetime=\"2020-02-30\">",
    "</time>",
    "<span class=author>By Ana Ruiz</span>",
    "<a href=/x>",
    "</a>",
    "<br>",
    "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"headline\":\"",
    "\"}</script>",
    "<meta property=og:title content=\"a &lt;b&gt; c\">",
    "words of a sentence that is long enough to count as prose, ",
    "3 March 2020 ",
    "&nbsp;",
    "<svg/>",
    "<!-- x -->",
    "<![CDATA[ y ]]>",
    "<title>T | Site</title>",
];

/// A page that was saved has no address, and the same page in a web archive has one.
#[test]
fn the_address_helps_with_the_title_and_leaves_the_text() {
    let html = "<title>The ferry sails again after the winter - Harbour Courier</title>
        <p>The first ferry of the year left on Monday with forty passengers.</p>";
    let saved = read(html, None);
    assert!(
        saved.text.starts_with("The ferry sails again after the winter - Harbour Courier\n\n"),
        "{}",
        saved.text
    );
    let found = read(html, Some("https://www.harbourcourier.example/2024/04/ferry.html"));
    assert_eq!((&found.text, found.body_start), (&saved.text, saved.body_start));
    assert_eq!(best(&found, "title"), "The ferry sails again after the winter");
    // A title that is only the name of the site is none.
    let html = "<title>Courier</title>";
    let found = read(html, Some("https://courier.example/"));
    assert_eq!(found.text, read(html, None).text);
    assert_eq!(best(&found, "title"), "");
}
