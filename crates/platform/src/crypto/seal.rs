//! Sealed columns: ciphertext that only opens in the row and column it was written to.
//!
//! `version (1) · key number (4) · nonce (12) · ciphertext with tag`. A value copied to another
//! person's row does not open there, and a new key does not close the old values.

use std::sync::Arc;

use super::{Crypto, CryptoError, MacKey, NONCE};

/// The layout above.
const VERSION: u8 = 1;
/// Bytes before the ciphertext.
const HEAD: usize = 1 + 4 + NONCE;

/// Seals and opens column values; cheap to clone.
#[derive(Clone)]
pub struct Sealer(Arc<dyn Crypto>);

impl Sealer {
    /// A sealer over a provider.
    #[must_use]
    pub fn new(provider: Arc<dyn Crypto>) -> Self {
        Self(provider)
    }

    /// The provider beneath, for MACs and signatures.
    #[must_use]
    pub fn provider(&self) -> &dyn Crypto {
        &*self.0
    }

    /// Seals a value for one column of one row.
    ///
    /// # Errors
    /// The provider's failure.
    pub fn seal(
        &self,
        table: &str,
        column: &str,
        row_id: [u8; 16],
        plain: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        let key = self.0.newest_key();
        let nonce = crate::random::bytes::<NONCE>();
        let sealed = self
            .0
            .encrypt(key, &nonce, &place(table, column, row_id), plain)?;
        let mut out = Vec::with_capacity(HEAD + sealed.len());
        out.push(VERSION);
        out.extend_from_slice(&key.to_be_bytes());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what was sealed for this column of this row.
    ///
    /// # Errors
    /// [`CryptoError::Damaged`] for changed bytes or another row's value;
    /// [`CryptoError::NoKey`] when its key is not here.
    pub fn open(
        &self,
        table: &str,
        column: &str,
        row_id: [u8; 16],
        sealed: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        let (head, body) = sealed.split_at_checked(HEAD).ok_or(CryptoError::Damaged)?;
        let (version, rest) = head.split_first().ok_or(CryptoError::Damaged)?;
        let (number, nonce) = rest.split_first_chunk::<4>().ok_or(CryptoError::Damaged)?;
        let nonce = nonce.try_into().map_err(|_| CryptoError::Damaged)?;
        if *version != VERSION {
            return Err(CryptoError::Damaged);
        }
        self.0.decrypt(
            u32::from_be_bytes(*number),
            nonce,
            &place(table, column, row_id),
            body,
        )
    }

    /// Seals text.
    ///
    /// # Errors
    /// As [`Sealer::seal`].
    pub fn seal_text(
        &self,
        table: &str,
        column: &str,
        row_id: [u8; 16],
        text: &str,
    ) -> Result<Vec<u8>, CryptoError> {
        self.seal(table, column, row_id, text.as_bytes())
    }

    /// Opens text.
    ///
    /// # Errors
    /// As [`Sealer::open`]; [`CryptoError::Damaged`] when it is not text.
    pub fn open_text(
        &self,
        table: &str,
        column: &str,
        row_id: [u8; 16],
        sealed: &[u8],
    ) -> Result<String, CryptoError> {
        String::from_utf8(self.open(table, column, row_id, sealed)?)
            .map_err(|_| CryptoError::Damaged)
    }

    /// The key by which an exact value is found without opening any: the same text under the
    /// same purpose gives the same bytes. The caller normalises the text first.
    ///
    /// # Errors
    /// The provider's failure.
    pub fn blind_index(&self, purpose: &str, normalised: &str) -> Result<Vec<u8>, CryptoError> {
        let mut data = Vec::with_capacity(purpose.len() + normalised.len() + 4);
        part(&mut data, purpose.as_bytes());
        data.extend_from_slice(normalised.as_bytes());
        Ok(self.0.mac(MacKey::Index, &data)?.to_vec())
    }
}

/// What is authenticated beside the value: where it stands.
fn place(table: &str, column: &str, row_id: [u8; 16]) -> Vec<u8> {
    let mut out = Vec::with_capacity(table.len() + column.len() + 24);
    part(&mut out, table.as_bytes());
    part(&mut out, column.as_bytes());
    out.extend_from_slice(&row_id);
    out
}

/// Length first, so that no two places read alike.
fn part(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Keys, Software};
    use super::*;

    fn sealer() -> Sealer {
        Sealer::new(Arc::new(Software::new(Keys::random())))
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_in_its_place(plain: Vec<u8>, row: [u8; 16]) {
            let sealer = sealer();
            let sealed = sealer.seal("member", "mobile", row, &plain).unwrap();
            prop_assert_eq!(sealer.open("member", "mobile", row, &sealed).unwrap(), plain);
        }

        #[test]
        fn any_changed_bit_is_refused(plain: Vec<u8>, row: [u8; 16], at: prop::sample::Index, bit in 0..8u8) {
            let sealer = sealer();
            let mut sealed = sealer.seal("member", "mobile", row, &plain).unwrap();
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert!(sealer.open("member", "mobile", row, &sealed).is_err());
        }

        #[test]
        fn a_cut_value_is_refused(plain: Vec<u8>, keep: prop::sample::Index) {
            let sealer = sealer();
            let sealed = sealer.seal("member", "mobile", [1; 16], &plain).unwrap();
            let kept = &sealed[..keep.index(sealed.len())];
            prop_assert!(sealer.open("member", "mobile", [1; 16], kept).is_err());
        }

        #[test]
        fn another_place_is_refused(row: [u8; 16], other: [u8; 16]) {
            prop_assume!(row != other);
            let sealer = sealer();
            let sealed = sealer.seal("member", "mobile", row, b"13800000000").unwrap();
            let damaged = Err(CryptoError::Damaged);
            prop_assert_eq!(sealer.open("member", "mobile", other, &sealed), damaged.clone());
            prop_assert_eq!(sealer.open("member", "phone", row, &sealed), damaged.clone());
            prop_assert_eq!(sealer.open("memberm", "obile", row, &sealed), damaged);
        }
    }

    #[test]
    fn one_value_never_looks_the_same_twice_but_is_found_by_its_index() {
        let sealer = sealer();
        let first = sealer
            .seal("member", "mobile", [1; 16], b"13800000000")
            .unwrap();
        assert_ne!(
            first,
            sealer
                .seal("member", "mobile", [1; 16], b"13800000000")
                .unwrap()
        );
        let index = sealer.blind_index("mobile", "13800000000").unwrap();
        assert_eq!(index, sealer.blind_index("mobile", "13800000000").unwrap());
        assert_ne!(
            index,
            sealer.blind_index("id_number", "13800000000").unwrap()
        );
        assert_ne!(
            index,
            self::sealer().blind_index("mobile", "13800000000").unwrap()
        );
    }

    #[test]
    fn older_values_open_after_a_new_key() {
        let folder = tempfile::tempdir().unwrap();
        let mut keys = Keys::create(folder.path()).unwrap();
        let before = Sealer::new(Arc::new(Software::new(keys.clone())));
        let old = before.seal("member", "mobile", [1; 16], b"x").unwrap();
        keys.rotate(folder.path()).unwrap();
        let after = Sealer::new(Arc::new(Software::new(keys)));
        let new = after.seal("member", "mobile", [1; 16], b"x").unwrap();
        assert_eq!(after.open("member", "mobile", [1; 16], &old).unwrap(), b"x");
        assert_eq!(
            before.open("member", "mobile", [1; 16], &new),
            Err(CryptoError::NoKey(2))
        );
    }
}
