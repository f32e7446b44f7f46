//! Which letters outside ASCII the languages have that single-byte charsets were made for, and how
//! frequent each is beside the others. Only their order is known here, not what it proves.

/// Languages that are written in the same charsets.
pub(super) struct Region {
    /// The letters of each language outside ASCII, from the most frequent to the rarest; capitals only
    /// where they are letters of their own.
    pub(super) alphabets: &'static [&'static str],
    /// Whether so many of their letters are outside ASCII that other signs there are few among them.
    pub(super) is_dense: bool,
}

/// German, French, Spanish, Portuguese, Italian, Catalan, Dutch, Swedish and Finnish, Danish and
/// Norwegian, Icelandic.
pub(super) static WESTERN: Region = Region {
    alphabets: &[
        "üäöß",
        "éàèêçûùâîôïëœüÿ",
        "óíáéñúü",
        "ãçáéíóêõúâàô",
        "àèùòéìí",
        "àéèóíçòúïü",
        "ëéïóèöüáê",
        "äöåé",
        "øåæé",
        "íáðóéþúöæý",
    ],
    is_dense: false,
};

/// German, Polish, Czech, Slovak, Hungarian, Romanian by cedilla and by comma, Croatian and Slovene.
pub(super) static CENTRAL: Region = Region {
    alphabets: &[
        "üäöß",
        "łęóążśćńź",
        "íáěéřýčžšůúťďóň",
        "áíéčýžšľúťôňďóäŕĺ",
        "áéöíóőüúű",
        "ăîâşţ",
        "ăîâșț",
        "čšžćđ",
    ],
    is_dense: false,
};

/// Lithuanian, Latvian, Estonian.
pub(super) static BALTIC: Region =
    Region { alphabets: &["ėįšžųūąčę", "āīēšņūļžčģķ", "äõüöšž"], is_dense: false };

/// Turkish, Maltese, Esperanto.
pub(super) static SOUTHERN: Region =
    Region { alphabets: &["ıüşğçöİâîû", "ħġċż", "ĝŭĉŝĵĥ"], is_dense: false };

/// Vietnamese.
pub(super) static VIETNAMESE: Region = Region {
    alphabets: &["àđáưôạếộớấóâảệợậờểìứăíầốềịừụởúêọủơữửãùẽũĩõéèýỏằắặẩẫẵẳồổỗỡựẻẹễỉòỳỵỷỹ"],
    is_dense: true,
};

/// Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian.
pub(super) static CYRILLIC: Region = Region {
    alphabets: &[
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        "оанивіетрскулдмпзябгьйчхцжюїшєщфґ",
        "анітоервслкуядмзпыьгбцчўхйжшюэфё",
        "аоиетнрсвлкдпмзгубчящжцхшйъюьф",
        "аоиенрстувкјмдплзбгчцшжхњћљфђџ",
        "аоиетнрвсклупмдзјгбчцшжќхфњљџѓѕ",
    ],
    is_dense: true,
};
