//! Where one is signed in, and ending it there.

use crate::audit::{self, Entry};
use crate::auth::session::{self, Listed, SessionId, end_one, list};
use crate::error::not_found;
use crate::web::context::Path;
use crate::web::respond::go_saying;
use crate::web::{Answer, Cx, View};

#[derive(askama::Template)]
#[template(path = "auth/me_sessions.html")]
struct Sessions {
    v: View,
    sessions: Vec<Shown>,
}

struct Shown {
    id: SessionId,
    device: String,
    since: String,
    until: String,
    current: bool,
}

/// The devices.
///
/// # Errors
/// The database's.
pub async fn show(cx: Cx) -> Answer {
    let (person, today) = (cx.person()?, cx.app.clock.today());
    let found = cx
        .app
        .db
        .point("sessions", move |tx| Ok(list(tx, person, today)?))
        .await?;
    let current = cx.who()?.session;
    let sessions = found
        .into_iter()
        .map(|session| shown(&cx, session, &current))
        .collect();
    cx.page(&Sessions {
        v: cx.view().await?,
        sessions,
    })
}

fn shown(cx: &Cx, session: Listed, current: &[u8; 32]) -> Shown {
    let (application, system) = session.device.split_once('.').unwrap_or(("other", "other"));
    let words = format!(
        "{} · {}",
        cx.t(&format!("auth-system-{system}")),
        cx.t(&format!("auth-app-{application}"))
    );
    let shared = session.kind == session::Kind::Shared.code();
    Shown {
        id: session.id,
        device: if shared {
            format!("{words} · {}", cx.t("auth-phone-of-several"))
        } else {
            words
        },
        since: session.created_on.to_string(),
        until: session.expires_on.to_string(),
        current: session.hash == *current,
    }
}

/// Ends one of one's own.
///
/// # Errors
/// Not found when it is somebody else's or over.
pub async fn end(cx: Cx, Path(id): Path<SessionId>) -> Answer {
    let (person, now) = (cx.person()?, cx.app.clock.now());
    cx.app
        .db
        .write("end_session", move |tx| {
            if !end_one(tx, person, id)? {
                return Err(not_found());
            }
            let entry = Entry::new(now, "session.end", "session")
                .on(id.0)
                .about(person)
                .by(person);
            Ok(audit::write(tx, &entry)?)
        })
        .await?;
    session::forget(&cx.app, person);
    go_saying("/me/sessions", "flash-session-ended")
}

/// Ends all but this one.
///
/// # Errors
/// The database's.
pub async fn end_others(cx: Cx) -> Answer {
    let (person, keep, now) = (cx.person()?, cx.who()?.session, cx.app.clock.now());
    cx.app
        .db
        .write("end_other_sessions", move |tx| {
            session::end_others(tx, person, &keep)?;
            let entry = Entry::new(now, "session.end_others", "account").on(person.0);
            Ok(audit::write(tx, &entry.about(person).by(person))?)
        })
        .await?;
    session::forget(&cx.app, person);
    go_saying("/me/sessions", "flash-sessions-ended")
}
