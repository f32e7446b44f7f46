//! Containers made by the tests, intact, odd and hostile.

mod build;
mod hostile;
mod mhtml;
mod nested;
mod tar;
mod warc;
mod zip;

use std::io::Cursor;
use std::ops::ControlFlow;

use super::*;

/// All members of a container, and the failure of the container itself.
fn all(kind: ContainerKind, bytes: &[u8], limits: &Limits) -> (Vec<Member>, Result<(), Refusal>) {
    let mut members = Vec::new();
    let result = documents(kind, "test", Cursor::new(bytes), limits, &mut |member| {
        members.push(member);
        ControlFlow::Continue(())
    });
    (members, result)
}

/// A line for each member: `name = text`, `name - reason` if it is left out, `name ! reason` if it is refused.
fn lines(kind: ContainerKind, bytes: &[u8]) -> Vec<String> {
    lines_within(kind, bytes, &Limits::default())
}

fn lines_within(kind: ContainerKind, bytes: &[u8], limits: &Limits) -> Vec<String> {
    let (members, result) = all(kind, bytes, limits);
    let refusal = |refusal: &Refusal| (refusal.member.clone().unwrap_or_default(), refusal.reason.clone());
    let mut lines: Vec<String> = members
        .iter()
        .map(|member| match member {
            Member::Document(document) => {
                format!("{} = {}", document.name, String::from_utf8_lossy(&document.bytes))
            }
            Member::LeftOut(left_out) => {
                let (name, reason) = refusal(left_out);
                format!("{name} - {reason}")
            }
            Member::Refused(refused) => {
                let (name, reason) = refusal(refused);
                format!("{name} ! {reason}")
            }
        })
        .collect();
    lines.extend(result.err().map(|refusal| format!("!! {}", refusal.reason)));
    lines
}

/// The documents alone.
fn only_documents(kind: ContainerKind, bytes: &[u8]) -> Vec<Document> {
    let documents = all(kind, bytes, &Limits::default()).0.into_iter();
    documents
        .filter_map(|member| match member {
            Member::Document(document) => Some(document),
            Member::LeftOut(_) | Member::Refused(_) => None,
        })
        .collect()
}

#[test]
fn the_caller_can_break_off() {
    let archive = build::zip(&[("a.txt", "one"), ("b.txt", "two")]);
    let mut count = 0;
    let result =
        documents(ContainerKind::Zip, "a.zip", Cursor::new(archive), &Limits::default(), &mut |_| {
            count += 1;
            ControlFlow::Break(())
        });
    assert_eq!((count, result), (1, Ok(())));
}
