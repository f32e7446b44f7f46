//! Corpus files in which bytes were changed.

use super::articles::{files, import, operation};
use corpusdb::model::{ArticleRef, Assignment, Verification};
use corpusdb::ops::select::Selection;
use corpusdb::ops::{analyse, blame, fingerprint, list, log, metadata, repair, search, show, verify};
use corpusdb::{Access, Corpus, Result};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The bytes of a small corpus. They are the same each time but for the numbers that it chose at random.
static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = files();
    let (news, database) = (folder.path().join("news"), folder.path().join("corpus.db"));
    let mut corpus = Corpus::create(&database).unwrap();
    import(&mut corpus, &news, false);
    fs::write(news.join("a.txt"), "Harbour opens\n\nThe old harbour, shut since 2018, is open again.")
        .unwrap();
    import(&mut corpus, &news, false);
    let set: Assignment = "section=sports".parse().unwrap();
    metadata::set(
        &mut corpus,
        &Selection { references: None, expression: Some("TRUE".into()) },
        &[set],
        &operation("meta set"),
    )
    .unwrap();
    analyse::analyse(&mut corpus, &Selection::default(), &mut ()).unwrap();
    drop(corpus);
    fs::read(database).unwrap()
});

thread_local! {
    static FOLDER: TempDir = tempfile::tempdir().unwrap();
}

/// No damage may keep anybody waiting for longer. Most takes a hundredth of a second.
const LONGEST: Duration = Duration::from_secs(10);

/// Everything that reads or writes answers or says why not, and soon; what is verified without a problem can be read; what is repaired
/// without a problem left is verified without one.
///
/// Each four bytes are a change: three for the place in the file, one for what is to be there.
pub(crate) fn check(input: &[u8]) {
    let mut bytes = WHOLE.clone();
    for change in input.chunks_exact(4) {
        let place = usize::from(change[0]) << 16 | usize::from(change[1]) << 8 | usize::from(change[2]);
        let place = place % bytes.len();
        bytes[place] = change[3];
    }
    let start = Instant::now();
    FOLDER.with(|folder| {
        let database = folder.path().join("corpus.db");
        fs::write(&database, &bytes).unwrap();
        check_reading(&database);
        check_writing(&database);
        for entry in fs::read_dir(folder.path()).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
    });
    assert!(start.elapsed() < LONGEST, "it took {:?}", start.elapsed());
}

fn verified(database: &Path) -> Result<Verification> {
    let options = verify::Options { patience: Some(Duration::ZERO), ..verify::Options::default() };
    verify::file(database, &options, &mut ())
}

fn check_reading(database: &Path) {
    let verification = verified(database);
    let Ok(corpus) = Corpus::open_within(database, Access::Read, Duration::ZERO) else {
        let is_sound = verification.as_ref().is_ok_and(|found| found.problems.is_empty());
        assert!(!is_sound, "it can't be opened, and {verification:?}");
        return;
    };
    let read = read(&corpus);
    let is_sound = verification.is_ok_and(|found| found.problems.is_empty());
    assert!(!is_sound || read.iter().all(Result::is_ok), "verified without a problem, but: {read:?}");
}

/// What became of each way to read.
fn read(corpus: &Corpus) -> Vec<Result<()>> {
    let all = Selection::default();
    let mut outcomes = vec![
        list::list(corpus, &list::Options { text: true, ..list::Options::default() }, &mut |_| Ok(())),
        log::operations(corpus, None).map(drop),
        fingerprint::fingerprint(corpus, &all, true).map(drop),
        metadata::exchange::export(corpus, &all, &mut |_| Ok(())),
    ];
    for query in ["harbour -gesperrt", "\"ist open\" OR str*", "the"] {
        let options = search::Options {
            order: search::Order::Rank,
            all_versions: false,
            raw: false,
            limit: 10,
            offset: 0,
            count: true,
            most_ranked: search::MOST_RANKED,
            selection: Selection::default(),
        };
        outcomes.push(search::search(corpus, query, &options, &mut |_| Ok(())).map(drop));
    }
    for article in 1..=3 {
        let reference: ArticleRef = article.to_string().parse().unwrap();
        outcomes.push(show::show(corpus, &reference).map(drop));
        outcomes.push(show::bytes(corpus, &reference).map(drop));
        outcomes.push(log::article_with_patches(corpus, &reference).map(drop));
        outcomes.push(blame::blame(corpus, &reference).map(drop));
    }
    outcomes
}

fn check_writing(database: &Path) {
    let Ok(mut corpus) = Corpus::open_within(database, Access::Write, Duration::ZERO) else { return };
    let all = Selection { references: None, expression: Some("TRUE".to_owned()) };
    let set: Assignment = "section=culture".parse().unwrap();
    // Either may be refused.
    let _ = metadata::set(&mut corpus, &all, &[set], &operation("meta set"));
    let _ = analyse::analyse(&mut corpus, &all, &mut ());
    let repaired = repair::repair(&mut corpus, &repair::Options::default(), &operation("repair"), &mut ());
    drop(corpus);
    if let Ok(repair) = repaired
        && repair.problems.is_empty()
    {
        let found = verified(database).unwrap_or_else(|error| panic!("repaired, but: {error}"));
        assert!(found.problems.is_empty(), "after {repair:?}: {found:?}");
    }
}
