//! The dates that a page shows.

use std::sync::LazyLock;

use crate::Field;
use crate::page::blocks::Block;
use crate::page::candidate::PageCandidate;
use crate::page::date::{self, Order};
use crate::page::marks::{Mark, words};
use crate::page::phrases::{List, PhraseList};
use crate::page::tree::{Id, Tree};

/// Largest number of characters of a date with its label.
const DATE: usize = 80;

/// Largest number of bytes of a line away from the headline.
const DISTANT: usize = 160;

/// Largest number of characters of a line with little else than a date and a time.
const ALONE: usize = 45;

/// The dates that the page shows beside the article at `place`: the first by each rule, as further ones are those of other articles.
pub(in crate::page) fn days(
    tree: &Tree,
    marks: &[Mark],
    blocks: &[Block],
    place: Id,
    order: Order,
) -> Vec<PageCandidate> {
    let mut found = Vec::new();
    for id in super::around(tree, marks, place) {
        if tree.name(id) == "time" {
            let value = tree.attribute(id, "datetime").map_or_else(|| tree.line(id), str::to_owned);
            // The attribute may hold something else than a date.
            let date = date::stated(&value, order).or_else(|| date::found(&tree.line(id), order));
            keep(&mut found, date, is_change(tree, id, ""), 42, "time");
        } else if has_date_class(tree, id) {
            let line = tree.parts(id);
            if line.chars().count() < DATE {
                keep(&mut found, date::found(&line, order), is_change(tree, id, &line), 40, "shown");
            }
        }
    }
    lines(blocks, place, order, &mut found);
    found
}

fn keep(found: &mut Vec<PageCandidate>, date: Option<String>, is_change: bool, rank: u8, rule: &str) {
    let field = if is_change { Field::Modified } else { Field::Published };
    if let Some(date) = date
        && !found.iter().any(|known| known.field == field && known.rule == rule)
    {
        found.push(PageCandidate::new(field, rank, rule, &date));
    }
}

fn has_date_class(tree: &Tree, id: Id) -> bool {
    let names = ["class", "id"].iter().filter_map(|name| tree.attribute(id, name));
    names.flat_map(words).any(|word| DATE_WORDS.contains(&word))
}

/// Words of classes of dates.
static DATE_WORDS: List = LazyLock::new(|| {
    PhraseList::new(
        "date|dates|time|published|timestamp|datetime|datum|posted|pubdate|fecha|data|dateline|updated|modified|publish|datestamp|\
        postdate|publishdate|pubtime",
    )
});

/// Whether a date is that of a change, by its class or its label.
fn is_change(tree: &Tree, id: Id, line: &str) -> bool {
    let class = tree.attribute(id, "class").unwrap_or_default();
    words(class).any(|word| matches!(word.as_str(), "updated" | "modified" | "update" | "lastmod"))
        && !words(class).any(|word| word == "published")
        || is_changed(line)
}

/// Whether a line begins with a word for a change.
fn is_changed(line: &str) -> bool {
    let lower = line.to_lowercase();
    CHANGED.like(&lower).iter().any(|label| lower.starts_with(label))
}

/// Labels of changes, in lower case.
static CHANGED: List = LazyLock::new(|| {
    PhraseList::new(
        "updated|last updated|last modified|last edited|modified|edited|aktualisiert|zuletzt|letzte änderung|letzte aktualisierung|geändert|\
        bearbeitet|mis à jour|modifié|dernière m|actualizado|actualización|última actualización|aggiornato|ultimo aggiornamento|atualizado|\
        última atualização|bijgewerkt|laatst|uppdaterad|oppdatert|opdateret|sist|senast|päivitetty|zaktualizowano|aktualizacja|aktualizov|\
        обновлено|оновлено|изменено|güncelleme|diperbarui|更新|最終更新|最后更新|수정",
    )
});

/// Lines near the headline with a date, then the first such line anywhere.
fn lines(blocks: &[Block], place: Id, order: Order, found: &mut Vec<PageCandidate>) {
    let at = blocks.partition_point(|block| block.element < place);
    let is_open = |block: &Block| block.mark < Mark::Comments;
    let first = at.saturating_sub(4);
    for (number, block) in blocks.iter().enumerate().skip(first).take(14).filter(|(_, block)| is_open(block))
    {
        let beginning: String = block.text.chars().take(DATE).collect();
        // Little else than a date, beside the headline: the date for the readers. Other dates may be those of events.
        let is_alone = block.text.chars().count() < ALONE
            && block.link_share() < 0.5
            && (at.saturating_sub(2)..at + 6).contains(&number);
        let (rank, rule) = match () {
            () if is_alone => (9, "dateline"),
            () if block.text.len() > beginning.len() => (60, "opening"),
            () => (41, "line"),
        };
        keep(found, date::found(&beginning, order), is_changed(&beginning), rank, rule);
    }
    let all = blocks.iter().skip(at).chain(blocks.iter().take(at)).filter(|block| is_open(block));
    let mut lines = all.flat_map(|block| block.text.lines()).filter(|line| !is_changed(line));
    let distant = lines.find_map(|line| {
        // A date at the very beginning of a paragraph is that of a report.
        let beginning: String = line.chars().take(if line.len() < DISTANT { DISTANT } else { 12 }).collect();
        date::found(&beginning, order)
    });
    keep(found, distant, false, 70, "distant");
}
