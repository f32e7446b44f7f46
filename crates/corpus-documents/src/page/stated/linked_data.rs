//! JSON-LD with the vocabulary of schema.org: <https://schema.org/NewsArticle>.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::Field;
use crate::page::candidate::PageCandidate;
use crate::page::json;
use crate::page::tree::Tree;

type Object = Map<String, Value>;

/// The statements of the scripts of a page in linked data.
#[derive(Debug, Default)]
pub(in crate::page) struct LinkedData {
    /// The findings, unclean.
    pub(in crate::page) candidates: Vec<PageCandidate>,
    /// The text of the article, if it is given whole.
    pub(in crate::page) body: Option<String>,
}

impl LinkedData {
    /// Reads all scripts of a page.
    pub(in crate::page) fn read(tree: &Tree) -> Self {
        let mut values = Vec::new();
        let mut data = Self::default();
        for id in tree.elements("script").filter(|id| is_linked_data(tree.attribute(*id, "type"))) {
            let source = tree.source(id);
            let found = json::values(&source);
            if found.is_empty() {
                data.salvage(&source);
            }
            values.extend(found);
        }
        data.state(tree);
        let mut graph = Graph::default();
        for value in &values {
            graph.collect(value, true);
        }
        let articles = graph.articles();
        for (number, article) in articles.iter().enumerate() {
            // Several articles are a list of teasers, unless the first is the page's own.
            if number > 0 && articles.len() > 3 {
                break;
            }
            data.article(article, &graph, 10 + u8::try_from(number).unwrap_or(9));
        }
        // Programs for blogs state the author only as an object beside the article.
        let persons: Vec<&Object> =
            graph.objects.iter().copied().filter(|object| has_type(object, &["Person"])).collect();
        if let [person] = persons[..] {
            data.text(person, "name", &Field::Author, 60, "json-ld:person");
        }
        for page in
            graph.objects.iter().filter(|object| has_type(object, &["WebPage", "ItemPage", "AboutPage"]))
        {
            data.page(page);
        }
        for site in
            graph.objects.iter().filter(|object| has_type(object, &["WebSite", "NewsMediaOrganization"]))
        {
            data.text(site, "name", &Field::Outlet, 14, "json-ld:site");
        }
        data
    }

    fn add(&mut self, field: Field, rank: u8, rule: &str, value: &str) {
        if !value.trim().is_empty() {
            self.candidates.push(PageCandidate::new(field, rank, rule, value));
        }
    }

    fn text(&mut self, object: &Object, key: &str, field: &Field, rank: u8, rule: &str) {
        for value in strings(object.get(key)) {
            self.add(field.clone(), rank, rule, value);
        }
    }

    fn article(&mut self, object: &Object, graph: &Graph<'_>, rank: u8) {
        let rule = "json-ld";
        self.text(object, "headline", &Field::Title, rank, rule);
        self.text(object, "name", &Field::Title, rank + 20, rule);
        self.text(object, "alternativeHeadline", &Field::Subtitle, rank + 10, rule);
        self.text(object, "datePublished", &Field::Published, rank, rule);
        self.text(object, "dateCreated", &Field::Published, rank + 20, "json-ld:created");
        self.text(object, "dateModified", &Field::Modified, rank, rule);
        self.text(object, "articleSection", &Field::Section, rank, rule);
        self.text(object, "inLanguage", &Field::Language, rank, rule);
        self.text(object, "url", &Field::Url, rank + 10, rule);
        match object.get("mainEntityOfPage") {
            Some(Value::Object(page)) => self.text(page, "@id", &Field::Url, rank + 11, rule),
            Some(Value::String(url)) => self.add(Field::Url, rank + 11, rule, url),
            _ => {}
        }
        for key in ["author", "creator"] {
            let rank = if key == "author" { rank } else { rank + 2 };
            for person in flat(object.get(key)) {
                self.person(person, graph, rank);
            }
        }
        for publisher in flat(object.get("publisher")) {
            self.name(graph.resolved(publisher), &Field::Outlet, 12, "json-ld:publisher");
        }
        // An article is part of its page as well, which has the name of the article.
        for whole in flat(object.get("isPartOf")).map(|whole| graph.resolved(whole)) {
            if matches!(whole, Value::Object(object) if has_type(object, PUBLICATIONS)) {
                self.name(whole, &Field::Outlet, 13, "json-ld:part");
            }
        }
        // Of several articles, the longest is most likely the page's own.
        if let Some(body) = strings(object.get("articleBody")).next()
            && self.body.as_ref().is_none_or(|longest| longest.len() < body.len())
        {
            self.body = Some(body.to_owned());
        }
    }

    fn person(&mut self, person: &Value, graph: &Graph<'_>, rank: u8) {
        let person = graph.resolved(person);
        let organisation = matches!(person, Value::Object(object) if has_type(object, ORGANISATIONS));
        let before = self.candidates.len();
        self.name(
            person,
            &Field::Author,
            rank + if organisation { 60 } else { 0 },
            if organisation { "json-ld:organization" } else { "json-ld" },
        );
        self.candidates[before..].iter_mut().for_each(|candidate| candidate.organisation = organisation);
    }

