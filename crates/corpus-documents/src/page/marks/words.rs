//! Words of classes that tell the role of a part of a page.

use super::Mark;

/// The words of a class or id in lower case: `related-posts`, `relatedPosts` and `related_posts` have the same two.
pub(in crate::page) fn words(value: &str) -> impl Iterator<Item = String> + '_ {
    value.split(|character: char| !character.is_ascii_alphanumeric()).flat_map(|part| {
        let mut found = Vec::new();
        let mut word = String::new();
        let mut was_lower = false;
        for character in part.chars().take(60) {
            if character.is_ascii_uppercase() && was_lower {
                found.push(std::mem::take(&mut word));
            }
            was_lower = character.is_ascii_lowercase();
            word.push(character.to_ascii_lowercase());
        }
        if !word.is_empty() {
            found.push(word);
        }
        found
    })
}

/// The mark by a word of a class or id.
pub(super) fn by_word(word: &str) -> Mark {
    match word {
        "comment" | "comments" | "commentlist" | "disqus" | "respond" => Mark::Comments,
        "caption" | "figcaption" | "breadcrumb" | "breadcrumbs" | "cookie" | "cookies" | "consent"
        | "gdpr" | "outbrain" | "taboola" | "nav" | "navigation" | "navbar" | "pagination" | "addthis"
        | "sharethis" | "addtoany" | "sharedaddy" => Mark::Foreign,
        "share" | "sharing" | "social" | "related" | "recommended" | "recommendation" | "recommendations"
        | "newsletter" | "subscribe" | "subscription" | "signup" | "promo" | "promotion" | "advert"
        | "advertisement" | "advertising" | "ad" | "ads" | "adsense" | "sponsor" | "sponsored"
        | "sidebar" | "menu" | "footer" | "widget" | "toolbar" | "tags" | "byline" | "bio" | "credit"
        | "credits" | "copyright" | "gallery" | "popup" | "modal" | "overlay" | "banner" | "login"
        | "teaser" | "teasers" | "trending" | "popular" | "mostread" | "readmore" | "author" | "authors"
        | "timestamp" | "dateline" | "infobox" | "toc" | "meta" | "metadata" | "print" | "tooltip"
        | "skip" | "rating" | "tools" | "donate" | "carousel" | "slideshow" | "disclaimer" => Mark::Around,
        _ => Mark::Text,
    }
}
