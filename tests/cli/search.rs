//! `corpus search`: plain words, phrases, and FTS5's own language.

use crate::sandbox::{Sandbox, keys};
use serde_json::{Value, json};

fn corpus() -> Sandbox {
    Sandbox::news([
        ("a.txt", "Ferry fares rise\n\nThe café council voted on peace talks.\n"),
        ("b.txt", "Talks about talks, and talks again; no peace."),
        ("c.txt", "The market moves to the quay."),
    ])
}

#[track_caller]
fn ids(sandbox: Sandbox, arguments: &[&str]) -> (Vec<i64>, Sandbox) {
    let told = sandbox.run(["search", "--json"].iter().chain(arguments)).success();
    let found = told.value();
    let mut ids: Vec<i64> = found.as_array().unwrap().iter().map(|hit| hit["id"].as_i64().unwrap()).collect();
    ids.sort_unstable();
    (ids, told.then())
}

#[test]
fn for_people() {
    corpus()
        .run(["meta", "set", "1", "outlet=Harbour Gazette", "published=2024"])
        .success()
        .then()
        .run(["search", "council"])
        .noting("1 to 1 of 1\n")
        .stdout("   1  Ferry fares rise  Harbour Gazette, 2024\n      Ferry fares rise The café [council] voted on peace talks.\n");
}

#[test]
fn in_the_machines_formats() {
    let told = corpus().run(["search", "talks", "--json"]).success();
    let found = told.value();
    for hit in found.as_array().unwrap() {
        assert_eq!(keys(hit), ["id", "key", "version", "title", "outlet", "published", "score", "snippet"]);
    }
    assert_eq!(found[0]["id"], 2, "the best is first");
    assert_eq!(found[0]["title"], Value::Null);
    let told = told.then().run(["search", "talks", "--format", "jsonl"]).success();
    assert_eq!(Value::from(told.lines()), found);
    told.then()
        .run(["search", "quay", "--format", "csv"])
        .success()
        .stdout_has(["id,key,version,title,outlet,published,score,snippet\n3,news/c.txt,1,,,,"]);
}

#[test]
fn plain_words_phrases_beginnings_and_what_must_not_be_there() {
    let mut sandbox = corpus();
    for (query, expected) in [
        (vec!["peace", "talks"], vec![1, 2]),
        (vec!["peace talks"], vec![1, 2]),
        (vec!["\"peace talks\""], vec![1]),
        (vec!["talks -market -ferry"], vec![2]),
        (vec!["coun*"], vec![1]),
        (vec!["CAFE"], vec![1]),
        (vec!["café"], vec![1]),
        (vec!["AND"], vec![1, 2]),
        (vec!["NEAR"], vec![]),
        (vec!["body:talks"], vec![]),
        (vec!["talks)"], vec![1, 2]),
        (vec!["it's"], vec![]),
        (vec!["\"peace talks"], vec![1]),
        (vec!["„peace talks“"], vec![1]),
        (vec!["council OR quay"], vec![1, 3]),
        (vec!["talks NOT council"], vec![2]),
        (vec!["peace -358"], vec![1, 2]),
    ] {
        let expected = if query == ["AND"] { vec![2] } else { expected };
        let (found, after) = ids(sandbox, &query);
        assert_eq!(found, expected, "{query:?}");
        sandbox = after;
    }
}

#[test]
fn the_language_of_fts5() {
    let (found, sandbox) = ids(corpus(), &["--raw", "council OR quay"]);
    assert_eq!(found, [1, 3]);
    let (found, sandbox) = ids(sandbox, &["--raw", "NEAR(peace talks, 2) NOT about"]);
    assert_eq!(found, [1]);
    for broken in ["talks AND", "(", "NEAR(", "nosuchcolumn:talks", "*", ""] {
        let told = corpus().run(["search", "--raw", broken]).failure_with(2, ["error: "]);
        assert!(told.message().contains("hint: "), "{broken}: {}", told.message());
    }
    drop(sandbox);
}

#[test]
fn a_query_without_a_word() {
    for query in ["", "-peace", "…", "\"\""] {
        corpus().run(["search", "--", query]).failure_with(2, ["holds no word to search for"]);
    }
}

#[test]
fn a_word_that_must_not_be_there_may_come_first() {
    let (found, _) = ids(corpus(), &["--", "-ferry talks"]);
    assert_eq!(found, [2]);
}

