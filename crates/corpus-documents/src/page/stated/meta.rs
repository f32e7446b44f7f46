//! `meta` and `link` elements: Open Graph, Dublin Core, and the names that outlets, search engines and services use.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::Field;
use crate::page::candidate::PageCandidate;
use crate::page::tree::{Id, Tree};

/// The statements of the `meta`, `link`, `title` and `html` elements of a page.
pub(in crate::page) fn meta(tree: &Tree) -> Vec<PageCandidate> {
    let mut found = Vec::new();
    for id in 1..tree.len() {
        match tree.name(id) {
            "meta" => named(tree, id, &mut found),
            "link" => link(tree, id, &mut found),
            "html" => language(tree, id, &mut found),
            _ => {}
        }
    }
    found
}

fn named(tree: &Tree, id: Id, found: &mut Vec<PageCandidate>) {
    let content = tree.attribute(id, "content").or_else(|| tree.attribute(id, "value")).unwrap_or_default();
    if content.trim().is_empty() {
        return;
    }
    for attribute in ["property", "name", "http-equiv", "itemprop"] {
        let Some(name) = tree.attribute(id, attribute) else { continue };
        // Several names may stand in one attribute.
        for name in name.split_whitespace().take(4) {
            let name = name.to_ascii_lowercase();
            if let Some((field, rank)) = rule(&name) {
                let rule = if let Some(short) = name.strip_prefix("og:") {
                    format!("og:{short}")
                } else {
                    format!("meta:{name}")
                };
                found.push(PageCandidate::new(field, rank, &rule, content));
            }
        }
    }
}

/// A field that can stand in a constant.
type FieldMaker = fn() -> Field;

/// The fields, the ranks of their rules, and the names, separated by spaces.
const NAMES: &[(FieldMaker, u8, &str)] = &[
    (|| Field::Title, 20, "og:title"),
    (|| Field::Title, 22, "citation_title parsely-title sailthru.title article:title hdl headline"),
    (|| Field::Title, 24, "twitter:title"),
    (|| Field::Title, 26, "title mediator_title cxenseparse:title"),
    (|| Field::Author, 30, "article:author og:article:author og:author book:author"),
    (
        || Field::Author,
        24,
        "author authors citation_author byl byline parsely-author sailthru.author \
        article:author_name article.author cxenseparse:author article_author \
        article_author_name citation_authors mediator_author vr:author rbauthors \
        dcsext.author creator cre:author author_name shareaholic:article_author_name",
    ),
    (|| Field::Author, 50, "twitter:data1"),
    (
        || Field::Published,
        20,
        "article:published_time article:published og:article:published_time og:published_time \
        article:post_time rnews:datepublished bt:pubdate article:publicationdate",
    ),
    (
        || Field::Published,
        24,
        "datepublished publishdate publish-date publish_date published_time published-date \
        published_date publication_date publication-date publicationdate pubdate pub_date \
        parsely-pub-date sailthru.date citation_publication_date citation_date \
        citation_online_date article_date_original article.published date_published \
        originalpublicationdate displaydate cxenseparse:recs:publishtime \
        cxenseparse:publishtime mediator_published_time ptime article:publish_date \
        article_publish_date og:publish_date og:pubdate pdate releasedate article.date \
        shareaholic:article_published_time article-published-time published publishtime \
        datecreated vr:published_time timestamp article.created creation_date lastpublished \
        article:created",
    ),
    (|| Field::Published, 43, "date article:date og:date created"),
    (
        || Field::Modified,
        20,
        "article:modified_time og:updated_time og:article:modified_time article:modified \
        article:updated_time",
    ),
    (
        || Field::Modified,
        24,
        "datemodified last-modified lastmod modified utime article.updated last_modified \
        updated_time article:updated dateupdated moddate revised lastmodified",
    ),
    (
        || Field::Section,
        20,
        "article:section og:article:section og:section parsely-section section \
        cxenseparse:section",
    ),
    (|| Field::Outlet, 10, "og:site_name"),
    (
        || Field::Outlet,
        30,
        "application-name apple-mobile-web-app-title citation_journal_title \
        twitter:app:name:iphone",
    ),
    (|| Field::Outlet, 40, "publisher og:article:publisher_name copyright"),
    (|| Field::Url, 15, "og:url parsely-link citation_public_url"),
    (|| Field::Language, 30, "og:locale"),
    (|| Field::Language, 25, "content-language language lang inlanguage"),
    (|| Field::Other("description".to_owned()), 20, "description og:description twitter:description"),
    (|| Field::Other("keywords".to_owned()), 20, "news_keywords keywords"),
];

/// The field that a name stands for, and the rank of the rule.
fn rule(name: &str) -> Option<(Field, u8)> {
    // `DC.Title`, `dcterms.title`, `dc:title` and `DC.date.issued` follow one pattern.
    if let Some(term) = dublin_core(name) {
        return dublin_core_rule(term);
    }
    RULES.get(name).map(|(target, rank)| (target(), *rank))
}

static RULES: LazyLock<HashMap<&str, (FieldMaker, u8)>> = LazyLock::new(|| {
    let rules = NAMES
        .iter()
        .flat_map(|(target, rank, names)| names.split(' ').map(move |name| (name, (*target, *rank))));
    rules.collect()
});

fn dublin_core(name: &str) -> Option<&str> {
    let (prefix, term) = name.split_once(['.', ':'])?;
    matches!(prefix, "dc" | "dcterms" | "dcterm" | "dcsext").then_some(term)
}

fn dublin_core_rule(term: &str) -> Option<(Field, u8)> {
    Some(match term {
        "title" => (Field::Title, 28),
        "creator" | "author" | "contributor" => (Field::Author, 28),
        "date" | "date.issued" | "issued" | "created" | "date.created" | "date.published"
        | "date.publication" | "available" => (Field::Published, 43),
        "modified" | "date.modified" | "date.x-metadatalastmodified" => (Field::Modified, 27),
        "language" => (Field::Language, 28),
        "publisher" => (Field::Outlet, 35),
        _ => return None,
    })
}

fn link(tree: &Tree, id: Id, found: &mut Vec<PageCandidate>) {
    let (Some(rel), Some(address)) = (tree.attribute(id, "rel"), tree.attribute(id, "href")) else { return };
    if rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("canonical")) {
        found.push(PageCandidate::new(Field::Url, 10, "canonical", address));
    }
    // The versions of a page in other languages are listed with its own.
    let is_own = || found.iter().any(|candidate| candidate.field == Field::Url && candidate.value == address);
    if let Some(language) = tree.attribute(id, "hreflang")
        && is_own()
    {
        found.push(PageCandidate::new(Field::Language, 33, "hreflang", language));
    }
}

fn language(tree: &Tree, id: Id, found: &mut Vec<PageCandidate>) {
    for name in ["lang", "xml:lang"] {
        if let Some(language) = tree.attribute(id, name) {
            found.push(PageCandidate::new(Field::Language, 20, "html", language));
        }
    }
}
