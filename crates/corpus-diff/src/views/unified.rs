//! The unified line diff that `patch` and other programs read.
//!
//! Only a line feed ends a line, so that what `patch` makes of the old text is the new text to the byte. The
//! format is that of POSIX `diff -u`, with the note on a missing last line feed that GNU and git share.

use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

/// The lines that changed, with up to `context` lines around them, as a patch from `old` to `new`. Empty if
/// they are the same.
///
/// The labels name the texts, usually as a path with perhaps a tab and a date behind it. Line breaks in them
/// become spaces.
#[must_use]
pub fn unified(old: &str, new: &str, old_label: &str, new_label: &str, context: usize) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let operations = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut patch = String::new();
    for hunk in group_diff_ops(operations, context.min(old.len() + new.len())) {
        if patch.is_empty() {
            patch = format!("--- {}\n+++ {}\n", one_line(old_label), one_line(new_label));
        }
        patch.push_str(&UnifiedHunkHeader::new(&hunk).to_string());
        patch.push('\n');
        for operation in &hunk {
            push_lines(&mut patch, operation, &old, &new);
        }
    }
    patch
}

fn one_line(label: &str) -> String {
    label.replace(['\n', '\r'], " ")
}

fn push_lines(patch: &mut String, operation: &DiffOp, old: &[&str], new: &[&str]) {
    let is_equal = matches!(operation, DiffOp::Equal { .. });
    for line in &old[operation.old_range()] {
        push_line(patch, if is_equal { ' ' } else { '-' }, line);
    }
    for line in new[operation.new_range()].iter().filter(|_| !is_equal) {
        push_line(patch, '+', line);
    }
}

fn push_line(patch: &mut String, mark: char, line: &str) {
    patch.push(mark);
    patch.push_str(line);
    if !line.ends_with('\n') {
        patch.push_str("\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unified_is_what_diff_writes() {
        assert_eq!(unified("same\n", "same\n", "a", "b", 3), "");
        assert_eq!(
            unified("one\ntwo\nthree\n", "one\n2\nthree", "a.txt", "b\n.txt", 1),
            "--- a.txt\n+++ b .txt\n@@ -1,3 +1,3 @@\n one\n-two\n-three\n+2\n+three\n\\ No newline at end of file\n"
        );
        assert_eq!(unified("", "new\n", "a", "b", 0), "--- a\n+++ b\n@@ -0,0 +1 @@\n+new\n");
    }
}
