//! German names. All nouns have capitals there, so a capital alone says nothing: a name is told by a title, a first name
//! or a verb of saying before it, by a noun that takes a name (“Stadt”), or by a preposition of place.

use std::sync::LazyLock;

use foldhash::HashSet;

use super::is_acronym;
use crate::judge::languages::Meaning;
use crate::judge::quotes::is_quote;
use crate::judge::reading::Reading;
use crate::units::words::ends_sentence;

/// First names that are no common nouns.
static FIRST_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "adam adrian ahmed alex alexander alexandra ali alice alina amelie andrea andreas andrej angela angelika \
    anja anke anna anne annalena annette annika anton antonia armin arne astrid barbara bastian beate ben benedikt benjamin \
    bernd bernhard bettina bianca birgit björn boris brigitte bruno camilla carina carl carla carlos carola carolin caroline \
    carsten charlotte christa christiane christina christine christoph christopher clara claudia claus clemens constantin \
    cornelia dagmar daniel daniela david dennis detlef diana dieter dietmar dirk dominik dorothea edgar edith eduard elena \
    elias elisabeth elke ella elon emil emilia emily emma emmanuel erich erik erika erwin esther eva evelyn fabian fatima \
    felix ferdinand finn florian franz franziska frederik friedrich fritz gabriel gabriele georg gerald gerd gerda gerhard \
    gertrud gisela gregor greta gudrun günter günther guido gustav hannah hannes hans harald hassan hedwig heike heiko heiner \
    heinrich heinz helena helga helmut henning henrik henry herbert hermann hildegard holger horst hubert hugo ibrahim igor \
    ilse ina ines ingeborg ingo ingrid irene iris irina isabel isabella ivan iwan jakob jan jana janina jasmin jens jessica \
    jo joachim jochen joe johann johanna johannes john jonas jörg josef josephine joschka juan judith julia julian juliane \
    jürgen julius jutta kai kaja kamala karin karl karla karsten katharina kathrin katja katrin kerstin kevin kim klara klaus \
    konrad konstantin kristina kurt lara lars laura lea lena leon leonard leonie lia lina lisa lothar louis luca lucas lucia \
    ludwig luis luisa lukas lutz magdalena maja manfred manuel manuela marc marcel marco marcus margarete margot maria marie \
    marina mario marion markus marlene marta martha martin martina mathias matteo matthias max maximilian melanie mia michael \
    michaela michel miriam mirjam mohammed monika moritz mustafa nadine nadja natalie nicole nico niklas nikolaus nils nina \
    noah nora norbert olaf olga oliver oscar oskar otto pascal patricia patrick paul paula pedro peter petra philipp pia pierre \
    rainer ralf ralph ramona raphael regina reiner reinhard renate ricarda richard rita robert roland rolf roman ronald rosa \
    rosemarie rudolf rüdiger sabine sabrina sahra samuel sandra sara sarah sascha sebastian sergej sibylle siegfried sigrid \
    silke silvia simone sofia sofie sonja sophia sophie stefan stefanie steffen stephan stephanie susanne sven svenja sybille \
    tanja theo theodor theresa thomas thorsten till tim tina tobias tom toni torsten udo ulf ulrich ulrike ursula ute uwe \
    valentin vanessa vera verena veronika victor viktor viktoria vincent volker volodymyr waltraud walter werner wilhelm willi \
    willy wladimir wolfgang wolodymyr yasmin yvonne zoe",
    )
});

/// Frequent family names that are seldom common nouns, and those of people in the news.
static FAMILY_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "müller weber wagner becker winkler friedrich beck kühn haas jansen scherer hübner franke böttcher berger beyer wolff schubert \
         petersen hansen jensen ullrich voigt böhme thiel seifert bender wendt riedel naumann kirchner esser \
         schmidt schulz hoffmann schröder neumann krüger hofmann hartmann schmitt krause meier meyer lehmann schmid schulze maier \
         köhler herrmann huber mayer peters möller lorenz baumann albrecht böhm kraus schumacher krämer vogt seidel brandt \
         schulte dietrich ziegler pohl bergmann pfeiffer merkel scholz merz habeck baerbock lindner söder steinmeier weidel \
         wagenknecht laschet spahn lauterbach pistorius faeser klingbeil putin lawrow selenskyj trump biden harris obama \
         clinton macron erdogan erdoğan orbán orban netanjahu meloni starmer sunak modi lula musk guterres stoltenberg rutte",
    )
});