    fn name(&mut self, value: &Value, field: &Field, rank: u8, rule: &str) {
        match value {
            Value::String(name) => self.add(field.clone(), rank, rule, name),
            Value::Object(object) => self.text(object, "name", field, rank, rule),
            _ => {}
        }
    }

    fn page(&mut self, object: &Object) {
        self.text(object, "datePublished", &Field::Published, 32, "json-ld:page");
        self.text(object, "dateModified", &Field::Modified, 32, "json-ld:page");
        self.text(object, "inLanguage", &Field::Language, 32, "json-ld:page");
        self.text(object, "name", &Field::Title, 45, "json-ld:page");
    }

    /// The first date in the data that a script fills the page with.
    fn state(&mut self, tree: &Tree) {
        const KEYS: [&str; 9] = [
            "datePublished",
            "publishedAt",
            "published_at",
            "publishedDate",
            "publishDate",
            "publish_date",
            "pubDate",
            "createdAt",
            "created_at",
        ];
        for id in tree.elements("script").filter(|id| !is_linked_data(tree.attribute(*id, "type"))) {
            let Some(source) = tree.children(id).next().and_then(|text| tree.text(text)) else { continue };
            if let Some(value) = KEYS.iter().find_map(|key| json::salvaged(source, key)) {
                return self.add(Field::Published, 75, "script", value);
            }
        }
    }

    /// Dates and the headline of a script that isn't JSON.
    fn salvage(&mut self, source: &str) {
        for (key, field) in [
            ("headline", Field::Title),
            ("datePublished", Field::Published),
            ("dateModified", Field::Modified),
        ] {
            if let Some(value) = json::salvaged(source, key) {
                self.add(field, 30, "json-ld:broken", value);
            }
        }
    }
}

const ORGANISATIONS: &[&str] =
    &["Organization", "NewsMediaOrganization", "Corporation", "WebSite", "Thing", "NGO", "LocalBusiness"];

const PUBLICATIONS: &[&str] = &["WebSite", "Periodical", "Newspaper", "CreativeWork", "Product", "Blog"];

fn is_linked_data(kind: Option<&str>) -> bool {
    kind.is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"))
}

/// The objects of all scripts, and those with a name to refer to.
#[derive(Default)]
struct Graph<'a> {
    objects: Vec<&'a Object>,
    named: HashMap<&'a str, &'a Value>,
}

impl<'a> Graph<'a> {
    /// Takes the objects of a value. The reader of JSON bounds its depth.
    fn collect(&mut self, value: &'a Value, top: bool) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.collect(value, top)),
            Value::Object(object) => {
                // An object with nothing but its name refers to another one.
                if let (Some(Value::String(name)), true) = (object.get("@id"), object.len() > 1) {
                    self.named.entry(name).or_insert(value);
                }
                if top {
                    self.objects.push(object);
                }
                for (key, value) in object {
                    // Articles inside are the page's own only in these members; others are teasers.
                    let top = top
                        && matches!(
                            key.as_str(),
                            "@graph" | "mainEntity" | "mainEntityOfPage" | "liveBlogUpdate" | "hasPart"
                        );
                    self.collect(value, top);
                }
            }
            _ => {}
        }
    }

    fn articles(&self) -> Vec<&'a Object> {
        self.objects.iter().copied().filter(|object| is_article(object)).collect()
    }

    fn resolved<'b>(&self, value: &'b Value) -> &'b Value
    where
        'a: 'b,
    {
        match value {
            Value::Object(object) if !object.contains_key("name") => {
                let name = object.get("@id").and_then(Value::as_str);
                name.and_then(|name| self.named.get(name)).copied().unwrap_or(value)
            }
            _ => value,
        }
    }
}

fn is_article(object: &Object) -> bool {
    types(object).any(|kind| {
        kind.ends_with("Article")
            || kind.ends_with("BlogPosting")
            || kind.ends_with("Report")
            || ARTICLES.contains(&kind)
    })
}

const ARTICLES: &[&str] = &[
    "ReviewNewsArticle",
    "SocialMediaPosting",
    "CreativeWork",
    "Review",
    "VideoObject",
    "Recipe",
    "WebPageElement",
];

fn has_type(object: &Object, names: &[&str]) -> bool {
    types(object).any(|kind| names.contains(&kind))
}

/// The types of an object, without the address of the vocabulary.
fn types(object: &Object) -> impl Iterator<Item = &str> {
    strings(object.get("@type")).map(|kind| kind.rsplit(['/', '#', ':']).next().unwrap_or(kind))
}

/// A value, or the values of a list.
fn flat(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let values = match value {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    // Some programs put a list into a list.
    values.iter().flat_map(|value| match value {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    })
}

fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    flat(value).filter_map(|value| match value {
        Value::String(text) => Some(text.as_str()),
        Value::Object(object) => object.get("@value").and_then(Value::as_str),
        _ => None,
    })
}
