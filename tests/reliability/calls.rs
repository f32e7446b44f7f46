//! The system calls of this test program that touch files, taken over: each asks the [`disk`] of the file what becomes of
//! it, and tells it what was done.
//!
//! A program's own definition of `write` or `fsync` comes before the one of the C library, for SQLite as well as for
//! Rust's standard library. So the faults are beneath all code of the program, SQLite's own handling of files included,
//! and a file that is renamed by Rust has its place in the same record as one that SQLite writes. SQLite's interface for
//! file systems would only see the second kind.
//!
//! Calls on files of no disk go straight to the kernel.

#![allow(unsafe_code, reason = "functions of the C library can't be replaced without")]

use super::disk::{self, Fate, Touch};
use libc::{c_char, c_int, c_long, c_uint, c_void, mode_t, off_t, size_t, ssize_t};
use std::ffi::{CStr, OsStr};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// What `statfs` calls NFS, version 2 to 4.
const NFS: libc::__fsword_t = 0x6969;

/// Ends a call with this error.
fn fail(error: c_int) -> c_long {
    // SAFETY: the address is that of this thread's own `errno`, which any call may set.
    unsafe { *libc::__errno_location() = error };
    -1
}

/// Ends this process as `kill -9` does.
fn die() -> ! {
    // SAFETY: sends a signal to this process, which doesn't come back from it.
    unsafe { libc::kill(libc::getpid(), libc::SIGKILL) };
    unreachable!("a process survived SIGKILL")
}

/// Does `call` unless the disk decides otherwise; tells it the result.
fn decide(
    touch: Option<Touch>,
    call: impl FnOnce() -> c_long,
    done: impl FnOnce(&mut Touch, c_long),
) -> c_long {
    let Some(mut touch) = touch else { return call() };
    match touch.fate() {
        Fate::Happens => {
            let result = call();
            if result >= 0 {
                done(&mut touch, result);
            }
            result
        }
        Fate::Fails(error) => {
            drop(touch);
            fail(error)
        }
        Fate::Kills => die(),
    }
}

/// The path that a call was given.
///
/// # Safety
/// `path` is null or a C string that lives as long as the result is used.
unsafe fn path_of<'a>(path: *const c_char) -> &'a Path {
    if path.is_null() {
        return Path::new("");
    }
    // SAFETY: the caller says so.
    let bytes = unsafe { CStr::from_ptr(path) }.to_bytes();
    Path::new(OsStr::from_bytes(bytes))
}

/// # Safety
/// As `openat(2)`.
unsafe fn open_file(folder: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the caller of the call that this stands for gave a C string.
    let name = unsafe { path_of(path) };
    let creates = flags & libc::O_CREAT != 0;
    // SAFETY: the arguments are those that the caller gave for this very call.
    let call = || unsafe { libc::syscall(libc::SYS_openat, folder, path, flags, mode) };
    // A folder that is opened to be listed is closed inside the C library, unseen.
    let touch = if flags & libc::O_DIRECTORY == 0 { disk::named(name) } else { None };
    let result = decide(touch, call, |touch, file| {
        touch.opened(narrow(file), name, creates, flags & libc::O_TRUNC != 0);
    });
    narrow(result)
}

/// A file descriptor, or 0 or -1.
fn narrow(result: c_long) -> c_int {
    c_int::try_from(result).unwrap_or(-1)
}

/// A number of bytes, or -1.
fn size(result: c_long) -> ssize_t {
    ssize_t::try_from(result).unwrap_or(-1)
}

/// Replaces the function of the C library, as do all below.
///
/// # Safety
/// As `open(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the same arguments.
    unsafe { open_file(libc::AT_FDCWD, path, flags, mode) }
}

/// # Safety
/// As `open(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the same arguments.
    unsafe { open_file(libc::AT_FDCWD, path, flags, mode) }
}

/// # Safety
/// As `openat(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn openat(folder: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the same arguments.
    unsafe { open_file(folder, path, flags, mode) }
}

/// # Safety
/// As `openat(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn openat64(folder: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the same arguments.
    unsafe { open_file(folder, path, flags, mode) }
}

/// # Safety
/// As `close(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn close(file: c_int) -> c_int {
    // Before the number can be given to another file.
    disk::closing(file);
    // SAFETY: the same argument.
    narrow(unsafe { libc::syscall(libc::SYS_close, file) })
}

/// # Safety
/// As `read(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn read(file: c_int, buffer: *mut c_void, count: size_t) -> ssize_t {
    // SAFETY: the same arguments.
    let call = || unsafe { libc::syscall(libc::SYS_read, file, buffer, count) };
    size(decide(disk::open(file), call, |_, _| ()))
}

/// # Safety
/// As `pread(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn pread64(file: c_int, buffer: *mut c_void, count: size_t, at: off_t) -> ssize_t {
    // SAFETY: the same arguments.
    let call = || unsafe { libc::syscall(libc::SYS_pread64, file, buffer, count, at) };
    size(decide(disk::open(file), call, |_, _| ()))
}

/// # Safety
/// As `pread(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn pread(file: c_int, buffer: *mut c_void, count: size_t, at: off_t) -> ssize_t {
    // SAFETY: the same arguments.
    unsafe { pread64(file, buffer, count, at) }
}

/// # Safety
/// As `write(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn write(file: c_int, buffer: *const c_void, count: size_t) -> ssize_t {
    let touch = disk::open(file);
    let at = if touch.is_some() {
        // SAFETY: asks where in the file the next byte goes, and changes nothing.
        unsafe { libc::syscall(libc::SYS_lseek, file, 0, libc::SEEK_CUR) }
    } else {
        0
    };
    // SAFETY: the same arguments, or a smaller count.
    unsafe { write_to(touch, buffer, count, at, |count| libc::syscall(libc::SYS_write, file, buffer, count)) }
}

