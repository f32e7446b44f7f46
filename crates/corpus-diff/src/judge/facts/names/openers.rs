//! Names at the start of a sentence, recognised by the verb behind them.
//!
//! In English, Dutch, French, Italian, Portuguese and Spanish a noun in the singular has an article, so a word that “is” or “has”
//! follows is a name, unless it is a pronoun, an adverb or something that isn't counted. In Russian, family names are
//! recognised by their endings.

use std::sync::LazyLock;

use foldhash::HashSet;

use crate::judge::languages::Meaning;
use crate::judge::reading::Reading;
use crate::units::words::ends_sentence;

/// For each language a word that it alone has, and its verbs “has”, “is”, “was” and the like, in the singular.
const VERBS: [(&str, &[&str]); 6] = [
    ("the", &["is", "was", "has", "does"]),
    ("aux", &["a", "est", "avait", "était", "sera", "aura", "va"]),
    ("los", &["ha", "fue", "había", "es", "está", "será", "hizo", "tiene"]),
    ("gli", &["ha", "è", "aveva", "era", "sarà"]),
    ("pelos", &["foi", "tem", "está", "disse", "fez", "vai"]),
    ("het", &["is", "was", "heeft", "had", "zei", "zegt", "werd", "kreeg", "won", "wil"]),
];

/// For the word that a language alone has, the ending of its simple past in the third person of the singular.
const PASTS: [(&str, &str); 4] = [("los", "ó"), ("gli", "ò"), ("pelos", "ou"), ("pelos", "eu")];

/// English verbs in the past whose subject is a person or a team more often than a thing.
static DEEDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "\
    won lost scored beat signed resigned retired married met joined led refused agreed spoke wrote drove flew swam sang pleaded \
    apologised apologized testified had did took went came became began got gave knew saw grew fell rose ran thought felt kept \
    left held brought bought sent sat stood put paid made called asked voted worked served helped moved turned tried started \
    will would could can should must may might received appeared returned declared decided died lived wanted hoped refused seemed continues wants plans hopes wrote",
    )
});

/// Adverbs that may stand between the subject of an English or Russian sentence and its verb.
static BETWEEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "\
    also never still later then already once even now often only soon eventually initially repeatedly previously reportedly \
    allegedly не также тоже уже ещё еще снова вчера сегодня завтра теперь сразу",
    )
});

/// English names that end like plurals.
static IN_S: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "\
    harris williams davis jones james adams roberts collins edwards rogers sanders peters evans thomas hughes lewis morris \
    phillips stevens andrews jenkins hopkins hawkins perkins simmons matthews watkins reynolds myers hayes burns brooks powers \
    withers childs jacobs samuels michaels richards daniels reeves holmes rhodes yates gates ellis francis nicholas lucas \
    marcus texas kansas arkansas illinois paris wales brussels athens cyprus",
    )
});

/// English words before such a verb that are no names and end like none.
static NO_DOERS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "\
    as if but and or so yet nor that than like unlike because although though since until till after before whatever \
    however perhaps maybe indeed meanwhile besides moreover another certain such same first last next former young old new \
    critics noone management everyone everybody someone somebody anyone anybody one not voter fewer nearly about around over \
    under roughly at least up down off on in by to for from with within without into against among between during despite \
    across above below behind beyond near per plus via friends family mom kids cops folks teachers majority minority half \
    polling data media press anything nothing whose whom whoever this the a an these there thus hence else anyway too please \
    yes no okay ok oh right left good bad true false sure fine great his her their our its my your \
    many some few several both all most others those these such whoever whichever they people men women children police staff \
    then later soon once long well often ever just almost even twice when while who which what never he she it we you i",
    )
});

/// Pronouns and adverbs that sentences start with.
static NO_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "\
    cela ceci ça tout toute rien personne chacun chacune quelqu'un aucun aucune celui celle qui où comment quand \
    hier ici là ainsi seul seule autre pourquoi tel telle quel quelle même jamais peu beaucoup trop certes oui non \
    et mais monsieur todo toda nadie eso esto algo alguien quien así aquí allí ahí ayer hoy también ya además luego \
    después antes cada todavía aún nunca siempre entonces cuando cómo dónde qué cuál poco mucho otro otra tampoco \
    solo sólo casi apenas aquello quizá quizás tal tutto tutta nessuno nessuna questo questa quello quella ciò chi \
    così qui ieri oggi anche già poi dopo prima ogni ancora mai sempre allora come dove cosa qual molto altro altra \
    lì là quasi qualcuno qualcosa invece infine tudo ninguém isso isto aquilo alguém quem assim aqui ontem hoje \
    também além depois ainda então quando onde pouco muito outro outra lá só quase agora talvez enfim er dit dat deze die \
    wie wat niemand iedereen iemand alles niets daar hier dan toen daarna ook zo meer veel weinig eén één alleen vandaag gisteren \
    morgen nu later eerder asimismo incluso mientras aunque porque quien donde pronto tarde recién logo enquanto quem onde apenas \
    embora contudo porém entretanto mentre perché quando quindi inoltre intanto intussen ondertussen bovendien ensuite bientôt enfin \
    puis alors maintenant toujours parfois souvent tant",
    )
});

