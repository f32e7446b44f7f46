//! Unpacking: containers are taken apart on a thread of their own, and their members are read by the reading threads.

use super::candidate::FileCandidate;
use super::content::{ContainerBytes, ContainerFormat, Content};
use super::prepared::{Member, MemberContent, Prepared, ReadOptions, Turn};
use super::whole::SAMPLE;
use crate::ops::reading::{self, GivenColumns, Layout, TableForm};
use corpus_documents::container::{self, ContainerKind, Member as Part};
use corpus_documents::row;
use corpus_documents::{Document, Limits, Refusal};
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Maximum number of members in flight.
const MEMBERS_AHEAD: u64 = 2000;
/// Maximum number of their bytes. A member above the limit is in flight alone.
const BYTES_AHEAD: u64 = 12 << 20;
/// The task of a reading thread.
pub(super) enum Job {
    /// Read a file of the walk.
    File(FileCandidate),
    /// Read a member of a container.
    Member(Box<Member>),
}

/// A container to take apart.
pub(super) struct Request {
    pub(super) turn: Turn,
    pub(super) root: usize,
    /// The path of the container.
    pub(super) path: Vec<u8>,
    pub(super) bytes: ContainerBytes,
    pub(super) format: ContainerFormat,
}

/// The members in flight. The unpacking thread waits while there are too many.
#[derive(Default)]
pub(super) struct Budget {
    used: Mutex<Used>,
    changed: Condvar,
}

#[derive(Default)]
struct Used {
    members: u64,
    bytes: u64,
    closed: bool,
}

impl Budget {
    /// Waits until there is room for a member; `false` if the import has ended.
    fn take(&self, bytes: u64) -> bool {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        while !used.closed
            && used.members > 0
            && (used.members >= MEMBERS_AHEAD || used.bytes + bytes > BYTES_AHEAD)
        {
            used = self.changed.wait(used).unwrap_or_else(PoisonError::into_inner);
        }
        used.members += 1;
        used.bytes += bytes;
        !used.closed
    }

    /// Gives back the room of a member that was received.
    pub(super) fn release(&self, bytes: u64) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.members -= 1;
        used.bytes -= bytes;
        self.changed.notify_one();
    }

    /// Ends all waiting.
    pub(super) fn close(&self) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.changed.notify_all();
    }
}

/// Takes containers apart.
pub(super) struct Unpacker {
    jobs: Sender<(Turn, Job)>,
    results: Sender<(Turn, Prepared)>,
    budget: Arc<Budget>,
    options: ReadOptions,
}

impl Unpacker {
    pub(super) fn new(
        jobs: Sender<(Turn, Job)>,
        results: Sender<(Turn, Prepared)>,
        budget: Arc<Budget>,
        options: ReadOptions,
    ) -> Self {
        Self { jobs, results, budget, options }
    }

    /// Takes apart the requested containers until the import ends.
    pub(super) fn run(self, requests: &Receiver<Request>) {
        while let Ok(request) = requests.recv() {
            let mut turn = request.turn;
            let outcome = self.unpack(&request, &mut turn);
            let content = Content::ContainerEnd(outcome.err());
            let end = Prepared { root: request.root, path: request.path, content, listed: 0 };
            if self.results.send((turn, end)).is_err() {
                return;
            }
        }
    }

    /// Sends the members of a container to the reading threads. The error is the reason why not all could be read.
    fn unpack(&self, request: &Request, turn: &mut Turn) -> Result<(), String> {
        let limits = Limits { member: self.options.max_size, ..Limits::default() };
        let name = String::from_utf8_lossy(&request.path).into_owned();
        let mut sending = Sending { unpacker: self, request, turn };
        match &request.bytes {
            ContainerBytes::File(path) => {
                let file = File::open(path).map_err(|error| super::reason(&error))?;
                sending.take_apart(&name, BufReader::with_capacity(256 << 10, file), &limits)
            }
            ContainerBytes::Memory(bytes) => {
                sending.take_apart(&name, Cursor::new(bytes.as_slice()), &limits)
            }
        }
        .map_err(|refusal| refusal.to_string())
    }
}

/// The members of one container on their way to the reading threads.
struct Sending<'a> {
    unpacker: &'a Unpacker,
    request: &'a Request,
    turn: &'a mut Turn,
}

