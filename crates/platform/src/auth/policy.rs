//! How long, how often, how strong: the figures of signing in.
//!
//! Graded protection (GB/T 22239-2019, level 3) asks staff duties for composition, rotation and
//! a lock after failures; members get rules an old hand can keep.

use std::time::Duration;

/// Wrong passwords after which an account is closed for [`LOCK`].
pub const MISSES: i64 = 5;
/// How long an account stays closed after too many wrong passwords.
pub const LOCK: Duration = Duration::from_secs(30 * 60);
/// Wrong names with the right code after which a slip is burnt.
pub const SLIP_MISSES: i64 = 10;
/// How long a printed slip opens the door, in days.
pub const SLIP_DAYS: i64 = 14;
/// How long a one-time link for staff is good, in days.
pub const STAFF_LINK_DAYS: i64 = 7;
/// How long the link for the first administrator is good.
pub const SETUP: Duration = Duration::from_secs(30 * 60);
/// A session on one's own device.
pub const OWN_SESSION: Duration = Duration::from_secs(180 * 24 * 3_600);
/// A session of somebody with staff duties.
pub const STAFF_SESSION: Duration = Duration::from_secs(12 * 3_600);
/// A session on a phone that several people use: longer than any test, shorter than a day.
pub const SHARED_SESSION: Duration = Duration::from_secs(3 * 3_600);
/// Sessions one person may have; the oldest go first.
pub const SESSIONS: i64 = 20;
/// Days after which a staff password must be changed.
pub const STAFF_PASSWORD_DAYS: i64 = 90;
/// Shortest password of somebody with staff duties.
pub const STAFF_LENGTH: usize = 10;
/// Kinds of characters (lower, upper, digits, others) a staff password must have of the four.
pub const STAFF_CLASSES: usize = 3;
/// Shortest password of a member.
pub const MEMBER_LENGTH: usize = 6;
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
