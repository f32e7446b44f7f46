//! French.

use super::WordLists;

pub(super) const LISTS: WordLists = WordLists {
    saying: "dit dits dite disait disent déclaré déclare déclarait affirmé affirme affirmait expliqué explique expliquait \
         ajouté ajoute ajoutait estimé estime estimait assuré assure assurait souligné souligne soulignait indiqué \
         indique indiquait annoncé annonce écrit répondu répond demandé demande précisé précise précisait rappelé \
         rappelle reconnu reconnaît promis promet lancé lance raconté raconte dénoncé dénonce averti avertit insisté \
         insiste confié confie regretté regrette martelé martèle conclu conclut prévenu prévient rapporté rapporte \
         jugé juge confirmé confirme démenti démentit",
    thinking: "pense pensent pensait croit croient espère espèrent craint craignent considère considèrent montre montrent \
         révèle souhaite souhaitent veut veulent",
    according: &["selon", "d'après", "aux yeux de", "de l'avis de"],
    that: "que qu comment pourquoi si",
    auxiliaries: "a ont avait avaient aussi encore ensuite t est n pas l s m également alors déjà",
    pronouns: "il elle ils elles je j nous on qui ce",
    determiners: "le la les l un une des du son sa ses leur leurs plusieurs certains deux trois cette ce ces",
    function: "et mais ou où car comme quand lorsque si que qu dans en à au aux de d du par pour avec sur sous contre entre \
         depuis pendant sans chez vers après avant ne pas donc puis alors ainsi",
    inside_names: "de du des d la le et",
    abbreviations: "m mm mme mlle dr st ste",
    common: "le la les de des et à un une du en que est pour dans qui a sur au par il pas",
    has_capital_nouns: false,
};