/// Nouns that a name follows.
static BEFORE_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "bad sankt abgeordnete abgeordneter abgeordneten anwalt anwältin autor autorin bischof bundesland chef chefin \
    dorf experte expertin familie firma fluss forscher forscherin gemeinde general hotel insel kanzler kanzlerin kap kardinal \
    klub club kommissar kommissarin konzern könig königin kollege kollegin landkreis landrat landrätin leiter leiterin magazin \
    nachrichtenagentur ortsteil papst partei pastor pastorin pfarrer pfarrerin politiker politikerin präsident präsidentin prinz \
    prinzessin oberst hauptmann major kapitän regisseur regisseurin schauspieler \
    schauspielerin sänger sängerin schriftsteller schriftstellerin künstler künstlerin stürmer torwart torhüter landwirt landwirtin \
    unternehmer unternehmerin gründer gründerin historiker historikerin ökonom ökonomin physiker physikerin arzt ärztin \
    journalist journalistin reporter reporterin moderator moderatorin lehrer lehrerin soziologe soziologin provinz region sender stadt stadtteil trainer trainerin verein verlag vorsitzende vorsitzender vorsitzenden \
    zeitung",
    )
});

/// Endings of German titles: “Ministerpräsident”, “Regierungssprecherin”.
const TITLE_ENDINGS: [&str; 38] = [
    "forscher",
    "forscherin",
    "spieler",
    "spielerin",
    "wissenschaftler",
    "wissenschaftlerin",
    "inhaber",
    "inhaberin",
    "minister",
    "ministerin",
    "präsident",
    "präsidentin",
    "kanzler",
    "kanzlerin",
    "meister",
    "meisterin",
    "sprecher",
    "sprecherin",
    "chef",
    "chefin",
    "direktor",
    "direktorin",
    "trainer",
    "trainerin",
    "kommissar",
    "kommissarin",
    "anwalt",
    "anwältin",
    "sekretär",
    "sekretärin",
    "richter",
    "richterin",
    "leiter",
    "leiterin",
    "politiker",
    "politikerin",
    "senator",
    "senatorin",
];

/// Countries, cities and others that no rule below finds.
static PLACES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "afrika ägypten albanien algerien amerika asien athen australien basel bayern belarus belgien berlin bern \
    bonn bosnien brasilien bremen brüssel budapest bulgarien chile china dänemark deutschland dortmund dresden england estland \
    europa finnland frankfurt frankreich gaza genf georgien griechenland großbritannien hamburg hannover hessen indien indonesien \
    irak iran irland island israel istanbul italien japan jemen jerusalem jordanien kanada kanton kasachstan kenia kiel kiew köln \
    kongo korea kroatien kuba leipzig lettland libanon libyen linz litauen london luxemburg madrid mailand mainz mali malta \
    marokko mexiko moldau moskau münchen mumbai neapel neuseeland niedersachsen nigeria nordkorea norwegen nürnberg österreich \
    pakistan palästina paris peking polen portugal prag rom rumänien russland saarland sachsen saudi-arabien schweden schweiz \
    serbien shanghai slowakei slowenien spanien stuttgart sudan südkorea syrien taiwan teheran thüringen tirol tokio trier \
    tschechien aachen augsburg bochum bielefeld bottrop chemnitz cottbus darmstadt duisburg düsseldorf erfurt flensburg fulda \
    gelsenkirchen gera görlitz göttingen hagen hamm heidelberg herne ingolstadt jena karlsruhe kassel koblenz krefeld lübeck \
    ludwigshafen magdeburg mannheim mönchengladbach oberhausen oldenburg osnabrück passau potsdam remscheid reutlingen rostock \
    saarbrücken salzburg schwerin solingen speyer stralsund suhl tübingen weimar wiesbaden wismar wuppertal zwickau \
    aserbaidschan armenien äthiopien bolivien kolumbien kambodscha katar kuwait laos liechtenstein mazedonien montenegro namibia nepal \
    niederlande niger oman panama peru philippinen ruanda sambia senegal simbabwe singapur somalia südafrika tadschikistan \
    tansania thailand togo tschad turkmenistan uganda uruguay usbekistan venezuela barcelona sevilla bilbao lyon marseille nizza \
    straßburg lissabon porto kopenhagen oslo stockholm helsinki tallinn riga vilnius minsk charkiw odessa lwiw cherson mariupol \
    donezk luhansk krim ankara damaskus aleppo bagdad beirut kairo tripolis tunis algier rabat nairobi kinshasa lagos johannesburg \
    kapstadt boston chicago philadelphia detroit miami houston dallas seattle hongkong seoul pjöngjang delhi kabul islamabad \
    karachi bangkok jakarta manila hanoi sydney melbourne tschetschenien tunesien türkei ukraine ulm ungarn vatikan venedig vietnam warschau washington wien zürich zypern",
    )
});

