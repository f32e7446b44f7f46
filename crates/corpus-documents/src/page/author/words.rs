//! Words beside names in the languages of the press, separated by `|`.

use std::sync::LazyLock;

use crate::page::phrases::{List, PhraseList};

/// Words before a name, in lower case and without a colon.
pub(super) static BEFORE: List = LazyLock::new(|| {
    PhraseList::new(
        "by|von|par|por|di|door|av|af|written by|posted by|published by|author|authors|autor|autorin|\
    auteur|autore|text|texte|texto|testo|tekst|report by|story by|reported by|words by|words|\
    photos by|ein beitrag von|alle artikel von|mehr von|eingestellt von|geprüft von|责任编辑|编辑|来源|escribe|übersetzt von|im wortlaut von|ein artikel von|blog beitrag von|erstellt von|alle beiträge von|zeige alle beiträge von|artikel von|\
    beitrag von|pressemitteilung von|veröffentlicht|post author|beitragsautor|publiziert von|\
    view all posts by|posts by|more from|quelle|source|fotos|und interview|und fotos|text und fotos|\
    edited by|eine analyse von|ein kommentar von|ein gastbeitrag von|von unserem redakteur|aus|\
    geschrieben von|veröffentlicht von|rédigé par|publié par|écrit par|propos recueillis par|\
    escrito por|publicado por|escrito|a cura di|scritto da|pubblicato da|da|geschreven door|\
    skrevet av|skrevet af|skriven av|napisał|napisała|oprac|автор|текст|автори|yazar|yazan|oleh|\
    penulis|kirjoittaja|teksti|szerző|írta|συντάκτης|του|της|tác giả|بقلم|كتب|كتبت|מאת|文|記者|记者|作者|글|\
    opinion by|review by|editor|created by|submitted by|contributed by|od|autoři|napsal|napsala|\
    interview|redaktion|foto|photo|reporter|journalist|um|analysis by|gastbeitrag von|interview von",
    )
});

/// Names that are no person's: offices, agencies and accounts.
pub(super) static NOBODY: List = LazyLock::new(|| {
    PhraseList::new(
        "admin|magazin|e.v|verein|verband|bund|stiftung|institut|zeitung|zeitschrift|welle|radio|tv|fernsehen|agencia|diario|journal|times|herald|corporation|ministerium|ministry|pressestelle|universität|universidad|université|society|administrator|editor|editors|staff|newsroom|redaktion|redaction|rédaction|redacción|\
    redazione|redactie|redakcja|webmaster|editorial|team|desk|press|agency|agencies|reuters|afp|dpa|\
    apa|ap|ansa|efe|lusa|belga|anp|ntb|tt|ritzau|stt|pap|čtk|mti|tass|тасс|interfax|интерфакс|xinhua|\
    bloomberg|pti|ani|ians|upi|sda|ats|kna|epd|sid|online|guest|contributor|contributors|author|\
    anonymous|unknown|news|magazine|media|service|redakce|redaksi|blog|group|presse|verlag|gmbh|inc|\
    ltd|llc|university|institute|association|foundation|correspondent|correspondents|reporters|wire|\
    wires|report|reports|network|company|council|committee|office|department|center|centre|redacao|\
    redação|user|root|moderator",
    )
});

/// Texts in the place of a name that say nothing of who wrote it, in lower case: accounts of programs, labels, and remarks.
pub(super) static PLACEHOLDERS: List = LazyLock::new(|| {
    PhraseList::new(
        "admin|administrator|administrador|wordpressadmin|super user|superuser|root|user|webmaster|publisher|moderator|\
    unknown|unknown author|unbekannt|inconnu|desconocido|sconosciuto|onbekend|anonymous|anonym|anonyme|anónimo|anonimo|guest|gast|\
    n/a|no|none|nobody|no author|kein autor|author name|author|authors|autor|autoren|auteur|autore|\
    staff|staff writer|staff reporter|staff writers|guest author|guest contributor|contributor|contributors|agencies|\
    posted|posted on|published|published by|updated|by|von|par|date|datum|tags|tag|categories|category|kategorie|kategorien|\
    search|share|more|mehr|read more|all posts|alle beiträge|alle artikel|people|aktuell|zvg|cortesía|domena publiczna|\
    paid content|sponsored|sponsored content|gesponserte inhalte|advertorial|anzeige|werbung|publicidad|letters to the",
    )
});

/// Words after a name, in lower case: roles, and labels of links.
pub(super) static AFTER: List = LazyLock::new(|| {
    PhraseList::new(
        "alle artikel|alle beiträge|autor|autorin|author|chefredakteur|chefredakteurin|redakteur|\
    redakteurin|redaktion|reporter|staff writer|shares|am|fr|mo|di|mi|do|sa|so|om|el|on|le|published|\
    updated|follow|in|um|uhr|profil|mehr|email|senior editor|editor|correspondent|all posts|\
    view all posts|posts|bio|contributor|freelance journalist|journalist|montag|dienstag|mittwoch|\
    donnerstag|freitag|samstag|sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    )
});

/// Texts beside a name that are no name, in lower case.
pub(super) static ROLES: List = LazyLock::new(|| {
    PhraseList::new(
        "reporter|writer|correspondent|redakteur|redakteurin|journaliste|journalist|periodista|giornalista|\
    columnist|freelance|freelancer|associated press|null|undefined|none|false|true|ph.d|phd|md|m.d|jr|\
    chief|director|professor|lecturer|manager|president|ceo|dr|follow|updated|published|contributing|redaktor|redacteur|chefredakteur|chefredakteurin|autor|autorin|author|journalistin|redactor|redactora|skribent|staff|news|senior|political|\
    am|pm|uhr|updated on|facebook|twitter|instagram|email|e-mail|mail|share|comments|comment|\
    kommentare",
    )
});

/// Words in lower case inside of names.
pub(super) static PARTICLES: List = LazyLock::new(|| {
    PhraseList::new(
        "von|van|de|der|den|del|della|di|da|dos|das|du|la|le|el|al|bin|ibn|ben|zu|zum|zur|ter|ten|af|av|e|y|i|do|d'|o'|mac|st.|san",
    )
});

/// Labels of authors, in lower case.
pub(super) static LABELS: List = LazyLock::new(|| {
    PhraseList::new(
        "text|autor|autorin|autoren|author|authors|texte|texto|testo|auteur|autore|tekst|bericht|redaktion|redacción|words|story|written by|by|von|\
    автор|текст|yazar|penulis|szerző|kirjoittaja|συντάκτης|작성자|记者|記者|文",
    )
});
