//! Moving a member's home, taking somebody in, ending a belonging: from the member's profile.

use platform::error::Error;
use platform::error::OrNotFound as _;
use platform::ids::PersonId;
use platform::params;
use platform::sql;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form};

use super::{Act, Belonging, BelongingId, BelongingKind};
use crate::member::pages::again;
use crate::member::store::{Reach, find_scoped};
use crate::words::{day, named_org, scope};

/// Moves a member's home to an organisation named in the form, both within the scope.
///
/// # Errors
/// Outside the scope.
pub async fn move_home(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    match change(&cx, member, &form, BelongingKind::Home).await {
        Ok(()) => go_saying(&format!("/staff/members/{member}"), "flash-member-moved"),
        Err(error) => {
            form.take(error)?;
            again(&cx, member, form).await
        }
    }
}

/// Lets a member belong to a second organisation: floating or second.
///
/// # Errors
/// Outside the scope.
pub async fn join(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    let kind =
        BelongingKind::from_code(form.value("kind")).filter(|kind| *kind != BelongingKind::Home);
    let done = match kind {
        Some(kind) => change(&cx, member, &form, kind).await,
        None => Err(platform::error::invalid("kind", "error-required")),
    };
    match done {
        Ok(()) => go_saying(&format!("/staff/members/{member}"), "flash-saved"),
        Err(error) => {
            form.take(error)?;
            again(&cx, member, form).await
        }
    }
}

async fn change(cx: &Cx, member: PersonId, form: &Form, kind: BelongingKind) -> Result<(), Error> {
    let scope = scope(cx, "members.edit")?;
    let on = day(form, "on", scope.today)?;
    let typed = form.value("org").to_owned();
    let act = Act::of(scope.person, cx.app.clock.now());
    cx.app
        .db
        .write("change_belonging", move |tx| {
            find_scoped(tx, scope, member, Reach::Home)?;
            let org = named_org(tx, scope, &typed)?;
            match kind {
                BelongingKind::Home => super::move_home(tx, member, &org, on, act),
                _ => super::join(tx, member, &org, kind, on, act),
            }
        })
        .await
}

/// Ends a belonging on a day.
///
/// # Errors
/// Outside the scope.
pub async fn end(cx: Cx, Path(belonging): Path<BelongingId>, mut form: Form) -> Answer {
    let scope = scope(&cx, "members.edit")?;
    let found: Belonging = cx
        .app
        .db
        .point("find_belonging", move |tx| {
            tx.opt(
                sql!("sql/find_scoped.sql"),
                params![scope.person, scope.permission, scope.today, belonging],
            )
            .or_not_found()
        })
        .await?;
    let member = found.person;
    if found.kind == BelongingKind::Home.code() {
        // Somebody without a home has left the roll, which asks how and why.
        form.fail_key("exit_kind", "member-end-home-by-leaving");
        form.set("leaving", "1");
        return again(&cx, member, form).await;
    }
    let act = Act::of(scope.person, cx.app.clock.now());
    let on = match day(&form, "on", scope.today) {
        Ok(on) => on,
        Err(error) => {
            form.take(error)?;
            return again(&cx, member, form).await;
        }
    };
    let done = cx
        .app
        .db
        .write("end_belonging", move |tx| {
            super::leave(tx, belonging, on, act)
        })
        .await;
    match done {
        // Who leaves the only place one could see them in is out of sight.
        Ok(()) => go_saying("/staff/members", "flash-member-left"),
        Err(error) => {
            form.take(error)?;
            again(&cx, member, form).await
        }
    }
}
