//! Units of measure and words before a number that change what it says, in all languages together: they stand beside
//! numbers only, where the same word seldom means two things.

/// Units written in letters, each group under its first word.
pub(in crate::judge) const UNITS: &str = "\
    year years yr yrs jahr jahre jahren jahres année années ans año años год года лет году anni anno ano anos jaar år rok \
    lata lat yıl سنة سنوات سنين عام عاما عاماً أعوام שנה שנים שנות साल सालों वर्ष वर्षों|\
    month months monat monate monaten monats mois mes meses месяц месяца месяцев mesi mese mês maand maanden månad månader \
    miesiąc miesiące miesięcy ay شهر شهرا شهراً أشهر شهور חודש חודשים חודשי महीने महीना महीनों माह|\
    week weeks woche wochen semaine semaines semana semanas неделя недели недель неделю settimana settimane weken vecka veckor \
    tydzień tygodnie tygodni hafta أسبوع أسبوعا أسبوعاً أسابيع שבוע שבועות हफ्ते हफ़्ते हफ्ता हफ़्ता हफ्तों सप्ताह|\
    day days tag tage tagen tages jour jours día días dia dias день дня дней giorno giorni dag dagen dagar dzień dni gün \
    يوم يوما يوماً أيام יום ימים दिन दिनों|\
    hour hours hr hrs stunde stunden std heure heures hora horas час часа часов ora ore uur timme timmar godzina godziny \
    godzin saat ساعة ساعات שעה שעות घंटे घंटा घंटों|\
    minute minutes min mins minuten minuto minutos минута минуты минут мин minuti minuut minuten minuter minuty minut \
    dakika دقيقة دقائق דקה דקות मिनट मिनटों|\
    second seconds sec secs sek sekunde sekunden seconde secondes segundo segundos секунда секунды секунд сек secondi \
    secondo ثانية ثوان ثواني שנייה שניות सेकंड सेकेंड saniye|\
    decade decades jahrzehnt jahrzehnte jahrzehnten décennie décennies década décadas десятилетие десятилетия десятилетий \
    عقد عقود עשור עשורים दशक दशकों decennia decennium årtionde årtionden dekad decenni decennio|\
    century centuries jahrhundert jahrhunderte jahrhunderten siècle siècles siglo siglos век века веков secolo secoli قرن \
    قرون सदी शताब्दी século séculos eeuw eeuwen sekel wiek wieku wieków yüzyıl|\
    km kilometre kilometres kilometer kilometers kilometern kilomètre kilomètres kilómetro kilómetros км километр километра \
    километров chilometro chilometri quilómetro quilómetros quilômetro quilômetros kilometr kilometry kilometrów كيلومتر \
    كيلومترا كيلومتراً كيلومترات كلم كم קילומטר קילומטרים ק\"מ किलोमीटर किमी kilometre kilometer|\
    m metre metres meter meters metern mètre mètres metro metros м метр метра метров metri metr metry metrów متر مترا متراً \
    أمتار מטר מטרים मीटर|\
    cm centimetre centimetres centimeter centimeters zentimeter zentimetern centimètre centimètres centímetro centímetros см \
    сантиметр сантиметра сантиметров centimetro centimetri centymetr centymetry centymetrów سنتيمتر سنتيمترا سنتيمترات \
    סנטימטר ס\"מ सेंटीमीटर santimetre|\
    mm millimetre millimetres millimeter millimeters millimetern millimètre millimètres milímetro milímetros мм millimetro \
    millimetri milimetr milimetry milimetrów миллиметр миллиметра миллиметров مليمتر مليمترا מילימטר מ\"מ मिलीमीटर milimetre|\
    mile miles meile meilen milla millas миля мили миль miglia miglio mijl mijlen milha milhas ميل ميلا أميال מייל מיילים मील|\
    ft foot feet fuß pied pieds pies фут фута футов piede piedi pés stopa stopy stóp قدم قدما أقدام רגל फीट फुट|\
    inch inches zoll pouce pouces pulgada pulgadas дюйм дюйма дюймов بوصة इंच polegada polegadas pollice pollici|\
    yard yards yarda yardas|acre acres acri एकड़ אקר فدان فدانا أفدنة|hectare hectares ha hektar hektare hectárea hectáreas \
    гектар гектара гектаров га هكتار هكتارا هكتارات הקטר הקטרים हेक्टेयर ettari ettaro hektara hektarów hektary hektar|\
    kg kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramo kilogramos кг килограмм килограмма \
    килограммов quilo quilos quilograma quilogramas chilo chili chilogrammi \
    kilogramów kilogramy كيلوغرام كيلوغراما كيلوغرامات كيلوجرام كيلو كغ קילוגרם קילוגרמים קילו ק\"ג किलोग्राम किलो kilogram|\
    g gram grams gramm gramme grammes gramo gramos грамм грамма граммов grama gramas grammo grammi gramów gramy غرام غراما \
    غرامات جرام גרם גרמים ग्राम|\
    mg milligram milligrams milligramm milligramme milligrammes miligramo miligramos мг миллиграмм ملغ مليغرام ملليغرام \
    מיליגרם मिलीग्राम milligrammi miligram miligramów|\
    t tonne tonnes tonnen tonelada toneladas тонна тонны тонн т tonnellata tonnellate tony طن طنا أطنان טון טונות टन|ton \
    tons|lb lbs pfd|oz ounce ounces|\
    l litre litres liter liters litern litro litros литр литра литров л litri litry litrów لتر لترا لترات ליטר ליטרים लीटर \
    litre|gallon gallons galón galones galão galões galloni गैलन غالون غالونا غالونات|\
    barrel barrels barril barriles baril barils barrel баррель барреля баррелей برميل برميلا براميل חבית חביות बैरल barili \
    barile barris baryłek baryłki|mile/h mph|km/h kph kmh stundenkilometer stundenkilometern|km² quadratkilometer \
    quadratkilometern kvadratkilometer kilometrekare קמ\"ר|m² quadratmeter quadratmetern kvadratmeter metrekare מ\"ר|m³ \
    kubikmeter kubikmetern metreküp|knot knots knoten|ppm|ppb|\
    kw киловатт кВт|mw мегаватт мвт|gw гигаватт гвт|\
    degree degrees grad degré degrés grado grados градус градуса градусов gradi graus grau stopni stopień graden grader \
    derece درجة درجات מעלות מעלה डिग्री|celsius цельсия|fahrenheit фаренгейта|\
    percent prozent pourcent процент процента процентов procent procento|\
    third thirds drittel tiers tercio tercios|quarter quarters viertel|fifth fifths fünftel|tenths zehntel|\
    euro euros eur евро|gbp|usd|jpy|cny|chf|rub|inr|aud|cad|sek|nok|dkk|pln|try|krw|brl|mxn|zar|czk|huf|kr|zł|cent cents";

