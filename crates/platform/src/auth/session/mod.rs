//! Sessions: opaque tokens of 256 bits, stored hashed, listable, ended at once.
//!
//! The exact end of a session stands in the token itself (`random.minutes`), under its hash, so
//! the database needs to know the day only; no moment of use is kept anywhere.

mod arrival;
mod cache;
mod device;
mod store;
mod watch;

use axum::http::{HeaderMap, header};
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

pub(super) use arrival::{Arrival, Place};
pub use device::describe;
pub use store::{Listed, changed, end_all, list, purge};
pub(super) use store::{end_one, end_others, kind_of};
pub(super) use watch::follow;

use super::{cookies, policy};
use crate::app::App;
use crate::clock::{DAY_MS, MINUTE_MS, Millis};
use crate::db::Tx;
use crate::error::Error;
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::module::StartHook;
use crate::typed_id;
use crate::web::{Cx, Who};
use cache::{Cache, Known};

/// How often sessions that are over are deleted.
const PURGE: std::time::Duration = std::time::Duration::from_secs(6 * 3_600);

typed_id!(
    /// A session as its owner sees it in the list; says nothing of the token.
    SessionId
);

/// Where a session is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// On one's own phone or computer.
    Own,
    /// On a phone that several people use; carries no staff duties.
    Shared,
    /// By somebody with staff duties.
    Staff,
}

impl Kind {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Shared => "shared",
            Self::Staff => "staff",
        }
    }

    pub(super) fn from_code(code: &str) -> Self {
        match code {
            "staff" => Self::Staff,
            "shared" => Self::Shared,
            _ => Self::Own,
        }
    }

    /// How long such a session lasts.
    #[must_use]
    pub fn length(self) -> std::time::Duration {
        match self {
            Self::Own => policy::current().own_session,
            Self::Shared => policy::current().shared_session,
            Self::Staff => policy::current().staff_session,
        }
    }
}

/// A session to be begun.
#[derive(Clone, Debug)]
pub struct Begin {
    /// For whom.
    pub person: PersonId,
    /// Where.
    pub kind: Kind,
    /// What kind of device, as [`describe`] names it.
    pub device: String,
    /// The hash of the shared phone's mark.
    pub device_hash: Option<[u8; 32]>,
}

/// A session just begun: the token leaves the server once, in a cookie.
#[derive(Clone)]
pub struct Begun {
    /// What goes into the cookie.
    pub token: String,
    /// How long the browser keeps it.
    pub seconds: u64,
}

/// Begins a session within an operation. Take [`Begun::new`] outside of it, so that the operation can be run again.
///
/// # Errors
/// The database's.
pub fn begin(tx: &mut Tx<'_>, begin: &Begin, begun: &Begun, now: Millis) -> Result<(), Error> {
    store::insert(tx, begin, &hash(&begun.token), now)?;
    Ok(())
}

impl Begun {
    /// A fresh token for a kind of session.
    #[must_use]
    pub fn new(kind: Kind, now: Millis) -> Self {
        let seconds = kind.length().as_secs();
        let ends = now.plus_ms(i64::try_from(seconds).unwrap_or(0) * 1_000);
        let random = BASE64_URL_SAFE_NO_PAD.encode(crate::random::bytes::<32>());
        Self {
            token: format!("{random}.{}", ends.0 / MINUTE_MS),
            seconds,
        }
    }
}

/// The stored form of a token.
pub(super) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// When a token ends, as it says itself; the hash vouches for it.
fn ends(token: &str) -> Option<Millis> {
    let minutes: i64 = token.split_once('.')?.1.parse().ok()?;
    Some(Millis(minutes.checked_mul(MINUTE_MS)?))
}

/// The day a session of this length is over at the latest.
pub(super) fn last_day(kind: Kind, now: Millis) -> jiff::civil::Date {
    let ms = i64::try_from(kind.length().as_millis()).unwrap_or(DAY_MS);
    now.plus_ms(ms).date()
}

/// Deletes sessions that are over, a few times a day.
pub(super) fn purge_daily() -> StartHook {
    std::sync::Arc::new(|app: App| {
        Box::pin(async move {
            tokio::spawn(async move {
                let mut ticks = tokio::time::interval(PURGE);
                loop {
                    ticks.tick().await;
                    let today = app.clock.today();
                    let purged = app
                        .db
                        .bulk("purge_sessions", move |tx| Ok(purge(tx, today)?));
                    if let Err(error) = purged.await {
                        tracing::warn!(%error, "sessions that are over could not be deleted");
                    }
                }
            });
            Ok(())
        })
    })
}

