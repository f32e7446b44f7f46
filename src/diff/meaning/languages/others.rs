//! Languages that are only told from those with a table, because they share words with them that mean something else:
//! “no” is “in the” in Portuguese.

use super::Meaning::Function;
use super::Table;

pub(super) const DUTCH: Table = &[(
    Function,
    "de het een en van in is op te dat die met voor niet zijn aan er om ook als bij door naar maar uit nog wordt werd heeft hij \
     ze over tot dan was geen wel",
)];

pub(super) const ITALIAN: Table = &[(
    Function,
    "il lo la i gli le un una di del della dei delle dell' a al alla in nel nella è sono ha hanno che e non per con da dal dalla \
     si su come anche più ma questo questa sul stato stata",
)];

pub(super) const PORTUGUESE: Table = &[(
    Function,
    "o a os as um uma de do da dos das em no na nos nas ao à e é são foi que não se por para com mais como mas pelo pela seu sua \
     ou foram está também até ficou tem",
)];
