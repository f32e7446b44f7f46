//! The names of columns in other tools and their meanings: data, in one place.
//!
//! The tools are trafilatura, news-please, newspaper3k and 4k, Media Cloud, `LexisNexisTools`, readtext, quanteda, CSL-JSON and
//! Zotero, GDELT, `WordPress` (its interface and exports), JSON Feed, `NewsAPI`, the interfaces of the Guardian and the New York Times,
//! schema.org, goose and Readability, and news in data sets on Hugging Face and Kaggle. Plain words stand in the languages
//! that people name columns in.
//!
//! Names are compared in lower case and without white space, `_`, `-`, `.`, `:` and apostrophes (see [`folded`]). A name that stands earlier comes
//! before the later ones. Each list is one text, so that it stays short enough to be read.

use crate::Field;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Columns of texts.
const TEXTS: &str = "\
    maintext articlebody fulltext articletext articlecontent contenttext textcontent cleanedtext \
    plaintext bodytext fieldsbodytext newstext newscontent storytext texte texto testo tekst \
    text volltext artikeltext haupttext fließtext brödtext textkörper текст полныйтекст κείμενο \
    טקסט النص نص متن पाठ metin 본문 本文 正文 全文 文本 内文 內文 テキスト contentrendered contentencoded \
    contenthtml postcontent fieldsbody contentvalue bodyhtml rawtext textdesartikels artikelinhalt \
    textedelarticle texteintégral texteintegral corpsdutexte corpsdelarticle textocompleto \
    textodelartículo textodelarticulo cuerpodeltexto cuerpodelartículo";

/// Columns that may hold texts, or something else: they do if their values are long.
const LIKELY_TEXTS: &str = "\
    body content contents article story document post page html inhalt artikel beitrag contenu \
    corps contenido cuerpo contenuto conteúdo conteudo corpo inhoud treść innehåll indhold \
    innhold sisältö tartalom obsah içerik содержание статья зміст περιεχόμενο תוכן المحتوى محتوى \
    محتوا सामग्री 내용 内容 記事 記事本文";

/// Columns that hold something long that is no article: never guessed to be texts.
const NO_TEXTS: &str = "\
    abstract abstractnote summary description metadescription excerpt excerptrendered \
    postexcerpt teaser lead leadparagraph highlights snippet trailtext comment comments note \
    notes keywords metakeywords tags entities links images authors author headers metadata \
    zusammenfassung beschreibung résumé resumen riassunto resumo samenvatting sammanfattning \
    описание аннотация 摘要 概要 要約 요약 الملخص תקציר özet περίληψη";

/// Columns of ids.
const IDENTITIES: &str = "\
    id docid documentid articleid storyid newsid uuid uid guid guidrendered @id storiesid \
    identifier key artikelid artikelnr artikelnummer dokumentid dokumentnummer kennung identifiant \
    idarticle iddocument idartículo idarticulo iddocumento identificador";

/// Names of files, which name a row where it has neither id nor address.
const PATHS: &str = "\
    path filename file localpath sourcefile";

