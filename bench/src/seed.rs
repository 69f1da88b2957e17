//! Repeatable chance: every run prints its seed and can be run again.

/// A generator of numbers (SplitMix64); not for secrets.
#[derive(Clone, Debug)]
pub struct Seed(u64);

impl Seed {
    /// Starts from a number.
    pub fn new(number: u64) -> Self {
        Self(number)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below a limit; the slight bias does not matter here.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    /// A byte.
    #[cfg(test)]
    pub fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }

    /// A waiting time with a given mean, exponentially distributed, at most five times the mean.
    pub fn around(&mut self, mean: std::time::Duration) -> std::time::Duration {
        #[expect(clippy::cast_precision_loss, reason = "53 bits of chance are plenty")]
        let unit = ((self.next() >> 11) as f64 + 1.0) / (1_u64 << 53) as f64;
        mean.mul_f64((-unit.ln()).min(5.0))
    }
}
