//! Dutch. Verbs of saying in the present, the past and the participle; numbers such as “vierentwintig” in one word.

use super::Meaning::{
    According, Amount, Clock, Day, Function, Hardly, Month, Multiple, Not, Number, Ordinal, Other, Saying,
    Times, Title, Unit, Version, Weekday, When,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "de het een en van is op te dat die met zijn aan er om ook als bij door naar maar uit nog wordt \
         worden werd werden heeft hebben had hij zij ze wij we ik u haar hun deze dit over dan was waren wel \
         of dus onder tussen zich meer kan zal zou tegen al",
    ),
    (Other, "niet_alleen niet_minder_dan niet_meer_dan zonder_twijfel niet_te_vergeten geen_wonder"),
    (When, "in sinds tot voor vanaf begin eind medio jaar lente zomer herfst winter"),
    (Ordinal(2), "tweede"),
    (Ordinal(3), "derde"),
    (Ordinal(4), "vierde"),
    (Ordinal(5), "vijfde"),
    (Ordinal(6), "zesde"),
    (Ordinal(7), "zevende"),
    (Ordinal(8), "achtste"),
    (Ordinal(9), "negende"),
    (Ordinal(10), "tiende"),
    (Ordinal(11), "elfde"),
    (Ordinal(12), "twaalfde"),
    (Number(0), "nul"),
    (Number(1), "één"),
    (Number(2), "twee"),
    (Number(3), "drie"),
    (Number(4), "vier"),
    (Number(5), "vijf"),
    (Number(6), "zes"),
    (Number(7), "zeven"),
    (Number(8), "acht"),
    (Number(9), "negen"),
    (Number(10), "tien"),
    (Number(11), "elf"),
    (Number(12), "twaalf"),
    (Number(13), "dertien"),
    (Number(14), "veertien"),
    (Number(15), "vijftien"),
    (Number(16), "zestien"),
    (Number(17), "zeventien"),
    (Number(18), "achttien"),
    (Number(19), "negentien"),
    (Number(20), "twintig"),
    (Number(21), "eenentwintig"),
    (Number(22), "tweeëntwintig"),
    (Number(23), "drieëntwintig"),
    (Number(24), "vierentwintig"),
    (Number(25), "vijfentwintig"),
    (Number(26), "zesentwintig"),
    (Number(27), "zevenentwintig"),
    (Number(28), "achtentwintig"),
    (Number(29), "negenentwintig"),
    (Number(30), "dertig"),
    (Number(40), "veertig"),
    (Number(50), "vijftig"),
    (Number(60), "zestig"),
    (Number(70), "zeventig"),
    (Number(80), "tachtig"),
    (Number(90), "negentig"),
    (Times(2), "honderd"),
    (Times(3), "duizend"),
    (Times(6), "miljoen mln"),
    (Times(9), "miljard mld"),
    (
        Amount,
        "dozijn|tientallen|tiental|honderden|duizenden|miljoenen|driekwart|helft|kwart|derde_deel een_derde",
    ),
    (
        Multiple,
        "verdubbeld verdubbelde verdubbelden verdubbelt verdubbelen dubbele tweemaal|verdrievoudigd verdrievoudigde verdrievoudigden verdrievoudigen driemaal|verviervoudigd verviervoudigde|gehalveerd halveerde halveert halveren",
    ),
    (
        Unit,
        "% procent|procentpunt procentpunten|basispunten basispunt|€ euro|$ dollar|£ pond|yuan|roebel|frank",
    ),
    (Month(1), "januari"),
    (Month(2), "februari"),
    (Month(3), "maart"),
    (Month(4), "april"),
    (Month(5), "mei"),
    (Month(6), "juni"),
    (Month(7), "juli"),
    (Month(8), "augustus"),
    (Month(9), "september"),
    (Month(10), "oktober"),
    (Month(11), "november"),
    (Month(12), "december"),
    (Weekday(1), "maandag maandags"),
    (Weekday(2), "dinsdag dinsdags"),
    (Weekday(3), "woensdag woensdags"),
    (Weekday(4), "donderdag donderdags"),
    (Weekday(5), "vrijdag vrijdags"),
    (Weekday(6), "zaterdag zaterdags"),
    (Weekday(7), "zondag zondags"),
    (Day, "gisteren|vandaag|morgen|eergisteren|overmorgen|vanavond|gisteravond"),
    (Clock, "uur"),
    (
        Saying,
        "zeggen zegt zei zeiden gezegd|verklaren verklaart verklaarde verklaarden verklaard|beweren beweert \
         beweerde beweerden beweerd|melden meldt meldde meldden gemeld|stellen stelt stelde stelden|erkennen \
         erkent erkende erkenden erkend|toegeven toegegeven|ontkennen ontkent ontkende ontkenden ontkend|\
         bevestigen bevestigt bevestigde bevestigden bevestigd|aankondigen aangekondigd|waarschuwen waarschuwt \
         waarschuwde waarschuwden gewaarschuwd|beschuldigen beschuldigt beschuldigde beschuldigd|benadrukken \
         benadrukt benadrukte benadrukten|uitleggen uitgelegd|vertellen vertelt vertelde vertelden verteld|\
         laten_weten liet_weten laat_weten|bekritiseren bekritiseert bekritiseerde|beloven belooft beloofde \
         beloofden beloofd|vermoedelijk|vermeende|vinden vindt vond vonden|denken denkt dacht dachten|geloven \
         gelooft geloofde|schatten schat schatte schatten|antwoorden antwoordt antwoordde antwoordden|schrijven \
         schrijft schreef schreven|vrezen vreest vreesde vreesden|hopen hoopt hoopte hoopten|reageren reageert \
         reageerde reageerden|herinneren herinnert herinnerde|gaf_toe geeft_toe gaven_toe gaf…toe geeft…toe gaven…toe geven…toe|legde_uit legt_uit legden_uit legde…uit legt…uit legden…uit|kondigde_aan kondigt_aan kondigden_aan kondigde…aan kondigt…aan kondigden…aan|opmerken merkt_op merkte_op merkte…op merkt…op merkten…op|toevoegen voegt_toe voegde_toe voegde…toe voegt…toe voegden…toe|berichtte berichtten|oordelen oordeelt oordeelde oordeelden|suggereren suggereert suggereerde|eisen eist eiste eisten|dreigen dreigt dreigde|onderstrepen onderstreept onderstreepte|volhouden houdt_vol hield_vol hield…vol houdt…vol hielden…vol|vermoeden vermoedt vermoedde|verwachten verwacht verwachtte verwachtten|klagen klaagt klaagde klaagden|betreuren betreurt betreurde|bekennen bekent bekende bekenden|onthullen onthult onthulde onthulden|concluderen concludeert concludeerde|constateren constateert constateerde|twijfelen twijfelt twijfelde|veroordelen veroordeelt veroordeelde|prijzen prijst prees|verzekeren verzekert verzekerde verzekerden|tegenspreken spreekt_tegen sprak_tegen|weerspreken weerspreekt weersprak|toelichten licht_toe lichtte_toe lichtte…toe licht…toe|bekendmaken maakt_bekend maakte_bekend maakten_bekend|zogenaamd|getuigen getuigt getuigde|pleiten pleit pleitte|hekelen hekelt hekelde|stelt_dat|informeren informeert informeerde|roepen_op riep_op roept_op|wijzen_op wees_op wijst_op|aangeven aangegeven gaf…aan geeft…aan gaven…aan geven…aan|meedelen meegedeeld deelde…mee deelt…mee deelden…mee|vaststellen vastgesteld stelde…vast stelt…vast|argumenteren argumenteert argumenteerde|betogen betoogt betoogde betoogden|opperen oppert opperde|zou…hebben zouden…hebben|blijkbaar kennelijk|naar_verluidt|citeren citeert citeerde|suggereerden|verzuchten verzucht verzuchtte|grappen grapt grapte|sneren sneert sneerde|adviseren adviseert adviseerde|uitsluiten sloot…uit sluit…uit|voorstellen stelde…voor stelt…voor|erop_wijzen wees_erop wijst_erop|vrezend|claimen claimt claimde claimden|prijzend|bejubelen|relativeren relativeert relativeerde|aanvoeren voerde…aan voert…aan|melding_maken maakte_melding maakt_melding|verwijten verwijt verweet verweten|laken laakt laakte|roemen roemt roemde|speculeren speculeert speculeerde",
    ),
    (
        According,
        "volgens|aldus|in_de_ogen_van|naar_eigen_zeggen|onder_verwijzing_naar|in_de_woorden_van|bij_monde_van|naar_de_mening_van|op_gezag_van",
    ),
    (Not, "niet|geen|nooit|niemand|niets niks|nergens|zonder|noch|evenmin"),
    (Hardly, "nauwelijks amper|zelden|nog_niet|bijna_niet"),
    (
        Title,
        "meneer mevrouw dhr mevr mr dr drs prof professor premier president minister burgemeester wethouder \
         koning koningin prins prinses rechter generaal",
    ),
    (Version, "versie"),
];
