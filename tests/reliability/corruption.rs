//! Damage of a file that nobody has open: a verification finds it, or what the corpus holds is what it was.

use crate::commands::{Workplace, prepare_analysed};
use crate::counts::{Counts, count};
use crate::stage::new_folder;
use crate::state::State;
use anyhow::{Context, Result, anyhow, bail, ensure};
use corpusdb::Error;
use corpusdb::ops::verify;
use fastrand::Rng;
use rusqlite::Connection;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

const PAGE: usize = 2048;
const SECTOR: usize = 512;

/// How long a verification of a small file may take, on a machine that does much else.
const LONGEST: Duration = Duration::from_mins(1);

/// What happens to the bytes of a file.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Bit {
        at: usize,
        bit: u8,
    },
    Byte {
        at: usize,
        by: u8,
    },
    /// Other bytes, by this seed.
    Run {
        at: usize,
        length: usize,
        seed: u64,
    },
    /// Zeros in the place of a sector.
    Zeros {
        sector: usize,
    },
    /// One page in the place of another one, as by a write that went astray.
    Astray {
        from: usize,
        to: usize,
    },
    Cut {
        length: usize,
    },
}

impl Damage {
    /// Any damage of a file of this size.
    fn any(size: usize, random: &mut Rng) -> Self {
        let at = random.usize(..size);
        match random.u8(..10) {
            0..=3 => Self::Bit { at, bit: random.u8(..8) },
            4 | 5 => Self::Byte { at, by: random.u8(1..) },
            6 => Self::Run { at, length: random.usize(1..=600), seed: random.u64(..) },
            7 => Self::Zeros { sector: at / SECTOR },
            8 => Self::Astray { from: random.usize(..size / PAGE), to: at / PAGE },
            _ => Self::Cut { length: at },
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Bit { .. } => "bits",
            Self::Byte { .. } => "bytes",
            Self::Run { .. } => "runs of bytes",
            Self::Zeros { .. } => "sectors of zeros",
            Self::Astray { .. } => "pages in the place of others",
            Self::Cut { .. } => "cut files",
        }
    }

    fn done_to(self, sound: &[u8]) -> Vec<u8> {
        let mut bytes = sound.to_vec();
        match self {
            Self::Bit { at, bit } => bytes[at] ^= 1 << bit,
            Self::Byte { at, by } => bytes[at] ^= by,
            Self::Run { at, length, seed } => {
                let end = bytes.len().min(at + length);
                Rng::with_seed(seed).fill(&mut bytes[at..end]);
            }
            Self::Zeros { sector } => bytes[sector * SECTOR..(sector + 1) * SECTOR].fill(0),
            Self::Astray { from, to } => bytes.copy_within(from * PAGE..(from + 1) * PAGE, to * PAGE),
            Self::Cut { length } => bytes.truncate(length),
        }
        bytes
    }
}

/// Damages the file of a corpus, each time from the same beginning, and verifies it.
pub(crate) fn damage(counts: &Counts) -> Result<()> {
    let folders = [new_folder()?, new_folder()?];
    let place =
        Workplace { corpus: folders[0].path().join("corpus.db"), inputs: folders[1].path().to_owned() };
    prepare_analysed(&place);
    let client = Connection::open(&place.corpus)?;
    client.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    drop(client);
    let before = State::of(&place.corpus)?;
    let sound = fs::read(&place.corpus)?;
    let mut random = Rng::with_seed(counts.seed);
    let mut made = 0;
    while made < counts.corruptions {
        let damage = Damage::any(sound.len(), &mut random);
        let damaged = damage.done_to(&sound);
        if damaged == sound {
            continue;
        }
        made += 1;
        fs::write(&place.corpus, damaged)?;
        let outcome = judge(&place.corpus, &before).with_context(|| format!("{damage:?}"))?;
        count(("corruption", damage.name(), "wal"), outcome, 1);
        for log in ["corpus.db-wal", "corpus.db-shm"] {
            // It is there only where somebody could open the file.
            let _ = fs::remove_file(place.corpus.with_file_name(log));
        }
    }
    Ok(())
}

/// What a verification says of the file.
fn judge(corpus: &Path, before: &State) -> Result<&'static str> {
    let begun = Instant::now();
    let verify = || verify::file(corpus, &verify::Options::default(), &mut ());
    let verified =
        catch_unwind(AssertUnwindSafe(verify)).map_err(|_| anyhow!("the verification panicked"))?;
    ensure!(begun.elapsed() < LONGEST, "the verification took {:?}", begun.elapsed());
    match verified {
        Ok(found) if !found.problems.is_empty() => Ok("found"),
        Ok(_) => {
            let now = State::of(corpus).context("it was found sound and can't be read")?;
            ensure!(now == *before, "it was found sound and holds something else:\n{now:?}\nnot\n{before:?}");
            Ok("without effect on the content")
        }
        Err(Error::Refused { .. } | Error::Database { .. }) => Ok("refused"),
        Err(error) => bail!("the verification ended: {error:?}"),
    }
}
