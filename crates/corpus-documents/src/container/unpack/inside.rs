//! Containers inside containers.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use super::{ContainerInput, Halt, Level, Unpacking};
use crate::container::ContainerKind;
use crate::container::budget::Metered;

/// A container that is a member of another one.
pub(super) struct Inside<'n, 'r> {
    pub kind: ContainerKind,
    /// Its name in the container around it.
    pub name: &'n str,
    /// The bytes that were read to recognise it.
    pub beginning: Vec<u8>,
    /// The bytes that follow.
    pub source: Metered<'r>,
    /// The counter of packed bytes, if it is a compressed stream.
    pub counter: Option<Rc<Cell<u64>>>,
}

impl Inside<'_, '_> {
    /// Takes the container apart. Damage in it concerns it alone.
    pub(super) fn take_apart(self, unpacking: &mut Unpacking<'_>, around: &Level) -> Result<(), Halt> {
        let (kind, name, most) = (self.kind, self.name, unpacking.limits.depth);
        let mut level = self.level(around);
        if level.depth > most {
            let reason = format!(
                "is {kind} inside {most} containers, and only so many are taken apart; unpack the outer ones first"
            );
            return unpacking.refuse(around, name, reason);
        }
        let result = match self.input(&mut level) {
            Ok(input) => (unpacking.open)(unpacking, kind, &level, input),
            Err(error) => return unpacking.fail(around, name, &error),
        };
        match result {
            // Only limits across all levels end the containers around it as well.
            Err(Halt::Refused(reason)) => unpacking.refuse(around, name, reason),
            other => other,
        }
    }

    fn level(&self, around: &Level) -> Level {
        use ContainerKind::{Arc, Mhtml, Tar, Warc};
        // A `.tar.gz` is one container, and a saved page is an article.
        let is_same = around.inside_compressed && matches!(self.kind, Tar | Warc | Arc) || self.kind == Mhtml;
        Level {
            prefix: around.full_name(self.name),
            own_name: if self.name.is_empty() { around.own_name.clone() } else { self.name.to_owned() },
            depth: around.depth + u32::from(!is_same),
            room: around.room,
            inside_compressed: false,
            counter: self.counter.clone(),
        }
    }

    /// The bytes of the container: in memory where they have to be, or else as a stream.
    fn input<'i>(mut self, level: &mut Level) -> io::Result<ContainerInput<'i>>
    where
        Self: 'i,
    {
        match self.kind {
            // The directory of a ZIP is at its end, so all of it is needed; and an article is in memory anyway.
            ContainerKind::Zip | ContainerKind::Mhtml => {
                self.source.at_most(level.room, self.kind);
                let mut bytes = self.beginning;
                self.source.read_to_end(&mut bytes)?;
                level.room -= level.room.min(bytes.len() as u64);
                Ok(ContainerInput::Seekable(Box::new(Cursor::new(bytes))))
            }
            ContainerKind::Warc | ContainerKind::Arc => Ok(self.in_memory_if_small(level)),
            _ => {
                self.source.streamed();
                Ok(ContainerInput::Stream(Box::new(Cursor::new(self.beginning).chain(self.source))))
            }
        }
    }

    /// Reads a web archive into memory if there is room, since only then can revisits be looked up.
    fn in_memory_if_small<'i>(mut self, level: &mut Level) -> ContainerInput<'i>
    where
        Self: 'i,
    {
        self.source.streamed();
        let mut bytes = self.beginning;
        let missing = level.room.saturating_sub(bytes.len() as u64);
        let result = self.source.by_ref().take(missing).read_to_end(&mut bytes);
        // If the room is filled, more may follow.
        let is_whole = (bytes.len() as u64) < level.room;
        level.room -= level.room.min(bytes.len() as u64);
        match result {
            Ok(_) if is_whole => ContainerInput::Seekable(Box::new(Cursor::new(bytes))),
            Ok(_) => ContainerInput::Stream(Box::new(Cursor::new(bytes).chain(self.source))),
            // The members before the damage are read all the same.
            Err(error) => ContainerInput::Stream(Box::new(Cursor::new(bytes).chain(Broken(Some(error))))),
        }
    }
}

/// A reader that fails with an error that was met before.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.take().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()))
    }
}