/// Units of scripts without spaces, which stand behind their number; the longest first.
pub(in crate::judge) const DENSE_UNITS: [&str; 43] = [
    "千米",
    "平方公里",
    "平方千米",
    "平方メートル",
    "立方米",
    "平方米",
    "キロメートル",
    "キログラム",
    "個百分點",
    "个百分点",
    "ポイント",
    "パーセント",
    "公里",
    "英里",
    "公斤",
    "千克",
    "公顷",
    "公顷",
    "海里",
    "英尺",
    "英寸",
    "毫克",
    "毫升",
    "毫米",
    "厘米",
    "小时",
    "小時",
    "分钟",
    "分鐘",
    "时间",
    "時間",
    "か月",
    "ヶ月",
    "カ月",
    "个月",
    "個月",
    "週間",
    "日間",
    "年間",
    "世纪",
    "星期",
    "周年",
    "学年",
];

/// Counters behind a Chinese or Japanese number.
pub(in crate::judge) const DENSE_MEASURES: &str = "人名个個位辆輛天年月日号號岁歲歳元円次家所起架艘座条條件项項成倍层層楼周週小分秒点點吨\
    噸米公种種只隻头頭匹张張间間户戶戸届部万亿回本冊枚台機本度时時里斤克升亩畝村省市县縣国國票席票场場";

