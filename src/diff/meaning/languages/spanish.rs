//! Spanish. Verbs of saying in the present and the simple past, as reports have them.

use super::Meaning::{
    According, Amount, Day, Function, Hardly, Month, Not, Number, Other, Saying, Times, Title, Unit, Version,
    Weekday, When,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "el la los las lo un una unos unas de del al y o a con por para que es son fue fueron era ha han había se su sus \
         le les como más pero si sobre entre hasta ya está están este esta esto ese esa él ella ellos nos yo mi",
    ),
    (
        Other,
        "no_solo no_sólo no_solamente sin_duda sin_embargo no_obstante nada_más no_menos_de sin_precedentes",
    ),
    (When, "en desde antes después a_principios_de a_finales_de año primavera verano otoño invierno"),
    (Number(0), "cero"),
    (Number(2), "dos"),
    (Number(3), "tres"),
    (Number(4), "cuatro"),
    (Number(5), "cinco"),
    (Number(6), "seis"),
    (Number(7), "siete"),
    (Number(8), "ocho"),
    (Number(9), "nueve"),
    (Number(10), "diez"),
    (Number(11), "once"),
    (Number(12), "doce"),
    (Number(13), "trece"),
    (Number(14), "catorce"),
    (Number(15), "quince"),
    (Number(16), "dieciséis"),
    (Number(17), "diecisiete"),
    (Number(18), "dieciocho"),
    (Number(19), "diecinueve"),
    (Number(20), "veinte"),
    (Number(21), "veintiuno veintiún veintiuna"),
    (Number(22), "veintidós"),
    (Number(23), "veintitrés"),
    (Number(24), "veinticuatro"),
    (Number(25), "veinticinco"),
    (Number(26), "veintiséis"),
    (Number(27), "veintisiete"),
    (Number(28), "veintiocho"),
    (Number(29), "veintinueve"),
    (Number(30), "treinta"),
    (Number(40), "cuarenta"),
    (Number(50), "cincuenta"),
    (Number(60), "sesenta"),
    (Number(70), "setenta"),
    (Number(80), "ochenta"),
    (Number(90), "noventa"),
    (Times(2), "cien ciento"),
    (Number(200), "doscientos doscientas"),
    (Number(300), "trescientos trescientas"),
    (Number(400), "cuatrocientos cuatrocientas"),
    (Number(500), "quinientos quinientas"),
    (Times(3), "mil"),
    (Times(6), "millón millones"),
    (Amount, "docena|docenas|decenas|cientos|miles"),
    (
        Unit,
        "% por_ciento|puntos_porcentuales punto_porcentual|€ euro euros|$ dólar dólares|£ libra libras|peso pesos|\
         yuan yuanes|rublo rublos",
    ),
    (Month(1), "enero"),
    (Month(2), "febrero"),
    (Month(3), "marzo"),
    (Month(4), "abril"),
    (Month(5), "mayo"),
    (Month(6), "junio"),
    (Month(7), "julio"),
    (Month(8), "agosto"),
    (Month(9), "septiembre setiembre"),
    (Month(10), "octubre"),
    (Month(11), "noviembre"),
    (Month(12), "diciembre"),
    (Weekday(1), "lunes"),
    (Weekday(2), "martes"),
    (Weekday(3), "miércoles"),
    (Weekday(4), "jueves"),
    (Weekday(5), "viernes"),
    (Weekday(6), "sábado sábados"),
    (Weekday(7), "domingo domingos"),
    (Day, "ayer|hoy|mañana|anoche|anteayer"),
    (
        Saying,
        "decir dice dicen dijo dijeron dicho|asegurar asegura aseguran aseguró aseguraron|\
         afirmar afirma afirman afirmó afirmaron|declarar declara declaran declaró declararon|\
         denunciar denuncia denuncian denunció denunciaron|admitir admite admiten admitió admitieron|\
         reconocer reconoce reconocen reconoció|negar niega niegan negó negaron|confirmar confirma confirman confirmó|\
         anunciar anuncia anuncian anunció anunciaron|señalar señala señalan señaló|sostener sostiene sostuvo|\
         advertir advierte advirtió|acusar acusa acusó|explicar explica explicó|alegar alega alegó|presunto presunta|\
         insistir insiste insistió",
    ),
    (According, "según de_acuerdo_con"),
    (Not, "no|nunca|jamás|ningún ninguno ninguna|nadie|nada|tampoco|sin|ni"),
    (Hardly, "apenas|rara_vez|raramente|todavía_no|aún_no"),
    (
        Title,
        "señor señora sr sra don doña dr dra presidente presidenta ministro ministra alcalde alcaldesa profesor profesora \
         juez jueza general rey reina",
    ),
    (Version, "versión"),
];