/// Endings of adverbs and of English uncountable nouns.
const COMMON_ENDINGS: &str = "\
    mente ment ing tion sion ness ity ance ence ism ship ics ery ly one body";

/// English uncountable nouns, and other words that begin sentences.
static UNCOUNTED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "\
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
    interest attention pressure proof truth silence cause theft fraud arson murder trust wealth problem change ours mine yours theirs \
    poverty hate video story current talk safety energy knowledge policy word whatever rule betrayal mankind treason diplomacy \
    complaint privacy kind high below international global social public private local federal state national former \
    inflation unemployment hunger misery faith freedom democracy capitalism communism corruption chaos panic politics economics \
    humanity reality amid given just worse race copy proposal concern retreat strain defeat prior got total plenty ban list satire \
    disclosure organic speech nobody science religion education training transport travel tourism agriculture industry manufacturing",
    )
});

/// Endings of Russian family names.
const RUSSIAN_ENDINGS: &str = "\
    ов ев ёв ин ын ова ева ёва ский цкий ская цкая енко швили дзе";

/// Common nouns that end so.
static NO_RUSSIANS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "\
    остров покров улов вызов засов псов гнев посев хлев напев припев нагрев перегрев магазин бензин хозяин карантин \
    апельсин господин термин витамин рубин пингвин дельфин камин кувшин алюминий основа корова голова королева вдова \
    глава сова",
    )
});

/// Whether this is a family name with a verb in the past behind it: “Берёзкин выиграл”.
fn is_russian(word: &str, verb: &str) -> bool {
    let is_past = ["л", "ла", "лся", "лась", "верг", "стиг", "мог", "нёс", "нес"]
        .iter()
        .any(|ending| verb.ends_with(ending));
    let is_family =
        RUSSIAN_ENDINGS.split(' ').any(|ending| word.ends_with(ending)) && word.chars().count() > 4;
    is_past && is_family && !word.ends_with("анин") && !word.ends_with("янин") && !NO_RUSSIANS.contains(word)
}

/// Whether the first word of a sentence is a name. In headlines, nouns too have no article.
pub(super) fn is_name(reading: &Reading, at: usize) -> bool {
    let next = reading.folded(at + 1);
    let is_between = BETWEEN.contains(next) || next.len() > 4 && next.ends_with("ly");
    let verb = if is_between { reading.folded(at + 2) } else { next };
    let is_function = |word: &str| reading.language.word(word) == Some(Meaning::Function);
    let is_own = |(own, verbs): &(&str, &[&str])| verbs.contains(&verb) && is_function(own);
    // The third person of the simple past, as a letter tells it.
    let is_past = || PASTS.iter().any(|(own, ending)| verb.ends_with(ending) && is_function(own));
    let is_verb = VERBS.iter().any(is_own) || is_past();
    let word = reading.folded(at);
    let is_common =
        || COMMON_ENDINGS.split(' ').any(|ending| word.ends_with(ending)) || UNCOUNTED.contains(word);
    let is_sentence = || {
        let sentence = reading.sentences.around(reading.tokens[at].start, reading.text);
        ends_sentence(&reading.text[sentence])
    };
    let may_do = || {
        is_function("the")
            && !NO_DOERS.contains(word)
            && (!word.ends_with('s') || IN_S.contains(word))
            && !super::is_no_owner(word)
            && !word.contains('\'')
    };
    // “Harlan, who …”, “Harlan, 45, …”
    let is_person = || {
        let behind = reading.folded(at + 2);
        let is_age = reading.number(at + 2, 120).is_some() && reading.folded(at + 3) == ",";
        next == "," && (is_age || matches!(behind, "who" | "whose")) && may_do()
    };
    let is_doer = || {
        let is_saying = || reading.language.word(verb) == Some(Meaning::Saying) && verb.ends_with(['d', 's']);
        (DEEDS.contains(verb) || is_saying() || is_between && verb.ends_with("ed")) && may_do()
    };
    let is_told = (is_verb || is_doer() || is_person()) && !is_common() && !NO_NAMES.contains(word)
        || is_russian(word, verb);
    is_told && is_sentence()
}

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}
