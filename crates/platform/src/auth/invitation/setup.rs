//! The first administrator: by a link that is printed at the console of a fresh city.

use super::store::{self, New};
use super::{InvitationId, Kind, fresh_secret, hash};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::auth::account::{self, Duties, Fresh, Owner, login_name};
use crate::auth::limits::ms;
use crate::auth::policy;
use crate::auth::session::{self, Arrival, Place};
use crate::error::{Error, conflict, invalid};
use crate::ids::PersonId;
use crate::module::FirstAdministrator;
use crate::web::Cx;

/// The secret of `/setup/{secret}`, good for half an hour, when nobody has an account yet; each
/// call makes the former one void.
///
/// # Errors
/// The database's.
pub async fn setup_token(app: &App) -> Result<Option<String>, Error> {
    let (secret, now) = (fresh_secret(), app.clock.now());
    let secret_hash = hash(&secret);
    let made = app
        .db
        .write("setup_token", move |tx| {
            if account::count(tx)? > 0 {
                return Ok(false);
            }
            store::revoke_setup(tx, now)?;
            let new = New {
                person: None,
                kind: Kind::Setup,
                secret_hash,
                code_hash: None,
                issued_by: None,
                issued_at: now,
                expires_at: now.plus_ms(ms(policy::current().setup)),
            };
            store::insert(tx, &new)?;
            Ok(true)
        })
        .await?;
    Ok(made.then_some(secret))
}

/// What the first administrator wrote.
pub(in crate::auth) struct First {
    /// The name of the organisation at the root.
    pub(in crate::auth) org: String,
    /// Their own name.
    pub(in crate::auth) name: String,
    /// Their account name.
    pub(in crate::auth) login: String,
    /// Their password.
    pub(in crate::auth) password: String,
}

/// Begins a city: the first person, their account, and what each room does for them.
///
/// # Errors
/// Field errors; a conflict when the link was used meanwhile.
pub(in crate::auth) async fn begin_city(
    cx: &Cx,
    id: InvitationId,
    first: &First,
) -> Result<Arrival, Error> {
    let app = &cx.app;
    let login = login_name(&first.login).ok_or_else(|| invalid("login", "error-login-shape"))?;
    let spelled = crate::names::keys(&first.name).full;
    let words = [first.name.as_str(), spelled.as_str(), login.as_str()];
    let fresh = Fresh::of(
        app,
        &first.password,
        &Owner {
            words: &words,
            duties: Duties::Staff,
        },
    )
    .await?;
    let person = PersonId::fresh(&app.clock);
    let now = app.clock.now();
    // Their duties come to be in the same operation, so the session cannot know of them yet.
    let arrival = Arrival::prepare(cx, person, Place::Own)
        .await?
        .with_duties();
    let administrator = FirstAdministrator {
        person,
        root_org: first.org.clone(),
        now,
    };
    let (applied, name, hooks) = (
        arrival.clone(),
        first.name.clone(),
        app.registry.setup.clone(),
    );
    app.db
        .write("begin_city", move |tx| {
            if account::count(tx)? > 0 || !store::take(tx, id, now)? {
                return Err(conflict("error-link-used"));
            }
            account::add_person(tx, person, &name, now)?;
            account::ensure(tx, person, now)?;
            account::set_login_name(tx, person, &login)?;
            account::set_password(tx, person, &fresh.hash, fresh.kind, now.date())?;
            let entry = Entry::new(now, "city.begin", "account")
                .on(person.0)
                .about(person)
                .by(person);
            audit::write(tx, &entry)?;
            for hook in &hooks {
                hook(tx, &administrator)?;
            }
            applied.apply(tx)
        })
        .await?;
    session::forget(app, person);
    Ok(arrival)
}
