//! Makes cargo compile a new migration in, which the macro that embeds the folder doesn't watch, and says which one is
//! the newest, which refinery would have to build a regular expression to find out at every start.

use std::fs;

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    let files = fs::read_dir("migrations").expect("the migrations are there").flatten();
    let number = |name: &str| name.strip_prefix('V')?.split_once("__")?.0.parse::<i32>().ok();
    let numbers = files.filter_map(|file| number(file.file_name().to_str()?));
    println!("cargo:rustc-env=NEWEST_SCHEMA={}", numbers.max().expect("there is a first migration"));
}
