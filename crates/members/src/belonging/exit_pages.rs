//! Letting a member leave, and taking it back: from the member's profile.

use platform::error::{Error, conflict, invalid};
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form};

use super::Act;
use super::exit::{self, Leaving};
use crate::member::pages::again;
use crate::member::store::{Reach, find_left, find_scoped};
use crate::words::{day, scope};

/// Lets a member leave the roll.
///
/// # Errors
/// Outside the scope.
pub async fn leave(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    match leave_from(&cx, member, &form).await {
        Ok(()) => go_saying(&format!("/staff/members/{member}"), "flash-member-exit"),
        Err(error) => {
            form.take(error)?;
            again(&cx, member, form).await
        }
    }
}

async fn leave_from(cx: &Cx, member: PersonId, form: &Form) -> Result<(), Error> {
    let scope = scope(cx, "members.edit")?;
    let leaving = Leaving {
        kind: form.value("exit_kind").to_owned(),
        on: day(form, "left_on", scope.today)?,
        reason: form.some("exit_reason").map(str::to_owned),
    };
    if scope.person == member {
        return Err(invalid("exit_kind", "member-exit-not-oneself"));
    }
    let act = Act::of(scope.person, cx.app.clock.now());
    let sealer = cx.app.sealer.clone();
    cx.app
        .db
        .write("leave_member", move |tx| {
            find_scoped(tx, scope, member, Reach::Home)?;
            exit::leave(tx, &sealer, member, &leaving, act)
        })
        .await
}

/// Takes an exit back that was a mistake.
///
/// # Errors
/// Outside the scope.
pub async fn take_back(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    let scope = scope(&cx, "members.edit")?;
    let act = Act::of(scope.person, cx.app.clock.now());
    let done = cx
        .app
        .db
        .write("take_exit_back", move |tx| {
            match find_left(tx, scope, member) {
                Ok(_) => exit::take_back(tx, member, act),
                // Whoever sees them on the roll is told so; to anybody else they are not there.
                Err(Error::NotFound) => {
                    find_scoped(tx, scope, member, Reach::Home)?;
                    Err(conflict("member-has-not-left"))
                }
                Err(error) => Err(error),
            }
        })
        .await;
    match done {
        Ok(()) => go_saying(
            &format!("/staff/members/{member}"),
            "flash-member-exit-undone",
        ),
        Err(error) => {
            form.take(error)?;
            again(&cx, member, form).await
        }
    }
}
