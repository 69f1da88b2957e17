//! How much an address may send, without a puzzle for anybody: a service hall is one address.

use std::collections::HashMap;

use parking_lot::Mutex;
use platform::clock::{DAY_MS, Millis};

/// Addresses remembered at the most; beyond it the past ones go, then all.
const ENTRIES: usize = 100_000;

/// What addresses sent within a day, in this process only.
#[derive(Default)]
pub struct Pace {
    sent: Mutex<HashMap<String, (i64, Millis)>>,
    guessed: Mutex<HashMap<String, (i64, Millis)>>,
}

impl Pace {
    /// Counts something sent; false when an address has sent as many as a day allows.
    pub fn may_send(&self, address: &str, most: i64, now: Millis) -> bool {
        count(&mut self.sent.lock(), address, now) <= most
    }

    /// Notes a code that leads nowhere.
    pub fn guessed(&self, address: &str, now: Millis) {
        count(&mut self.guessed.lock(), address, now);
    }

    /// Whether an address has guessed more than people mistype in a day.
    pub fn guesses_too_much(&self, address: &str, most: i64, now: Millis) -> bool {
        let guessed = self.guessed.lock();
        let count = guessed.get(address).filter(|(_, until)| *until > now);
        count.is_some_and(|(count, _)| *count >= most)
    }
}

fn count(table: &mut HashMap<String, (i64, Millis)>, address: &str, now: Millis) -> i64 {
    if table.len() >= ENTRIES {
        table.retain(|_, (_, until)| *until > now);
        if table.len() >= ENTRIES {
            table.clear();
        }
    }
    let entry = table
        .entry(address.to_owned())
        .or_insert((0, now.plus_ms(DAY_MS)));
    if entry.1 <= now {
        *entry = (0, now.plus_ms(DAY_MS));
    }
    entry.0 = entry.0.saturating_add(1);
    entry.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_its_measure_and_ends() {
        let pace = Pace::default();
        let now = Millis(1_000);
        assert!((0..60).all(|_| pace.may_send("hall", 60, now)));
        assert!(!pace.may_send("hall", 60, now));
        assert!(pace.may_send("home", 60, now));
        assert!(pace.may_send("hall", 60, now.plus_ms(DAY_MS)));
        (0..5).for_each(|_| pace.guessed("robot", now));
        assert!(pace.guesses_too_much("robot", 5, now) && !pace.guesses_too_much("home", 5, now));
    }
}
