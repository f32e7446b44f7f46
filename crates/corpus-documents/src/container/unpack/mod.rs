//! The way through a container and those inside it: the handling of a member in any format.

mod inside;

use std::cell::Cell;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::rc::Rc;

use self::inside::Inside;
use super::budget::{Exceeded, Metered, UnpackingBudget};
use super::entry::PackedEntry;
use super::name::Name;
use super::{ContainerKind, Member, name};
use crate::recognise::{BEGINNING, Kind, recognise};
use crate::{Document, Limits, Refusal};

/// Why a container isn't read any further.
#[derive(Debug)]
pub(super) enum Halt {
    /// The caller broke off.
    Stopped,
    /// This container can't be read any further, for this reason. Those around it can.
    Refused(String),
    /// A limit across all levels is reached.
    Exhausted(String),
}

/// Bytes that can be read at any place.
pub(super) trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// The bytes of a container.
pub(super) enum ContainerInput<'a> {
    /// A file, or a container that was read into memory.
    Seekable(Box<dyn ReadSeek + 'a>),
    /// A member of another container, to be read once.
    Stream(Box<dyn Read + 'a>),
}

impl<'a> ContainerInput<'a> {
    /// The bytes from first to last.
    pub(super) fn stream(self) -> Box<dyn Read + 'a> {
        match self {
            Self::Seekable(source) => Box::new(source),
            Self::Stream(source) => source,
        }
    }
}

/// The place of a container inside others.
#[derive(Debug, Clone)]
pub(super) struct Level {
    /// The name of the container, below the outermost one; empty for that.
    pub prefix: String,
    /// The name by which the contents of a compressed file are recognised.
    pub own_name: String,
    /// How many containers this is inside one another.
    pub depth: u32,
    /// How many bytes of containers may be in memory at this level and deeper.
    pub room: u64,
    /// Whether this is the content of a compressed file: a `.tar.gz` is one container, not two.
    pub inside_compressed: bool,
    /// Packed bytes that were taken so far, if the container is a compressed stream.
    pub counter: Option<Rc<Cell<u64>>>,
}

impl Level {
    pub(super) fn outermost(name: &str, limits: &Limits) -> Self {
        Self {
            prefix: String::new(),
            own_name: name.to_owned(),
            depth: 1,
            room: limits.member,
            inside_compressed: false,
            counter: None,
        }
    }

    /// The full name of a member of this container.
    pub(super) fn full_name(&self, name: &str) -> String {
        match (self.prefix.as_str(), name) {
            ("", name) => name.to_owned(),
            (prefix, "") => prefix.to_owned(),
            (prefix, name) => format!("{prefix}/{name}"),
        }
    }
}

/// Takes a container of some format apart.
pub(super) type OpenFunction =
    fn(&mut Unpacking<'_>, ContainerKind, &Level, ContainerInput<'_>) -> Result<(), Halt>;

/// A container that is being taken apart, with those inside it.
pub(super) struct Unpacking<'a> {
    /// The entry that knows all formats. They need the way through a container, so it doesn't name them.
    pub open: OpenFunction,
    pub limits: &'a Limits,
    pub budget: Rc<UnpackingBudget>,
    pub found: &'a mut dyn FnMut(Member) -> ControlFlow<()>,
}

