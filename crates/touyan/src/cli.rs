//! The command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 found something wrong.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use platform::web::proxy::Network;

use crate::demo::DemoArgs;
use crate::import::Import;
use crate::ops::{Admin, BackupArgs, RestoreArgs, VerifyArgs};
use crate::{demo, import, ops, serve};

/// Touyan (头雁): study and organisation life of a city's Party organisations.
#[derive(Parser, Debug)]
#[command(version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the binary can do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve a city.
    Serve(ServeArgs),
    /// Make a sample city.
    Demo(DemoArgs),
    /// Bring the tree, rosters, questions or materials in. A dry run unless --commit.
    #[command(subcommand)]
    Import(Import),
    /// Copy a city on SQLite to a folder, while it runs.
    Backup(BackupArgs),
    /// Make a data folder from a backup.
    Restore(RestoreArgs),
    /// Prove that a city is whole; exit code 3 when it is not.
    Verify(VerifyArgs),
    /// Rare acts of an operator.
    #[command(subcommand)]
    Admin(Admin),
}

/// Where a city's data lie.
#[derive(Args, Debug, Clone)]
pub struct Place {
    /// The data folder: database, files, keys, backups.
    #[arg(long, env = "TOUYAN_DATA")]
    pub data: PathBuf,
    /// A PostgreSQL URL; without it the embedded SQLite in the data folder is used.
    #[arg(long, env = "TOUYAN_DB")]
    pub db: Option<String>,
}

/// How to serve.
#[derive(Args, Debug, Clone)]
pub struct ServeArgs {
    /// Where the data lie.
    #[command(flatten)]
    pub place: Place,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8700", env = "TOUYAN_LISTEN")]
    pub listen: SocketAddr,
    /// Where figures are served for Prometheus; nowhere without it.
    #[arg(long, env = "TOUYAN_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// The certificate chain, PEM.
    #[arg(long, requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's key, PEM.
    #[arg(long, requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Serve plain HTTP on an address that is not loopback: behind a TLS proxy only.
    #[arg(long)]
    pub insecure_http: bool,
    /// A network of TLS proxies (10.0.0.0/8) whose X-Forwarded-For is believed; several with
    /// commas. Pages then count as served over HTTPS.
    #[arg(long, env = "TOUYAN_TRUSTED_PROXY", value_delimiter = ',')]
    pub trusted_proxy: Vec<Network>,
    /// Serve HTTPS on the local network with a certificate of its own and print a QR code.
    #[arg(long)]
    pub lan: bool,
    /// The site's name in the corner of each page.
    #[arg(long, env = "TOUYAN_SITE", default_value = "头雁")]
    pub site: String,
    /// The sponsor (主办单位), shown on /about.
    #[arg(long, env = "TOUYAN_SPONSOR", default_value = "")]
    pub sponsor: String,
    /// The operator (运维单位), shown on /about.
    #[arg(long, env = "TOUYAN_OPERATOR", default_value = "")]
    pub operator: String,
    /// The filing number (备案编号), shown on /about.
    #[arg(long, env = "TOUYAN_FILING_NUMBER", default_value = "")]
    pub filing_number: String,
    /// Take the service worker back from the phones that have one: nothing opens without a network.
    #[arg(long, env = "TOUYAN_NO_OFFLINE_SHELL", value_parser = clap::builder::FalseyValueParser::new())]
    pub no_offline_shell: bool,
    /// Threads that answer requests; as many as there are processors without it.
    #[arg(long)]
    pub threads: Option<usize>,
}

/// Runs a command.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let runtime = match runtime(&cli.command) {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("touyan: {error}");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(args) => serve::run(args).await,
            Command::Demo(args) => demo::run(args).await,
            Command::Import(what) => import::run(what).await,
            Command::Backup(args) => ops::back_up(args).await,
            Command::Restore(args) => ops::restore(args).await,
            Command::Verify(args) => ops::verify(args).await,
            Command::Admin(what) => ops::admin(&what),
        }
    });
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("touyan: {error}");
            ExitCode::FAILURE
        }
    }
}

fn runtime(command: &Command) -> std::io::Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    if let Command::Serve(ServeArgs {
        threads: Some(threads),
        ..
    }) = command
    {
        builder.worker_threads(*threads);
    }
    builder.enable_all().build()
}
