//! Patterns and the paths that they read.

use super::*;
use proptest::prelude::*;

/// The values that a pattern reads, as `field=value` and so on.
fn read(pattern: &str, path: &str) -> Option<String> {
    let found = Pattern::parse(pattern).unwrap().matches(path)?;
    let mut parts: Vec<String> =
        found.findings.iter().map(|finding| format!("{}={}", finding.field, finding.value)).collect();
    parts.extend(found.captured.map(|captured| format!("captured={captured}")));
    parts.extend(found.key.map(|key| format!("key={key}")));
    Some(parts.join(" "))
}

#[test]
fn fields_are_read_from_paths() {
    for (pattern, path, found) in [
        (
            "{outlet}/{published:%Y-%m-%d}/{title}.txt",
            "le-port/2021-03-08/Un_bac.txt",
            "outlet=le-port published=2021-03-08 title=Un_bac",
        ),
        (
            "{published:%Y/%m/%d}/{topic}-{title}.{*}",
            "2021/03/08/sea-Fähre-fährt.md",
            "published=2021-03-08 topic=sea title=Fähre-fährt",
        ),
        ("posts/{published:%Y-%m-%d}-{*}.md", "posts/2021-03-08-渡船.md", "published=2021-03-08"),
        (
            "{captured:%Y%m%d%H%M%S}/{key}",
            "20210308073000/paper.example/a/b.html",
            "captured=2021-03-08T07:30:00Z key=paper.example/a/b.html",
        ),
        (
            "{key}/{captured}.html",
            "a/b/2021-03-08T07:30:00+01:00.html",
            "captured=2021-03-08T07:30:00+01:00 key=a/b",
        ),
        (
            "{captured:%Y-%m-%d_%H%M}_{key}.html",
            "2021-03-08_0730_x.html",
            "captured=2021-03-08T07:30:00Z key=x",
        ),
        (
            "{title} ({published:%d %B %Y}).txt",
            "Ferry (8 March 2021).txt",
            "title=Ferry published=2021-03-08",
        ),
        ("{published:%d.%m.%y} {title}", "08.03.21 Ferry", "published=2021-03-08 title=Ferry"),
        ("{published:%Y%j}{*}", "2021067.txt", "published=2021-03-08"),
        ("{{{title}}}", "{x}", "title=x"),
        ("{title}-{published}.txt", "a-b-2021-03-08.txt", "title=a-b published=2021-03-08"),
        (
            "{author}/{language}/{}",
            "Awa Diop; Ken Ito/en_us/x",
            "author=Awa Diop author=Ken Ito language=en-US",
        ),
        ("{published:%b%Y}{*}", "Sep2021.txt", "published=2021-09"),
    ] {
        assert_eq!(read(pattern, path).as_deref(), Some(found), "{pattern} {path}");
    }
}

#[test]
fn a_path_that_is_not_like_the_pattern_has_nothing() {
    for (pattern, path) in [
        ("{outlet}/{title}.txt", "title.txt"),
        ("{outlet}/{title}.txt", "a/b/c.txt"),
        ("{outlet}/{title}.txt", "a/.txt"),
        ("{outlet}/{title}.txt", "a/b.md"),
        ("{published:%Y-%m-%d}.txt", "2021-02-30.txt"),
        ("{published:%Y-%m-%d}.txt", "2021-13-01.txt"),
        ("{published}.txt", "soon.txt"),
        ("{title}", ""),
        ("{title}", " "),
    ] {
        assert_eq!(read(pattern, path), None, "{pattern} {path}");
    }
}

#[test]
fn errors_say_what_to_write_instead() {
    for (pattern, part, reason) in [
        ("{published:%Q}", "{published:%Q}", "%Q is none of"),
        ("{published:%m-%d}", "{published:%m-%d}", "no year"),
        ("{published:%Y-%d}", "{published:%Y-%d}", "without a month"),
        ("{published:%Y-%m %H:%M}", "{published:%Y-%m %H:%M}", "time is incomplete"),
        ("{title:%Y}", "{title:%Y}", "only dates"),
        ("{title", "{title", "no end"),
        ("title}", "}", "no brace is open"),
        ("{outlet}{title}", "{title}", "nothing stands between"),
        ("{title}/{title}", "{title}", "given before"),
        ("{a b}", "{a b}", "a field is a name"),
        ("{*}.txt", "{*}.txt", "no field"),
        ("", "", "no field"),
    ] {
        let error = Pattern::parse(pattern).unwrap_err();
        assert_eq!(error.part, part, "{pattern}");
        assert!(error.reason.contains(reason), "{pattern}: {error}");
    }
}

#[test]
fn no_path_takes_long() {
    let pattern = Pattern::parse("{a}-{b}-{c}-{d}-{e}-{f}-{g}.txt").unwrap();
    assert_eq!(pattern.matches(&"-".repeat(4000)), None);
    assert_eq!(pattern.matches(&"a-".repeat(2000)), None);
}

proptest! {
    #[test]
    fn any_pattern_and_path_are_survived(pattern in "(\\{[a-z*]{0,8}(:(%[a-zA-Z]|-|/){0,6})?\\}|[-/_.a-z{}]){0,6}", path in "[-/_.a-z0-9ä]{0,30}") {
        if let Ok(pattern) = Pattern::parse(&pattern) {
            let found = pattern.matches(&path).unwrap_or_default();
            prop_assert!(found.findings.iter().all(|finding| !finding.value.is_empty()));
        }
    }

    #[test]
    fn what_a_pattern_formats_it_parses(
        format in prop::sample::select(vec!["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y", "%d %b %Y", "%B %d, %Y", "%Y%j", "%y%m%d"]),
        days in 0_i32..18_000,
        outlet in "[a-zäж中_ ]{0,10}[a-z]",
        title in "[a-zäж中_ -]{0,20}[a-z]",
    ) {
        let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let path = format!("{outlet}/{}_{title}.txt", day.strftime(format));
        let found = Pattern::parse(&format!("{{outlet}}/{{published:{format}}}_{{title}}.txt")).unwrap().matches(&path).unwrap();
        let values: Vec<&str> = found.findings.iter().map(|finding| finding.value.as_str()).collect();
        let day = day.to_string();
        prop_assert_eq!(values, [outlet.trim(), day.as_str(), title.trim()]);
    }
}
