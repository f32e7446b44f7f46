//! Italian. Verbs of saying in the present, the simple past, the participle of the perfect and the imperfect; the negating
//! words with their endings.

use super::Meaning::{
    According, Amount, Day, First, Function, Hardly, Month, Multiple, Not, Number, Ordinal, Other, Saying,
    Times, Title, Unit, Version, Weekday, When,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "il lo la i gli le l' un uno una di del dello della dei degli delle dell' a al allo alla ai agli alle \
         all' in nello nella nei negli nelle nell' da dalla dai dalle dall' su sul sulla sui sulle sull' è \
         sono era erano ha hanno aveva che e ed o per con si come anche più ma se questo questa questi queste \
         quel quella suo sua suoi loro stato stata stati essere fra tra lui lei noi ci ne",
    ),
    (
        Other,
        "non_solo non_soltanto non_meno_di non_più_di non_appena senza_dubbio per_niente_di_meno niente_meno \
         secondo_tempo secondo_posto secondo_turno secondo_piano secondo_mandato mai_più_di avrebbe_potuto avrebbe_dovuto avrebbero_potuto avrebbero_dovuto",
    ),
    (When, "nel dal fino_al entro prima_del dopo_il inizio fine metà anno primavera estate autunno inverno"),
    (First, "primo"),
    (Ordinal(2), "seconda"),
    (Ordinal(3), "terza terzo"),
    (Ordinal(4), "quarta quarto"),
    (Ordinal(5), "quinta quinto"),
    (Ordinal(6), "sesta sesto"),
    (Ordinal(7), "settima settimo"),
    (Ordinal(8), "ottava ottavo"),
    (Ordinal(9), "nona nono"),
    (Ordinal(10), "decima decimo"),
    (Number(0), "zero"),
    (Number(2), "due"),
    (Number(3), "tre"),
    (Number(4), "quattro"),
    (Number(5), "cinque"),
    (Number(6), "sei"),
    (Number(7), "sette"),
    (Number(8), "otto"),
    (Number(9), "nove"),
    (Number(10), "dieci"),
    (Number(11), "undici"),
    (Number(12), "dodici"),
    (Number(13), "tredici"),
    (Number(14), "quattordici"),
    (Number(15), "quindici"),
    (Number(16), "sedici"),
    (Number(17), "diciassette"),
    (Number(18), "diciotto"),
    (Number(19), "diciannove"),
    (Number(20), "venti"),
    (Number(21), "ventuno"),
    (Number(22), "ventidue"),
    (Number(23), "ventitré"),
    (Number(24), "ventiquattro"),
    (Number(25), "venticinque"),
    (Number(26), "ventisei"),
    (Number(27), "ventisette"),
    (Number(28), "ventotto"),
    (Number(29), "ventinove"),
    (Number(30), "trenta"),
    (Number(40), "quaranta"),
    (Number(50), "cinquanta"),
    (Number(60), "sessanta"),
    (Number(70), "settanta"),
    (Number(80), "ottanta"),
    (Number(90), "novanta"),
    (Number(200), "duecento"),
    (Number(300), "trecento"),
    (Number(400), "quattrocento"),
    (Number(500), "cinquecento"),
    (Times(2), "cento"),
    (Times(3), "mille mila"),
    (Times(6), "milione milioni mln"),
    (Times(9), "miliardo miliardi mld"),
    (
        Amount,
        "decina|decine|dozzina|dozzine|centinaio|centinaia|migliaio|migliaia|metà|un_terzo|un_quarto|tre_quarti|due_terzi",
    ),
    (
        Multiple,
        "raddoppiato raddoppiata raddoppiati raddoppiate raddoppia raddoppiano raddoppiare doppio|triplicato triplicata triplicati triplicate triplica triplicano triplicare triplo|quadruplicato quadruplicata quadruplicati quadruplicate|dimezzato dimezzata dimezzati dimezzate dimezzare",
    ),
    (
        Unit,
        "% per_cento percento|punti_percentuali punto_percentuale|punti_base punto_base|€ euro|$ dollaro dollari|£ sterlina \
         sterline|franco franchi|yuan|rublo rubli",
    ),
    (Month(1), "gennaio"),
    (Month(2), "febbraio"),
    (Month(3), "marzo"),
    (Month(4), "aprile"),
    (Month(5), "maggio"),
    (Month(6), "giugno"),
    (Month(7), "luglio"),
    (Month(8), "agosto"),
    (Month(9), "settembre"),
    (Month(10), "ottobre"),
    (Month(11), "novembre"),
    (Month(12), "dicembre"),
    (Weekday(1), "lunedì"),
    (Weekday(2), "martedì"),
    (Weekday(3), "mercoledì"),
    (Weekday(4), "giovedì"),
    (Weekday(5), "venerdì"),
    (Weekday(6), "sabato sabati"),
    (Weekday(7), "domenica domeniche"),
    (Day, "ieri|oggi|domani|stasera|stanotte|l'altroieri altroieri|dopodomani"),
    (
        Saying,
        "dire dice dicono disse dissero detto diceva|dichiarare dichiara dichiarano dichiarò dichiararono \
         dichiarato|affermare afferma affermano affermò affermato|sostenere sostiene sostengono sostenne \
         sostenuto|annunciare annuncia annunciano annunciò annunciato|spiegare spiega spiegano spiegò spiegato|\
         ammettere ammette ammettono ammise ammesso|negare nega negano negò negato|smentire smentisce smentiscono \
         smentì smentito|confermare conferma confermano confermò confermato|assicurare assicura assicurano \
         assicurò assicurato|accusare accusa accusano accusò accusato|denunciare denuncia denunciano denunciò \
         denunciato|avvertire avverte avvertono avvertì avvertito|aggiungere aggiunge aggiunse aggiunto|\
         sottolineare sottolinea sottolineò sottolineato|riferire riferisce riferiscono riferì riferito|\
         raccontare racconta raccontano raccontò raccontato|criticare critica criticano criticò criticato|\
         promettere promette promise promesso|presunto presunta presunti presunte|credere crede credono credeva|\
         pensare pensa pensano pensava|ritenere ritiene ritengono riteneva ritenuto|ricordare ricorda ricordano \
         ricordò ricordato|rispondere risponde rispondono rispose risposto|scrivere scrive scrivono scrisse \
         scritto|temere teme temono temeva|precisare precisa precisano precisò precisato|stimare stima stimano \
         stimò stimato|lamentare lamenta lamentano lamentò lamentato|rivelare rivela rivelano rivelò rivelato|commentare commenta commentano commentò commentato|evidenziare evidenzia evidenziò evidenziato|ribadire ribadisce ribadiscono ribadì ribadito|osservare osserva osservò osservato|insistere insiste insistono insistette|dichiarava|affermava|replicare replica replicano replicò replicato|confessare confessa confessò confessato|informare informa informano informò informato|segnalare segnala segnalano segnalò segnalato|chiarire chiarisce chiarì chiarito|chiedere_che chiede_che|contestare contesta contestano contestò contestato|garantire garantisce garantì garantito|giurare giura giurò giurato|ipotizzare ipotizza ipotizzò ipotizzato|prevedere prevede prevedono previsto_che|suggerire suggerisce suggerì suggerito|rimarcare rimarca rimarcato|concludere conclude concluse concluso|auspicare auspica auspicato|respingere_le respinge_le|considerare considera considerano considerato|constatare constata constatato|ironizzare ironizza|twittare ha_twittato|insinuare insinua insinuato|testimoniare testimonia testimoniato|comunicare comunica comunicano comunicò comunicato_che|minacciare minaccia minacciò minacciato|condannare condanna_il|elogiare elogia elogiato|sollecitare sollecita sollecitato|far_notare fa_notare ha_fatto_notare|far_sapere fa_sapere fanno_sapere|mettere_in_guardia mette_in_guardia|lasciar_intendere lascia_intendere|argomentare argomenta argomentò argomentato|obiettare obietta obiettò obiettato|ammonire ammonisce ammonì ammonito|specificare specifica specificò specificato|annotare annota|sbottare sbotta|tuonare tuona tuonò|attaccare_il|rilanciare rilancia|ribattere ribatte ribatté ribattuto|citare cita citato_da|menzionare menziona menzionato|attestare attesta attestato_che|sospettare sospetta sospettano sospettato|supporre suppone supposto|a_quanto_pare apparentemente|avrebbe avrebbero|esortare esorta esortò esortato|raccomandare raccomanda raccomandò raccomandato|ripetere ripete ripeté ripetuto|esporre_che|scherzare scherza scherzò scherzato|pronosticare pronostica|predire predice|chiarirono|dirsi si_dice_convinto si_dice_convinta|giudicare giudica giudicò giudicato|lodare loda lodò lodato",
    ),
    (
        According,
        "secondo|stando_a stando_al stando_alla stando_alle|a_detta_di a_detta_del a_detta_della|a_parere_di a_giudizio_di|per_bocca_di|citando|a_detta_dei a_detta_degli|nelle_parole_di nelle_parole_del|agli_occhi_di|a_dire_di a_dire_del|come_riporta come_riferisce",
    ),
    (Not, "non|no|nessuno nessuna nessun nessun'|niente|nulla|mai|senza|né|neanche nemmeno neppure"),
    (Hardly, "a_malapena|raramente|quasi_mai|non_ancora"),
    (
        Title,
        "signor signora sig dott dottor dottoressa presidente ministro ministra sindaco sindaca premier \
         senatore senatrice professore professoressa giudice generale re regina onorevole",
    ),
    (Version, "versione"),
];