/// Columns of the standard fields.
const FIELDS: [(Field, &str); 9] = [
    (
        Field::Title,
        "\
        title headline titlerendered headlinemain webtitle fieldsheadline posttitle articletitle \
        newstitle articleheadline ogtitle titel titre titolo título titulo tytuł otsikko název \
        titulek cím titlu başlık заголовок название назва τίτλος כותרת العنوان عنوان शीर्षक 제목 \
        标题 標題 題名 見出し タイトル überschrift schlagzeile hl titlepage titlerss headlineprintheadline \
        rubrik titelzeile hauptüberschrift hauptzeile artikeltitel titeldesartikels titredelarticle \
        intitulé titular encabezado encabezamiento títulodelartículo titulodelarticulo",
    ),
    (
        Field::Subtitle,
        "\
        subtitle subheadline alternativeheadline subhead subheading dek deck standfirst \
        fieldsstandfirst untertitel unterzeile soustitre chapô chapo sottotitolo subtítulo \
        subtitulo ondertitel underrubrik podtytuł podtitul подзаголовок підзаголовок υπότιτλος \
        altbaşlık 부제 副标题 副標題 副題 unterüberschrift surtitre intertitre bajada antetítulo antetitulo",
    ),
    (
        Field::Outlet,
        "\
        outlet outletname publicationname medianame sitename sourcehostname containertitle \
        publicationtitle newspaper newspapername publication publisher publishername publishedin \
        sourcename sourcetitle source ogsitename medium zeitung quelle publikation journal média \
        periódico periodico medio fuente giornale testata fonte jornal veículo veiculo krant \
        bron tidning källa avis gazeta źródło noviny kaynak gazete издание источник сми видання \
        εφημερίδα πηγή עיתון מקור المصدر الصحيفة منبع स्रोत 언론사 신문사 매체 媒体 媒體 来源 來源 報紙 新聞社 新聞 出典 \
        媒体名 zeitungsname zeitungstitel medienname publikationsorgan titredujournal nomdujournal \
        titredepresse diario cabecera nombredelmedio sourcedomain hostname domain",
    ),
    (
        Field::Author,
        "\
        author authors byline fieldsbyline authorname authorsname bylineoriginal creator \
        dccreator writer reporter journalist postauthor autor autoren autorin verfasser \
        autorenname auteur auteurs autore autori autores autora författare forfatter kirjoittaja \
        autorzy autoři szerző yazar muhabir автор авторы автори συγγραφέας συντάκτης מחבר כתב \
        autorinnen autorin/autor autor/in autor/autorin verfasserin verfasst geschriebenvon \
        auteurdelarticle rédigépar signature autores/as autoría escritopor redactor \
        المؤلف الكاتب نویسنده लेखक 기자 작성자 글쓴이 저자 作者 记者 記者 著者 筆者 執筆者",
    ),
    (
        Field::Published,
        "\
        published datepublished datepublish publishdate publisheddate publishedat \
        publicationdate publishedon publishedtime webpublicationdate pubdate pubdatetime \
        firstpublished firstpublicationdate issued postdate date datetime datum \
        erscheinungsdatum veröffentlicht veröffentlichungsdatum veröffentlichtam \
        erschienen erschienenam erscheinungstag erscheint publikationsdatum publiziertam publiziert \
        datumderveröffentlichung datedepublication datepublication datedeparution dateparution parule \
        publiéle publié datedelarticle publicadoel publicado fechadelartículo fechadelarticulo fecha \
        fechapublicacion fechadepublicacion fechadepublicación data datadipubblicazione datadepublicação datapublicacao \
        publicatiedatum publiceringsdatum publicerad dato päivämäärä datapublikacji dátum tarih \
        дата датапубликации датапублікації ημερομηνία תאריך التاريخ تاريخالنشر تاریخ तारीख \
        दिनांक 날짜 게재일 작성일 发布时间 发布日期 日期 時間 发表时间 日付 掲載日 発行日 公開日 seendate dategmt postdategmt \
        created createdat createddate year publicationyear",
    ),
    (
        Field::Modified,
        "\
        modified datemodified datemodify modifieddate modifiedat lastmodified lastmod \
        fieldslastmodified updated updatedat updateddate dateupdated lastupdated lastupdate \
        postmodified geändert aktualisiert actualizado aggiornato modifié обновлено 更新时间 更新日期 \
        更新日 수정일 geändertam aktualisiertam letzteänderung letzteaktualisierung dernièremodification \
        dernieremodification modifiéle misàjour misàjourle datedemiseàjour actualizadoel \
        últimaactualización ultimaactualizacion modificado fechademodificación modifiedgmt \
        postmodifiedgmt",
    ),
    (
        Field::Url,
        "\
        url canonicalurl canonicallink canonical link articleurl weburl shorturl permalink \
        externalurl respondedurl requestedurl href uri webaddress pageurl newsurl storyurl \
        adresse webadresse internetadresse artikellink lien liendelarticle urldelarticle enlace \
        enlacealartículo dirección direccion ссылка 链接 連結 网址 網址 リンク 링크 الرابط קישור bağlantı source guid \
        guidrendered",
    ),
    (
        Field::Language,
        "\
        language lang inlanguage metalang languagecode langcode sprache langue idioma lingua \
        língua taal språk język язык мова dil γλώσσα שפה اللغة زبان भाषा 언어 语言 語言 言語 locale",
    ),
    (
        Field::Section,
        "\
        section sections articlesection sectionname rubric category categories ressort rubrique \
        sección seccion sezione seção secao editoria rubriek avdelning sektion dział rubrika \
        rovat bölüm kategorie kategori catégorie categoría categoria рубрика раздел категория \
        ενότητα κατηγορία מדור القسم श्रेणी 섹션 분류 版面 栏目 欄目 板块 カテゴリ 面名",
    ),
];

/// The meaning of a name.
#[derive(Debug, Default)]
pub(crate) struct ColumnMeaning {
    /// Whether it is that of a text, of something that may be one, or of something that never is one.
    pub(crate) text: Option<TextName>,
    /// The fields, each as its rank and the place of the name among those of the field.
    pub(crate) fields: Vec<(usize, usize)>,
}

/// How certain a name says that a column holds texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextName {
    Certain,
    Likely,
    Never,
}

