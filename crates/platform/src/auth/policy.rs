//! How long, how often, how strong: the figures of signing in.
//!
//! They stand in `rules/accounts.toml`, and a deployment may tighten them. Graded protection
//! (GB/T 22239-2019, level 3) asks staff duties for composition, rotation and a lock after
//! failures; members get rules an old hand can keep. What no regulation speaks of are constants.

use std::time::Duration;

use jiff::civil::Date;
use parking_lot::RwLock;

use crate::app::App;
use crate::error::{Error, internal};
use crate::module::StartHook;
use crate::rules::Rules;

/// Sessions one person may have; the oldest go first.
pub const SESSIONS: usize = 20;
/// Longest password anybody may have; beyond it somebody is trying something.
pub const LONGEST: usize = 128;
/// People who may share one phone.
pub const PEOPLE_ON_A_PHONE: usize = 8;
/// Failures on unknown accounts from one address within [`ADDRESS_WINDOW`] that cost nothing:
/// a hall of two thousand people mistypes a good many numbers.
pub const ADDRESS_FREE: u32 = 100;
/// How long failures of an address count.
pub const ADDRESS_WINDOW: Duration = Duration::from_secs(10 * 60);
/// How much slower each further [`ADDRESS_FREE`] failures make the address.
pub const ADDRESS_STEP: Duration = Duration::from_secs(1);
/// How slow an address gets at the most. It is never refused: a hall is one address.
pub const ADDRESS_SLOWEST: Duration = Duration::from_secs(4);

/// How often a change made on another node is looked for: a few rows of one table.
const REFRESH: Duration = Duration::from_secs(10);
const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The figures in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
    /// Wrong passwords after which an account is closed for a while.
    pub misses: i64,
    /// How long it stays closed.
    pub lock: Duration,
    /// Wrong names with the right code after which a slip is burnt.
    pub slip_misses: i64,
    /// How long a printed slip opens the door, in days.
    pub slip_days: i64,
    /// How long a one-time link for staff is good, in days.
    pub staff_link_days: i64,
    /// How long the link for the first administrator is good.
    pub setup: Duration,
    /// A session on one's own device.
    pub own_session: Duration,
    /// A session of somebody with staff duties.
    pub staff_session: Duration,
    /// A session on a phone that several people use: longer than any test, shorter than a day.
    pub shared_session: Duration,
    /// Days after which a staff password must be changed.
    pub staff_password_days: i64,
    /// Shortest password of somebody with staff duties.
    pub staff_length: usize,
    /// Kinds of characters (lower, upper, digits, others) it must have of the four.
    pub staff_classes: usize,
    /// Shortest password of a member.
    pub member_length: usize,
    /// How long the audit log is kept at the least, in days; nothing is ever taken out of it.
    pub audit_days: i64,
}

impl Policy {
    /// What the rules that come with the binary say; a test compares.
    const BUILT_IN: Self = Self {
        misses: 5,
        lock: Duration::from_secs(30 * MINUTE),
        slip_misses: 10,
        slip_days: 14,
        staff_link_days: 7,
        setup: Duration::from_secs(30 * MINUTE),
        own_session: Duration::from_secs(180 * DAY),
        staff_session: Duration::from_secs(12 * HOUR),
        shared_session: Duration::from_secs(3 * HOUR),
        staff_password_days: 90,
        staff_length: 10,
        staff_classes: 3,
        member_length: 6,
        audit_days: 400,
    };

    /// The figures of a deployment on a day.
    ///
    /// # Errors
    /// When a rule is missing, which is a fault of ours.
    fn read(rules: &Rules, day: Date) -> Result<Self, Error> {
        let int = |name: &str| rules.int(&format!("accounts.{name}"), day);
        let count = |name: &str| usize::try_from(int(name)?).map_err(|_| internal(name));
        let time = |name: &str, unit: u64| {
            let number = u64::try_from(int(name)?).map_err(|_| internal(name))?;
            Ok::<_, Error>(Duration::from_secs(number * unit))
        };
        Ok(Self {
            misses: int("tries")?,
            lock: time("lock_minutes", MINUTE)?,
            slip_misses: int("slip_misses")?,
            slip_days: int("slip_days")?,
            staff_link_days: int("staff_link_days")?,
            setup: time("setup_token_minutes", MINUTE)?,
            own_session: time("own_session_days", DAY)?,
            staff_session: time("staff_session_hours", HOUR)?,
            shared_session: time("shared_session_hours", HOUR)?,
            staff_password_days: int("staff_password_days")?,
            staff_length: count("staff_password_length")?,
            staff_classes: count("staff_password_classes")?,
            member_length: count("member_password_length")?,
            audit_days: int("audit_days")?,
        })
    }
}

/// One process serves one deployment.
static CURRENT: RwLock<Policy> = RwLock::new(Policy::BUILT_IN);

/// The figures in force now.
#[must_use]
pub fn current() -> Policy {
    *CURRENT.read()
}

/// Reads the rules in force before anybody signs in, and again every ten seconds; the figures here follow.
pub(super) fn follow() -> StartHook {
    std::sync::Arc::new(|app: App| {
        Box::pin(async move {
            refresh(&app).await?;
            tokio::spawn(async move {
                let mut ticks = tokio::time::interval(REFRESH);
                loop {
                    ticks.tick().await;
                    if let Err(error) = refresh(&app).await {
                        tracing::warn!(%error, "the rules of signing in could not be read again");
                    }
                }
            });
            Ok(())
        })
    })
}

/// Takes the rules of the database into use on this node.
pub(super) async fn refresh(app: &App) -> Result<(), Error> {
    app.rules.refresh(&app.db).await?;
    let policy = Policy::read(&app.rules.now(), app.clock.today())?;
    *CURRENT.write() = policy;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_what_the_tables_say() {
        let rules = Rules::load().unwrap();
        let day = jiff::civil::date(2026, 11, 23);
        assert_eq!(Policy::read(&rules, day).unwrap(), Policy::BUILT_IN);
    }

    #[test]
    fn each_figure_follows_its_rule() {
        let rules = Rules::load().unwrap();
        let day = jiff::civil::date(2026, 11, 23);
        for key in [
            "accounts.tries",
            "accounts.lock_minutes",
            "accounts.slip_misses",
            "accounts.slip_days",
            "accounts.staff_link_days",
            "accounts.setup_token_minutes",
            "accounts.own_session_days",
            "accounts.staff_session_hours",
            "accounts.shared_session_hours",
            "accounts.staff_password_days",
            "accounts.staff_password_length",
            "accounts.staff_password_classes",
            "accounts.member_password_length",
            "accounts.audit_days",
        ] {
            let other = rules.int(key, day).unwrap() + 1;
            let policy = Policy::read(&rules.holding(key, other).unwrap(), day).unwrap();
            assert_ne!(policy, Policy::BUILT_IN, "{key}");
        }
    }
}
