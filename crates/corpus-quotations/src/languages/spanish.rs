//! Spanish.

use super::WordLists;

pub(super) const LISTS: WordLists = WordLists {
    saying: "dijo dice dijeron dicen dicho afirmó afirma afirmaron señaló señala señalaron declaró declara declararon \
         aseguró asegura aseguraron explicó explica explicaron agregó agrega añadió añade indicó indica indicaron \
         sostuvo sostiene manifestó manifiesta subrayó subraya comentó comenta reconoció reconoce anunció anuncia \
         anunciaron advirtió advierte informó informa informaron escribió escribe respondió responde preguntó \
         pregunta pidió pide insistió insiste destacó destaca expresó expresa precisó precisa contó cuenta prometió \
         promete denunció denuncia criticó critica confirmó confirma negó niega recordó recuerda consideró considera \
         apuntó apunta admitió reiteró lamentó",
    thinking: "cree creen creía piensa piensan espera esperan teme temen opina muestra muestran revela estima quiere \
         quieren",
    according: &["según", "de acuerdo con", "a juicio de", "en opinión de"],
    that: "que si cómo",
    auxiliaries: "ha han había habían también luego después le les lo se no ya además nos me",
    pronouns: "él ella ellos ellas yo nosotros quien quienes que",
    determiners: "el la los las un una unos unas su sus varios varias algunos muchos dos tres este esta otro otra",
    function: "y e pero o u porque como cuando si aunque que en a al de del por para con sobre bajo contra entre desde \
         durante sin hasta tras ante hacia mientras donde ni sino pues",
    inside_names: "de del la las los y",
    abbreviations: "sr sra dr dra ud uds ee uu st",
    common: "el la los las de que y en un una por con para del se no su al lo como más",
    has_capital_nouns: false,
};
