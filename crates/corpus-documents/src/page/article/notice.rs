//! Short lines between the paragraphs of an article that aren't part of it, by how they begin.

use std::sync::LazyLock;

use crate::page::phrases::{List, PhraseList};

/// Whether a line is a notice: a pointer to another article, a label of a button, a credit.
///
/// For example, `Lesen Sie auch: …` and `Photo: A. Ward` are, and a sentence that begins with `Related` isn't.
pub(super) fn is_notice(text: &str) -> bool {
    let length = text.chars().count();
    if length > LONGEST {
        return false;
    }
    // Arrows and bullets often stand before a pointer.
    let lower = text
        .trim_start_matches(|character: char| !character.is_alphanumeric() && !matches!(character, '©' | '('))
        .to_lowercase();
    let begins = |list: &List| list.like(&lower).iter().any(|phrase| begins(&lower, phrase));
    [(&READING, 160), (&SHARING, 60), (&JOINING, 160), (&PICTURE, LONGEST), (&FILING, 120)]
        .into_iter()
        .any(|(list, longest)| length <= longest && begins(list))
}

/// Whether the phrase ends where a word ends.
fn begins(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// Largest number of characters of a notice.
const LONGEST: usize = 200;

/// Pointers to other articles.
static READING: List = LazyLock::new(|| {
    PhraseList::new(
        "lea también|lea además|lea más|lea:|lee también|le puede interesar|te puede interesar|\
    puede interesarle|ver también|vea también|mire:|mira también|más sobre|más información|lire aussi|\
    à lire aussi|à lire|voir aussi|pour aller plus loin|leia também|leia mais|veja também|saiba mais|\
    leggi anche|leggi tutto|lesen sie auch|lesen sie mehr|lies auch|auch interessant|auch spannend|\
    das könnte|mehr zum thema|mehr dazu|mehr lesen|weiterlesen|weitere artikel|weitere themen|\
    weitere news|weitere meldungen|weitere infos|weitere informationen|weiterführende|zum thema|\
    passend dazu|ähnliche beiträge|ähnliche artikel|lees ook|lees meer|czytaj też|czytaj także|\
    zobacz także|zobacz też|читайте также|читайте|читать также|см. также|смотрите также|читайте також|\
    läs också|läs mer|läs även|les også|læs også|lue myös|lue lisää|přečtěte si|čtěte také|čítajte|\
    bunu da oku|baca juga|xem thêm|اقرأ أيضا|اقرأ أيضًا|קראו גם|관련기사|関連記事|もっと読む|相关阅读|相关新闻|read more|\
    read also|read next|read:|also read|see also|see more|related:|related articles|related posts|\
    related stories|related content|more on this|more from|more stories|more like this|recommended|\
    you may also like|you might also like|click here|watch:|watch now|watch more|don't miss",
    )
});

/// Buttons to share, by their labels.
static SHARING: List = LazyLock::new(|| {
    PhraseList::new(
        "share this|share on|share:|share via|teilen|teilen mit|teilen sie|artikel teilen|gefällt das|\
    gefällt mir|bloggern gefällt|wird geladen|compartir|comparte|compártelo|partager|partagez|\
    condividi|compartilhe|compartilhar|udostępnij|поделиться|delen|dela|del på|jaa|paylaş|like this|\
    like loading|tweet|pin it|email this|print this|drucken|facebook|twitter|whatsapp|telegram|\
    linkedin|pinterest|instagram",
    )
});

/// Invitations to subscribe, to register or to follow.
static JOINING: List = LazyLock::new(|| {
    PhraseList::new(
        "subscribe|sign up|sign in|log in|newsletter|join our|get our|get the|follow us|follow |únete|\
    síguenos|sigue a|suscríbete|suscríbase|abonnez-vous|s'abonner|abonnieren|jetzt abonnieren|\
    melden sie sich|folgen sie|folge uns|hier anmelden|iscriviti|seguici|inscreva-se|assine|siga|\
    подписывайтесь|подпишитесь|zapisz się|download the|download our|download app|already a subscriber|\
    für abonnenten|registrieren|donate|support us|spenden|cookie|we use cookies|\
    diese website verwendet",
    )
});

/// Captions and credits of pictures.
static PICTURE: List = LazyLock::new(|| {
    PhraseList::new(
        "photo:|photos:|photo by|photo credit|photograph:|foto:|fotos:|foto ©|bild:|bilder:|bildquelle|\
    bildnachweis|image:|image credit|image source|images:|picture:|credit:|credits:|quelle:|quellen:|\
    abbildung |abbildung:|abb. |abb.:|grafik:|video:|crédito:|crédit photo|crédits|photo ©|imagen:|\
    fuente:|fotografía:|zdjęcie:|fot.|фото:|кадр:|foto av|kuva:|kilde:|bron:|fonte:|©|(c) |\
    getty images|symbolbild|symbolfoto",
    )
});

/// Keywords, dates of changes, rights, advertisements, forms for comments.
static FILING: List = LazyLock::new(|| {
    PhraseList::new(
        "tags:|tags |tag:|schlagwörter|schlagworte|stichworte|kategorien|kategorie:|categories|category:|\
    filed under|filed in|posted in|posted on|posted by|veröffentlicht in|veröffentlicht am|\
    veröffentlicht unter|dieser beitrag wurde|dieser eintrag wurde|this entry was posted|mots-clés|\
    étiquettes|etiquetas|temas:|topics:|topics|keywords|themen:|trefwoorden|tagi:|теги:|метки:|\
    updated:|updated on|last updated|last modified|aktualisiert am|zuletzt aktualisiert|\
    letzte änderung|letzte aktualisierung|stand:|copyright|all rights reserved|alle rechte|\
    alle angaben ohne gewähr|advertisement|advertising|sponsored|anzeige|werbung|publicidad|publicité|\
    pubblicità|reklama|реклама|comments|comment|kommentare|kommentar|leave a comment|leave a reply|\
    hinterlasse|kommentieren|schreibe einen kommentar|kommentar schreiben|sie müssen sich|deine e-mail|\
    your email|votre commentaire|deja un comentario|comentarios|commentaires|commenti|zurück|nach oben|\
    back to top|vorheriger|nächster|previous|next article|next post|loading|impressum|datenschutz|\
    kontakt:|about the author|über den autor|this article was originally|this post originally",
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_known_by_how_they_begin() {
        for line in [
            "Lesen Sie auch: Der Sturm",
            "Photo: A. Ward",
            "→ Read more",
            "Lea también",
            "Tags: harbour",
            "© 2024",
            "Foto: Anna Berg",
        ] {
            assert!(is_notice(line), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_notices() {
        for line in [
            "The storm has passed.",
            "Readmission is possible.",
            "Teilenehmer",
            "Photography was forbidden in the hall, and visitors complained.",
        ] {
            assert!(!is_notice(line), "{line}");
        }
        assert!(!is_notice(&format!("Read more {}", "words ".repeat(50))));
    }
}
