//! What is remembered of failed sign-ins, in this process only and not for long.
//!
//! An account that exists and one that does not must look the same from outside, so unknown
//! names are closed after as many misses as known ones. An address is only ever slowed, and
//! only by failures on unknown names: behind one address there may be a whole hall.

use std::collections::HashMap;
use std::time::Duration;

use parking_lot::Mutex;

use super::policy;
use crate::clock::Millis;

/// Entries of one table at the most; beyond it the expired go, then all.
const ENTRIES: usize = 100_000;

const DAY: Duration = Duration::from_secs(24 * 3_600);

/// Failures of unknown names and of addresses, and attempts on their way.
#[derive(Default)]
pub(super) struct Limits {
    unknown: Mutex<HashMap<[u8; 32], Window>>,
    addresses: Mutex<HashMap<String, Window>>,
    complaints: Mutex<HashMap<String, Window>>,
    under_way: Mutex<HashMap<[u8; 32], i64>>,
}

#[derive(Clone, Copy)]
struct Window {
    count: u32,
    until: Millis,
}

/// How an unknown name stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// It may try; the number of misses left.
    Open(i64),
    /// Too many misses; from then on again.
    Closed(Millis),
}

impl Limits {
    /// How a name without an account stands.
    pub(super) fn unknown(&self, key: &[u8; 32], now: Millis) -> Standing {
        match self
            .unknown
            .lock()
            .get(key)
            .filter(|window| window.until > now)
        {
            Some(window) if i64::from(window.count) >= policy::current().misses => {
                Standing::Closed(window.until)
            }
            Some(window) => Standing::Open(policy::current().misses - i64::from(window.count)),
            None => Standing::Open(policy::current().misses),
        }
    }

    /// Notes a failure on a name without an account.
    pub(super) fn missed(&self, key: [u8; 32], address: &str, now: Millis) -> Standing {
        let count = {
            let mut unknown = self.unknown.lock();
            let count = note(&mut unknown, key, now, policy::current().lock);
            // Each miss begins the half hour anew, as it does for an account.
            if let Some(window) = unknown.get_mut(&key) {
                window.until = now.plus_ms(ms(policy::current().lock));
            }
            count
        };
        note(
            &mut self.addresses.lock(),
            address.to_owned(),
            now,
            policy::ADDRESS_WINDOW,
        );
        if i64::from(count) >= policy::current().misses {
            Standing::Closed(now.plus_ms(ms(policy::current().lock)))
        } else {
            Standing::Open(policy::current().misses - i64::from(count))
        }
    }

    /// Notes a guess from an address at something that is not there: a slip, a reference.
    pub(super) fn guessed(&self, address: &str, now: Millis) {
        note(
            &mut self.addresses.lock(),
            address.to_owned(),
            now,
            policy::ADDRESS_WINDOW,
        );
    }

    /// Counts a complaint from an address; false when it has sent as many as a day allows.
    pub(super) fn may_complain(&self, address: &str, now: Millis) -> bool {
        let count = note(&mut self.complaints.lock(), address.to_owned(), now, DAY);
        count <= super::complaint::A_DAY
    }

    /// How long an address has to wait before it is served.
    pub(super) fn slowness(&self, address: &str, now: Millis) -> Duration {
        let count = self
            .addresses
            .lock()
            .get(address)
            .filter(|window| window.until > now)
            .map_or(0, |window| window.count);
        (policy::ADDRESS_STEP * (count / policy::ADDRESS_FREE)).min(policy::ADDRESS_SLOWEST)
    }

    /// Takes one of `left` places for an attempt, so that guesses sent at the same moment do not
    /// all find the account open.
    pub(super) fn begin(&self, key: [u8; 32], left: i64) -> Option<Attempt<'_>> {
        let mut under_way = self.under_way.lock();
        let count = under_way.entry(key).or_insert(0);
        if *count >= left {
            return None;
        }
        let before = *count;
        *count += 1;
        Some(Attempt {
            limits: self,
            key,
            before,
        })
    }
}

/// An attempt on its way; its place is free again when it is dropped.
pub(super) struct Attempt<'l> {
    limits: &'l Limits,
    key: [u8; 32],
    before: i64,
}

impl Attempt<'_> {
    /// How many attempts at the same account were on their way when this one began.
    pub(super) fn before(&self) -> i64 {
        self.before
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        let mut under_way = self.limits.under_way.lock();
        if let Some(count) = under_way.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                under_way.remove(&self.key);
            }
        }
    }
}

/// Counts within a window that begins with its first event.
fn note<K: std::hash::Hash + Eq>(
    table: &mut HashMap<K, Window>,
    key: K,
    now: Millis,
    length: Duration,
) -> u32 {
    if table.len() >= ENTRIES {
        table.retain(|_, window| window.until > now);
        if table.len() >= ENTRIES {
            table.clear();
        }
    }
    let window = table.entry(key).or_insert(Window {
        count: 0,
        until: now,
    });
    if window.until <= now {
        *window = Window {
            count: 0,
            until: now.plus_ms(ms(length)),
        };
    }
    window.count = window.count.saturating_add(1);
    window.count
}

/// A duration as clocks count it.
pub(super) fn ms(length: Duration) -> i64 {
    i64::try_from(length.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_000_000_000);

    #[test]
    fn an_unknown_name_closes_as_a_known_one_does_and_opens_again() {
        let limits = Limits::default();
        for left in [4, 3, 2, 1] {
            assert_eq!(limits.missed([7; 32], "a", NOW), Standing::Open(left));
        }
        let until = NOW.plus_ms(ms(policy::current().lock));
        assert_eq!(limits.missed([7; 32], "a", NOW), Standing::Closed(until));
        assert_eq!(limits.unknown(&[7; 32], NOW), Standing::Closed(until));
        assert_eq!(limits.unknown(&[8; 32], NOW), Standing::Open(5));
        assert_eq!(limits.unknown(&[7; 32], until), Standing::Open(5));
    }

    #[test]
    fn an_address_gets_slow_but_is_never_refused() {
        let limits = Limits::default();
        let slow_after = |count: u32| {
            (0..count).for_each(|_| limits.guessed("10.0.0.1", NOW));
            limits.slowness("10.0.0.1", NOW)
        };
        assert_eq!(slow_after(99), Duration::ZERO);
        assert_eq!(slow_after(1), policy::ADDRESS_STEP);
        assert_eq!(slow_after(10_000), policy::ADDRESS_SLOWEST);
        assert_eq!(limits.slowness("10.0.0.2", NOW), Duration::ZERO);
        let later = NOW.plus_ms(ms(policy::ADDRESS_WINDOW));
        assert_eq!(limits.slowness("10.0.0.1", later), Duration::ZERO);
    }

    #[test]
    fn guesses_sent_at_once_do_not_get_more_tries() {
        let limits = Limits::default();
        let first: Vec<_> = (0..8).map_while(|_| limits.begin([1; 32], 5)).collect();
        assert_eq!(first.len(), 5);
        assert!(
            limits.begin([2; 32], 5).is_some(),
            "another account is not concerned"
        );
        drop(first);
        assert!(limits.begin([1; 32], 5).is_some());
    }
}