/// # Safety
/// As `pwrite(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn pwrite64(file: c_int, buffer: *const c_void, count: size_t, at: off_t) -> ssize_t {
    // SAFETY: the same arguments, or a smaller count.
    unsafe {
        write_to(disk::open(file), buffer, count, at, |count| {
            libc::syscall(libc::SYS_pwrite64, file, buffer, count, at)
        })
    }
}

/// # Safety
/// As `pwrite(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn pwrite(file: c_int, buffer: *const c_void, count: size_t, at: off_t) -> ssize_t {
    // SAFETY: the same arguments.
    unsafe { pwrite64(file, buffer, count, at) }
}

/// Writes as much as the disk has room for.
///
/// # Safety
/// `buffer` has `count` bytes.
unsafe fn write_to(
    mut touch: Option<Touch>,
    buffer: *const c_void,
    count: size_t,
    at: c_long,
    call: impl FnOnce(size_t) -> c_long,
) -> ssize_t {
    let at = u64::try_from(at).unwrap_or(0);
    let count = match &mut touch {
        Some(touch) => touch.room(at, count),
        None => count,
    };
    size(decide(
        touch,
        || call(count),
        |touch, written| {
            let written = usize::try_from(written).unwrap_or(0).min(count);
            // SAFETY: the kernel has just read this many bytes from there.
            touch.wrote(at, unsafe { std::slice::from_raw_parts(buffer.cast(), written) });
        },
    ))
}

/// # Safety
/// As `ftruncate(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn ftruncate64(file: c_int, length: off_t) -> c_int {
    // SAFETY: the same arguments.
    let call = || unsafe { libc::syscall(libc::SYS_ftruncate, file, length) };
    narrow(decide(disk::open(file), call, |touch, _| touch.truncated(u64::try_from(length).unwrap_or(0))))
}

/// # Safety
/// As `ftruncate(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn ftruncate(file: c_int, length: off_t) -> c_int {
    // SAFETY: the same arguments.
    unsafe { ftruncate64(file, length) }
}

/// # Safety
/// As `fsync(2)`. What is on a disk of ours isn't really synced: a power loss is only ever imagined, and this saves most
/// of the time.
#[unsafe(no_mangle)]
unsafe extern "C" fn fsync(file: c_int) -> c_int {
    let touch = disk::open(file);
    let pretends = touch.is_some();
    // SAFETY: the same argument.
    let call = || if pretends { 0 } else { unsafe { libc::syscall(libc::SYS_fsync, file) } };
    narrow(decide(touch, call, |touch, _| touch.synced()))
}

/// # Safety
/// As `fdatasync(2)`, which for what is recorded here is the same as `fsync(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn fdatasync(file: c_int) -> c_int {
    // SAFETY: the same argument.
    unsafe { fsync(file) }
}

/// # Safety
/// As `syncfs(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn syncfs(file: c_int) -> c_int {
    let touch = disk::open(file);
    let pretends = touch.is_some();
    // SAFETY: the same argument.
    let call = || if pretends { 0 } else { unsafe { libc::syscall(libc::SYS_syncfs, file) } };
    narrow(decide(touch, call, |touch, _| touch.synced_all()))
}

/// # Safety
/// As `unlink(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    // SAFETY: the caller gave a C string.
    let name = unsafe { path_of(path) };
    // SAFETY: the same argument.
    let call = || unsafe { libc::syscall(libc::SYS_unlinkat, libc::AT_FDCWD, path, 0) };
    narrow(decide(disk::named(name), call, |touch, _| touch.removed(name)))
}

/// # Safety
/// As `rename(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    // SAFETY: the same arguments.
    unsafe { renameat2(libc::AT_FDCWD, from, libc::AT_FDCWD, to, 0) }
}

/// # Safety
/// As `renameat2(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn renameat2(
    from_folder: c_int,
    from: *const c_char,
    to_folder: c_int,
    to: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller gave C strings.
    let (old, new) = unsafe { (path_of(from), path_of(to)) };
    // SAFETY: the same arguments.
    let call = || unsafe { libc::syscall(libc::SYS_renameat2, from_folder, from, to_folder, to, flags) };
    narrow(decide(disk::named(old), call, |touch, _| touch.renamed(old, new)))
}

/// # Safety
/// As `mkdir(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn mkdir(path: *const c_char, mode: mode_t) -> c_int {
    // SAFETY: the caller gave a C string.
    let name = unsafe { path_of(path) };
    // SAFETY: the same arguments.
    let call = || unsafe { libc::syscall(libc::SYS_mkdirat, libc::AT_FDCWD, path, mode) };
    narrow(decide(disk::named(name), call, |touch, _| touch.made_folder(name)))
}

/// # Safety
/// As `statfs(2)`, but that a disk of ours may say that it is a network drive.
#[unsafe(no_mangle)]
unsafe extern "C" fn statfs(path: *const c_char, found: *mut libc::statfs) -> c_int {
    // SAFETY: the same arguments.
    let result = unsafe { libc::syscall(libc::SYS_statfs, path, found) };
    // SAFETY: the caller gave a C string.
    if result == 0 && disk::is_network(unsafe { path_of(path) }) {
        // SAFETY: the kernel has just written to it.
        unsafe { (*found).f_type = NFS };
    }
    narrow(result)
}

/// # Safety
/// As `statfs(2)`.
#[unsafe(no_mangle)]
unsafe extern "C" fn statfs64(path: *const c_char, found: *mut libc::statfs) -> c_int {
    // SAFETY: the same arguments; where `off_t` has 64 bits, both are the same.
    unsafe { statfs(path, found) }
}
