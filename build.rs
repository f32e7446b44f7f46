//! Makes cargo compile a new migration in, which the macro that embeds the folder doesn't watch, and says which one is
//! the newest, which refinery would have to build a regular expression to find out at every start.

use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    let folder = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it") + "/migrations";
    let names =
        fs::read_dir(folder).expect("the migrations are there").flatten().map(|entry| entry.file_name());
    let numbers =
        names.filter_map(|name| name.to_str()?.strip_prefix('V')?.split_once("__")?.0.parse::<i32>().ok());
    println!("cargo:rustc-env=NEWEST_SCHEMA={}", numbers.max().expect("there is a first migration"));
}
