//! Languages that are only told from those with a table, because they share words with them that mean something else.

use super::Meaning::Function;
use super::Table;

pub(super) const DANISH: Table = &[(
    Function,
    "og at det som en et på er af for med den til i om har havde de ved sig men kan skal skulle fra eller når efter under også var \
     blev bliver han hun vi jeg ikke ingen denne dette disse der sin sit hans hendes så end mellem mod over ut opp å enn være",
)];

pub(super) const CZECH: Table = &[(
    Function,
    "a v na se je že s z do o k ve by pro za to po jeho jako který která které ale si od jsou byl byla bylo také není podle při již \
     až nebo ze už tak jen řekl řekla",
)];

pub(super) const ROMANIAN: Table = &[(
    Function,
    "și în de la cu pe din a că nu o un pentru este sunt care mai au fost s-a prin după sau se ce cele ale lui va fi dar într-o",
)];
