//! Names at the start of a sentence, recognised by the verb behind them.
//!
//! In English, French, Italian, Portuguese and Spanish a noun in the singular has an article, so a word that “is” or “has”
//! follows is a name, unless it is a pronoun, an adverb or something that isn't counted. In Russian, family names are
//! recognised by their endings.

use crate::judge::languages::Meaning;
use crate::judge::reading::Reading;
use crate::units::words::ends_sentence;

/// For each language a word that it alone has, and its verbs “has”, “is”, “was”.
const VERBS: [(&str, &[&str]); 5] = [
    ("the", &["is", "was", "has"]),
    ("aux", &["a", "est", "avait", "était"]),
    ("los", &["ha", "fue", "había"]),
    ("gli", &["ha", "è", "aveva"]),
    ("pelos", &["foi", "tem", "está"]),
];

/// English verbs in the past whose subject is a person or a team more often than a thing.
const DEEDS: &str = "\
    won lost scored beat signed resigned retired married met joined led refused agreed spoke wrote drove flew swam sang pleaded \
    apologised apologized testified";

/// English words before such a verb that are no names and end like none.
const NO_DOERS: &str = "\
    many some few several both all most others those these such whoever whichever they people men women children police staff \
    then later soon once long well often ever just almost even twice when while who which what never he she it we you i";

/// Pronouns and adverbs that sentences start with.
const NO_NAMES: &str = "\
    cela ceci ça tout toute rien personne chacun chacune quelqu'un aucun aucune celui celle qui où comment quand \
    hier ici là ainsi seul seule autre pourquoi tel telle quel quelle même jamais peu beaucoup trop certes oui non \
    et mais monsieur todo toda nadie eso esto algo alguien quien así aquí allí ahí ayer hoy también ya además luego \
    después antes cada todavía aún nunca siempre entonces cuando cómo dónde qué cuál poco mucho otro otra tampoco \
    solo sólo casi apenas aquello quizá quizás tal tutto tutta nessuno nessuna questo questa quello quella ciò chi \
    così qui ieri oggi anche già poi dopo prima ogni ancora mai sempre allora come dove cosa qual molto altro altra \
    lì là quasi qualcuno qualcosa invece infine tudo ninguém isso isto aquilo alguém quem assim aqui ontem hoje \
    também além depois ainda então quando onde pouco muito outro outra lá só quase agora talvez enfim";

/// Endings of adverbs and of English uncountable nouns.
const COMMON_ENDINGS: &str = "\
    mente ment ing tion sion ness ity ance ence ism ship ics ery ly one body";

/// English uncountable nouns, and other words that begin sentences.
const UNCOUNTED: &str = "\
    traffic water smoke rain snow ice wind weather fog sunshine work power food fuel oil gas coal wood steel gold \
    silver money cash trade business demand support evidence news life death time nature history music art sport \
    football school college church court parliament congress government police mail post access entry exit admission \
    space land air fire light noise dust mud sand blood hair skin fish meat bread milk wine beer coffee tea sugar \
    salt rice wheat corn cotton paper plastic glass damage crime violence war peace law order justice hope fear \
    anger love luck help care health medicine progress growth debt tax rent income profit output turnout attendance \
    everything nothing something anything each neither either another much little less more most enough half part \
    none what who why where how there here now today yesterday tomorrow inside outside nowhere only also still yet \
    again never not instead breakfast lunch dinner sleep rest dad mum mother father grandma god man home town data \
    software research advice staff equipment clothing rubbish pollution heat cold frost drought flooding housing \
    parking spring summer autumn winter fall dawn noon midnight night evening morning production speed size quality \
    interest attention pressure proof truth silence cause theft fraud arson murder trust wealth";

/// Endings of Russian family names.
const RUSSIAN_ENDINGS: &str = "\
    ов ев ёв ин ын ова ева ёва ский цкий ская цкая енко швили дзе";

/// Common nouns that end so.
const NO_RUSSIANS: &str = "\
    остров покров улов вызов засов псов гнев посев хлев напев припев нагрев перегрев магазин бензин хозяин карантин \
    апельсин господин термин витамин рубин пингвин дельфин камин кувшин алюминий основа корова голова королева вдова \
    глава сова";

/// Whether this is a family name with a verb in the past behind it: “Берёзкин выиграл”.
fn is_russian(word: &str, verb: &str) -> bool {
    let is_past = ["л", "ла", "лся", "лась"].iter().any(|ending| verb.ends_with(ending));
    let is_family =
        RUSSIAN_ENDINGS.split(' ').any(|ending| word.ends_with(ending)) && word.chars().count() > 4;
    is_past && is_family && !word.ends_with("анин") && !word.ends_with("янин") && !is_in(NO_RUSSIANS, word)
}

/// Whether the first word of a sentence is a name. In headlines, nouns too have no article.
pub(super) fn is_name(reading: &Reading, at: usize) -> bool {
    let verb = reading.folded(at + 1);
    let is_function = |word: &str| reading.language.word(word) == Some(Meaning::Function);
    let is_verb = VERBS.iter().any(|(own, verbs)| verbs.contains(&verb) && is_function(own));
    let word = reading.folded(at);
    let is_common = COMMON_ENDINGS.split(' ').any(|ending| word.ends_with(ending)) || is_in(UNCOUNTED, word);
    let is_sentence = || {
        let sentence = reading.sentences.around(reading.tokens[at].start, reading.text);
        ends_sentence(&reading.text[sentence])
    };
    let is_doer = || {
        is_in(DEEDS, verb)
            && is_function("the")
            && !is_in(NO_DOERS, word)
            && !word.ends_with('s')
            && !super::is_no_owner(word)
    };
    let is_told = (is_verb || is_doer()) && !is_common && !is_in(NO_NAMES, word) || is_russian(word, verb);
    is_told && is_sentence()
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|other| other == word)
}