/// Who sent a request.
///
/// # Errors
/// The database's.
pub async fn who(app: &App, headers: &HeaderMap) -> Result<Option<Who>, Error> {
    let Some(token) = cookies::token(app, headers) else {
        return Ok(None);
    };
    let now = app.clock.now();
    if ends(token).is_none_or(|ends| ends <= now) {
        return Ok(None);
    }
    let hash = hash(token);
    let cache = app.rooms.get_or_init(Cache::default);
    if let Some(known) = cache.get(&hash) {
        return Ok(Some(known.who));
    }
    let generation = cache.generation();
    let today = now.date();
    let found = app
        .db
        .point("who", move |tx| Ok(store::find(tx, &hash, today)?))
        .await?;
    let Some(found) = found else { return Ok(None) };
    let must = found.must(app.site.sample, today);
    let who = Who {
        person: found.person,
        no: found.no,
        name: found.name,
        session: hash,
        locale: Locale::from_code(&found.locale).unwrap_or_default(),
        elder: found.elder,
        must,
    };
    cache.put(generation, hash, Known { who: who.clone() });
    Ok(Some(who))
}

/// Forgets what is known of a person, so that the next request reads it anew. To be called after
/// every change of their account or sessions.
pub fn forget(app: &App, person: PersonId) {
    app.rooms.get_or_init(Cache::default).forget(person);
}

/// Begins a session without asking for a password: tests, load drivers and the sample city. Its
/// kind follows the person's duties.
///
/// # Errors
/// The database's; somebody without an account cannot have a session.
pub async fn mint(app: &App, person: PersonId) -> Result<String, Error> {
    let now = app.clock.now();
    let today = now.date();
    let staff = app
        .db
        .point("has_duties", move |tx| {
            Ok(store::has_duties(tx, person, today)?)
        })
        .await?;
    let kind = if staff { Kind::Staff } else { Kind::Own };
    let begun = Begun::new(kind, now);
    let sent = begun.clone();
    let session = Begin {
        person,
        kind,
        device: "other.other".to_owned(),
        device_hash: None,
    };
    app.db
        .write("mint_session", move |tx| begin(tx, &session, &sent, now))
        .await?;
    Ok(begun.token)
}

/// Whether somebody holds any staff duty on a day.
///
/// # Errors
/// The database's.
pub fn has_duties(
    tx: &mut Tx<'_>,
    person: PersonId,
    today: jiff::civil::Date,
) -> Result<bool, Error> {
    Ok(store::has_duties(tx, person, today)?)
}

/// Ends the session of a request, if it has one.
///
/// # Errors
/// The database's.
pub(super) async fn end_current(cx: &Cx) -> Result<(), Error> {
    let Some(token) = cookies::token(&cx.app, &cx.headers) else {
        return Ok(());
    };
    let hash = hash(token);
    cx.app
        .db
        .write("end_session", move |tx| Ok(store::end_by_hash(tx, &hash)?))
        .await?;
    if let Some(who) = &cx.who {
        forget(&cx.app, who.person);
    }
    Ok(())
}

/// The kind of the session a request came with.
pub(super) async fn current_kind(cx: &Cx) -> Result<Kind, Error> {
    let session = cx.who()?.session;
    cx.app
        .db
        .point("session_kind", move |tx| Ok(kind_of(tx, &session)?))
        .await
}

/// The user agent's words.
pub(super) fn agent(headers: &HeaderMap) -> &str {
    headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Puts a session just begun into the answer.
///
/// # Errors
/// Never in practice: a token is plain ASCII.
pub(super) fn hand_out(app: &App, response: &mut Response, begun: &Begun) -> Result<(), Error> {
    cookies::put_token(app, response, &begun.token, begun.seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_carries_256_random_bits_and_its_end() {
        let now = Millis(1_795_397_400_000);
        let begun = Begun::new(Kind::Staff, now);
        let (random, _) = begun.token.split_once('.').unwrap();
        assert_eq!(BASE64_URL_SAFE_NO_PAD.decode(random).unwrap().len(), 32);
        assert_eq!(ends(&begun.token), Some(now.plus_ms(12 * 60 * MINUTE_MS)));
        assert_ne!(begun.token, Begun::new(Kind::Staff, now).token);
    }

    #[test]
    fn a_later_end_makes_another_token() {
        let begun = Begun::new(Kind::Staff, Millis(0));
        let longer = begun.token.replace('.', ".9");
        assert_ne!(hash(&begun.token), hash(&longer));
        assert_eq!(ends("no-end"), None);
        assert_eq!(ends("x.99999999999999999999"), None);
    }
}
