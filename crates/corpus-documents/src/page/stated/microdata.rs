//! Microdata and `RDFa` in the elements of a page: `itemprop`, `rel=author`, `time`.

use crate::Field;
use crate::page::candidate::PageCandidate;
use crate::page::marks::Mark;
use crate::page::tree::{Id, Tree};

/// The statements of elements with properties. Those in comments of readers don't count.
pub(in crate::page) fn microdata(tree: &Tree, marks: &[Mark]) -> Vec<PageCandidate> {
    let mut found = Vec::new();
    let mut owner = None;
    for id in (1..tree.len()).filter(|id| tree.text(*id).is_none()) {
        let Some(properties) = tree.attribute(id, "itemprop").or_else(|| tree.attribute(id, "property"))
        else {
            continue;
        };
        if tree.name(id) == "meta" && tree.attribute(id, "itemprop").is_none() || marks[id] == Mark::Comments
        {
            continue;
        }
        for property in properties.split_whitespace().take(4) {
            let property = property.rsplit(':').next().unwrap_or(property);
            let (field, rank) = match property {
                "headline" => (Field::Title, 34),
                "alternativeHeadline" => (Field::Subtitle, 34),
                "datePublished" => (Field::Published, 34),
                "dateCreated" => (Field::Published, 40),
                "dateModified" => (Field::Modified, 34),
                "author" | "creator" => (Field::Author, 20),
                "articleSection" => (Field::Section, 34),
                "inLanguage" => (Field::Language, 34),
                _ => continue,
            };
            // Articles that are cited or recommended have authors too.
            if field == Field::Author && *owner.get_or_insert(scope(tree, id)) != scope(tree, id) {
                continue;
            }
            for value in values(tree, id, &field) {
                found.push(PageCandidate::new(field.clone(), rank, "microdata", &value));
            }
        }
    }
    found
}

/// The element with the object that a property belongs to.
fn scope(tree: &Tree, id: Id) -> Id {
    tree.ancestors(id).find(|ancestor| tree.attribute(*ancestor, "itemscope").is_some()).unwrap_or(0)
}

/// The value of a property: of a person the name, of a date the attribute.
fn values(tree: &Tree, id: Id, field: &Field) -> Vec<String> {
    let attribute = ["content", "datetime"].iter().find_map(|name| tree.attribute(id, name));
    if let Some(value) = attribute.filter(|value| !value.trim().is_empty()) {
        return vec![value.to_owned()];
    }
    if *field == Field::Author {
        let names: Vec<Id> =
            tree.descendants(id).filter(|inner| tree.attribute(*inner, "itemprop") == Some("name")).collect();
        if !names.is_empty() {
            return names
                .into_iter()
                .map(|name| tree.attribute(name, "content").map_or_else(|| tree.line(name), str::to_owned))
                .collect();
        }
    }
    vec![tree.line(id)]
}
