//! Polish. Verbs of saying in the past of all genders and the present; months and numerals in the cases that reports have;
//! the negating pronouns in theirs.

use super::Meaning::{
    According, Amount, Day, Function, Hardly, Month, Multiple, Not, Number, Other, Saying, Times, Title,
    Unit, Version, Weekday, When,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "i na z że się jest to o za jak przez dla a ale oraz był była było byli były są jego jej ich który \
         która które tym tego także przy co ma mają być już go mu pod ze we lub czy został została zostały \
         zostali on ona oni my ten ta te nad tylko",
    ),
    (Other, "nie_tylko nie_mniej_niż nie_więcej_niż nie_raz bez_wątpienia nie_mniej_jednak mimo_że mimo_to"),
    (When, "w od do przed po początku końcu połowie roku rok wiosną latem jesienią zimą"),
    (Number(0), "zero zera"),
    (Number(1), "jeden jedna jedno jednego jednej"),
    (Number(2), "dwa dwie dwóch dwaj dwoje"),
    (Number(3), "trzy trzech trzej troje"),
    (Number(4), "cztery czterech czterej czworo"),
    (Number(5), "pięć pięciu pięcioro"),
    (Number(6), "sześć sześciu"),
    (Number(7), "siedem siedmiu"),
    (Number(8), "osiem ośmiu"),
    (Number(9), "dziewięć dziewięciu"),
    (Number(10), "dziesięć dziesięciu"),
    (Number(11), "jedenaście jedenastu"),
    (Number(12), "dwanaście dwunastu"),
    (Number(13), "trzynaście trzynastu"),
    (Number(14), "czternaście czternastu"),
    (Number(15), "piętnaście piętnastu"),
    (Number(16), "szesnaście szesnastu"),
    (Number(17), "siedemnaście siedemnastu"),
    (Number(18), "osiemnaście osiemnastu"),
    (Number(19), "dziewiętnaście dziewiętnastu"),
    (Number(20), "dwadzieścia dwudziestu"),
    (Number(30), "trzydzieści trzydziestu"),
    (Number(40), "czterdzieści czterdziestu"),
    (Number(50), "pięćdziesiąt pięćdziesięciu"),
    (Number(60), "sześćdziesiąt sześćdziesięciu"),
    (Number(70), "siedemdziesiąt siedemdziesięciu"),
    (Number(80), "osiemdziesiąt osiemdziesięciu"),
    (Number(90), "dziewięćdziesiąt dziewięćdziesięciu"),
    (Number(200), "dwieście dwustu"),
    (Number(300), "trzysta trzystu"),
    (Number(400), "czterysta czterystu"),
    (Number(500), "pięćset pięciuset"),
    (Number(600), "sześćset sześciuset"),
    (Number(700), "siedemset siedmiuset"),
    (Number(800), "osiemset ośmiuset"),
    (Number(900), "dziewięćset dziewięciuset"),
    (Times(2), "sto stu"),
    (Times(3), "tysiąc tysiące tysięcy tys"),
    (Times(6), "milion miliony milionów mln"),
    (Times(9), "miliard miliardy miliardów mld"),
    (
        Amount,
        "tuzin|dziesiątki dziesiątek|setki setek|kilkanaście kilkunastu|kilkadziesiąt \
         kilkudziesięciu|kilkaset kilkuset|połowa połowę połowy|jedna_trzecia|jedna_czwarta ćwierć",
    ),
    (
        Multiple,
        "podwoił podwoiła podwoiło podwoiły podwoić dwukrotnie|potroił potroiła potroiło potroiły potroić trzykrotnie|czterokrotnie",
    ),
    (
        Unit,
        "% procent procenta procentów proc|punkt_procentowy punkty_procentowe punktów_procentowych \
         punktu_procentowego|zł złoty złote złotych pln|€ euro|$ dolar dolary dolarów|£ funt funty \
         funtów|rubel ruble rubli|juan juany juanów",
    ),
    (Month(1), "styczeń stycznia styczniu"),
    (Month(2), "luty lutego lutym"),
    (Month(3), "marzec marca marcu"),
    (Month(4), "kwiecień kwietnia kwietniu"),
    (Month(5), "maj maja maju"),
    (Month(6), "czerwiec czerwca czerwcu"),
    (Month(7), "lipiec lipca lipcu"),
    (Month(8), "sierpień sierpnia sierpniu"),
    (Month(9), "wrzesień września wrześniu"),
    (Month(10), "październik października październiku"),
    (Month(11), "listopad listopada listopadzie"),
    (Month(12), "grudzień grudnia grudniu"),
    (Weekday(1), "poniedziałek poniedziałku poniedziałki"),
    (Weekday(2), "wtorek wtorku wtorki"),
    (Weekday(3), "środa środę środy"),
    (Weekday(4), "czwartek czwartku czwartki"),
    (Weekday(5), "piątek piątku piątki"),
    (Weekday(6), "sobota sobotę soboty"),
    (Weekday(7), "niedziela niedzielę niedzieli niedziele"),
    (Day, "wczoraj|dziś dzisiaj|jutro|przedwczoraj|pojutrze"),
    (
        Saying,
        "powiedzieć powiedział powiedziała powiedzieli powiedziały mówi mówią mówił mówiła|oświadczyć oświadczył \
         oświadczyła oświadczyli|twierdzić twierdzi twierdzą twierdził twierdziła twierdzili stwierdził \
         stwierdziła|poinformować poinformował poinformowała poinformowali informuje|zapewnić zapewnił zapewniła \
         zapewnili zapewnia|przyznać przyznał przyznała przyznali przyznaje|zaprzeczyć zaprzeczył zaprzeczyła \
         zaprzeczyli zaprzecza|potwierdzić potwierdził potwierdziła potwierdzili potwierdza|ogłosić ogłosił \
         ogłosiła ogłosili|zapowiedzieć zapowiedział zapowiedziała zapowiedzieli|ostrzec ostrzegł ostrzegła \
         ostrzegli ostrzega|oskarżyć oskarżył oskarżyła oskarżyli oskarża|skrytykować skrytykował skrytykowała \
         krytykuje|podkreślić podkreślił podkreśliła podkreślili podkreśla|wyjaśnić wyjaśnił wyjaśniła wyjaśnili|\
         dodać dodał dodała dodali|ocenić ocenił oceniła ocenia|rzekomo|rzekomy rzekoma rzekomego|uważać uważa \
         uważają uważał uważała uważali|sądzić sądzi sądzą sądził|myśleć myśli_że myślą_że|pisać pisze piszą \
         napisał napisała napisali|odpowiedzieć odpowiedział odpowiedziała odpowiedzieli odpowiada|przypomnieć \
         przypomniał przypomniała przypomina|obawiać_się obawia_się obawiają_się|szacować szacuje szacują \
         szacował|obiecać obiecał obiecała obiecali obiecuje|tłumaczyć tłumaczy tłumaczą tłumaczył tłumaczyła|\
         zaznaczyć zaznaczył zaznaczyła zaznacza|przekonywać przekonywał przekonywała przekonywali przekonuje przekonują|wskazać wskazał wskazała wskazali wskazuje wskazują|zauważyć zauważył zauważyła zauważyli zauważa|skomentować skomentował skomentowała komentuje|zadeklarować zadeklarował zadeklarowała deklaruje|zarzucić zarzucił zarzuciła zarzuca zarzucają|ujawnić ujawnił ujawniła ujawnili ujawnia|opowiedzieć opowiedział opowiedziała opowiada|domagać_się domaga_się domagają_się domagał_się|zażądać zażądał zażądała|zagrozić zagroził zagroziła grozi|wyznać wyznał wyznała|relacjonować relacjonuje relacjonował|donieść doniósł doniosła donosi donoszą|podać podał_że podała_że podali_że|powtórzyć powtórzył powtórzyła powtarza|zasugerować zasugerował zasugerowała sugeruje|przewidywać przewiduje przewidują przewidywał|spodziewać_się spodziewa_się|alarmować alarmuje alarmują alarmował|apelować apeluje apelują zaapelował zaapelowała|wezwać wezwał_do wezwała_do|argumentować argumentuje argumentował argumentowała|chwalić chwali pochwalił pochwaliła|potępić potępił potępiła|żartować żartuje żartował|wątpić wątpi|przyznają|mówili mówiły|oceniają ocenili|stwierdzili stwierdza|oświadcza|potwierdzają|zeznać zeznał zeznała zeznali",
    ),
    (
        According,
        "według|zdaniem w_ocenie w_opinii|powołując_się_na|jak_podaje jak_podają jak_podał jak_podała",
    ),
    (
        Not,
        "nie|brak|nigdy|nikt nikogo nikomu nikim|nic niczego niczym|żaden żadna żadne żadnego żadnej \
         żadnych|bez|ani|nigdzie",
    ),
    (Hardly, "ledwie ledwo|rzadko|prawie_nie|jeszcze_nie|chyba_nie"),
    (
        Title,
        "pan pani pana prezydent prezydenta premier premiera minister ministra burmistrz burmistrza wojewoda \
         wojewody marszałek poseł posłanka profesor prof dr sędzia generał gen król królowa",
    ),
    (Version, "wersja wersji wersję"),
];