/// Organisations that stand without a title.
static ORGANISATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "adidas airbus aldi allianz amazon amnesty apple audi basf bayer bertelsmann biontech boeing bosch caritas commerzbank continental \
    daimler diakonie ebay edeka europol facebook frontex gazprom google greenpeace hamas henkel hisbollah huawei ikea infineon instagram \
    intel interpol kreml lidl lufthansa mastercard mercedes microsoft nato netflix nokia nvidia opel oracle oxfam pegida pentagon pfizer \
    porsche renault rewe rosneft ryanair samsung siemens sony spacex spotify taliban telekom tesla thyssenkrupp tiktok toyota twitter \
    unesco unicef vattenfall verdi vodafone volkswagen volvo whatsapp wikileaks wirecard youtube",
    )
});

/// Endings of place names, at least five letters long and behind a preposition without an article.
const PLACE_ENDINGS: [&str; 34] = [
    "burg", "berg", "stadt", "dorf", "hausen", "heim", "furt", "ingen", "kirchen", "brück", "brücken",
    "haven", "leben", "rode", "walde", "itz", "münde", "stedt", "stein", "weiler", "scheid", "büttel",
    "land", "stan", "ing", "au", "bach", "brunn", "feld", "hagen", "lingen", "weil", "roda", "wald",
];

/// Common nouns that end so.
static NO_PLACES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "weinberg eisberg innenstadt hauptstadt altstadt großstadt kleinstadt kreisstadt neustadt heimatland \
    ausland inland vaterland festland nachbarland erleben menschenleben privatleben berufsleben liebesleben überleben alltagsleben \
    antlitz besitz sitz blitz witz hitze grundbesitz privatbesitz vorsitz gestein edelstein grundstein meilenstein altersheim \
    pflegeheim tierheim eigenheim hochburg bundesland niemandsland neuland ackerland bau abbau anbau aufbau ausbau einbau umbau neubau \
    rückbau wohnungsbau tagebau bergbau ackerbau stau rückstau schau vorschau tagesschau frau ehefrau hausfrau kauffrau pfau grau blau \
    tau radau niveau training marketing doping leasing recycling jogging shopping mobbing rating banking timing coaching camping \
    hearing meeting streaming trading fracking sponsoring outsourcing controlling engineering dumping shooting casting ranking catering \
    clearing dressing hering messing ding feld umfeld vorfeld mittelfeld spielfeld schlachtfeld wald urwald regenwald bach",
    )
});

/// Common nouns that end in a vowel, as foreign first names do.
static LOAN_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "thema klima firma drama kino auto büro konto foto video radio euro kilo tempo risiko szenario studio taxi \
    ski baby party hobby handy lobby city mafia pizza villa arena skala lava sofa oma opa mama papa kamera gala visa aula ära demo \
    info abo echo kommando tornado embargo manko motto lotto logo ufo krypto cello piano kasino casino silo ego deo limo solo duo \
    trio detail",
    )
});

/// Endings of nouns that are no names.
const NOUN_ENDINGS: [&str; 16] = [
    "ung",
    "heit",
    "keit",
    "schaft",
    "tion",
    "tät",
    "nis",
    "tum",
    "ment",
    "ungen",
    "wehr",
    "polizei",
    "behörde",
    "ionen",
    "programms",
    "site",
];

/// Whether each candidate is a name.
pub(super) fn names(reading: &Reading, candidates: &[bool]) -> Vec<bool> {
    let mut is_name = vec![false; candidates.len()];
    for at in 0..candidates.len() {
        is_name[at] =
            candidates[at] && (is_acronym(reading, at) || stands_as_name(reading, candidates, &is_name, at));
    }
    is_name
}