#[test]
fn nothing_is_found() {
    corpus()
        .run(["search", "zebra"])
        .noting("nothing found\n")
        .stdout("")
        .then()
        .run(["search", "zebra", "--json"])
        .success()
        .json(json!([]));
}

#[test]
fn a_hint_says_why_nothing_may_be_found() {
    for (query, hint) in [
        ("zebra quay", "use OR in capitals"),
        ("OR zebra", "operators between two words"),
        ("\"quay market\"", "exactly this order"),
        ("peace outlet:Nobody", "there is no outlet 'Nobody'"),
    ] {
        let told = corpus().run(["search", query]).whatever();
        assert!(told.message().contains(hint), "{query}: {}", told.message());
    }
}

#[test]
fn words_are_found_in_every_spelling() {
    let mut sandbox = Sandbox::news([
        ("a.txt", "Das Ge\u{ad}samt\u{ad}werk der Straße, ze\u{200b}ro"),
        ("b.txt", "The o\u{fb03}ce: ＮＨＫ, 𝐁𝐨𝐥𝐝"),
        ("c.txt", "한국어 Ελλάδα Королёв Толстой ガザ Łódź"),
        (
            "d.txt",
            "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}\u{110b}\u{1165} Ελλα\u{301}δα \
             Короле\u{308}в Толстои\u{306} カ\u{3099}サ\u{3099} Ło\u{301}dz\u{301}",
        ),
    ]);
    for (query, expected) in [
        ("Gesamtwerk", vec![1]),
        ("Ge\u{ad}samtwerk", vec![1]),
        ("STRASSE", vec![1]),
        ("zero", vec![1]),
        ("office", vec![2]),
        ("o\u{fb03}ce", vec![2]),
        ("nhk bold", vec![2]),
        ("한국어", vec![3, 4]),
        ("ΕΛΛΑΔΑ", vec![3, 4]),
        ("Королев", vec![3, 4]),
        ("Толстой", vec![3, 4]),
        ("ガザ", vec![3, 4]),
        ("lodz", vec![3, 4]),
        ("\u{1112}\u{1161}\u{11ab}*", vec![3, 4]),
    ] {
        let (found, after) = ids(sandbox, &[query]);
        assert_eq!(found, expected, "{query}");
        sandbox = after;
    }
    sandbox
        .run(["search", "gesamtwerk strasse"])
        .noting("1 to 1 of 1\n")
        .stdout_has(["Das [Ge\u{ad}samt\u{ad}werk] der [Straße]"])
        .then()
        .run(["verify"])
        .whatever()
        .stdout_has(["sound"]);
}

#[test]
fn page_by_page() {
    corpus()
        .run(["search", "talks", "--limit", "1"])
        .noting("1 to 1 of 2\n")
        .stdout_has(["   2  news/b.txt\n"])
        .then()
        .run(["search", "talks", "--limit", "1", "--offset", "1"])
        .noting("2 to 2 of 2\n")
        .stdout_has(["   1  Ferry fares rise\n"]);
}

#[test]
fn a_page_without_articles() {
    for (arguments, nonsense) in [(["--offset", "5"], "6 to 5"), (["--limit", "0"], "1 to 0")] {
        let told = corpus().run(["search", "talks"].iter().chain(&arguments)).whatever();
        assert!(!told.message().contains(nonsense), "{}", told.message());
    }
}

#[test]
fn only_current_texts_of_live_articles() {
    let sandbox = corpus().advance(1).file("news/c.txt", "The market stays.").delete("news/b.txt");
    let sandbox = sandbox.run(["import", "news", "--remove-missing"]).success().then();
    let (found, sandbox) = ids(sandbox, &["quay"]);
    assert_eq!(found, [0; 0]);
    let (found, sandbox) = ids(sandbox, &["stays"]);
    assert_eq!(found, [3]);
    let (found, _) = ids(sandbox, &["talks"]);
    assert_eq!(found, [1]);
}

#[test]
fn a_text_that_two_articles_have_finds_both() {
    let (found, _) = ids(Sandbox::news([("a.txt", "The same text"), ("b.txt", "The same text")]), &["same"]);
    assert_eq!(found, [1, 2]);
}

#[test]
fn a_passage_from_outside_cannot_command_the_terminal() {
    Sandbox::news([("a.txt", "A \u{1b}[31mred passage")])
        .run(["search", "passage"])
        .noting("1 to 1 of 1\n")
        .stdout("   1  news/a.txt\n      A \\u{1b}[31mred [passage]\n");
}

