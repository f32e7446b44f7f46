//! Portuguese of both sides of the Atlantic. Verbs of saying in the present, the simple past and the participle; “no” and “na”
//! are “in the”, so only `não` and its like deny.

use super::Meaning::{
    According, Amount, Day, First, Function, Hardly, Month, Multiple, Not, Number, Ordinal, Other, Saying,
    Times, Title, Unit, Version, Weekday, When,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "o a os as um uma uns umas de do da dos das no na nos nas ao à aos às e é são foi foram era que se \
         por para com mais como mas pelo pela pelos pelas seu sua seus suas ou está estão estava também ficou \
         tem têm ter havia há ser este esta esse essa isso ele ela eles elas quando já entre sobre após num \
         numa",
    ),
    (
        Other,
        "não_só não_apenas não_somente não_menos_de não_mais_de sem_dúvida nada_menos_que segundo_turno \
         segundo_lugar segundo_tempo segundo_mandato segundo_semestre sem_precedentes teria_que teria_de teriam_que teriam_de",
    ),
    (When, "em desde até antes depois início fim meados ano primavera verão outono inverno"),
    (First, "primeiro"),
    (Ordinal(3), "terceira terceiro"),
    (Ordinal(7), "sétima sétimo"),
    (Ordinal(8), "oitava oitavo"),
    (Ordinal(9), "nona nono"),
    (Ordinal(10), "décima décimo"),
    (Number(0), "zero"),
    (Number(2), "dois duas"),
    (Number(3), "três"),
    (Number(4), "quatro"),
    (Number(5), "cinco"),
    (Number(6), "seis"),
    (Number(7), "sete"),
    (Number(8), "oito"),
    (Number(9), "nove"),
    (Number(10), "dez"),
    (Number(11), "onze"),
    (Number(12), "doze"),
    (Number(13), "treze"),
    (Number(14), "quatorze catorze"),
    (Number(15), "quinze"),
    (Number(16), "dezesseis dezasseis"),
    (Number(17), "dezessete dezassete"),
    (Number(18), "dezoito"),
    (Number(19), "dezenove dezanove"),
    (Number(20), "vinte"),
    (Number(30), "trinta"),
    (Number(40), "quarenta"),
    (Number(50), "cinquenta"),
    (Number(60), "sessenta"),
    (Number(70), "setenta"),
    (Number(80), "oitenta"),
    (Number(90), "noventa"),
    (Number(200), "duzentos duzentas"),
    (Number(300), "trezentos trezentas"),
    (Number(400), "quatrocentos quatrocentas"),
    (Number(500), "quinhentos quinhentas"),
    (Number(600), "seiscentos seiscentas"),
    (Number(700), "setecentos setecentas"),
    (Number(800), "oitocentos oitocentas"),
    (Number(900), "novecentos novecentas"),
    (Times(2), "cem cento"),
    (Times(3), "mil"),
    (Times(6), "milhão milhões mi"),
    (Times(9), "bilhão bilhões"),
    (
        Amount,
        "dezena|dezenas|dúzia|dúzias|centena|centenas|milhar|milhares|metade|um_terço|um_quarto|três_quartos|dois_terços",
    ),
    (
        Multiple,
        "dobrou dobraram dobra dobrar dobro duplicou duplicaram duplicar|triplicou triplicaram triplica triplicar triplo|quadruplicou quadruplicaram quadruplicar",
    ),
    (
        Unit,
        "% por_cento|pontos_percentuais ponto_percentual|pontos_base ponto_base pontos-base|€ euro euros|r$ real reais|$ dólar dólares|£ libra \
         libras|yuan yuans|rublo rublos",
    ),
    (Month(1), "janeiro"),
    (Month(2), "fevereiro"),
    (Month(3), "março"),
    (Month(4), "abril"),
    (Month(5), "maio"),
    (Month(6), "junho"),
    (Month(7), "julho"),
    (Month(8), "agosto"),
    (Month(9), "setembro"),
    (Month(10), "outubro"),
    (Month(11), "novembro"),
    (Month(12), "dezembro"),
    (Weekday(1), "segunda-feira segunda_feira segunda-feiras"),
    (Weekday(2), "terça-feira terça_feira"),
    (Weekday(3), "quarta-feira quarta_feira"),
    (Weekday(4), "quinta-feira quinta_feira"),
    (Weekday(5), "sexta-feira sexta_feira"),
    (Weekday(6), "sábado sábados"),
    (Weekday(7), "domingo domingos"),
    (Day, "ontem|hoje|amanhã|anteontem"),
    (
        Saying,
        "dizer diz dizem disse disseram dito dizia|afirmar afirma afirmam afirmou afirmaram|declarar declara \
         declaram declarou declararam|anunciar anuncia anunciam anunciou anunciaram|alegar alega alegam alegou \
         alegaram|garantir garante garantem garantiu garantiram|admitir admite admitem admitiu admitiram|\
         reconhecer reconhece reconhecem reconheceu|negar nega negam negou negaram|desmentir desmente desmentiu|\
         confirmar confirma confirmam confirmou confirmaram|explicar explica explicam explicou explicaram|acusar \
         acusa acusam acusou acusaram|denunciar denuncia denunciam denunciou|alertar alerta alertam alertou \
         alertaram|informar informa informam informou informaram|criticar critica criticam criticou criticaram|\
         prometer promete prometeu|contar contou contaram|suposto suposta supostos supostas|acrescentar \
         acrescenta acrescentou|achar acha acham achava|pensar pensa pensam pensava|acreditar acredita acreditam \
         acreditava|considerar considera consideram considerou|lembrar lembra lembram lembrou|responder responde \
         respondem respondeu responderam|escrever escreve escrevem escreveu|teme temem temia|estimar estima \
         estimam estimou|lamentar lamenta lamentam lamentou|salientar salienta salientou|sublinhar sublinha \
         sublinhou|referir refere referem referiu|ressaltar ressalta ressaltam ressaltou ressaltaram|destacar destaca destacam destacou destacaram|comentar comenta comentam comentou comentaram|relatar relata relatam relatou relataram|revelar revela revelam revelou revelaram|enfatizar enfatiza enfatizou|argumentar argumenta argumentou|defender defende defendeu|reiterar reitera reiterou|assegurar assegura asseguram assegurou|sustentar sustenta sustentou|apontar aponta apontam apontou|observar observa observou|avaliar avalia avaliam avaliou|insistir insiste insistiu|sugerir sugere sugeriu|confessar confessa confessou|concluir conclui concluiu|exigir exige exigiu|cobrar cobra cobrou|rebater rebate rebateu|contestar contesta contestou|advertir adverte advertiu|avisar avisa avisou|supor supõe|prever prevê preveem previu|noticiar noticia noticiou|constatar constata constatou|esclarecer esclarece esclareceu|detalhar detalha detalhou|comunicar comunica comunicou|indicar indica indicam indicou|reconheceram|frisar frisa frisou|garantia_que|ponderar pondera ponderou|jurar jura jurou|ameaçar ameaça ameaçou|suspeitar suspeita_que|declarado_que|informado_que|ironizar ironizou|elogiar elogia elogiou|condenar condena_o condenou|manifestar manifesta manifestou|supostamente|alegadamente|deixar_claro deixou_claro deixa_claro|dar_a_entender deu_a_entender|fazer_saber fez_saber|vaticinar vaticinou|expor expôs|objetar objetou|corroborar corroborou|censurar censurou|descrever descreveu descreve|aparentemente|teria teriam|instar instou|argumentam argumentaram|aduzir aduziu|rematar rematou|atirar_que|vincar vincou vinca|adiantar_que adiantou_que adianta_que|notar_que notou_que|recordar recorda recordou recordaram|prometeram|mencionar menciona mencionou|citar citou_o|repetir repete repetiu|especular especula especulou|testemunhar testemunhou|depor depôs|brincar_que|recomendar recomenda recomendou|aconselhar aconselha aconselhou|repreender repreendeu|desabafar desabafou desabafa|concordar_que",
    ),
    (
        According,
        "segundo|de_acordo_com|conforme|na_opinião_de|nas_palavras_de|citando|no_dizer_de|aos_olhos_de|ao_que_tudo_indica|na_ótica_de|no_entender_de|de_acordo_com_o de_acordo_com_a",
    ),
    (Not, "não|nunca|jamais|nenhum nenhuma nenhuns nenhumas|ninguém|nada|tampouco|nem|sem"),
    (Hardly, "quase_não|raramente|dificilmente|ainda_não|quase_nunca"),
    (
        Title,
        "senhor senhora sr sra dom dona doutor doutora dr dra presidente ministro ministra prefeito prefeita \
         governador governadora deputado deputada senador senadora professor professora juiz juíza general \
         rei rainha",
    ),
    (Version, "versão"),
];
