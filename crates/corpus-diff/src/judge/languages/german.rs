//! German. Verbs of saying in the forms of reports; negations with all endings of “kein”. Compounds such as
//! “vierundzwanzig” are put together by the reader of numbers.

use super::Meaning::{
    According, Amount, Clock, Day, First, Function, Hardly, Month, Multiple, Not, Number, Ordinal, Other,
    PerhapsMonth, PerhapsWeekday, Saying, Time, Times, Title, Unit, Version, Weekday, When,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "der die das den dem des ein eine einen einem einer eines und oder aber mit von vom zu zum zur auf aus bei für \
         über unter ist sind war waren wird werden wurde wurden hat haben hatte es er sie wir ich ihr sein seine ihre \
         dass wenn als auch sich an am um durch gegen noch nur wie so nach man",
    ),
    (Other, "nicht_nur nicht_zuletzt nichts_als ohne_weiteres keine_frage nach_wie_vor ohnehin"),
    (When, "im in seit bis vor ab anfang mitte ende jahr jahre frühjahr sommer herbst winter"),
    (First, "erste ersten erster"),
    (Ordinal(2), "zweite zweiten zweiter zweites zweitem"),
    (Ordinal(3), "dritte dritten dritter drittes drittem"),
    (Ordinal(4), "vierte vierten vierter viertes viertem"),
    (Ordinal(5), "fünfte fünften fünfter fünftes fünftem"),
    (Ordinal(6), "sechste sechsten sechster sechstes sechstem"),
    (Ordinal(7), "siebte siebten siebter siebtes siebtem"),
    (Ordinal(8), "achte achter achtes achtem"),
    (Ordinal(9), "neunte neunten neunter neuntes neuntem"),
    (Ordinal(10), "zehnte zehnten zehnter zehntes zehntem"),
    (Ordinal(11), "elfte elften elfter elftes elftem"),
    (Ordinal(12), "zwölfte zwölften zwölfter zwölftes zwölftem"),
    (Ordinal(13), "dreizehnte dreizehnten dreizehnter dreizehntes dreizehntem"),
    (Ordinal(14), "vierzehnte vierzehnten vierzehnter vierzehntes vierzehntem"),
    (Ordinal(15), "fünfzehnte fünfzehnten fünfzehnter fünfzehntes fünfzehntem"),
    (Ordinal(16), "sechzehnte sechzehnten sechzehnter sechzehntes sechzehntem"),
    (Ordinal(17), "siebzehnte siebzehnten siebzehnter siebzehntes siebzehntem"),
    (Ordinal(18), "achtzehnte achtzehnten achtzehnter achtzehntes achtzehntem"),
    (Ordinal(19), "neunzehnte neunzehnten neunzehnter neunzehntes neunzehntem"),
    (Ordinal(20), "zwanzigste zwanzigsten zwanzigster zwanzigstes zwanzigstem"),
    (Number(0), "null"),
    (Number(1), "eins"),
    (Number(1), "ein"),
    (Number(2), "zwei"),
    (Number(3), "drei"),
    (Number(4), "vier"),
    (Number(5), "fünf"),
    (Number(6), "sechs"),
    (Number(7), "sieben"),
    (Number(8), "acht"),
    (Number(9), "neun"),
    (Number(10), "zehn"),
    (Number(11), "elf"),
    (Number(12), "zwölf"),
    (Number(13), "dreizehn"),
    (Number(14), "vierzehn"),
    (Number(15), "fünfzehn"),
    (Number(16), "sechzehn"),
    (Number(17), "siebzehn"),
    (Number(18), "achtzehn"),
    (Number(19), "neunzehn"),
    (Number(20), "zwanzig"),
    (Number(30), "dreißig"),
    (Number(40), "vierzig"),
    (Number(50), "fünfzig"),
    (Number(60), "sechzig"),
    (Number(70), "siebzig"),
    (Number(80), "achtzig"),
    (Number(90), "neunzig"),
    (Times(2), "hundert"),
    (Times(3), "tausend tsd"),
    (Times(6), "million millionen mio mill"),
    (Times(9), "milliarde milliarden mrd"),
    (Times(12), "billion billionen"),
    (
        Amount,
        "ein_drittel einem_drittel eines_drittels|ein_viertel einem_viertel eines_viertels|ein_fünftel|ein_zehntel|zwei_drittel|\
         drei_viertel|halb halbe halben|hälfte|dutzend|dutzende|hunderte hunderten|tausende tausenden",
    ),
    (
        Multiple,
        "verdoppelt verdoppeln verdoppelte verdoppelten doppelt zweifach zweimal|verdreifacht verdreifachen verdreifachte verdreifachten dreifach dreimal|vervierfacht vervierfachen vervierfachte vierfach viermal|verzehnfacht|halbiert halbieren halbierte halbierten",
    ),
    (
        Unit,
        "% prozent|prozentpunkte prozentpunkten prozentpunkt|basispunkte basispunkten basispunkt|€ euro eur cent|$ dollar|£ pfund|¥ yen|yuan|rubel|\
         franken chf",
    ),
    (Month(1), "januar jänner"),
    (Month(2), "februar"),
    (Month(3), "märz"),
    (Month(4), "april"),
    (Month(5), "mai"),
    (Month(6), "juni"),
    (Month(7), "juli"),
    (Month(8), "august"),
    (Month(9), "september"),
    (Month(10), "oktober"),
    (Month(11), "november"),
    (Month(12), "dezember"),
    (Weekday(1), "montag montags"),
    (Weekday(2), "dienstag dienstags"),
    (Weekday(3), "mittwoch mittwochs"),
    (Weekday(4), "donnerstag donnerstags"),
    (Weekday(5), "freitag freitags"),
    (Weekday(6), "samstag samstags sonnabend"),
    (Weekday(7), "sonntag sonntags"),
    (PerhapsWeekday(1), "mo"),
    (PerhapsWeekday(2), "di"),
    (PerhapsWeekday(3), "mi"),
    (PerhapsWeekday(4), "do"),
    (PerhapsWeekday(5), "fr"),
    (PerhapsWeekday(6), "sa"),
    (PerhapsWeekday(7), "so"),
    (PerhapsMonth(1), "jan jän"),
    (PerhapsMonth(2), "feb"),
    (PerhapsMonth(3), "mrz"),
    (PerhapsMonth(4), "apr"),
    (PerhapsMonth(6), "jun"),
    (PerhapsMonth(7), "jul"),
    (PerhapsMonth(8), "aug"),
    (PerhapsMonth(9), "sep sept"),
    (PerhapsMonth(10), "okt"),
    (PerhapsMonth(11), "nov"),
    (PerhapsMonth(12), "dez"),
    (Time(0), "mitternacht"),
    (Day, "gestern|heute|vorgestern|übermorgen"),
    (Clock, "uhr"),
    (
        Saying,
        "sagen sagt sagte sagten gesagt|behaupten behauptet behauptete behaupteten|erklären erklärt erklärte \
         erklärten|betonen betont betonte betonten|berichten berichtet berichtete berichteten|mitteilte \
         mitgeteilt mitteilt mitteilten teilte…mit teilt…mit teilten…mit teilen…mit|versichern versichert versicherte versicherten|einräumen einräumte räumte räumten räumt…ein eingeräumt einräumten einräumt|beteuern beteuert \
         beteuerte|bestreiten bestreitet bestritt bestritten|dementieren dementiert dementierte|bestätigen \
         bestätigt bestätigte|warnen warnt warnte warnten|kritisieren kritisiert kritisierte|angeblich|mutmaßlich|\
         äußern äußerte|meinen meint meinte meinten|glauben glaubt glaubten|finden_die findet_die|schätzen schätzt \
         schätzten|hoffen hofft hofften|fürchten fürchtet fürchteten|antworten antwortet antwortete antworteten|\
         entgegnen entgegnet entgegnete entgegneten|schreiben schreibt schrieb schrieben|mahnen mahnt mahnte \
         mahnten|versprechen verspricht versprach versprachen versprochen|loben lobt lobte lobten|bedauern \
         bedauert bedauerte bedauerten|unterstreichen unterstreicht unterstrich unterstrichen|ergänzen ergänzt ergänzte ergänzten|hinzufügen fügte_hinzu fügte…hinzu fügt…hinzu fügten…hinzu hinzugefügt|vermuten vermutet vermutete vermuteten|fordern fordert forderte forderten|verlangen verlangt verlangte verlangten|ankündigen angekündigt kündigte kündigten|zugeben zugegeben zugab zugaben gab…zu gibt…zu gaben…zu geben…zu|leugnen leugnet leugnete leugneten|beklagen beklagt beklagte beklagten|bekräftigen bekräftigt bekräftigte bekräftigten|bezweifeln bezweifelt bezweifelte|erzählen erzählt erzählte erzählten|informieren informierte informierten|schildern schildert schilderte schilderten|prognostizieren prognostiziert prognostizierte|drohen droht drohte drohten|vorwerfen wirft_vor warf_vor wirft…vor warf…vor werfen…vor warfen…vor vorgeworfen|erwidern erwidert erwiderte erwiderten|verkünden verkündet verkündete verkündeten|verweisen_auf verwies_auf|klarstellen stellte_klar stellte…klar stellt…klar stellten…klar klargestellt klarstellte|beschuldigen beschuldigt beschuldigte beschuldigten|verurteilte_die verurteilte_den|begrüßte begrüßten|appellieren appelliert appellierte appellierten|raten_zu riet_zu|spekulieren spekuliert spekulierte|gestehen gesteht gestand gestanden|witzeln witzelte|konstatieren konstatiert konstatierte|monieren moniert monierte monierten|rügen rügt rügte rügten|twitterte|bemängeln bemängelt bemängelte bemängelten|unterstellen unterstellt unterstellte|melden meldet meldete meldeten|resümieren resümierte|hervorheben hervorgehoben hob…hervor hebt…hervor hoben…hervor|vermeintlich|erläutern erläutert erläuterte erläuterten|bezeichnen_als bezeichnete bezeichneten|prophezeien prophezeite|sprechen_von sprach_von sprechen_von|weisen_zurück wies_zurück wies…zurück weist…zurück wiesen…zurück zurückgewiesen zurückwies|zeigte_sich_überzeugt|angeben angegeben gab…an gibt…an gaben…an geben…an|zu_bedenken gab_zu_bedenken gibt_zu_bedenken gaben_zu_bedenken geben_zu_bedenken|darlegen dargelegt legte…dar legt…dar legten…dar|ausführen ausgeführt führte…aus führt…aus führten…aus|anmerken angemerkt merkte…an merkt…an merkten…an|hinweisen hingewiesen wies…hin weist…hin wiesen…hin|feststellen festgestellt stellte…fest stellt…fest stellten…fest|deutlich_machen machte…deutlich macht…deutlich machten…deutlich|argumentieren argumentiert argumentierte argumentierten|insistieren insistiert insistierte insistierten|zusagen zugesagt sagte…zu sagt…zu sagten…zu|festhalten festgehalten hielt…fest hält…fest hielten…fest|ausschließen schloss…aus schließt…aus schlossen…aus|durchblicken_lassen ließ_durchblicken lässt_durchblicken ließen_durchblicken|andeuten angedeutet deutete…an deutet…an deuteten…an|aussagen ausgesagt sagte…aus sagt…aus sagten…aus|zitieren zitiert zitierte zitierten|plädieren plädiert plädierte plädierten|urteilen urteilt urteilte urteilten|spotten spottet spottete spotteten|scherzen scherzt scherzte scherzten|schimpfen schimpft schimpfte schimpften|wettern wettert wetterte wetterten|klagen klagt klagte klagten|folgern folgert folgerte folgerten schlussfolgerte|mutmaßen mutmaßt mutmaßte mutmaßten|vorschlagen vorgeschlagen schlug…vor schlägt…vor schlugen…vor|beharren beharrt beharrte beharrten|kontern kontert konterte konterten|widersprechen widerspricht widersprach widersprachen|offenbar anscheinend|soll…haben sollen…haben|will…haben wollen…haben|formulieren formuliert formulierte formulierten|wiederholen_die wiederholte wiederholten|kommentieren kommentiert kommentierte kommentierten|enthüllen enthüllt enthüllte enthüllten|verraten verrät verriet verrieten|offenbaren offenbart offenbarte offenbarten|anprangern prangert…an prangerte…an prangerten…an|preisen pries priesen|werben_für warb_für warben_für|signalisieren signalisiert signalisierte signalisierten|präzisieren präzisiert präzisierte präzisierten|relativieren relativiert relativierte relativierten|tadeln tadelt tadelte tadelten|bilanzieren bilanziert bilanzierte|hieß_es heißt_es|nannte_es nannte_das nannte_die nannte_den|anklagen klagt…an klagte…an|bezeugen bezeugt bezeugte bezeugten|zur_kenntnis_geben|zurückrudern ruderte…zurück|nachlegen legte…nach|hoffe hofft_auf|insinuieren insinuiert insinuierte|herausstellen stellte_sich_heraus stellt_sich_heraus|ergab_eine ergibt_sich_aus|zeigt_eine zeigte_eine|befinden befand befanden|schwärmen schwärmt schwärmte schwärmten|raunen raunt raunte|flüstern flüstert flüsterte|rufen rief riefen|höhnen höhnt höhnte|murren murrt murrte",
    ),
    (
        According,
        "laut nach_angaben nach_angaben_der nach_angaben_des nach_angaben_von gemäß nach_aussage nach_aussagen|zufolge|hieß_es_von hieß_es_aus hieß_es_bei hieß_es_seitens heißt_es_von heißt_es_aus|nach_ansicht nach_meinung nach_einschätzung|unter_berufung_auf mit_verweis_auf|aus_sicht|nach_auskunft nach_darstellung nach_informationen nach_worten nach_überzeugung nach_erkenntnissen nach_den_worten|,_so_der ,_so_die ,_so_das ,_so_ein ,_so_eine|in_den_augen in_den_worten",
    ),
    (
        Not,
        "nicht|kein keine keinen keinem keiner keines keinerlei|nie niemals|nichts|niemand niemanden niemandem|nirgends|\
         ohne|weder",
    ),
    (Hardly, "kaum|selten|noch_nicht"),
    (
        Title,
        "herr herrn frau dr kanzler kanzlerin bundeskanzler bundeskanzlerin minister ministerin präsident präsidentin \
         bürgermeister bürgermeisterin professor professorin richter richterin sprecher sprecherin",
    ),
    (Version, "version"),
];
