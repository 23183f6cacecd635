//! Tells cargo that the embedded pages are sources too, and people how to make them.

fn main() {
    println!("cargo:rerun-if-changed=web/build/widget");
    assert!(
        std::path::Path::new("web/build/widget").is_dir(),
        "The pages that the binary embeds are not built yet: run `make web` once, or `make build` for all."
    );
}
