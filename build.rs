//! Tells cargo that the embedded pages are sources too.

fn main() {
    println!("cargo:rerun-if-changed=web/build/widget");
}
