//! Certificates: an operator's own, or the one kept for a demonstration on the local network.

use std::sync::Arc;

use platform::error::{Error, internal};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::cli::ServeArgs;

/// The acceptor the arguments ask for, if any.
///
/// # Errors
/// When a file cannot be read or is no certificate.
pub fn acceptor(args: &ServeArgs) -> Result<Option<TlsAcceptor>, Error> {
    let wrong = |error: String| internal(format!("the certificate cannot be used: {error}"));
    let (Some(cert), Some(key)) = (&args.tls_cert, &args.tls_key) else {
        return Ok(None);
    };
    let chain = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect)
        .map_err(|error| wrong(error.to_string()))?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong(error.to_string()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(error.to_string()))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| wrong(error.to_string()))?;
    Ok(Some(TlsAcceptor::from(Arc::new(config))))
}
