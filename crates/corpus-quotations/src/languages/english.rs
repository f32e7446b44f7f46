//! English.

use super::WordLists;

pub(super) const LISTS: WordLists = WordLists {
    saying: "said says say told tells tell added adds wrote writes asked asks noted notes announced announces suggested \
         suggests tweeted tweets argued argues argue continued continues explained explains acknowledged acknowledges \
         declared declares urged urges recalled recalls concluded concludes claimed claims claim responded responds \
         agreed stated states warned warns warn promised promises insisted insists insist replied replies predicted \
         predicts pledged vowed vows vow admitted admits conceded concedes complained complains joked jokes remarked \
         commented stressed stresses emphasized emphasised reiterated confirmed confirms denied denies alleged \
         alleges asserted asserts boasted charged contended contends countered cautioned quipped mused shouted yelled \
         declaring saying adding telling noting arguing suggesting claiming warning writing explaining insisting \
         asking recounted revealed reveals disclosed testified observed proclaimed lamented exclaimed interjected \
         tweeting posted quoted described reported reports report offered opined retorted repeated summed promising \
         vowing pointed points predicting concluding stressing declined called calls calling dubbed labeled labelled \
         elaborated surmised reacted chanted chanting shouting yelling reasoned vented marveled thundered sneered \
         counseled pleaded praised criticized criticised slammed blasted condemned denounced dismissed referred \
         hailed",
    thinking: "believe believes believed think thinks thought hope hopes hoped fear fears feared know knows want wants \
         wanted found finds show shows showed shown showing expect expects expected appears appeared seems seemed \
         indicated indicates indicate estimated estimates estimate decided realized realised doubt doubts doubted \
         imagine suspect suspects wonder wondered understand understands assume feel feels felt proposed proposes \
         plans plan planned intends refused refuses threatened threatens demanded demands supports support supported \
         opposes opposed accused accuses blamed blames seeks sought wishes pushed convinced recommended hinted hints \
         signaled signalled learned sees considers considered accusing citing cited cites believing hoping fearing \
         questioned questions defended defends rejected rejects endorsed backs favors prefers likes loves hates",
    according: &["according to", "in the words of", "in the view of", "citing"],
    that: "that how why whether if",
    auxiliaries: "has have had also then later once now recently repeatedly would will did does do not never was is are were \
         been be even still just often already first again previously publicly privately reportedly simply himself \
         herself themselves quickly immediately both all could can may might must should went on to earlier only \
         always long initially apparently clearly really further too don't doesn't didn't won't can't couldn't hasn't \
         haven't",
    pronouns: "he she they it i we you who which one someone everyone others many some most another those",
    determiners: "the a an his her their our my its some many most several one two three another other no any each every both \
         these those this that few all",
    function: "and but or as while because when if although though whether that since after before until so yet in on at by \
         for with from to of about into over than like during under against between through without what how why \
         where there here however meanwhile instead then still now even not just also yes no nor per via among monday \
         tuesday wednesday thursday friday saturday sunday january february march april june july august september \
         october november december despite including such",
    inside_names: "of de von van bin al the la le da del der for and 's",
    abbreviations: "mr mrs ms dr sen rep gov gen lt col sgt st u.s u.k u.n jr sr prof rev hon jan feb mar apr jun jul aug sept \
         sep oct nov dec no vs inc co corp ltd d.c pres maj capt reps sens ala ariz ark calif colo conn fla ga ill \
         ind kan ky la md mass mich minn miss mo mont neb nev n.h n.j n.m n.y n.c n.d okla ore pa r.i s.c s.d tenn \
         tex vt va wash wis wyo a.m p.m e.g i.e",
    common: "the of and to a in that is was for on with as it by at said from",
    has_capital_nouns: false,
};