/// Reports of two outlets, one of which has an alias, and one of none.
fn outlets() -> Sandbox {
    let sandbox = Sandbox::news([
        ("a.txt", "Ferry strike ends\n\nThe crews sail again.\n"),
        ("b.txt", "The ferry strike goes on, and on, say the crews."),
        ("c.txt", "A strike of the ferry crews."),
    ]);
    let sandbox = sandbox
        .run(["meta", "define", "mood", "--repeatable", "-q"])
        .success()
        .then()
        .run([
            "meta",
            "set",
            "1",
            "outlet=The Quay Post",
            "published=2024-03-31T23:00",
            "mood=calm",
            "mood=glad",
            "language=en-GB",
            "author=Ida Lind",
            "-q",
        ])
        .success()
        .then();
    let set = ["meta", "set", "2", "outlet=Gazette", "published=2024-04", "mood=calm", "language=en", "-q"];
    let sandbox = sandbox.run(set).success().then();
    sandbox.run(["outlet", "alias", "The Quay Post", "QP", "-q"]).success().then()
}

#[test]
fn filters_narrow_a_search_to_some_articles() {
    let mut sandbox = outlets();
    for (query, expected) in [
        ("strike outlet:Gazette", vec![2]),
        ("strike outlet:qp", vec![1]),
        ("outlet:\"The Quay Post\" strike", vec![1]),
        ("strike outlet:“The Quay Post”", vec![1]),
        ("strike -outlet:QP", vec![2, 3]),
        ("strike NOT outlet:QP", vec![2, 3]),
        ("strike published:2024-03", vec![1]),
        ("strike published:2024-03..2024-04", vec![1, 2]),
        ("strike published:2024-04..", vec![2]),
        ("strike published:..2024-03-31", vec![1]),
        ("strike -published:2024", vec![3]),
        ("strike mood:calm", vec![1, 2]),
        ("strike mood:CALM -mood:glad", vec![2]),
        ("strike title:STRIKE", vec![1]),
        ("strike author:lind", vec![1]),
        ("strike language:en", vec![1, 2]),
        ("strike language:en-gb", vec![1]),
        ("strike source:news key:news/c.txt", vec![3]),
        ("(strike OR sail) outlet:QP", vec![1]),
        ("strike sail:again", vec![1]),
    ] {
        let (found, after) = ids(sandbox, &["--", query]);
        assert_eq!(found, expected, "{query}");
        sandbox = after;
    }
    let (found, _) = ids(sandbox, &["strike outlet:QP", "--where", "id > 1"]);
    assert_eq!(found, [0; 0], "filters and conditions must both hold");
}

#[test]
fn a_filter_that_finds_nothing_says_why() {
    outlets()
        .run(["search", "strike outlet:Courier"])
        .noting("nothing found\nhint: there is no outlet 'Courier'\n")
        .then()
        .run(["search", "sail mood:sad"])
        .noting("nothing found\nhint: mood:sad leaves out articles without a value of this field\n")
        .then()
        .run(["search", "strike published:May"])
        .failure_with(2, ["'May' is not a date; write 2023, 2023-04"])
        .then()
        .run(["search", "strike OR outlet:QP"])
        .failure(
            2,
            "error: outlet:QP can't be an alternative, since it narrows the whole query\nhint: put OR between words only\n",
        )
        .then()
        .run(["search", "outlet:Nobody", "--keys"])
        .success()
        .stdout("");
}

#[test]
fn by_date_of_publication() {
    let order = |sandbox: Sandbox, arguments: &[&str]| {
        let told = sandbox.run(["search", "strike", "--jsonl", "--sort"].iter().chain(arguments)).success();
        let ids: Vec<_> = told.lines().iter().map(|hit| hit["id"].as_i64().unwrap()).collect();
        assert!(told.lines().iter().all(|hit| hit["score"].is_null()));
        (ids, told.then())
    };
    let (found, sandbox) = order(outlets(), &["newest"]);
    assert_eq!(found, [2, 1, 3], "an article without a date is last");
    let (found, sandbox) = order(sandbox, &["oldest"]);
    assert_eq!(found, [1, 2, 3]);
    let (found, sandbox) = order(sandbox, &["newest", "--limit", "1", "--offset", "1"]);
    assert_eq!(found, [1]);
    sandbox.run(["search", "strike", "--sort", "oldest", "--limit", "2"]).noting("1 to 2 of 3\n");
}

