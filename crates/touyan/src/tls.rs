//! Certificates: an operator's own, or the one kept for a demonstration on the local network.
//! They are read again when their files change, so that a renewed one needs no restart.

use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use platform::error::{Error, internal};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio_rustls::TlsAcceptor;

use crate::cli::ServeArgs;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(30);

/// The acceptor the arguments ask for, if any. Its certificate is kept up to date for as long as
/// the process runs.
///
/// # Errors
/// When a file cannot be read or is no certificate.
pub fn acceptor(args: &ServeArgs) -> Result<Option<TlsAcceptor>, Error> {
    let (Some(cert), Some(key)) = (&args.tls_cert, &args.tls_key) else {
        return Ok(None);
    };
    let kept = Arc::new(Kept::read(cert.clone(), key.clone())?);
    let config = ServerConfig::builder_with_provider(Arc::new(provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| internal(error.to_string()))?
        .with_no_client_auth()
        .with_cert_resolver(Arc::clone(&kept) as Arc<dyn ResolvesServerCert>);
    tokio::spawn(async move {
        let mut turn = tokio::time::interval(LOOK);
        loop {
            turn.tick().await;
            kept.look();
        }
    });
    Ok(Some(TlsAcceptor::from(Arc::new(config))))
}

fn provider() -> rustls::crypto::CryptoProvider {
    rustls::crypto::ring::default_provider()
}

/// When the two files were written last.
type Stamp = [Option<SystemTime>; 2];

/// The certificate in use and the files it came from.
#[derive(Debug)]
struct Kept {
    cert: PathBuf,
    key: PathBuf,
    now: RwLock<(Stamp, Arc<CertifiedKey>)>,
}

impl Kept {
    fn read(cert: PathBuf, key: PathBuf) -> Result<Self, Error> {
        let first = (stamp(&cert, &key), certificate(&cert, &key)?);
        let now = RwLock::new(first);
        Ok(Self { cert, key, now })
    }

    /// Takes new files into use. Half-written or wrong ones are told to the operator, and the
    /// certificate that was in use stays.
    fn look(&self) {
        let found = stamp(&self.cert, &self.key);
        let known = self.now.read().map(|now| now.0);
        if known.is_ok_and(|known| known == found) {
            return;
        }
        match (certificate(&self.cert, &self.key), self.now.write()) {
            (Ok(fresh), Ok(mut now)) => {
                *now = (found, fresh);
                tracing::info!("a new certificate is in use");
            }
            (Err(error), _) => tracing::error!(%error, "the new certificate is not in use"),
            (Ok(_), Err(_)) => {}
        }
    }
}

impl ResolvesServerCert for Kept {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.now.read().ok().map(|now| Arc::clone(&now.1))
    }
}

fn stamp(cert: &PathBuf, key: &PathBuf) -> Stamp {
    [cert, key].map(|file| {
        std::fs::metadata(file)
            .and_then(|about| about.modified())
            .ok()
    })
}

fn certificate(cert: &PathBuf, key: &PathBuf) -> Result<Arc<CertifiedKey>, Error> {
    let wrong = |error: String| internal(format!("the certificate cannot be used: {error}"));
    let chain = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect)
        .map_err(|error| wrong(error.to_string()))?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong(error.to_string()))?;
    let pair = CertifiedKey::from_der(chain, key, &provider());
    pair.map(Arc::new).map_err(|error| wrong(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &std::path::Path, name: &str) -> Vec<u8> {
        let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
        std::fs::write(folder.join("cert.pem"), made.cert.pem()).unwrap();
        std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        made.cert.der().to_vec()
    }

    #[test]
    fn a_renewed_certificate_is_used_and_a_broken_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let first = write(folder.path(), "first.example");
        let kept = Kept::read(
            folder.path().join("cert.pem"),
            folder.path().join("key.pem"),
        )
        .unwrap();
        let used = || kept.now.read().unwrap().1.cert[0].to_vec();
        let older = |file: &str| {
            let opened = std::fs::File::open(folder.path().join(file)).unwrap();
            let before = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
            opened.set_modified(before).unwrap();
        };
        kept.look();
        assert_eq!(used(), first);

        std::fs::write(folder.path().join("cert.pem"), "half of a").unwrap();
        older("cert.pem");
        kept.look();
        assert_eq!(used(), first);

        let second = write(folder.path(), "second.example");
        kept.look();
        assert_eq!(used(), second);
    }
}