fn stands_as_name(reading: &Reading, candidates: &[bool], is_name: &[bool], at: usize) -> bool {
    let word = reading.folded(at);
    let next = candidates.get(at + 1) == Some(&true) && !reading.is_joined(at + 1);
    if is_title(word) || has_noun_ending(word) {
        return false;
    }
    let is_first = FIRST_NAMES.contains(word) || next && has_foreign_ending(word);
    if is_first && (next || !reading.sentences.opens(at))
        || PLACES.contains(word)
        || FAMILY_NAMES.contains(word)
        || ORGANISATIONS.contains(word)
        || is_opening_speaker(reading, at)
    {
        return true;
    }
    let Some(before) = at.checked_sub(1).filter(|_| !reading.sentences.opens(at)) else { return false };
    let word_before = reading.folded(before);
    let is_apart = !reading.is_joined(at);
    let follows_name =
        is_apart && is_name[before] && !PLACES.contains(word_before) && !is_acronym(reading, before);
    let follows_title =
        is_apart && (reading.meaning(before) == Some(Meaning::Title) || is_title(word_before));
    follows_name
        || follows_title
        || is_after_dash(reading, is_name, at)
        || is_after_particles(reading, is_name, at)
        || is_speaker(reading, before)
        || is_place(word_before, word)
}

/// Whether particles stand between a first name and this word: “Ursula von der Heide”, but not “Merkel von der CDU”.
fn is_after_particles(reading: &Reading, is_name: &[bool], at: usize) -> bool {
    let is_particle = |&before: &usize| {
        matches!(reading.folded(before), "von" | "vom" | "van" | "zu" | "zur" | "der" | "den" | "dem")
    };
    let count = (0..at).rev().take(3).take_while(is_particle).count();
    let first = (at - count).checked_sub(1).filter(|_| count > 0);
    first.is_some_and(|first| is_name[first] && FIRST_NAMES.contains(reading.folded(first)))
}

/// Whether a double name goes on here: “Meier-Lund”.
fn is_after_dash(reading: &Reading, is_name: &[bool], at: usize) -> bool {
    at > 1
        && reading.folded(at - 1) == "-"
        && reading.is_joined(at)
        && reading.is_joined(at - 1)
        && is_name[at - 2]
}

/// Whether one person says something: “sagte Weber”, not “sagten Anwohner”.
fn is_speaker(reading: &Reading, before: usize) -> bool {
    let verb = reading.folded(before);
    reading.meaning(before) == Some(Meaning::Saying) && (verb.ends_with("te") || verb.ends_with('t'))
}

/// Whether one person says something at the start of a sentence: “Weber sagte, …”, but not “Dann sagte er”.
fn is_opening_speaker(reading: &Reading, at: usize) -> bool {
    let behind = reading.folded(at + 2);
    let is_pause = matches!(behind, "," | ":" | "am" | "im" | "dem" | "der" | "zu" | "in")
        || behind.starts_with(is_quote);
    reading.sentences.opens(at)
        && is_speaker(reading, at + 1)
        && is_pause
        && ends_sentence(&reading.text[reading.sentences.around(reading.tokens[at].start, reading.text)])
}

/// Whether the place is named without an article.
fn is_place(before: &str, word: &str) -> bool {
    let is_long = word.chars().count() >= 5;
    let is_told = matches!(before, "in" | "aus" | "nach" | "bei" | "bis" | "von" | "über" | "um");
    let ends_as_place = PLACE_ENDINGS.iter().any(|ending| word.ends_with(ending)) || has_foreign_ending(word);
    is_told && is_long && ends_as_place && !NO_PLACES.contains(word)
}

fn is_title(word: &str) -> bool {
    BEFORE_NAMES.contains(word) || TITLE_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

fn has_noun_ending(word: &str) -> bool {
    NOUN_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word ends as few German nouns do: “Oksana”, “Dmytro”, “Andrij”.
fn has_foreign_ending(word: &str) -> bool {
    word.ends_with(['a', 'o', 'i', 'y', 'u', 'j'])
        && !["ei", "au", "eu"].iter().any(|ending| word.ends_with(ending))
        && !LOAN_WORDS.contains(word)
}

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}
