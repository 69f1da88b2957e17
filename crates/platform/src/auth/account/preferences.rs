//! Language and elder mode: kept with the account, or in a cookie for somebody without one.

use super::store;
use crate::auth::{cookies, local, session};
use crate::error::bad_request;
use crate::i18n::Locale;
use crate::web::respond::go;
use crate::web::{Answer, Cx, Form};

/// Larger type and fewer choices, or back.
///
/// # Errors
/// The database's; a value that is neither `on` nor `off`.
pub async fn elder(cx: Cx, f: Form) -> Answer {
    let value = match f.value("elder") {
        "on" => "on",
        "off" => "off",
        _ => return Err(bad_request("error-form-unreadable")),
    };
    if let Some(who) = &cx.who {
        let (person, elder) = (who.person, i64::from(value == "on"));
        cx.app
            .db
            .write("set_elder", move |tx| {
                session::changed(tx, person)?;
                Ok(store::set_elder(tx, person, elder)?)
            })
            .await?;
        session::forget(&cx.app, person);
    }
    let mut response = go(local(f.value("back")))?;
    // The cookie is set for a signed-in person too: the sign-in page stays large for them.
    cookies::put_choice(&cx.app, &mut response, "elder", value)?;
    Ok(response)
}

/// The language of pages.
///
/// # Errors
/// The database's; a language there is not.
pub async fn language(cx: Cx, f: Form) -> Answer {
    let locale = Locale::from_code(f.value("language"))
        .ok_or_else(|| bad_request("error-form-unreadable"))?;
    if let Some(who) = &cx.who {
        let person = who.person;
        cx.app
            .db
            .write("set_locale", move |tx| {
                session::changed(tx, person)?;
                Ok(store::set_locale(tx, person, locale.code())?)
            })
            .await?;
        session::forget(&cx.app, person);
    }
    let mut response = go(local(f.value("back")))?;
    cookies::put_choice(&cx.app, &mut response, "language", locale.code())?;
    Ok(response)
}
