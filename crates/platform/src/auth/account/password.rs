//! Setting a password: judged by the duties one has, never sent back to a page.

use super::store;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::auth::password::{self as rules, PasswordKind};
use crate::auth::session;
use crate::error::{Error, FieldError, invalid, not_found};
use crate::ids::PersonId;

pub(in crate::auth) use crate::auth::password::is_pin;

/// A password that was judged and hashed, ready to be stored.
#[derive(Clone)]
pub(in crate::auth) struct Fresh {
    /// The hash.
    pub(in crate::auth) hash: String,
    /// The rules it was held to.
    pub(in crate::auth) kind: PasswordKind,
}

/// Whose password it is to be, as far as rules ask.
pub(in crate::auth) struct Owner<'a> {
    /// Words it may not contain: name, spelling, account name.
    pub(in crate::auth) words: &'a [&'a str],
    /// Which rules hold.
    pub(in crate::auth) duties: Duties,
}

/// Whether somebody holds staff duties.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::auth) enum Duties {
    /// A member only.
    None,
    /// Some duty: composition and rotation hold.
    Staff,
}

impl Fresh {
    /// Judges and hashes a password; the field of the error is `password`.
    ///
    /// # Errors
    /// What is wrong with it; busy when too many wait.
    pub(in crate::auth) async fn of(
        app: &App,
        typed: &str,
        owner: &Owner<'_>,
    ) -> Result<Self, Error> {
        let judged = match owner.duties {
            Duties::Staff => rules::for_staff(typed, owner.words),
            Duties::None => rules::for_member(typed, owner.words),
        };
        let kind = judged.map_err(|message| {
            Error::Invalid(vec![FieldError {
                field: "password".to_owned(),
                message,
            }])
        })?;
        Ok(Self {
            hash: app.hasher.hash(typed).await?,
            kind,
        })
    }
}

/// Changes one's own password: the old one is asked, every other session ends, and secrets of
/// shared phones are forgotten.
///
/// # Errors
/// Field errors on `current` and `password`.
pub(in crate::auth) async fn change_password(
    app: &App,
    person: PersonId,
    keep: [u8; 32],
    current: &str,
    typed: &str,
) -> Result<(), Error> {
    let now = app.clock.now();
    let today = now.date();
    let (known, duties) = app
        .db
        .point("own_account", move |tx| {
            let known = store::by_person(tx, person)?.ok_or_else(not_found)?;
            Ok((known, session::has_duties(tx, person, today)?))
        })
        .await?;
    if known.hash.is_some() {
        match super::sign_in::confirm(app, person, current).await? {
            Ok(_) => {}
            Err(super::Refusal::Wrong(_)) => {
                return Err(invalid("current", "error-password-current"));
            }
            Err(super::Refusal::Closed(_)) => {
                return Err(invalid("current", "error-sign-in-closed-short"));
            }
        }
        if current == typed {
            return Err(invalid("password", "error-password-same"));
        }
    }
    let duties = if duties { Duties::Staff } else { Duties::None };
    let words = [
        known.name.as_str(),
        known.spelled.as_str(),
        known.login_name.as_deref().unwrap_or(""),
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
    app.db
        .write("change_password", move |tx| {
            store::set_password(tx, person, &fresh.hash, fresh.kind, today)?;
            session::end_others(tx, person, &keep)?;
            crate::auth::shared_phone::forget_pins(tx, person)?;
            let entry = Entry::new(now, "account.password", "account")
                .on(person.0)
                .about(person)
                .by(person);
            Ok(audit::write(tx, &entry)?)
        })
        .await?;
    session::forget(app, person);
    Ok(())
}
