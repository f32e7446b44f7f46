//! Archives and web captures, taken apart.

use corpusdb::documents::Limits;
use corpusdb::documents::container::{self, Member};
use corpusdb::documents::recognise::{self, Kind, recognise};
use std::io::Cursor;
use std::ops::ControlFlow;

const LIMITS: Limits = Limits { member: 1 << 20, total: 8 << 20, ratio: 500, members: 2000, depth: 3 };

/// A container ends, its members are within the limits, and their names lead nowhere else.
pub(crate) fn check(input: &[u8]) {
    let beginning = &input[..input.len().min(recognise::BEGINNING)];
    let Kind::Container(kind) = recognise(beginning, "input") else { return };
    let mut members = 0;
    // A refusal of the whole container is as good an outcome as any.
    let _ = container::documents(kind, "input", Cursor::new(input), &LIMITS, &mut |member| {
        members += 1;
        assert!(members <= LIMITS.members * 2, "more members than the limit");
        if let Member::Document(document) = member {
            assert!(document.bytes.len() as u64 <= LIMITS.member, "a member above the limit");
            let leads_outside =
                document.name.starts_with('/') || document.name.split('/').any(|part| part == "..");
            assert!(!leads_outside, "{}", document.name);
        }
        ControlFlow::Continue(())
    });
}
