//! German.

use super::WordLists;

pub(super) const LISTS: WordLists = WordLists {
    saying: "sagte sagt sagten sagen gesagt erklärte erklärt erklärten betonte betont betonten berichtete berichtet \
         berichteten meinte meint schrieb schreibt schrieben teilte teilten kündigte kündigten warnte warnt warnten \
         forderte fordert forderten kritisierte kritisiert behauptete behauptet versicherte versicherten ergänzte \
         ergänzt fügte räumte bestätigte bestätigt bestätigten antwortete fragte fragt nannte nennt bezeichnete \
         verkündete verwies mahnte mahnt äußerte verlangte verlangten versprach hieß heißt rief lobte unterstrich \
         führte",
    thinking: "glaubt glaubte denkt dachte hofft hoffte erwartet erwartete vermutet vermutete fürchtet befürchtet findet \
         zeigt zeigte ergab will wollen wollte rechnet",
    according: &[
        "laut",
        "nach angaben von",
        "nach angaben der",
        "nach angaben des",
        "nach ansicht von",
        "nach ansicht der",
        "nach ansicht des",
        "nach worten von",
        "so",
    ],
    that: "dass daß ob wie",
    auxiliaries: "hat habe haben hatte hatten auch zuvor dann später noch wird werde würde nicht am zudem jedoch weiter \
         bereits",
    pronouns: "er sie es ich wir man der die das",
    determiners: "der die das dem den des ein eine einer eines sein seine ihr ihre viele mehrere einige zwei drei",
    function: "und aber oder als während weil wenn obwohl dass nachdem bevor bis in im an am auf bei beim für mit von vom \
         zu zum zur über unter gegen nach vor aus durch ohne um wie was doch denn sich gegenüber",
    inside_names: "von van der zu de und",
    abbreviations: "dr prof z b u a d h ca bzw usw st nr mio mrd hr fr",
    common: "der die das und in den von zu mit ist nicht ein eine auf für im dem sich des auch",
    has_capital_nouns: true,
};
