//! Turkish. A verb is denied by `-me-` or `-ma-` within it, so the endings of denied forms are listed, and the words that only
//! end so (“komedi”, “namaz”). Verbs of saying in the forms of reports; weekdays and months as they are and in the locative.

use super::Meaning::{
    According, Amount, Day, Function, Hardly, Month, Not, Number, Other, Saying, Times, Title, Unit, Version,
    Weekday, When,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "ve bir bu da de için ile olarak olan daha en çok gibi kadar sonra önce ise o ki ya veya ama fakat \
         ancak her şu onun bunun yer aldı oldu olduğunu edildi tarafından üzerine arasında karşı var içinde \
         ne mı mi gördü kişi yıl gün yeni ilk son",
    ),
    (
        Other,
        "yıla_göre aya_göre haftaya_göre döneme_göre güne_göre yılına_göre ayına_göre dönemine_göre düne_göre yalnızca_değil sadece_değil komedi trajikomedi namaz kaçınılmaz vazgeçilmez temaz gömüyor emiyor \
         namazı çıkmaz",
    ),
    (When, "yılında yılından itibaren başında sonunda ortasında baharında yazında"),
    (Number(0), "sıfır"),
    (Number(2), "iki"),
    (Number(3), "üç"),
    (Number(4), "dört"),
    (Number(5), "beş"),
    (Number(6), "altı"),
    (Number(7), "yedi"),
    (Number(8), "sekiz"),
    (Number(9), "dokuz"),
    (Number(10), "on"),
    (Number(20), "yirmi"),
    (Number(30), "otuz"),
    (Number(40), "kırk"),
    (Number(50), "elli"),
    (Number(60), "altmış"),
    (Number(70), "yetmiş"),
    (Number(80), "seksen"),
    (Number(90), "doksan"),
    (Times(2), "yüz"),
    (Times(3), "bin"),
    (Times(6), "milyon mn"),
    (Times(9), "milyar mr"),
    (Times(12), "trilyon"),
    (Amount, "düzine|onlarca|yüzlerce|binlerce|milyonlarca|yarısı|üçte_biri|dörtte_biri"),
    (Unit, "% yüzde|puan|₺ lira liraya lirayı tl|€ euro avro|$ dolar dolara doları|£ sterlin|ruble|yuan"),
    (Month(1), "ocak ocakta ocak'ta"),
    (Month(2), "şubat şubatta şubat'ta"),
    (Month(3), "mart martta mart'ta"),
    (Month(4), "nisan nisanda nisan'da"),
    (Month(5), "mayıs mayısta mayıs'ta"),
    (Month(6), "haziran haziranda haziran'da"),
    (Month(7), "temmuz temmuzda temmuz'da"),
    (Month(8), "ağustos ağustosta ağustos'ta"),
    (Month(9), "eylül eylülde eylül'de"),
    (Month(10), "ekim ekimde ekim'de"),
    (Month(11), "kasım kasımda kasım'da"),
    (Month(12), "aralık aralıkta aralık'ta"),
    (Weekday(1), "pazartesi pazartesiye"),
    (Weekday(2), "salı salıya"),
    (Weekday(3), "çarşamba çarşambaya"),
    (Weekday(4), "perşembe perşembeye"),
    (Weekday(5), "cuma cumaya"),
    (Weekday(6), "cumartesi cumartesiye"),
    (Weekday(7), "pazar pazara"),
    (Day, "dün|bugün|yarın|önceki_gün|bu_akşam|dün_akşam"),
    (
        Saying,
        "dedi diyor dediler söyledi söyledi söylediler söyleyen söylüyor demiş|açıkladı açıkladılar açıklayan \
         açıklıyor|belirtti belirttiler belirten belirtiyor|ifade_etti ifade_eden|iddia_etti iddia_ettiler \
         iddia_ediyor iddia_eden|savundu savundular savunuyor savunan|öne_sürdü öne_sürdüler|ileri_sürdü|duyurdu \
         duyurdular|bildirdi bildirdiler bildiriyor|kaydetti|doğruladı doğruladılar|yalanladı yalanladılar|\
         kabul_etti|reddetti|itiraf_etti|uyardı uyardılar|suçladı suçladılar|eleştirdi eleştirdiler|vurguladı \
         vurguladılar|anlattı anlattılar|ekledi eklediler|söz_verdi|sözde|iddiaya_göre|düşünüyor düşündü düşünen|\
         inanıyor inandı inanan|yazdı yazdılar yazan|yanıtladı yanıtladılar|hatırlattı hatırlattılar|tahmin_etti \
         tahmin_ediyor|umuyor umut_ediyor|aktardı aktardılar aktaran|dile_getirdi dile_getirdiler|konuştu \
         konuştular|öne_sürüyor öne_süren|ileri_sürüyor ileri_süren|kaydediyor kaydeden|vurguluyor vurgulayan|ekliyor|duyuruyor|doğruluyor|yalanlıyor|reddediyor reddettiler|uyarıyor|suçluyor|eleştiriyor|ima_etti|altını_çizdi altını_çiziyor|dikkat_çekti|işaret_etti|değerlendirdi değerlendiriyor|yorumladı|talep_etti|istedi_ki|tehdit_etti|övdü|kınadı kınadılar|itiraz_etti|tekrarladı|yineledi|temin_etti|müjdeledi|söylemişti|demişti|anlatıyor|aktarıyor|yazıyor|hatırlatıyor|öngördü öngörüyor|bildirildi belirtildi açıklandı iddia_edildi ileri_sürüldü öne_sürüldü kaydedildi|ifade_ediyor ifade_ettiler|paylaştı|şikayet_etti",
    ),
    (According, "göre"),
    (
        Not,
        "değil değildi değildir değiller|yok yoktu yoktur|hiç hiçbir hiçbiri|hiç_kimse kimse|asla|ne_de *madı \
         *madılar *madık *madım *madığı *madığını *madıklarını *mayacak *mayacağı *mayacağını *mayacaklar \
         *mayacaklarını *maz *mazlar *mamış *mamıştır *mamıştı *mayan *mamak *maması *mamasını *mamalı *masın \
         *mamakta *maksızın *medi *mediler *medik *medim *mediği *mediğini *mediklerini *meyecek *meyeceği \
         *meyeceğini *meyecekler *meyeceklerini *mez *mezler *memiş *memiştir *memişti *meyen *memek *memesi \
         *memesini *memeli *mesin *memekte *meksizin *mıyor *miyor *muyor *müyor *mıyorlar *miyorlar \
         *muyorlar *müyorlar *mıyordu *miyordu *muyordu *müyordu *mıyoruz *miyoruz *mıyorum *miyorum",
    ),
    (Hardly, "neredeyse_hiç|nadiren|henüz_değil|pek_az"),
    (
        Title,
        "sayın bay bayan dr prof cumhurbaşkanı başbakan bakan bakanı başkan başkanı vali belediye_başkanı \
         müdür müdürü profesör doktor general kral kraliçe sözcü sözcüsü milletvekili",
    ),
    (Version, "sürüm sürümü"),
];