/// Words and signs before a number that change its meaning. Those of a group mean the same.
pub(in crate::judge) const BEFORE: &str = "\
    at_least no_fewer_than no_less_than not_less_than a_minimum_of mindestens wenigstens zumindest au_moins al_menos \
    por_lo_menos не_менее не_менее_чем как_минимум по_меньшей_мере по_крайней_мере 至少 不少于 不低于 至少有 almeno pelo_menos ten_minste \
    minstens minst åtminstone co_najmniej przynajmniej en_az على_الأقل לפחות कम_से_कम 少なくとも ما_لا_يقل_عن لا_يقل_عن \
    لا_تقل_عن 최소 적어도 ≥|\
    more_than over above أكثر_من ما_يزيد_على ما_يزيد_عن يزيد_عن تزيد_عن יותר_מ יותר_מ- למעלה_מ למעלה_מ- מעל upwards_of \
    in_excess_of mehr_als über plus_de plus_d' más_de более более_чем больше больше_чем свыше 超过 超過 \
    逾 多于 più_di oltre mais_de meer_dan ruim mer_än över ponad więcej_niż >|\
    fewer_than less_than under below أقل_من פחות_מ פחות_מ- מתחת_ל מתחת_ל- weniger_als unter moins_de moins_d' menos_de \
    менее менее_чем меньше меньше_чем 不到 不足 少于 低于 \
    meno_di minder_dan färre_än mindre_än mniej_niż <|\
    at_most up_to no_more_than not_more_than as_many_as as_much_as a_maximum_of höchstens maximal bis_zu jusqu'à jusqu'_à \
    au_plus hasta \
    como_máximo до не_более не_более_чем 最多 至多 高达 多达 不超过 fino_a até no_máximo tot en_fazla maksimum لا_يتجاوز לכל_היותר עד \
    अधिकतम 최대 hoogstens upp_till do ≤|\
    nearly almost כמעט 거의 close_to ما_يقرب_من قرابة ما_يقارب just_under not_quite fast beinahe knapp nahezu près_de presque \
    casi почти 近 将近 接近 quasi quase bijna nästan \
    prawie neredeyse|\
    just_over slightly_more_than etwas_mehr_als gut un_peu_plus_de algo_más_de|\
    about around some roughly כ- लगभग करीब क़रीब तकरीबन 약 대략 نحو حوالي زهاء approximately circa an_estimated etwa rund \
    ungefähr zirka ca ca_. environ quelque quelques alrededor_de unos \
    unas aproximadamente cerca_de около примерно приблизительно порядка 约 約 大约 大約 大概 ongeveer omkring około yaklaşık ~ ≈|\
    exactly genau exactement exactamente ровно precies dokładnie esattamente|\
    another weitere otros otras autres ещё еще|±";

/// Words behind a number that change its meaning.
pub(in crate::judge) const AFTER: &str = "\
    or_more oder_mehr und_mehr ou_plus o_más o_più ou_mais of_meer eller_fler eller_mer lub_więcej и_более или_более \
    ve_üzeri 以上 + -plus|余 餘 多|\
    or_fewer or_less oder_weniger ou_moins o_menos o_meno ou_menos of_minder eller_färre lub_mniej и_менее 以下 以内|未満|左右|\
    odd -odd с_лишним y_pico et_quelques|से_अधिक से_ज्यादा से_ज़्यादा|से_कम|على_الأقل|على_الأكثر";

/// Words behind a Korean number, which may have a particle behind them.
pub(in crate::judge) const AFTER_KOREAN: [&str; 8] =
    ["이상", "이하", "미만", "초과", "이내", "가량", "안팎", "남짓"];
