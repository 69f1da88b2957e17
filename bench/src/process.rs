//! The server under test, as a process of its own.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;

use platform::error::{Error, internal};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdout, Command};

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    /// Where it answers.
    pub address: SocketAddr,
    // Held open: a server that prints into a closed pipe would stop.
    _stdout: BufReader<ChildStdout>,
}

impl Server {
    /// Starts this program again as a server and waits for the line with its address.
    ///
    /// # Errors
    /// When it ends before it answers.
    pub async fn own(arguments: &[String]) -> Result<Self, Error> {
        let program = std::env::current_exe().map_err(|error| internal(error.to_string()))?;
        Self::start(program, arguments).await
    }

    /// Starts the product's binary, built beside this one.
    ///
    /// # Errors
    /// When it is not built or ends before it answers.
    pub async fn touyan(arguments: &[String]) -> Result<Self, Error> {
        Self::start(touyan()?, arguments).await
    }

    async fn start(program: PathBuf, arguments: &[String]) -> Result<Self, Error> {
        let mut child = Command::new(&program)
            .args(arguments)
            .env("TOUYAN_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| internal(format!("{}: {error}", program.display())))?;
        let stdout = child
            .stdout
            .take()
            .ok_or_else(|| internal("the server has no output"))?;
        let mut stdout = BufReader::new(stdout);
        let mut line = String::new();
        stdout
            .read_line(&mut line)
            .await
            .map_err(|error| internal(error.to_string()))?;
        let address = line
            .trim()
            .strip_prefix("http://")
            .and_then(|address| address.parse().ok())
            .ok_or_else(|| internal(format!("the server did not start: {line:?}")))?;
        Ok(Self {
            child,
            address,
            _stdout: stdout,
        })
    }

    /// kill -9, and waits until it is gone.
    ///
    /// # Errors
    /// When the system refuses.
    pub async fn kill(mut self) -> Result<(), Error> {
        self.child
            .kill()
            .await
            .map_err(|error| internal(error.to_string()))
    }

    /// Anonymous memory (RssAnon), megabytes.
    pub fn rss_mb(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"))?;
        let kb: f64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
        Some((kb / 1024.0 * 10.0).round() / 10.0)
    }
}

/// The product's binary.
///
/// # Errors
/// When it is not there.
pub fn touyan() -> Result<PathBuf, Error> {
    let own = std::env::current_exe().map_err(|error| internal(error.to_string()))?;
    let binary = own.with_file_name("touyan");
    if binary.exists() {
        Ok(binary)
    } else {
        Err(internal(format!(
            "{} is missing: build touyan in the same profile",
            binary.display()
        )))
    }
}
