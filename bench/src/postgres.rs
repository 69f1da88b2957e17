//! A PostgreSQL cluster of the driver's own, durable as a city's must be: fsync on.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use platform::error::{Error, internal};

/// A running cluster; stopped when dropped.
pub struct Cluster {
    bin: PathBuf,
    data: PathBuf,
    port: u16,
    password: String,
}

impl Cluster {
    /// Makes a cluster in a folder and starts it.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start.
    pub fn start(folder: &Path) -> Result<Self, Error> {
        let bin = newest_bin().ok_or_else(|| internal("PostgreSQL is not installed"))?;
        let home = folder.join("postgres");
        let password: String = platform::random::bytes::<16>()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let failed = |error: std::io::Error| internal(error.to_string());
        std::fs::create_dir_all(&home).map_err(failed)?;
        std::fs::write(home.join("password"), &password).map_err(failed)?;
        hand_over(folder, &home)?;
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|l| l.local_addr())
            .map_err(failed)?
            .port();
        let cluster = Self {
            bin,
            data: home.join("data"),
            port,
            password,
        };
        let pwfile = home.join("password").display().to_string();
        cluster.run(
            "initdb",
            &[
                "-U",
                "touyan",
                "--pwfile",
                &pwfile,
                "--auth",
                "scram-sha-256",
                "--encoding",
                "UTF8",
                "--locale",
                "C",
                "--no-instructions",
            ],
        )?;
        let log = home.join("log").display().to_string();
        let options = format!(
            "-c listen_addresses=127.0.0.1 -p {port} -k {} -c max_connections=100 \
             -c shared_buffers=256MB -c fsync=on -c synchronous_commit=on -c full_page_writes=on \
             -c max_wal_size=4GB",
            home.display()
        );
        cluster.run(
            "pg_ctl",
            &["-l", &log, "-w", "-t", "60", "-o", &options, "start"],
        )?;
        Ok(cluster)
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!(
            "postgres://touyan:{}@127.0.0.1:{}/postgres",
            self.password, self.port
        )
    }

    fn run(&self, tool: &str, arguments: &[&str]) -> Result<(), Error> {
        let program = self.bin.join(tool);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        let status = command
            .arg("-D")
            .arg(&self.data)
            .args(arguments)
            .current_dir("/")
            .stdout(Stdio::null())
            .status()
            .map_err(|error| internal(format!("{tool}: {error}")))?;
        if status.success() {
            Ok(())
        } else {
            Err(internal(format!("{tool} failed: {status}")))
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The folder is removed next; a server that does not stop is said by the tool itself.
        let _ = self.run("pg_ctl", &["-m", "immediate", "-w", "stop"]);
    }
}

/// PostgreSQL refuses to run as root; its Debian package brings the user `postgres`.
fn hand_over(folder: &Path, home: &Path) -> Result<(), Error> {
    if !is_root() {
        return Ok(());
    }
    use std::os::unix::fs::PermissionsExt as _;
    let failed = |error: std::io::Error| internal(error.to_string());
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).map_err(failed)?;
    let status = Command::new("chown")
        .args(["-R", "postgres:"])
        .arg(home)
        .status()
        .map_err(failed)?;
    if status.success() {
        Ok(())
    } else {
        Err(internal("the folder cannot be handed to postgres"))
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn newest_bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .max()
        .map(|(_, bin)| bin)
}
