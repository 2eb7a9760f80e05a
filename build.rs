//! Makes sure that the folder of the built frontend exists, so that the server also builds without.

fn main() {
    println!("cargo:rerun-if-changed=frontend/dist");
    if let Err(error) = std::fs::create_dir_all("frontend/dist") {
        println!("cargo:warning=frontend/dist cannot be made: {error}");
    }
}
