//! Published tests as the sitting needs them: read once, kept in memory.
//!
//! A published test changes no more, so nothing here can be stale except whether it was closed
//! early and where its audience stands in the tree; both are read again every two seconds, and an
//! early closure is set at once where it happens.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::RwLock;
use platform::clock::Millis;
use platform::db::{Db, Tx};
use platform::error::{Error, OrNotFound as _};
use platform::{from_row, params, sql};

use super::audience::{Audience, AudienceKinds};
use super::{ScoreShown, TestId};
use crate::bank::{Mark, MultiplePartial};
use crate::paper::{PaperVersionId, body::PaperBody};
use crate::rules::{Following, Rules};
use crate::sitting::permutation::Shuffle;

/// A published test.
pub struct LiveTest {
    /// Which.
    pub id: TestId,
    /// Its title.
    pub title: String,
    /// From when it may be started.
    pub opens_at: Millis,
    /// When it ends for everybody.
    pub closes_at: Millis,
    /// How long one may take.
    pub minutes: i64,
    /// Whether its audience has to sit it.
    pub required: bool,
    /// Whether it shuffles.
    pub shuffle: Shuffle,
    /// What orders of questions are made from.
    pub shuffle_seed: i64,
    /// When a member sees the score.
    pub score_shown: ScoreShown,
    /// What incomplete answers are worth.
    pub partial: MultiplePartial,
    /// The paper.
    pub paper: PaperBody,
    rules: Rules,
    audience: RwLock<Arc<Audience>>,
    closed_at: AtomicI64,
}

impl LiveTest {
    /// For whom it is, where they stand in the tree now.
    #[must_use]
    pub fn audience(&self) -> Arc<Audience> {
        Arc::clone(&self.audience.read())
    }

    /// Notes where the audience's organisation stands.
    pub fn stands_at(&self, path: &str) {
        let now = self.audience();
        if now.path != path {
            *self.audience.write() = Arc::new(Audience {
                path: path.to_owned(),
                kinds: now.kinds.clone(),
            });
        }
    }

    /// When it was closed early, if it was.
    #[must_use]
    pub fn closed_at(&self) -> Option<Millis> {
        Some(self.closed_at.load(Ordering::Acquire))
            .filter(|at| *at != 0)
            .map(Millis)
    }

    /// Notes that it has been closed.
    pub fn close(&self, at: Millis) {
        self.closed_at.store(at.0, Ordering::Release);
    }

    /// When it ends or ended for everybody.
    #[must_use]
    pub fn ends_at(&self) -> Millis {
        self.closed_at()
            .map_or(self.closes_at, |closed| closed.min(self.closes_at))
    }

    /// Whether it can be started or sat now.
    #[must_use]
    pub fn is_open(&self, now: Millis) -> bool {
        self.opens_at <= now && now < self.ends_at()
    }

    /// Whether keys and explanations may leave the server: no answer can count any more.
    #[must_use]
    pub fn is_released(&self, now: Millis) -> bool {
        now > self.ends_at().plus_ms(self.rules.grace_ms)
    }

    /// The rules it is held under.
    #[must_use]
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// What everything is worth.
    #[must_use]
    pub fn full(&self) -> Mark {
        self.paper.full
    }
}

struct Row {
    id: TestId,
    paper: PaperVersionId,
    title: String,
    opens_at: Millis,
    closes_at: Millis,
    minutes: i64,
    audience_path: String,
    audience_kinds: AudienceKinds,
    required: bool,
    shuffled: bool,
    shuffle_seed: i64,
    score_shown: String,
    multiple_partial: String,
    closed_at: Option<Millis>,
}
from_row!(Row {
    id,
    paper,
    title,
    opens_at,
    closes_at,
    minutes,
    audience_path,
    audience_kinds,
    required,
    shuffled,
    shuffle_seed,
    score_shown,
    multiple_partial,
    closed_at,
});

fn load(tx: &mut Tx<'_>, id: TestId, rules: Rules) -> Result<LiveTest, Error> {
    let row = tx
        .opt::<Row>(sql!("sql/live.sql"), params![id])
        .or_not_found()?;
    let paper = PaperBody::new(crate::paper::store::questions(tx, row.paper)?)?;
    Ok(LiveTest {
        id: row.id,
        title: row.title,
        opens_at: row.opens_at,
        closes_at: row.closes_at,
        minutes: row.minutes,
        audience: RwLock::new(Arc::new(Audience {
            path: row.audience_path,
            kinds: row.audience_kinds,
        })),
        required: row.required,
        shuffle: if row.shuffled {
            Shuffle::Shuffled
        } else {
            Shuffle::Kept
        },
        shuffle_seed: row.shuffle_seed,
        score_shown: ScoreShown::from_word(&row.score_shown),
        partial: MultiplePartial::from_word(&row.multiple_partial).unwrap_or_default(),
        paper,
        rules,
        closed_at: AtomicI64::new(row.closed_at.map_or(0, |at| at.0)),
    })
}

/// The published tests in memory.
pub struct Tests {
    db: Db,
    rules: Following,
    kept: RwLock<HashMap<TestId, Arc<LiveTest>>>,
}

impl Tests {
    /// None yet.
    #[must_use]
    pub fn new(db: Db, rules: Following) -> Self {
        Self {
            db,
            rules,
            kept: RwLock::default(),
        }
    }

    /// A published test.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none or it is not published; the database's.
    pub async fn get(&self, id: TestId) -> Result<Arc<LiveTest>, Error> {
        if let Some(test) = self.kept.read().get(&id) {
            return Ok(Arc::clone(test));
        }
        let rules = self.rules.now();
        let test = self
            .db
            .read("live_test", move |tx| load(tx, id, rules))
            .await?;
        let mut kept = self.kept.write();
        // Whoever came first keeps its copy: a closure noted on one must hold for all.
        Ok(Arc::clone(kept.entry(id).or_insert_with(|| Arc::new(test))))
    }

    /// Published tests that have not ended by `now`, soonest end first, with closures and the
    /// places of their audiences read anew.
    ///
    /// # Errors
    /// The database's.
    pub async fn active(&self, now: Millis) -> Result<Vec<Arc<LiveTest>>, Error> {
        let rows: Vec<(TestId, String, Option<Millis>)> = self
            .db
            .point("active_tests", move |tx| {
                Ok(tx.all(sql!("sql/active.sql"), params![now])?)
            })
            .await?;
        let mut active = Vec::with_capacity(rows.len());
        for (id, place, closed) in rows {
            let test = self.get(id).await?;
            test.stands_at(&place);
            if let Some(at) = closed {
                test.close(at);
            }
            if test.ends_at() > now {
                active.push(test);
            }
        }
        Ok(active)
    }

    /// Forgets tests that ended before `before`; they are read again when somebody asks.
    pub fn forget(&self, before: Millis) {
        self.kept.write().retain(|_, test| test.ends_at() >= before);
    }
}