impl Sending<'_> {
    /// The meaning of columns that the user gave.
    fn columns(&self) -> GivenColumns<'_> {
        self.unpacker.options.rules[self.request.root].columns()
    }

    fn take_apart(&mut self, name: &str, source: impl Read + Seek, limits: &Limits) -> Result<(), Refusal> {
        match &self.request.format {
            ContainerFormat::Rows(layout) => self.rows("", layout, source, limits),
            ContainerFormat::Archive(kind) => self.members(*kind, name, source, limits),
        }
    }

    fn members(
        &mut self,
        kind: ContainerKind,
        name: &str,
        mut source: impl Read + Seek,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        // A compressed table is read as a stream, because all of it may be larger than a member.
        let layout = container::decompressed(kind, &mut source)
            .and_then(|stream| table_layout(stream, self.columns()));
        if let Some(layout) = layout {
            source.rewind().map_err(|error| unreadable(&error))?;
            let stream = container::decompressed(kind, source).unwrap_or_else(|| Box::new(std::io::empty()));
            return self.rows("", &Arc::new(layout), stream, limits);
        }
        source.rewind().map_err(|error| unreadable(&error))?;
        container::documents(kind, name, source, limits, &mut |part| match part {
            Part::Document(document) => self.document(document, limits),
            Part::LeftOut(Refusal { member, reason }) => {
                self.send(member.as_deref(), MemberContent::LeftOut(reason))
            }
            Part::Refused(Refusal { member, reason }) => {
                self.send(member.as_deref(), MemberContent::Failed(reason))
            }
        })
    }

    /// Sends a document, or its rows if it is a table of articles.
    fn document(&mut self, document: Document, limits: &Limits) -> ControlFlow<()> {
        let layout = table_layout(document.bytes.as_slice(), self.columns());
        let Some(layout) = layout else {
            let name = document.name.clone();
            return self.send(Some(&name), MemberContent::Document(document));
        };
        let rows = self.rows(&document.name, &Arc::new(layout), document.bytes.as_slice(), limits);
        match rows {
            Ok(()) => ControlFlow::Continue(()),
            Err(refusal) => self.send(Some(&document.name), MemberContent::Failed(refusal.to_string())),
        }
    }

    /// Sends the rows of a table. `inside` is its path in the container.
    fn rows(
        &mut self,
        inside: &str,
        layout: &Arc<Layout>,
        source: impl Read,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        let mut ended = false;
        // A row is read by the reading threads, which also find its name.
        let outcome = row::pieces(layout.kind, source, limits, &mut |row| {
            let path = path_within(&self.request.path, inside);
            let flow = self.send_at(path, MemberContent::Row(row, Arc::clone(layout)));
            ended = flow.is_break();
            flow
        });
        if ended { Ok(()) } else { outcome }
    }

    /// Sends a member to the reading threads. Breaks off when the import has ended.
    fn send(&mut self, name: Option<&str>, content: MemberContent) -> ControlFlow<()> {
        let within = path_within(&self.request.path, name.unwrap_or_default());
        let root = self.request.root;
        let is_capture = matches!(&content, MemberContent::Document(document) if is_capture(document));
        // The file of a capture may be included by its name, and an address may end like a leftover.
        let passed_over = self.unpacker.options.rules[root].passes_over(&within, is_capture);
        // The address is the key of the article, in any file that has a capture of it.
        let path = match name {
            Some(name) if is_capture => name.as_bytes().to_vec(),
            _ => within,
        };
        let content = match passed_over {
            Some(why) => MemberContent::PassedOver(why),
            None => content,
        };
        self.send_at(path, content)
    }

    /// Sends a member, whose path is known. That of a row is the path of its table.
    fn send_at(&mut self, path: Vec<u8>, content: MemberContent) -> ControlFlow<()> {
        let root = self.request.root;
        let member = Box::new(Member { root, path, content });
        if !self.unpacker.budget.take(member.size()) {
            return ControlFlow::Break(());
        }
        let sent = self.unpacker.jobs.send((*self.turn, Job::Member(member)));
        self.turn.1 += 1;
        if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

/// The path of a member that is called `name` in its container; a member without a name has the path of the container.
pub(super) fn path_within(container: &[u8], name: &str) -> Vec<u8> {
    if name.is_empty() { container.to_vec() } else { [container, b"/", name.as_bytes()].concat() }
}

/// The path of a document that was taken out of a container: its address for a web capture, otherwise its place.
pub(super) fn path_of_document(container: &[u8], document: &Document) -> Vec<u8> {
    if is_capture(document) {
        document.name.as_bytes().to_vec()
    } else {
        path_within(container, &document.name)
    }
}

/// Whether a document is a web capture, which is named by its address.
fn is_capture(document: &Document) -> bool {
    document.context.captured.is_some() && document.name.contains("://")
}

fn unreadable(error: &std::io::Error) -> Refusal {
    Refusal { member: None, reason: super::reason(error) }
}

/// The layout of a compressed or packed file that is a table of articles; `None` for anything else.
fn table_layout(source: impl Read, columns: GivenColumns) -> Option<Layout> {
    let mut beginning = Vec::new();
    source.take(SAMPLE).read_to_end(&mut beginning).ok()?;
    match reading::table(&beginning, columns)? {
        TableForm::Articles(layout) => Some(layout),
        TableForm::Metadata | TableForm::Unknown(_) => None,
    }
}
