//! The current texts of a selection, read by one thread and worked on by all cores.

use crate::Result;
use crate::model::ArticleId;
use crate::ops::select::{self, Selection};
use crate::ops::start_thread;
use crate::store::Reader;
use crate::store::tables::current::{self, CurrentArticle};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// The number of texts that go to a thread at once.
const BATCH: usize = 32;

/// The live articles of a selection, by id.
pub(super) fn articles(reader: &Reader, selection: &Selection) -> Result<Vec<CurrentArticle>> {
    let named: Option<FxHashSet<ArticleId>> = if selection.is_open() {
        None
    } else {
        Some(select::live_in(reader, selection)?.into_iter().collect())
    };
    let mut articles = Vec::new();
    current::articles(reader, &mut |article| {
        if named.as_ref().is_none_or(|named| named.contains(&article.id)) {
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

/// Calls `work` for each text with its place in the list, on all cores. Each thread begins with `start` and has a state of
/// its own; all states are returned.
pub(super) fn on_all_cores<T: Send>(
    reader: &Reader,
    texts: &[i64],
    start: impl Fn() -> T + Sync,
    work: impl Fn(&mut T, usize, &str) + Sync,
) -> Result<Vec<T>> {
    let threads =
        thread::available_parallelism().map_or(1, Into::into).min(texts.len().div_ceil(BATCH)).max(1);
    let states = Mutex::new(Vec::with_capacity(threads));
    let (sender, receiver) = sync_channel::<Vec<(usize, String)>>(threads * 2);
    let receiver = Mutex::new(receiver);
    let read = thread::scope(|scope| {
        // Dropped at the end of the scope, which ends the threads.
        let sender = sender;
        let (start, work, states, receiver) = (&start, &work, &states, &receiver);
        for _ in 0..threads {
            start_thread(scope, move || {
                let mut state = start();
                while let Some(batch) = next(receiver) {
                    for (place, text) in batch {
                        work(&mut state, place, &text);
                    }
                }
                lock(states).push(state);
            })?;
        }
        for (number, batch) in texts.chunks(BATCH).enumerate() {
            let read: Result<Vec<(usize, String)>> = (number * BATCH..)
                .zip(batch)
                .map(|(place, text)| Ok((place, current::text(reader, *text)?)))
                .collect();
            // The threads live as long as the channel, so sending only fails after a panic, which the scope passes on.
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
