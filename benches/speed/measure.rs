//! Running commands and what they cost: seconds on the wall and the peak of memory.

use anyhow::{Context as _, bail};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use wait4::Wait4 as _;

/// What a run has cost.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) seconds: f64,
    /// Resident memory in bytes at its highest. Never below what this program itself has used so far, as a process
    /// begins as a copy of its parent: so nothing large is made here, articles are generated in a process of their own.
    pub(crate) peak: u64,
}

/// Runs the commands one after another. What they print is thrown away; their complaints are kept in the file `log`.
///
/// # Errors
///
/// When one can't be started or fails; the error quotes its complaint.
pub(crate) fn run(commands: Vec<Command>, log: &Path) -> anyhow::Result<Cost> {
    // What earlier runs wrote should not be on its way to the disk during this one.
    rustix::fs::sync();
    let mut peak = 0;
    let start = Instant::now();
    for mut command in commands {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(log)?);
        let child =
            command.spawn().with_context(|| format!("can't start {}", command.get_program().display()))?;
        let used = child.wait4()?;
        if !used.status.success() {
            bail!("{command:?} failed: {}", fs::read_to_string(log)?.trim_end());
        }
        peak = peak.max(used.rusage.maxrss);
    }
    Ok(Cost { seconds: start.elapsed().as_secs_f64(), peak })
}

/// The middle of the seconds, and the highest of the peaks.
pub(crate) fn summed_up(costs: &[Cost]) -> Option<Cost> {
    let mut seconds: Vec<_> = costs.iter().map(|cost| cost.seconds).collect();
    seconds.sort_by(f64::total_cmp);
    let middle = seconds.len().checked_sub(1)? / 2;
    let median = f64::midpoint(seconds[middle], seconds[seconds.len() / 2]);
    Some(Cost { seconds: median, peak: costs.iter().map(|cost| cost.peak).max()? })
}

/// The size of a file, or of all files below a folder.
pub(crate) fn size(path: &Path) -> anyhow::Result<u64> {
    let about = fs::symlink_metadata(path).with_context(|| format!("can't read {}", path.display()))?;
    if !about.is_dir() {
        return Ok(about.len());
    }
    fs::read_dir(path)?.map(|entry| size(&entry?.path())).sum()
}
