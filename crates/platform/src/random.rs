//! Randomness from the operating system, in one place.

/// `N` random bytes. A machine without randomness cannot serve safely, so this aborts.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "without a random source nothing here is safe"
)]
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks for randomness"
)]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0u8; N];
    getrandom::fill(&mut out).expect("the operating system gives randomness");
    out
}

/// Letters a person can type from paper: no 0/O, 1/I/L, no vowels that make words.
const TYPEABLE: &[u8; 28] = b"23456789BCDFGHJKMNPQRSTVWXYZ";

/// A code of `length` typeable characters.
#[must_use]
pub fn typeable_code(length: usize) -> String {
    let mut code = String::with_capacity(length);
    while code.len() < length {
        let [byte] = bytes::<1>();
        // 252 is the largest multiple of 28 below 256: rejecting the rest keeps it uniform.
        if byte < 252 {
            code.push(char::from(TYPEABLE[usize::from(byte % 28)]));
        }
    }
    code
}
