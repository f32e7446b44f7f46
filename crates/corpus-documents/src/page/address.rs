//! Addresses: the canonical one, without parameters that track readers, and the date in it.

use jiff::civil;

/// Parameters that say how a reader came, not which page is read. Those that begin with `utm_` as well.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "msclkid",
    "yclid",
    "mc_cid",
    "mc_eid",
    "igshid",
    "ref",
    "ref_src",
    "cmpid",
    "cid",
    "ncid",
    "ocid",
    "smid",
    "smtyp",
    "xtor",
    "wt_mc",
    "wt_zmc",
    "_ga",
    "_gl",
    "spm",
    "share",
    "shared",
    "partner",
    "module",
    "pgtype",
    "icid",
    "cmp",
    "ito",
    "at_medium",
    "at_campaign",
    "rss",
    "feed",
    "traffic_source",
    "amp",
];

/// An address without parameters that track readers and without its fragment.
#[must_use]
pub fn without_tracking(address: &str) -> String {
    let address = address.split('#').next().unwrap_or(address);
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|parameter| {
            let name = parameter.split('=').next().unwrap_or(parameter).to_ascii_lowercase();
            !name.is_empty()
                && !name.starts_with("utm_")
                && !name.starts_with("at_")
                && !TRACKING.contains(&name.as_str())
        })
        .collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// An absolute address of the web; `base` completes one without a host.
pub(super) fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    let address = address.trim();
    if address.is_empty() || address.contains(char::is_whitespace) {
        return None;
    }
    if address.starts_with("http://") || address.starts_with("https://") {
        return super::site::host(address).map(|_| address.to_owned());
    }
    let base = base?;
    let scheme = base.split("://").next()?;
    if let Some(rest) = address.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    address
        .starts_with('/')
        .then(|| super::site::host(base).map(|host| format!("{scheme}://{host}{address}")))?
}

/// The day in the path of an address: `/2023/04/13/`, `/2023-04-13-`, `/20230413/`.
pub(super) fn day(address: &str) -> Option<String> {
    let (_, path) = address.split_once("://")?.1.split_once('/')?;
    let path = path.split(['?', '#']).next()?;
    let numbers: Vec<(usize, &str)> = path
        .split(|character: char| !character.is_ascii_digit())
        .scan(0, |at, part| {
            let start = *at;
            *at += part.len() + 1;
            Some((start, part))
        })
        .filter(|(_, part)| !part.is_empty())
        .collect();
    // Only numbers with a single character between them make a date.
    let mut triples = numbers.windows(3).filter(|window| {
        window[0].0 + window[0].1.len() + 1 == window[1].0
            && window[1].0 + window[1].1.len() + 1 == window[2].0
    });
    let split = triples.find_map(|window| {
        let [first, second, third] = [window[0].1, window[1].1, window[2].1];
        match (first.len(), second.len(), third.len()) {
            (4, 1..=2, 1..=2) => date(first, second, third),
            (1..=2, 1..=2, 4) => date(third, second, first),
            _ => None,
        }
    });
    split.or_else(|| {
        numbers
            .iter()
            .filter(|(_, part)| part.len() == 8)
            .find_map(|(_, part)| date(&part[..4], &part[4..6], &part[6..]))
    })
}

fn date(year: &str, month: &str, day: &str) -> Option<String> {
    let year: i16 = year.parse().ok()?;
    let date = civil::Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
    // Other numbers in addresses are those of articles.
    (1990..2100).contains(&year).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_track_are_cut_off() {
        for (address, short) in [
            ("https://a.example/b?utm_source=x&id=7#top", "https://a.example/b?id=7"),
            ("https://a.example/b?fbclid=x", "https://a.example/b"),
            ("https://a.example/b?id=7&page=2", "https://a.example/b?id=7&page=2"),
            ("https://a.example/b", "https://a.example/b"),
        ] {
            assert_eq!(without_tracking(address), short);
        }
    }

    #[test]
    fn addresses_are_completed() {
        let base = Some("https://a.example/news/1");
        assert_eq!(absolute("/b", base).as_deref(), Some("https://a.example/b"));
        assert_eq!(absolute("//c.example/b", base).as_deref(), Some("https://c.example/b"));
        assert_eq!(absolute("https://c.example/b", None).as_deref(), Some("https://c.example/b"));
        for refused in ["", "b c", "javascript:x()", "https://", "/b"] {
            assert_eq!(absolute(refused, None), None, "{refused}");
        }
    }

    #[test]
    fn addresses_may_contain_a_day() {
        for address in [
            "https://a.example/2023/04/13/storm",
            "https://a.example/storm-20230413.html",
            "https://a.example/13-04-2023/storm",
            "https://a.example/2023-4-13-storm",
        ] {
            assert_eq!(day(address).as_deref(), Some("2023-04-13"), "{address}");
        }
        for address in [
            "https://a.example/2023/04/storm",
            "https://a.example/12345678",
            "https://a.example/storm?d=2023-04-13",
            "2023-04-13",
        ] {
            assert_eq!(day(address), None, "{address}");
        }
    }
}