/// Every known name. Looked up for each column of each row.
static MEANINGS: LazyLock<HashMap<&'static str, ColumnMeaning>> = LazyLock::new(|| {
    let mut meanings: HashMap<&str, ColumnMeaning> = HashMap::new();
    for (names, kind) in
        [(TEXTS, TextName::Certain), (LIKELY_TEXTS, TextName::Likely), (NO_TEXTS, TextName::Never)]
    {
        for name in names.split_ascii_whitespace() {
            meanings.entry(name).or_default().text = Some(kind);
        }
    }
    for name in [IDENTITIES, PATHS].into_iter().flat_map(str::split_ascii_whitespace) {
        // Known, so that it is never taken for a text.
        meanings.entry(name).or_default();
    }
    for (rank, (_, names)) in FIELDS.iter().enumerate() {
        for (place, name) in names.split_ascii_whitespace().enumerate() {
            meanings.entry(name).or_default().fields.push((rank, place));
        }
    }
    meanings
});

/// A name as it is compared. For example, `content.rendered` and `Content_Rendered` are `contentrendered`.
pub(crate) fn folded(name: &str) -> String {
    let is_kept =
        |c: &char| !c.is_whitespace() && !matches!(c, '_' | '-' | '.' | ':' | '\'' | '’' | '\u{FEFF}');
    name.chars().filter(is_kept).flat_map(char::to_lowercase).collect()
}

/// The meaning of a name; `None` if it isn't known.
pub(crate) fn meaning(name: &str) -> Option<&'static ColumnMeaning> {
    MEANINGS.get(folded(name).as_str())
}

/// How certain a name is that of a text; `None` if it isn't.
pub(crate) fn text(name: &str) -> Option<TextName> {
    meaning(name)?.text
}

/// The names of texts, the certain ones or those that may be others.
pub(crate) fn texts(kind: TextName) -> impl Iterator<Item = &'static str> {
    let names = match kind {
        TextName::Certain => TEXTS,
        TextName::Likely => LIKELY_TEXTS,
        TextName::Never => NO_TEXTS,
    };
    names.split_ascii_whitespace()
}

/// The names of ids, in order.
pub(crate) fn ids() -> impl Iterator<Item = &'static str> {
    IDENTITIES.split_ascii_whitespace()
}

/// The names of addresses, in order.
pub(crate) fn addresses() -> impl Iterator<Item = &'static str> {
    FIELDS[rank(&Field::Url)].1.split_ascii_whitespace()
}

/// The names of files, in order.
pub(crate) fn paths() -> impl Iterator<Item = &'static str> {
    PATHS.split_ascii_whitespace()
}

/// The standard fields in the order of their ranks.
pub(crate) fn standard_fields() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().map(|(field, _)| field)
}

/// The place of a field among the standard ones; their number for another one.
pub(crate) fn rank(field: &Field) -> usize {
    standard_fields().position(|known| known == field).unwrap_or(FIELDS.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_they_are_compared() {
        for name in MEANINGS.keys() {
            assert_eq!(folded(name), **name);
        }
    }

    #[test]
    fn headers_in_several_languages_are_known() {
        for (header, field) in [
            ("Erschienen am", Field::Published),
            ("Datum", Field::Published),
            ("Überschrift", Field::Title),
            ("Quelle", Field::Outlet),
            ("Autor/in", Field::Author),
            ("Letzte Änderung", Field::Modified),
            ("Titre de l’article", Field::Title),
            ("Date de parution", Field::Published),
            ("Auteur", Field::Author),
            ("Rubrique", Field::Section),
            ("Titular", Field::Title),
            ("Fecha de publicación", Field::Published),
            ("Fecha", Field::Published),
            ("Enlace", Field::Url),
        ] {
            let known = meaning(header).unwrap_or_else(|| panic!("{header}"));
            assert_eq!(known.fields.first().map(|(at, _)| *at), Some(rank(&field)), "{header}");
        }
        assert_eq!(text("Texte de l'article"), Some(TextName::Certain));
        assert!(ids().any(|name| name == folded("Artikel-ID")));
    }

    #[test]
    fn no_name_of_a_text_is_that_of_a_field() {
        for name in texts(TextName::Certain).chain(texts(TextName::Likely)) {
            assert!(meaning(name).unwrap().fields.is_empty(), "{name}");
        }
    }

    #[test]
    fn every_name_stands_once_in_its_list() {
        let fields = FIELDS.iter().map(|(_, names)| *names);
        for list in fields.chain([TEXTS, LIKELY_TEXTS, NO_TEXTS, IDENTITIES, PATHS]) {
            let mut known = std::collections::HashSet::new();
            assert!(list.split_ascii_whitespace().all(|name| known.insert(name)), "{list}");
        }
    }
}
