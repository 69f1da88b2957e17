//! Embeds what the binary carries: migrations, word lists, rule tables and assets.
//!
//! Each becomes a table of (path, bytes); the assets also get one build hash, which stands in
//! their address so that they can be cached for ever.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..");
    let root = fs::canonicalize(root)?;
    let mut out = String::new();
    for (name, folder) in [
        ("MIGRATIONS", "migrations"),
        ("LOCALES", "locales"),
        ("RULES", "rules"),
        ("ASSETS", "assets"),
    ] {
        let files = files_below(&root.join(folder))?;
        table(&mut out, name, &root.join(folder), &files);
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
        if name == "ASSETS" {
            let hash = hash_of(&files)?;
            let _ = writeln!(
                out,
                "/// One hash over all assets.\npub static BUILD_HASH: &str = \"{hash:016x}\";"
            );
        }
    }
    let target = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("embedded.rs");
    fs::write(target, out)
}

fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name == "node_modules" || name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn table(out: &mut String, name: &str, folder: &Path, files: &[PathBuf]) {
    let _ = writeln!(
        out,
        "/// Embedded files by path.\npub static {name}: &[(&str, &[u8])] = &["
    );
    for file in files {
        let path = file
            .strip_prefix(folder)
            .unwrap_or(file)
            .to_string_lossy()
            .replace('\\', "/");
        let _ = writeln!(
            out,
            "    ({path:?}, include_bytes!({:?})),",
            file.display().to_string()
        );
    }
    let _ = writeln!(out, "];");
}

/// FNV-1a: the hash only has to change when a file does.
fn hash_of(files: &[PathBuf]) -> io::Result<u64> {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        for byte in fs::read(file)? {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(hash)
}
