//! Whether somebody is who they say: the name, the password, and nothing learned by a stranger.
//!
//! A name without an account costs the same hash and the same write, closes after the same
//! number of misses, and gets the same words.

use super::store::{self, Credentials};
use super::{Login, password};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::auth::limits::{Limits, Standing, ms};
use crate::auth::policy;
use crate::clock::Millis;
use crate::error::{Error, busy};
use crate::ids::PersonId;

/// Somebody whose password was right.
#[derive(Clone, Debug)]
pub(in crate::auth) struct Signed {
    /// Who.
    pub(in crate::auth) person: PersonId,
    /// Whether the password is six digits, fit for a shared phone.
    pub(in crate::auth) by_pin: bool,
}

/// Why somebody does not get in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::auth) enum Refusal {
    /// The name or the password is wrong; how many tries are left.
    Wrong(i64),
    /// Too many misses; from when it may be tried again.
    Closed(Millis),
}

/// Judges a name and a password.
///
/// # Errors
/// The database's; busy when too many passwords wait to be hashed.
pub(in crate::auth) async fn sign_in(
    app: &App,
    address: &str,
    login: Login,
    typed: &str,
) -> Result<Result<Signed, Refusal>, Error> {
    let limits = app.rooms.get_or_init(Limits::default);
    wait(&limits, app, address).await;
    let (sealer, wanted) = (app.sealer.clone(), login.clone());
    let found = app
        .db
        .point("credentials", move |tx| {
            store::by_login(tx, &sealer, &wanted)
        })
        .await?;
    match found.filter(is_open) {
        Some(known) => of_account(app, &limits, known.person, typed).await,
        None => of_nobody(app, &limits, address, &login, typed).await,
    }
}

fn is_open(known: &Credentials) -> bool {
    known.state == "active" && known.hash.is_some()
}

/// Judges the password of somebody already known by name, on a shared phone.
///
/// # Errors
/// As [`sign_in`].
pub(in crate::auth) async fn confirm(
    app: &App,
    person: PersonId,
    typed: &str,
) -> Result<Result<Signed, Refusal>, Error> {
    let limits = app.rooms.get_or_init(Limits::default);
    of_account(app, &limits, person, typed).await
}

/// Makes an address wait that tried many names which do not exist. It holds no place anywhere
/// meanwhile, and is served afterwards.
pub(in crate::auth) async fn wait(limits: &Limits, app: &App, address: &str) {
    let slowness = limits.slowness(address, app.clock.now());
    if !slowness.is_zero() {
        tokio::time::sleep(slowness).await;
    }
}

async fn of_account(
    app: &App,
    limits: &Limits,
    person: PersonId,
    typed: &str,
) -> Result<Result<Signed, Refusal>, Error> {
    // The place is taken before the misses are read: whoever was before us is either still on
    // the way, and counted here, or has been counted there.
    let attempt = limits
        .begin(account_key(person), policy::current().misses)
        .ok_or_else(busy)?;
    let now = app.clock.now();
    let known = app
        .db
        .point("credentials", move |tx| Ok(store::by_person(tx, person)?))
        .await?;
    let Some((known, hash)) = known
        .filter(is_open)
        .and_then(|known| known.hash.clone().map(|hash| (known, hash)))
    else {
        app.hasher.verify_unknown(typed).await?;
        return Ok(Err(Refusal::Wrong(policy::current().misses)));
    };
    let lock = ms(policy::current().lock);
    let since = now.plus_ms(-lock);
    let left = match known.locked_until {
        Some(until) if until > now => return Ok(Err(Refusal::Closed(until))),
        _ => policy::current().misses - known.counting(since),
    };
    if attempt.before() >= left {
        return Err(busy());
    }
    if app.hasher.verify(typed, &hash).await? {
        renew(app, person, &hash, typed).await?;
        return Ok(Ok(Signed {
            person,
            by_pin: password::is_pin(typed),
        }));
    }
    let until = now.plus_ms(lock);
    let misses = app
        .db
        .write("sign_in_miss", move |tx| {
            let misses = store::miss(tx, person, policy::current().misses, until, since, now)?;
            if misses == policy::current().misses {
                audit::write(
                    tx,
                    &Entry::new(now, "account.lock", "account")
                        .on(person.0)
                        .about(person),
                )?;
            }
            Ok(misses)
        })
        .await?;
    Ok(Err(if misses >= policy::current().misses {
        Refusal::Closed(until)
    } else {
        Refusal::Wrong(policy::current().misses - misses)
    }))
}

async fn of_nobody(
    app: &App,
    limits: &Limits,
    address: &str,
    login: &Login,
    typed: &str,
) -> Result<Result<Signed, Refusal>, Error> {
    let (now, key) = (app.clock.now(), login.key());
    let left = match limits.unknown(&key, now) {
        Standing::Closed(until) => return Ok(Err(Refusal::Closed(until))),
        Standing::Open(left) => left,
    };
    let _attempt = limits.begin(key, left).ok_or_else(busy)?;
    app.hasher.verify_unknown(typed).await?;
    app.db
        .write("sign_in_miss", |tx| Ok(store::miss_nobody(tx)?))
        .await?;
    Ok(Err(match limits.missed(key, address, now) {
        Standing::Open(left) => Refusal::Wrong(left),
        Standing::Closed(until) => Refusal::Closed(until),
    }))
}

/// The key of an account among attempts on their way.
fn account_key(person: PersonId) -> [u8; 32] {
    let mut key = [0; 32];
    key[..16].copy_from_slice(&person.0);
    key
}

/// Hashes the password anew when the stored hash has older parameters.
async fn renew(app: &App, person: PersonId, old: &str, typed: &str) -> Result<(), Error> {
    if !app.hasher.is_outdated(old) {
        return Ok(());
    }
    let (old, new) = (old.to_owned(), app.hasher.hash(typed).await?);
    app.db
        .write("renew_hash", move |tx| {
            Ok(store::renew_hash(tx, person, &old, &new)?)
        })
        .await
}
