//! The current texts of a selection, read by one thread and worked on by all cores.

use crate::Result;
use crate::model::ArticleId;
use crate::ops::select::{self, Selection};
use crate::ops::start_thread;
use crate::store::Reader;
use crate::store::tables::current::{self, CurrentArticle, Searched};
use rustc_hash::FxHashMap;
use std::collections::HashSet;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// The number of texts that go to a thread at once.
const BATCH: usize = 32;

/// The live articles of a selection, by id.
pub(super) fn articles(reader: &Reader, selection: &Selection) -> Result<Vec<CurrentArticle>> {
    if selection.is_open() {
        return among(reader, None);
    }
    among(reader, Some(&select::live_in(reader, selection)?.into_iter().collect()))
}

/// These live articles, by id; `None`: all.
pub(super) fn among(reader: &Reader, ids: Option<&HashSet<ArticleId>>) -> Result<Vec<CurrentArticle>> {
    let mut articles = Vec::new();
    current::articles(reader, Searched::Current, &mut |article| {
        if ids.is_none_or(|ids| ids.contains(&article.id)) {
            articles.push(article);
        }
        Ok(())
    })?;
    Ok(articles)
}

/// The articles of each text, by the number of the article in the list. Articles may share a text, which is read once.
pub(super) fn by_text(articles: &[CurrentArticle]) -> Vec<(i64, Vec<usize>)> {
    let mut places: FxHashMap<i64, usize> = FxHashMap::default();
    let mut texts: Vec<(i64, Vec<usize>)> = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        let place = *places.entry(article.text).or_insert(texts.len());
        match texts.get_mut(place) {
            Some((_, numbers)) => numbers.push(number),
            None => texts.push((article.text, vec![number])),
        }
    }
    texts
}

/// Reads each text, and calls `work` for it with its place in the list, on all cores. Each thread begins with `start` and has a state of
/// its own; all states are returned.
pub(super) fn read_on_all_cores<T: Send>(
    reader: &Reader,
    texts: &[i64],
    start: impl Fn() -> T + Sync,
    work: impl Fn(&mut T, usize, &str) + Sync,
) -> Result<Vec<T>> {
    let threads =
        thread::available_parallelism().map_or(1, Into::into).min(texts.len().div_ceil(BATCH)).max(1);
    let states = Mutex::new(Vec::with_capacity(threads));
    let (sender, receiver) = sync_channel::<Vec<(usize, String)>>(threads * 2);
    let receiver = Arc::new(Mutex::new(receiver));
    let read = thread::scope(|scope| {
        // Both are dropped in the scope: without a sender the threads end, and without a receiver sending fails.
        let (sender, receiver) = (sender, receiver);
        let (start, work, states) = (&start, &work, &states);
        for _ in 0..threads {
            let receiver = Arc::clone(&receiver);
            start_thread(scope, move || {
                let mut state = start();
                while let Some(batch) = next(&receiver) {
                    for (place, text) in batch {
                        work(&mut state, place, &text);
                    }
                }
                lock(states).push(state);
            })?;
        }
        drop(receiver);
        for (number, batch) in texts.chunks(BATCH).enumerate() {
            let read: Result<Vec<(usize, String)>> = (number * BATCH..)
                .zip(batch)
                .map(|(place, text)| Ok((place, current::text(reader, *text)?)))
                .collect();
            // All threads have ended, which only a panic does before the channel is closed. The scope passes it on.
            if sender.send(read?).is_err() {
                break;
            }
        }
        Ok(())
    });
    read.map(|()| states.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}

fn next<T>(receiver: &Mutex<Receiver<T>>) -> Option<T> {
    lock(receiver).recv().ok()
}

/// A panic of another thread is passed on by the scope, so its lock may be taken.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
