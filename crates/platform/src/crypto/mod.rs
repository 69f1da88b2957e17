//! Keys, sealed fields, signatures and password hashes.
//!
//! What needs a key goes through the [`Crypto`] trait by the *name* of the key, so that a
//! certified module can hold the keys instead of this process; [`Software`] is the provider
//! that reads them from `DIR/keys`. Keys are never in a backup: [`Keys::recovery_sheet`] is
//! what an operator prints and locks away.

mod binding;
mod keys;
mod password;
mod seal;
mod sheet;

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use ed25519_dalek::{Signer as _, Verifier as _};
use hmac::Mac as _;

pub use binding::keys_for;
pub use keys::{KeyError, Keys};
pub use password::Hasher;
pub use seal::Sealer;

/// Bytes of an AES-GCM nonce.
pub const NONCE: usize = 12;

/// Which secret an HMAC is made with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MacKey {
    /// Exact look-up of sealed values.
    Index,
    /// Tickets and links that this deployment hands out and takes back.
    Ticket,
}

/// Why a cryptographic operation was refused. Says nothing about the secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CryptoError {
    /// The bytes are not ours, were changed, or belong to another row.
    #[error("the sealed value is damaged or belongs to another row")]
    Damaged,
    /// No key of this number is here.
    #[error("sealing key {0} is missing")]
    NoKey(u32),
    /// The provider did not answer.
    #[error("the crypto provider failed")]
    Failed,
}

impl From<CryptoError> for crate::error::Error {
    fn from(error: CryptoError) -> Self {
        crate::error::internal(error.to_string())
    }
}

/// Operations with keys that the caller never holds.
pub trait Crypto: Send + Sync + 'static {
    /// The provider's name, for the operator's page.
    fn name(&self) -> &'static str;

    /// The number of the key that new values are sealed with.
    fn newest_key(&self) -> u32;

    /// Encrypts and authenticates; `aad` is authenticated only.
    ///
    /// # Errors
    /// [`CryptoError::NoKey`], or the provider's failure.
    fn encrypt(
        &self,
        key: u32,
        nonce: &[u8; NONCE],
        aad: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, CryptoError>;

    /// Undoes [`Crypto::encrypt`].
    ///
    /// # Errors
    /// [`CryptoError::Damaged`] when anything at all was changed; [`CryptoError::NoKey`].
    fn decrypt(
        &self,
        key: u32,
        nonce: &[u8; NONCE],
        aad: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, CryptoError>;

    /// HMAC-SHA256.
    ///
    /// # Errors
    /// The provider's failure.
    fn mac(&self, key: MacKey, data: &[u8]) -> Result<[u8; 32], CryptoError>;

    /// Signs with the deployment's key.
    ///
    /// # Errors
    /// The provider's failure.
    fn sign(&self, data: &[u8]) -> Result<[u8; 64], CryptoError>;

    /// The public half of the signing key, for receipts.
    fn public_key(&self) -> [u8; 32];
}

/// The provider that computes in this process: AES-256-GCM, HMAC-SHA256, Ed25519.
pub struct Software(Keys);

impl Software {
    /// A provider over these keys.
    #[must_use]
    pub fn new(keys: Keys) -> Self {
        Self(keys)
    }

    fn cipher(&self, key: u32) -> Result<aes_gcm::Aes256Gcm, CryptoError> {
        let bytes = self.0.sealing.get(&key).ok_or(CryptoError::NoKey(key))?;
        aes_gcm::Aes256Gcm::new_from_slice(bytes).map_err(|_| CryptoError::Failed)
    }
}

impl Crypto for Software {
    fn name(&self) -> &'static str {
        "software"
    }

    fn newest_key(&self) -> u32 {
        self.0.newest()
    }

    fn encrypt(
        &self,
        key: u32,
        nonce: &[u8; NONCE],
        aad: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        self.cipher(key)?
            .encrypt(&(*nonce).into(), Payload { msg: plain, aad })
            .map_err(|_| CryptoError::Failed)
    }

    fn decrypt(
        &self,
        key: u32,
        nonce: &[u8; NONCE],
        aad: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        self.cipher(key)?
            .decrypt(&(*nonce).into(), Payload { msg: sealed, aad })
            .map_err(|_| CryptoError::Damaged)
    }

    fn mac(&self, key: MacKey, data: &[u8]) -> Result<[u8; 32], CryptoError> {
        let secret = match key {
            MacKey::Index => &self.0.index,
            MacKey::Ticket => &self.0.ticket,
        };
        Ok(keys::hmac(secret, data))
    }

    fn sign(&self, data: &[u8]) -> Result<[u8; 64], CryptoError> {
        let key = ed25519_dalek::SigningKey::from_bytes(&self.0.signing);
        Ok(key.sign(data).to_bytes())
    }

    fn public_key(&self) -> [u8; 32] {
        ed25519_dalek::SigningKey::from_bytes(&self.0.signing)
            .verifying_key()
            .to_bytes()
    }
}

/// Whether a signature was made over these bytes by the holder of the key.
#[must_use]
pub fn signed_by(public_key: &[u8; 32], data: &[u8], signature: &[u8; 64]) -> bool {
    ed25519_dalek::VerifyingKey::from_bytes(public_key).is_ok_and(|key| {
        key.verify(data, &ed25519_dalek::Signature::from_bytes(signature))
            .is_ok()
    })
}

/// Whether two secrets are equal, in a time that does not depend on where they differ.
#[must_use]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    // Comparing MACs under a throw-away key hides the contents, whatever the compiler does.
    let key = crate::random::bytes::<32>();
    let mut mac = keys::keyed(&key);
    mac.update(a);
    let mut other = keys::keyed(&key);
    other.update(b);
    mac.verify(&other.finalize().into_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_bytes_only() {
        let provider = Software::new(Keys::random());
        let signature = provider.sign(b"root 7").unwrap();
        assert!(signed_by(&provider.public_key(), b"root 7", &signature));
        assert!(!signed_by(&provider.public_key(), b"root 8", &signature));
        assert!(!signed_by(
            &Software::new(Keys::random()).public_key(),
            b"root 7",
            &signature
        ));
    }

    #[test]
    fn each_mac_key_gives_another_mac() {
        let provider = Software::new(Keys::random());
        let index = provider.mac(MacKey::Index, b"x").unwrap();
        assert_eq!(index, provider.mac(MacKey::Index, b"x").unwrap());
        assert_ne!(index, provider.mac(MacKey::Ticket, b"x").unwrap());
    }

    #[test]
    fn equal_secrets_are_the_same() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd"));
        assert!(!same(b"abc", b"ab"));
    }
}