#[test]
fn a_word_of_the_headline_counts_more() {
    let sandbox = Sandbox::news([
        ("a.txt", "Harbour news\n\nA storm damages the old pier at night.\n"),
        ("b.txt", "Storm warning\n\nThe old pier at the harbour is closed.\n"),
    ]);
    let first = |sandbox: Sandbox, query: &str| {
        let told = sandbox.run(["search", query, "--json"]).success();
        let found = told.value();
        assert_eq!(found.as_array().unwrap().len(), 2, "{query}");
        (found[0]["id"].as_i64().unwrap(), told.then())
    };
    let (found, sandbox) = first(sandbox, "storm");
    assert_eq!(found, 2);
    let (found, sandbox) = first(sandbox, "harbour");
    assert_eq!(found, 1);
    let (found, sandbox) = ids(sandbox, &["--raw", "headline : storm"]);
    assert_eq!(found, [2]);
    let (found, _) = ids(sandbox, &["--raw", "body : storm"]);
    assert_eq!(found, [1]);
}

#[test]
fn former_versions_are_found_too() {
    let sandbox = outlets().advance(1).file("news/c.txt", "The crews are content.");
    let sandbox = sandbox.run(["import", "news", "-q"]).success().then();
    let (found, sandbox) = ids(sandbox, &["strike"]);
    assert_eq!(found, [1, 2]);
    let told = sandbox.run(["search", "strike", "--all-versions", "--where", "id = 3", "--json"]).success();
    let found = told.value();
    assert_eq!(
        (&found[0]["id"], &found[0]["version"], found.as_array().unwrap().len()),
        (&3.into(), &1.into(), 1)
    );
    let told =
        told.then().run(["search", "crews", "--all-versions", "--sort", "oldest", "--jsonl"]).success();
    let versions: Vec<_> = told
        .lines()
        .iter()
        .map(|hit| (hit["id"].as_i64().unwrap(), hit["version"].as_i64().unwrap()))
        .collect();
    assert_eq!(versions, [(1, 1), (2, 1), (3, 1), (3, 2)]);
    told.then()
        .run(["search", "crews", "--all-versions", "--keys", "--where", "id = 3"])
        .success()
        .stdout("news/c.txt\n")
        .then()
        .run(["search", "crews", "--all-versions"])
        .noting("1 to 4 of 4\n")
        .then()
        .run(["search", "crews", "--all-versions", "--where", "id > 1", "--limit", "2"])
        .noting("1 to 2 of 3\n")
        .then()
        .run(["search", "crews", "--all-versions", "--sort", "newest"])
        .noting("1 to 4 of 4\n");
}

#[test]
fn counted_by_a_field() {
    outlets()
        .run(["search", "on", "OR", "strike", "--by", "outlet"])
        .noting("5 hits in 3 articles\n")
        .stdout(concat!(
            "VALUE          ARTICLES  HITS  OF_ARTICLES\n",
            "Gazette               1     3            1\n",
            "The Quay Post         1     1            1\n",
            "-                     1     1            1\n",
        ))
        .then()
        .run(["search", "sail", "--by", "mood", "--format", "csv"])
        .success()
        .stdout("value,articles,hits,of_articles\ncalm,1,1,2\nglad,1,1,1\n")
        .then()
        .run(["search", "sail", "--by", "mood"])
        .noting("1 hit in 1 article\n")
        .then()
        .run(["search", "strike", "--by", "month", "--where", "id < 3", "--json"])
        .success()
        .json(json!([
            { "value": "2024-03", "articles": 1, "hits": 1, "of_articles": 1 },
            { "value": "2024-04", "articles": 1, "hits": 1, "of_articles": 1 },
        ]))
        .then()
        .run(["search", "zebra", "--by", "month"])
        .noting("nothing found\n")
        .then()
        .run(["search", "strike", "--by", "weather"])
        .failure(1, "error: there is no field 'weather'\nhint: corpus meta fields lists them\n")
        .then()
        .run(["search", "strike", "--by", "mood", "--limit", "1", "--format", "csv"])
        .success()
        .stdout("value,articles,hits,of_articles\ncalm,2,2,2\n");
}

