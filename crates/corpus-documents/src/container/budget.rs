//! The budget of a container: the limits, and readers that keep to them.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use super::ContainerKind;
use crate::Limits;

/// A member that unpacks to less is never called a bomb: a short text of blanks compresses well.
const SMALL: u64 = 1 << 20;
/// The same for a stream with many members, in which a bomb is passed over to reach the others.
const SMALL_STREAM: u64 = 1 << 30;
/// Number of bytes that every container may unpack to, even the smallest.
const FREE: u64 = 2 << 30;
/// The cost of a member besides its bytes, so that a bomb of empty members ends too.
const PER_MEMBER: u64 = 512;

/// The use of the limits so far, across all levels.
#[derive(Debug)]
pub(super) struct UnpackingBudget {
    member: u64,
    ratio: u64,
    total: u64,
    members: u64,
    spent: Cell<u64>,
    count: Cell<u64>,
}

/// Why a reader went no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Exceeded {
    /// A member is too large.
    #[error("is larger than the limit of {0}")]
    Member(Size),
    /// A container inside others is too large to be in memory with them.
    #[error("is {0} of more than {1} inside other containers; unpack those first")]
    Room(ContainerKind, Size),
    /// A member unpacks to too many times its size.
    #[error("unpacks to more than {0} times its size, as a decompression bomb does")]
    Ratio(u64),
    /// All members together are too large.
    #[error("unpacks to more than {0} in all, as a decompression bomb does")]
    Total(Size),
    /// There are too many members.
    #[error("has more than {0} members")]
    Members(u64),
}

/// A number of bytes, shown for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size(pub u64);

impl std::fmt::Display for Size {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            bytes if bytes >= 1 << 30 => write!(formatter, "{} GiB", bytes >> 30),
            bytes if bytes >= 1 << 20 => write!(formatter, "{} MiB", bytes >> 20),
            bytes => write!(formatter, "{bytes} bytes"),
        }
    }
}

impl UnpackingBudget {
    /// The budget for a container of `size` bytes.
    pub(super) fn new(limits: &Limits, size: u64) -> Rc<Self> {
        // Layers of compression multiply, so the sum of all members is held against the size of the file too.
        let total = limits.total.min(size.saturating_mul(limits.ratio).max(FREE));
        Rc::new(Self {
            member: limits.member,
            ratio: limits.ratio,
            total,
            members: limits.members,
            spent: Cell::new(0),
            count: Cell::new(0),
        })
    }

    /// Counts one more member.
    pub(super) fn count(&self) -> Result<(), Exceeded> {
        self.count.set(self.count.get() + 1);
        if self.count.get() > self.members {
            return Err(Exceeded::Members(self.members));
        }
        self.spend(PER_MEMBER)
    }

    /// Whether a member may be unpacked whose directory states its sizes. A bomb that admits to be one isn't touched.
    pub(super) fn allows(&self, size: u64, packed: u64) -> Result<(), Exceeded> {
        // Divided, since a stated size may be any number and a product could overflow.
        if size > SMALL && size / self.ratio.max(1) > packed {
            Err(Exceeded::Ratio(self.ratio))
        } else {
            Ok(())
        }
    }

    /// Counts bytes of members.
    pub(super) fn spend(&self, bytes: u64) -> Result<(), Exceeded> {
        self.spent.set(self.spent.get().saturating_add(bytes));
        if self.spent.get() > self.total { Err(Exceeded::Total(Size(self.total))) } else { Ok(()) }
    }
}

/// How many packed bytes a member takes.
#[derive(Debug, Clone)]
pub(super) enum Packed {
    /// It isn't packed.
    Not,
    /// As many as its directory says.
    Fixed(u64),
    /// As many as a decoder has taken since `start`.
    Taken {
        /// Packed bytes that the decoder has taken.
        counter: Rc<Cell<u64>>,
        /// Its value when the member began.
        start: u64,
    },
}

impl Packed {
    /// The packed bytes of a member that begins now, in a stream with this counter.
    pub(super) fn from_now(counter: Option<&Rc<Cell<u64>>>) -> Self {
        match counter {
            Some(counter) => Self::Taken { counter: Rc::clone(counter), start: counter.get() },
            None => Self::Not,
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            // Bytes that aren't packed never unpack to more.
            Self::Not => u64::MAX,
            Self::Fixed(bytes) => *bytes,
            Self::Taken { counter, start } => counter.get().saturating_sub(*start),
        }
    }
}

/// A reader of one member that keeps to the budget.
pub(super) struct Metered<'r> {
    inner: &'r mut dyn Read,
    budget: Rc<UnpackingBudget>,
    packed: Packed,
    taken: u64,
    limit: u64,
    small: u64,
    /// The kind of the container, if the limit is that of one in memory.
    room_for: Option<ContainerKind>,
}

impl<'r> Metered<'r> {
    /// A reader of a member.
    pub(super) fn new(inner: &'r mut dyn Read, budget: &Rc<UnpackingBudget>, packed: Packed) -> Self {
        let limit = budget.member;
        Self { inner, budget: Rc::clone(budget), packed, taken: 0, limit, small: SMALL, room_for: None }
    }

    /// Lets the member be of any size, since it is a container that is streamed.
    pub(super) fn streamed(&mut self) {
        self.limit = u64::MAX;
        if matches!(self.packed, Packed::Taken { .. }) {
            self.small = SMALL_STREAM;
        }
    }

    /// Holds the member, a container that has to be in memory, to the memory that is left.
    pub(super) fn at_most(&mut self, room: u64, kind: ContainerKind) {
        if room < self.limit {
            self.limit = room;
            self.room_for = Some(kind);
        }
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken += count as u64;
        // Before the other limits: these bytes were unpacked even if the member is refused.
        self.budget.spend(count as u64).map_err(io::Error::other)?;
        if self.taken > self.limit {
            let size = Size(self.limit);
            let exceeded = self.room_for.map_or(Exceeded::Member(size), |kind| Exceeded::Room(kind, size));
            return Err(io::Error::other(exceeded));
        }
        if self.taken > self.small && self.taken / self.budget.ratio.max(1) > self.packed.bytes() {
            return Err(io::Error::other(Exceeded::Ratio(self.budget.ratio)));
        }
        Ok(count)
    }
}

/// A buffered reader that counts the bytes that were taken from it, exactly: a decoder takes no more than it has decoded.
pub(super) struct Counted<'a> {
    inner: BufReader<Box<dyn Read + 'a>>,
    taken: Rc<Cell<u64>>,
}

impl<'a> Counted<'a> {
    pub(super) fn new(source: Box<dyn Read + 'a>) -> Self {
        Self { inner: BufReader::with_capacity(64 << 10, source), taken: Rc::default() }
    }

    /// The number of bytes taken so far, to be asked later.
    pub(super) fn counter(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.taken)
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken.set(self.taken.get() + count as u64);
        // Counted here, not in `fill_buf`: the buffer reaches further than the decoder has read.
        self.inner.consume(count);
    }
}
