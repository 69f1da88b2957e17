//! Coming in by an invitation: the secret is used, the password set, the person signed in, all
//! in one operation.

use super::store::{self, Open};
use super::{Kind, code_hash, read_code, read_name};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::auth::account::{self, Duties, Fresh, Owner, login_name, mobile_index};
use crate::auth::limits::Limits;
use crate::auth::session::{self, Arrival, Place};
use crate::auth::{policy, reach, shared_phone};
use crate::clock::Millis;
use crate::db::Tx;
use crate::error::{Error, conflict, invalid, not_found};
use crate::ids::PersonId;
use crate::web::Cx;

/// The slip behind a short code and a name. A wrong name with the right code burns the slip
/// after ten times; a code that no slip has slows the address.
///
/// # Errors
/// Field errors that say no more than that the two do not belong together.
pub(in crate::auth) async fn by_code(
    app: &App,
    address: &str,
    code: &str,
    name: &str,
) -> Result<Open, Error> {
    let limits = app.rooms.get_or_init(Limits::default);
    account::wait(&limits, app, address).await;
    let code = read_code(code).ok_or_else(|| invalid("code", "error-slip-code"))?;
    let hash = code_hash(&app.sealer, &code)?;
    let now = app.clock.now();
    let found = app
        .db
        .point("slip_by_code", move |tx| {
            Ok(store::find_code(tx, &hash, now)?)
        })
        .await?;
    let Some(open) = found else {
        limits.guessed(address, now);
        return Err(invalid("code", "error-slip-wrong"));
    };
    if open.name.as_deref().map(read_name) == Some(read_name(name)) {
        return Ok(open);
    }
    let id = open.id;
    app.db
        .write("slip_miss", move |tx| {
            Ok(store::miss(tx, id, policy::current().slip_misses, now)?)
        })
        .await?;
    Err(invalid("code", "error-slip-wrong"))
}

/// What a member chose on coming in.
#[derive(Clone, Debug)]
pub(in crate::auth) struct Choice {
    /// The password or six digits.
    pub(in crate::auth) password: String,
    /// Whose phone it is.
    pub(in crate::auth) place: Place,
    /// A mobile number to sign in with, when the branch did not know it.
    pub(in crate::auth) mobile: Option<String>,
}

/// Lets a member in by a slip. Whoever had the account open elsewhere is signed out there: a new
/// slip is asked for when a phone or a password was lost.
///
/// # Errors
/// Field errors on `password` and `mobile`; a conflict when the slip was used meanwhile.
pub(in crate::auth) async fn accept_slip(
    cx: &Cx,
    open: &Open,
    choice: &Choice,
) -> Result<Arrival, Error> {
    let app = &cx.app;
    let person = open.person.ok_or_else(not_found)?;
    let (fresh, has_mobile) = judged(app, person, &choice.password, None).await?;
    // A slip does not change the number the branch has given.
    let typed = choice.mobile.as_deref().filter(|_| !has_mobile);
    let index = match typed {
        Some(typed) => Some(
            mobile_index(&app.sealer, typed)?
                .ok_or_else(|| invalid("mobile", "error-mobile-shape"))?,
        ),
        None => None,
    };
    let arrival = Arrival::prepare(cx, person, choice.place).await?;
    let (applied, came, now) = (arrival.clone(), open.clone(), app.clock.now());
    app.db
        .write("accept_slip", move |tx| {
            judge_issuer(tx, Kind::Slip, &came, now)?;
            if let Some(index) = &index
                && !account::set_mobile(tx, person, Some(index))?
            {
                return Err(invalid("mobile", "error-mobile-taken"));
            }
            come_in(tx, came.id, person, &fresh, now)?;
            applied.apply(tx)
        })
        .await?;
    session::forget(app, person);
    Ok(arrival)
}

/// Lets somebody with staff duties in by a one-time link.
///
/// # Errors
/// Field errors on `login` and `password`; a conflict when the link was used meanwhile.
pub(in crate::auth) async fn accept_staff_link(
    cx: &Cx,
    open: &Open,
    login: &str,
    password: &str,
) -> Result<Arrival, Error> {
    let app = &cx.app;
    let person = open.person.ok_or_else(not_found)?;
    let login = login_name(login).ok_or_else(|| invalid("login", "error-login-shape"))?;
    let (fresh, _) = judged(app, person, password, Some(&login)).await?;
    let arrival = Arrival::prepare(cx, person, Place::Own).await?;
    let (applied, came, now) = (arrival.clone(), open.clone(), app.clock.now());
    app.db
        .write("accept_staff_link", move |tx| {
            judge_issuer(tx, Kind::StaffLink, &came, now)?;
            account::set_login_name(tx, person, &login)?;
            come_in(tx, came.id, person, &fresh, now)?;
            applied.apply(tx)
        })
        .await?;
    session::forget(app, person);
    Ok(arrival)
}

/// Judges and hashes the password; whoever comes by a staff link or holds a duty is held to the
/// stricter rules. Says also whether the account has a mobile number already.
async fn judged(
    app: &App,
    person: PersonId,
    typed: &str,
    login: Option<&str>,
) -> Result<(Fresh, bool), Error> {
    let today = app.clock.today();
    let (known, duties) = app
        .db
        .point("invited", move |tx| {
            let known = account::by_person(tx, person)?.ok_or_else(not_found)?;
            Ok((known, session::has_duties(tx, person, today)?))
        })
        .await?;
    let duties = if duties || login.is_some() {
        Duties::Staff
    } else {
        Duties::None
    };
    let words = [
        known.name.as_str(),
        known.spelled.as_str(),
        login.unwrap_or_default(),
    ];
    let fresh = Fresh::of(
        app,
        typed,
        &Owner {
            words: &words,
            duties,
        },
    )
    .await?;
    Ok((fresh, known.has_mobile))
}

/// Whether the issuer could issue this invitation still. A duty given since then may be greater
/// than theirs, and whoever kept the paper must not come into it.
fn judge_issuer(tx: &mut Tx<'_>, kind: Kind, open: &Open, now: Millis) -> Result<(), Error> {
    let person = open.person.ok_or_else(not_found)?;
    account::hold(tx, person)?;
    match reach::may_let_in(tx, kind, open.issued_by, person, now.date()) {
        Err(Error::Conflict(_)) => Err(conflict("error-invitation-outgrown")),
        judged => judged,
    }
}

fn come_in(
    tx: &mut Tx<'_>,
    id: super::InvitationId,
    person: PersonId,
    fresh: &Fresh,
    now: Millis,
) -> Result<(), Error> {
    if !store::take(tx, id, now)? {
        return Err(conflict("error-link-used"));
    }
    account::set_password(tx, person, &fresh.hash, fresh.kind, now.date())?;
    session::end_all(tx, person)?;
    shared_phone::forget_pins(tx, person)?;
    let entry = Entry::new(now, "invitation.accept", "invitation")
        .on(id.0)
        .about(person)
        .by(person);
    Ok(audit::write(tx, &entry)?)
}

/// An open invitation by the secret of its link.
///
/// # Errors
/// The database's.
pub(in crate::auth) async fn by_secret(
    cx: &Cx,
    secret: &str,
    kind: Kind,
) -> Result<Option<Open>, Error> {
    let (secret, now) = (secret.to_owned(), cx.app.clock.now());
    cx.app
        .db
        .point("invitation", move |tx| {
            Ok(store::find(tx, &secret, kind, now)?)
        })
        .await
}