#[test]
fn keys_are_for_other_programs() {
    let files: Vec<String> = (10..35).map(|number| format!("news/{number}.txt")).collect();
    let sandbox = files.iter().fold(Sandbox::corpus(), |sandbox, name| sandbox.file(name, "Ferry."));
    let sandbox = sandbox.run(["import", "news", "-q"]).success().then();
    let told = sandbox.run(["search", "ferry", "--keys"]).success();
    let keys = told.text();
    let mut sorted: Vec<&str> = keys.lines().collect();
    sorted.sort_unstable();
    assert_eq!(sorted, files, "all of them, not a page");
    told.then()
        .stdin(keys)
        .run(["frequency", "--from", "-", "--format", "csv"])
        .success()
        .stdout("token,count,per_million,articles\nferry,25,1000000.0,25\n");
}

/// A text, queries that find it, and those that don't.
type Probe = (&'static str, &'static [&'static str], &'static [&'static str]);

const SCRIPTS: [Probe; 12] = [
    ("港口工人昨天开始罢工。", &["罢工", "工人昨天", "港", "港口 罢工"], &["工人罢工", "开会"]),
    ("港の労働者が昨日ストライキを始めた。", &["労働者", "ストライキ", "働者", "港"], &["労働組合"]),
    ("คนงานท่าเรือเริ่มประท้วงเมื่อวานนี้", &["ท่าเรือ", "ประท้วง"], &["สนามบิน"]),
    ("កម្មករកំពង់ផែធ្វើកូដកម្ម", &["កំពង់ផែ", "កូដកម្ម"], &["ទីផ្សារ"]),
    (
        "부두 노동자들이 파업을 시작했다.",
        &["파업을", "\u{1111}\u{1161}\u{110b}\u{1165}\u{11b8}*", "노동자*"],
        &["공장"],
    ),
    ("Η απεργία στο λιμάνι άρχισε χθες.", &["ΑΠΕΡΓΙΑ", "λιμανι", "ΧΘΕΣ"], &["πλοίο"]),
    ("Её коллеги всё ещё бастуют в порту.", &["ее", "ВСЕ еще", "бастуют"], &["завод"]),
    ("Die Ha\u{ad}fen\u{ad}arbeiter streiken.", &["hafenarbeiter", "Hafen*"], &["Arbeiter"]),
    ("The \u{fb02}eet waits in the o\u{fb03}ng.", &["fleet", "offing"], &["flight"]),
    ("بَدَأَ عُمَّالُ المِينَاءِ إِضْرَابًا", &["عمال", "الميناء", "إضرابا"], &["المصنع"]),
    ("פּוֹעֲלֵי הַנָּמֵל שָׁבְתוּ אֶתְמוֹל", &["פועלי", "הנמל", "אתמול"], &["מפעל"]),
    ("बंदरगाह के मज़दूरों ने हड़ताल शुरू की।", &["हड़ताल", "बंदरगाह", "मज़दूरों"], &["कारखाना"]),
];

#[test]
fn words_are_found_in_every_script() {
    let mut sandbox = SCRIPTS
        .iter()
        .enumerate()
        .fold(Sandbox::corpus(), |sandbox, (at, (text, ..))| sandbox.file(format!("news/{at:02}.txt"), text));
    sandbox = sandbox.run(["import", "news", "-q"]).success().then();
    for ((text, found, missing), id) in SCRIPTS.iter().zip(1..) {
        for query in *found {
            let (ids, after) = ids(sandbox, &[query]);
            assert!(ids.contains(&id), "{query} in {text}");
            sandbox = after;
        }
        for query in *missing {
            let (ids, after) = ids(sandbox, &[query]);
            assert_eq!(ids, [0; 0], "{query}");
            sandbox = after;
        }
    }
    // The passage is as it was written, with its marks.
    let sandbox = sandbox.run(["search", "عمال"]).noting("1 to 1 of 1\n").stdout_has(["[عُمَّالُ]"]).then();
    sandbox.run(["search", "fleet"]).noting("1 to 1 of 1\n").stdout_has(["[\u{fb02}eet]"]);
}

#[test]
fn filters_alone_list_articles() {
    let sandbox =
        Sandbox::news([("a.txt", "Ferries stop"), ("b.txt", "Ferries run"), ("c.txt", "Trains run")])
            .run(["meta", "set", "1", "outlet=Gazette", "published=2024-01-01"])
            .success()
            .then()
            .run(["meta", "set", "3", "outlet=Gazette", "published=2024-02-01"])
            .success()
            .then();
    let told =
        sandbox.run(["search", "outlet:Gazette", "--keys"]).success().stdout("news/c.txt\nnews/a.txt\n");
    told.then().run(["concordance", "outlet:Gazette"]).failure_with(2, ["holds no word to search for"]);
}
