//! Makes cargo compile a new migration in: the macro that embeds the folder doesn't watch it.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
