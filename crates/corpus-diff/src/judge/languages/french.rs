//! French. What denies is the second part (pas, jamais, aucun …): “ne … que” is no negation. Verbs of saying in the
//! present, and their participles, which the perfect is made with.

use super::Meaning::{
    According, Amount, Day, Function, Hardly, Month, Not, Number, Ordinal, Other, PerhapsMonth,
    PerhapsWeekday, Saying, Time, Times, Title, Unit, Version, Weekday, When,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "le la les l' un une des du de d' et à au aux dans sur pour par avec est sont a ont été était qui que qu' il elle \
         ils elles on nous vous se s' ce cette ces son sa ses leur leurs mais ou plus ne n' y je j' si",
    ),
    (Other, "pas_seulement non_seulement sans_doute sans_cesse pas_moins_de sans_précédent plan_a"),
    (When, "en depuis avant après dès début fin mi courant année printemps été automne hiver"),
    (Other, "premier_ministre première_ministre premiers_ministres"),
    (Ordinal(1), "premier première"),
    (Number(0), "zéro"),
    (Number(2), "deux"),
    (Number(3), "trois"),
    (Number(4), "quatre"),
    (Number(5), "cinq"),
    (Number(6), "six"),
    (Number(7), "sept"),
    (Number(8), "huit"),
    (Number(10), "dix"),
    (Number(11), "onze"),
    (Number(12), "douze"),
    (Number(13), "treize"),
    (Number(14), "quatorze"),
    (Number(15), "quinze"),
    (Number(16), "seize"),
    (Number(20), "vingt"),
    (Number(30), "trente"),
    (Number(40), "quarante"),
    (Number(50), "cinquante"),
    (Number(60), "soixante"),
    (Number(70), "soixante-dix"),
    (Number(80), "quatre-vingts quatre-vingt"),
    (Number(90), "quatre-vingt-dix"),
    (Times(2), "cent cents"),
    (Times(3), "mille"),
    (Times(6), "million millions"),
    (Times(9), "milliard milliards"),
    (
        Amount,
        "un_tiers|un_quart|deux_tiers|trois_quarts|moitié|dizaine|dizaines|douzaine|centaine|centaines|millier|milliers",
    ),
    (
        Unit,
        "% pour_cent pourcent|points_de_pourcentage point_de_pourcentage|€ euro euros|$ dollar dollars|£ livre livres|\
         yuan yuans|rouble roubles|franc francs",
    ),
    (Month(1), "janvier"),
    (Month(2), "février"),
    (PerhapsMonth(3), "mars"),
    (Month(4), "avril"),
    (Month(5), "mai"),
    (Month(6), "juin"),
    (Month(7), "juillet"),
    (Month(8), "août"),
    (Month(9), "septembre"),
    (Month(10), "octobre"),
    (Month(11), "novembre"),
    (Month(12), "décembre"),
    (Weekday(1), "lundi"),
    (Weekday(2), "mardi"),
    (Weekday(3), "mercredi"),
    (Weekday(4), "jeudi"),
    (Weekday(5), "vendredi"),
    (Weekday(6), "samedi"),
    (Weekday(7), "dimanche"),
    (PerhapsWeekday(1), "lun"),
    (PerhapsWeekday(2), "mar"),
    (PerhapsWeekday(3), "mer"),
    (PerhapsWeekday(4), "jeu"),
    (PerhapsWeekday(5), "ven"),
    (PerhapsWeekday(6), "sam"),
    (PerhapsWeekday(7), "dim"),
    (PerhapsMonth(1), "janv"),
    (PerhapsMonth(2), "févr fév"),
    (PerhapsMonth(4), "avr"),
    (PerhapsMonth(7), "juil"),
    (PerhapsMonth(9), "sept"),
    (PerhapsMonth(10), "oct"),
    (PerhapsMonth(11), "nov"),
    (PerhapsMonth(12), "déc"),
    (Time(12), "midi"),
    (Time(0), "minuit"),
    (Day, "hier|aujourd'hui|demain|avant-hier|après-demain"),
    (
        Saying,
        "dire dit disent disait|déclarer déclare déclarent déclaré|affirmer affirme affirment affirmé|prétendre \
         prétend prétendent prétendu|assurer assure assurent assuré|annoncer annonce annoncent annoncé|estimer \
         estime estiment estimé|expliquer explique expliquent expliqué|admettre admet admettent admis|reconnaître \
         reconnaît reconnu|nier nie nient nié|démentir dément démenti|confirmer confirme confirment confirmé|\
         avertir avertit averti|accuser accuse accusent accusé|dénoncer dénonce dénoncent dénoncé|soutenir \
         soutient soutenu|indiquer indique indiquent indiqué|préciser précise précisé|jurer jure juré|estimait|\
         penser pense pensent pensait|croire croit croient croyait|rappeler rappelle rappellent rappelait rappelé|\
         répondre répond répondent répondait répondu|écrire écrit écrivent écrivait|promettre promet promettent \
         promis|craindre craint craignent craignait|espérer espère espèrent espérait|rétorquer rétorque rétorqué|\
         juger juge jugent jugeait jugé|déplorer déplore déplorent déploré|saluer salue saluent salué",
    ),
    (According, "selon d'après"),
    (Not, "pas|jamais|aucun aucune|rien|nul nulle|sans|ni|ne_plus n'est_plus|personne_n' personne_ne"),
    (Hardly, "guère|à_peine|rarement|pas_encore"),
    (
        Title,
        "monsieur madame mme mlle dr président présidente ministre maire professeur juge général roi reine prince",
    ),
    (Version, "version"),
];
