//! What this process knows of tokens, so that a page costs no query for who asks for it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::RwLock;

use crate::clock::Monotonic;
use crate::ids::PersonId;
use crate::web::Who;

/// How long an entry is believed while this process hears what others change.
const BELIEVED: Duration = Duration::from_secs(20);
/// How long it is believed while it does not hear them.
const UNHEARD: Duration = Duration::from_secs(2);
/// Whoever has looked within this hears what others change.
const HEARS: Duration = Duration::from_millis(900);
/// Tokens remembered at the most.
const ENTRIES: usize = 100_000;

/// The cache; changes in this process reach it at once.
#[derive(Default)]
pub(super) struct Cache {
    known: RwLock<HashMap<[u8; 32], (Known, Monotonic)>>,
    generation: AtomicU64,
    looked: RwLock<Option<Monotonic>>,
}

/// What is known of a token.
#[derive(Clone)]
pub(super) struct Known {
    /// Whose it is.
    pub who: Who,
}

impl Cache {
    pub(super) fn get(&self, hash: &[u8; 32]) -> Option<Known> {
        let hears = (*self.looked.read()).is_some_and(|looked| !looked.older_than(HEARS));
        let believed = if hears { BELIEVED } else { UNHEARD };
        let known = self.known.read();
        let (known, since) = known.get(hash)?;
        (!since.older_than(believed)).then(|| known.clone())
    }

    /// Notes that the changes of others were looked through as they were at a moment.
    pub(super) fn looked(&self, at: Monotonic) {
        *self.looked.write() = Some(at);
    }

    /// To be read before the database is: what was forgotten meanwhile is not put in again.
    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    pub(super) fn put(&self, generation: u64, hash: [u8; 32], entry: Known) {
        let mut known = self.known.write();
        if self.generation() != generation {
            return;
        }
        if known.len() >= ENTRIES {
            known.retain(|_, (_, since)| !since.older_than(BELIEVED));
            if known.len() >= ENTRIES {
                known.clear();
            }
        }
        known.insert(hash, (entry, Monotonic::now()));
    }

    pub(super) fn forget(&self, person: PersonId) {
        let mut known = self.known.write();
        self.generation.fetch_add(1, Ordering::AcqRel);
        known.retain(|_, (entry, _)| entry.who.person != person);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    fn known(person: u8) -> Known {
        let who = Who {
            person: PersonId([person; 16]),
            no: 1,
            name: "王秀英".to_owned(),
            session: [person; 32],
            locale: Locale::ZhCn,
            elder: false,
            must: None,
        };
        Known { who }
    }

    #[test]
    fn what_is_forgotten_while_it_is_read_stays_forgotten() {
        let cache = Cache::default();
        let before = cache.generation();
        cache.forget(PersonId([1; 16]));
        cache.put(before, [1; 32], known(1));
        assert!(cache.get(&[1; 32]).is_none());
        cache.put(cache.generation(), [1; 32], known(1));
        assert!(cache.get(&[1; 32]).is_some());
    }

    #[test]
    fn forgetting_one_person_leaves_the_others() {
        let cache = Cache::default();
        for person in [1, 2] {
            cache.put(cache.generation(), [person; 32], known(person));
        }
        cache.forget(PersonId([1; 16]));
        assert!(cache.get(&[1; 32]).is_none());
        assert!(cache.get(&[2; 32]).is_some());
    }
}
