//! News agencies and how they are spelled in credits.

/// A news agency.
pub(super) struct Agency {
    /// Its usual name.
    pub(super) name: &'static str,
    /// Short forms, which count as they are written here only: `AP` is an agency, `ap` isn't.
    pub(super) codes: &'static [&'static str],
    /// Names, in any case.
    pub(super) names: &'static [&'static str],
}

const fn agency(
    name: &'static str,
    codes: &'static [&'static str],
    names: &'static [&'static str],
) -> Agency {
    Agency { name, codes, names }
}

/// Agencies whose copy other outlets print. A spelling is that of credits, in the languages of their clients.
pub(super) const AGENCIES: &[Agency] = &[
    agency(
        "Associated Press",
        &["AP"],
        &["associated press", "美联社", "美聯社", "ap通信", "أسوشيتد برس", "ассошиэйтед пресс"],
    ),
    agency(
        "Reuters",
        &["RTRS"],
        &["reuters", "路透社", "路透", "ロイター", "로이터", "رويترز", "рейтер", "рейтерс"],
    ),
    agency(
        "Agence France-Presse",
        &["AFP"],
        &["agence france-presse", "agence france presse", "法新社", "afp通信", "فرانس برس", "франс пресс"],
    ),
    agency("United Press International", &["UPI"], &["united press international"]),
    agency("dpa", &["dpa", "DPA"], &["deutsche presse-agentur", "deutsche presse agentur"]),
    agency("EFE", &["EFE"], &["agencia efe"]),
    agency("Europa Press", &[], &["europa press"]),
    agency("ANSA", &["ANSA"], &["agenzia ansa"]),
    agency("TASS", &["TASS", "ТАСС", "ITAR-TASS", "ИТАР-ТАСС"], &["塔斯社"]),
    agency("RIA Novosti", &[], &["ria novosti", "риа новости"]),
    agency("Interfax", &[], &["interfax", "интерфакс"]),
    agency("Xinhua", &[], &["xinhua", "新华社", "新華社", "新华网"]),
    agency("China News Service", &["CNS"], &["china news service", "中新社", "中新网"]),
    agency("Kyodo News", &[], &["kyodo", "共同通信", "共同社"]),
    agency("Jiji Press", &[], &["jiji press", "時事通信"]),
    agency("Yonhap", &[], &["yonhap", "연합뉴스"]),
    agency("Press Trust of India", &["PTI"], &["press trust of india"]),
    agency("Asian News International", &["ANI"], &["asian news international"]),
    agency("PA Media", &["PA"], &["press association", "pa media"]),
    agency("The Canadian Press", &[], &["canadian press"]),
    agency("Australian Associated Press", &["AAP"], &["australian associated press"]),
    agency("Austria Press Agency", &["APA"], &["austria presse agentur"]),
    agency("Keystone-SDA", &["SDA", "sda", "ATS"], &["keystone-sda"]),
    agency("Algemeen Nederlands Persbureau", &["ANP"], &["algemeen nederlands persbureau"]),
    agency("Belga", &[], &["belga"]),
    agency("Polska Agencja Prasowa", &["PAP"], &["polska agencja prasowa"]),
    agency("Ukrinform", &[], &["ukrinform", "укрінформ", "укринформ"]),
    agency("Lusa", &[], &["agência lusa"]),
    agency("Agência Brasil", &[], &["agência brasil"]),
    agency("Anadolu Agency", &["AA"], &["anadolu agency", "anadolu ajansı"]),
    agency("Tidningarnas Telegrambyrå", &["TT"], &[]),
    agency("Ritzau", &[], &["ritzau"]),
    agency("NTB", &["NTB"], &[]),
    agency("Bloomberg", &[], &["bloomberg news"]),
];