impl Unpacking<'_> {
    /// Handles a member: another container is taken apart, a file type that isn't read is named, and all else is a document.
    pub(super) fn member(&mut self, level: &Level, entry: PackedEntry<'_>) -> Result<(), Halt> {
        self.count()?;
        let mut source = Metered::new(entry.source, &self.budget, entry.packed);
        let mut beginning = Vec::new();
        if let Err(error) = source.by_ref().take(BEGINNING as u64).read_to_end(&mut beginning) {
            return self.fail(level, &entry.name, &error);
        }
        // The content of a compressed file has no name of its own.
        let known_as = if entry.name.is_empty() { &level.own_name } else { &entry.name };
        match recognise(&beginning, name::last(known_as)) {
            Kind::Container(kind) => {
                let inside = Inside { kind, name: &entry.name, beginning, source, counter: entry.counter };
                inside.take_apart(self, level)
            }
            // Its beginning names it, so that no more of it is unpacked.
            Kind::NotRead(file_type) if file_type.holds_text() => {
                self.refuse(level, &entry.name, file_type.to_string())
            }
            Kind::NotRead(file_type) => self.leave_out(level, &entry.name, file_type.to_string()),
            Kind::Text | Kind::Page => {
                let mut bytes = beginning;
                match source.read_to_end(&mut bytes) {
                    Ok(_) => {
                        self.document(level, Document { name: entry.name, bytes, context: entry.context })
                    }
                    Err(error) => self.fail(level, &entry.name, &error),
                }
            }
        }
    }

    /// Hands out a document, unless it is too large or damaged.
    pub(super) fn document(&mut self, level: &Level, mut document: Document) -> Result<(), Halt> {
        document.name = level.full_name(&document.name);
        self.give(Member::Document(document))
    }

    /// Hands out the reason why a member couldn't be read.
    pub(super) fn fail(&mut self, level: &Level, name: &str, error: &io::Error) -> Result<(), Halt> {
        match halt(error) {
            Halt::Refused(reason) => self.refuse(level, name, reason),
            other => Err(other),
        }
    }

    /// Hands out a refusal: a member that may have been an article.
    pub(super) fn refuse(&mut self, level: &Level, name: &str, reason: String) -> Result<(), Halt> {
        let member = level.full_name(name);
        // A refusal without a name is that of the container itself.
        let member = (!member.is_empty()).then_some(member);
        self.give(Member::Refused(Refusal { member, reason }))
    }

    /// Hands out a member that is no article.
    pub(super) fn leave_out(&mut self, level: &Level, name: &str, reason: String) -> Result<(), Halt> {
        let member = level.full_name(name);
        let member = (!member.is_empty()).then_some(member);
        self.give(Member::LeftOut(Refusal { member, reason }))
    }

    /// Refuses a member because of its name as it is `written`, or leaves it out.
    pub(super) fn refuse_name(&mut self, level: &Level, written: &str, name: &Name) -> Result<(), Halt> {
        self.count()?;
        // As written: a mended name may be that of another member.
        let shown = name::for_people(written);
        match name {
            Name::LeadsOutside => {
                self.refuse(level, &shown, "has a name that leads outside the archive".to_owned())
            }
            Name::OfSystem => {
                let reason = "is a file of the operating system, not an article".to_owned();
                self.leave_out(level, &shown, reason)
            }
            Name::Harmless(_) | Name::Folder => Ok(()),
        }
    }

    /// Counts a member, also one that is refused unread.
    pub(super) fn count(&self) -> Result<(), Halt> {
        self.budget.count().map_err(|exceeded| Halt::Exhausted(exceeded.to_string()))
    }

    /// Counts bytes that were unpacked beyond those of members.
    pub(super) fn spend(&self, bytes: usize) -> Result<(), Halt> {
        self.budget.spend(bytes as u64).map_err(|exceeded| Halt::Exhausted(exceeded.to_string()))
    }

    fn give(&mut self, member: Member) -> Result<(), Halt> {
        match (self.found)(member) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Halt::Stopped),
        }
    }
}

/// Why a reader failed, in words for people, and whether that concerns more than this member.
pub(super) fn halt(error: &io::Error) -> Halt {
    // Limits come as errors of a reader, since the decoders around it pass on nothing else.
    if let Some(exceeded) = error.get_ref().and_then(|inner| inner.downcast_ref::<Exceeded>()) {
        return match exceeded {
            Exceeded::Member(_) | Exceeded::Room(..) | Exceeded::Ratio(_) => {
                Halt::Refused(exceeded.to_string())
            }
            // These limits are those of all levels, so no further member would pass.
            Exceeded::Total(_) | Exceeded::Members(_) => Halt::Exhausted(exceeded.to_string()),
        };
    }
    if let Some(damage) = error.get_ref().and_then(|inner| inner.downcast_ref::<rawzip::Error>()) {
        return Halt::Refused(match damage.kind() {
            rawzip::ErrorKind::InvalidChecksum { .. } => "is damaged: its checksum is wrong".to_owned(),
            rawzip::ErrorKind::InvalidSize { .. } => "is damaged: its size is wrong".to_owned(),
            _ => format!("is damaged: {damage}"),
        });
    }
    Halt::Refused(match error.kind() {
        io::ErrorKind::UnexpectedEof => "is cut off".to_owned(),
        io::ErrorKind::OutOfMemory => {
            "takes more memory to unpack than is allowed; unpack it first".to_owned()
        }
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
            format!("is damaged: {error}")
        }
        _ => format!("can't be read: {error}"),
    })
}
