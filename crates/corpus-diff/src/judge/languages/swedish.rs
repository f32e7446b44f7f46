//! Swedish. Verbs of saying in the present, the past, the supine and the passive of reports (“uppges”).

use super::Meaning::{
    According, Amount, Day, Function, Hardly, Month, Multiple, Not, Number, Ordinal, Other, Saying, Times,
    Title, Unit, Version, Weekday, When,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "och att det som en ett på är av för med den om har hade de vid sig men kan ska skulle eller när \
         under också var blev blir han hon vi jag ni denna detta dessa där sin sitt sina deras hans hennes så \
         än mellan mot över ut upp in fick får åt hos vara varit kommer alla andra bara nu",
    ),
    (Other, "inte_bara inte_endast inte_minst inte_mindre_än inte_mer_än utan_tvekan"),
    (When, "i sedan till från före efter början slutet mitten år våren sommaren hösten vintern"),
    (Ordinal(3), "tredje"),
    (Ordinal(4), "fjärde"),
    (Ordinal(5), "femte"),
    (Ordinal(6), "sjätte"),
    (Ordinal(7), "sjunde"),
    (Ordinal(8), "åttonde"),
    (Ordinal(9), "nionde"),
    (Ordinal(10), "tionde"),
    (Ordinal(11), "elfte"),
    (Ordinal(12), "tolfte"),
    (Number(0), "noll"),
    (Number(2), "två"),
    (Number(3), "tre"),
    (Number(4), "fyra"),
    (Number(5), "fem"),
    (Number(6), "sex"),
    (Number(7), "sju"),
    (Number(8), "åtta"),
    (Number(9), "nio"),
    (Number(10), "tio"),
    (Number(11), "elva"),
    (Number(12), "tolv"),
    (Number(13), "tretton"),
    (Number(14), "fjorton"),
    (Number(15), "femton"),
    (Number(16), "sexton"),
    (Number(17), "sjutton"),
    (Number(18), "arton"),
    (Number(19), "nitton"),
    (Number(20), "tjugo"),
    (Number(21), "tjugoett tjugoen"),
    (Number(22), "tjugotvå"),
    (Number(23), "tjugotre"),
    (Number(24), "tjugofyra"),
    (Number(25), "tjugofem"),
    (Number(26), "tjugosex"),
    (Number(27), "tjugosju"),
    (Number(28), "tjugoåtta"),
    (Number(29), "tjugonio"),
    (Number(30), "trettio"),
    (Number(40), "fyrtio"),
    (Number(50), "femtio"),
    (Number(60), "sextio"),
    (Number(70), "sjuttio"),
    (Number(80), "åttio"),
    (Number(90), "nittio"),
    (Times(2), "hundra"),
    (Times(3), "tusen"),
    (Times(6), "miljon miljoner milj mn"),
    (Times(9), "miljard miljarder mdr md"),
    (
        Amount,
        "dussin|dussintals|tiotal tiotals|hundratal hundratals|tusental tusentals|miljontals|hälften halva|tredjedel tredjedelar|fjärdedel fjärdedelar",
    ),
    (
        Multiple,
        "fördubblats fördubblades fördubblar fördubblas fördubbla dubbelt|tredubblats tredubblades tredubblar tredubblas tredubbla|fyrdubblats fyrdubblades|halverats halverades halverar halveras halvera",
    ),
    (Unit, "% procent|procentenhet procentenheter|kr krona kronor sek|€ euro|$ dollar|£ pund|yuan|rubel"),
    (Month(1), "januari"),
    (Month(2), "februari"),
    (Month(3), "mars"),
    (Month(4), "april"),
    (Month(5), "maj"),
    (Month(6), "juni"),
    (Month(7), "juli"),
    (Month(8), "augusti"),
    (Month(9), "september"),
    (Month(10), "oktober"),
    (Month(11), "november"),
    (Month(12), "december"),
    (Weekday(1), "måndag måndagen måndags måndagens"),
    (Weekday(2), "tisdag tisdagen tisdags tisdagens"),
    (Weekday(3), "onsdag onsdagen onsdags onsdagens"),
    (Weekday(4), "torsdag torsdagen torsdags torsdagens"),
    (Weekday(5), "fredag fredagen fredags fredagens"),
    (Weekday(6), "lördag lördagen lördags lördagens"),
    (Weekday(7), "söndag söndagen söndags söndagens"),
    (Day, "igår i_går|idag i_dag|imorgon i_morgon|ikväll i_kväll|förrgår i_förrgår"),
    (
        Saying,
        "säga säger sade sa sagt sägs|uppge uppger uppgav uppgett uppges|hävda hävdar hävdade hävdat|påstå påstår \
         påstod påstått|meddela meddelar meddelade meddelat|berätta berättar berättade berättat|förklara \
         förklarar förklarade förklarat|erkänna erkänner erkände erkänt|medge medger medgav medgett|förneka \
         förnekar förnekade förnekat|dementera dementerar dementerade dementerat|bekräfta bekräftar bekräftade \
         bekräftat|varna varnar varnade varnat|anklaga anklagar anklagade anklagat|kritisera kritiserar \
         kritiserade kritiserat|betona betonar betonade betonat|anse anser ansåg ansett|lova lovar lovade lovat|\
         rapportera rapporterar rapporterade rapporterat|påstådd påstådda|misstänkt misstänkta|tro tror trodde \
         trott|tycka tycker tyckte tyckt|tänka tänker tänkte|skriva skriver skrev skrivit|svara svarar svarade \
         svarat|uppskatta uppskattar uppskattade uppskattat|befara befarar befarade|hoppas hoppades|tillägga \
         tillägger tillade tillagt|påpeka påpekar påpekade påpekat|konstatera konstaterar konstaterade konstaterat|mena menar menade menat|understryka understryker underströk understrukit|framhålla framhåller framhöll framhållit|kräva kräver krävde krävt|hota hotar hotade|skylla skyller skyllde|avslöja avslöjar avslöjade avslöjat|bedöma bedömer bedömde bedömt|föreslå föreslår föreslog|klaga klagar klagade klagat|beklaga beklagar beklagade|kommentera kommenterar kommenterade kommenterat|fastslå fastslår fastslog|insistera insisterar insisterade|försäkra försäkrar försäkrade försäkrat|garantera garanterar garanterade|vittna vittnar vittnade|informera informerar informerade|upprepa upprepar upprepade|antyda antyder antydde|misstänka misstänker misstänkte|spå spår_att spådde|berömma berömmer berömde|fördöma fördömer fördömde|avfärda avfärdar avfärdade|bestrida bestrider bestred|tillkännage tillkännager tillkännagav|uppmana uppmanar uppmanade|räkna_med räknar_med|beskriva beskriver beskrev|utlova utlovar utlovade|notera noterar noterade|poängtera poängterar poängterade|skämta skämtade",
    ),
    (According, "enligt"),
    (Not, "inte|ej|icke|aldrig|ingen inget inga|ingenting|ingenstans|varken|utan_att"),
    (Hardly, "knappt knappast|sällan|nästan_aldrig|inte_ännu ännu_inte"),
    (
        Title,
        "herr fru dr professor statsminister statsministern minister ministern president presidenten \
         borgmästare borgmästaren kung kungen drottning drottningen prins prinsessa domare general \
         utrikesminister finansminister",
    ),
    (Version, "version versionen"),
];
