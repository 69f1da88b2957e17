//! Complaints and suggestions about the platform: anybody may make one, and each is answered.

pub mod pages;
pub mod staff_pages;
mod store;

pub(super) use store::count_open;

use crate::app::App;
use crate::audit::{self, Entry};
use crate::auth::limits::Limits;
use crate::error::{Error, conflict, invalid};
use crate::ids::PersonId;
use crate::random::typeable_code;
use crate::typed_id;

typed_id!(
    /// A complaint about the platform.
    ComplaintId
);

/// Longest text.
pub const LONGEST: usize = 2_000;
/// Characters of a reference: nobody guesses somebody else's.
const REFERENCE: usize = 10;
/// Complaints from one address in a day; a service hall with one computer is within it.
pub(super) const A_DAY: u32 = 60;

/// Takes a complaint in; gives the reference to follow it by.
///
/// # Errors
/// A field error when nothing or too much was written; a conflict when too many came from one
/// address.
pub async fn make(
    app: &App,
    address: &str,
    person: Option<PersonId>,
    body: &str,
) -> Result<String, Error> {
    let body = body.trim().to_owned();
    if body.is_empty() {
        return Err(invalid("body", "error-complaint-missing"));
    }
    if body.chars().count() > LONGEST {
        let message = crate::error::Message::new("error-complaint-long").with("count", LONGEST);
        return Err(Error::Invalid(vec![crate::error::FieldError {
            field: "body".to_owned(),
            message,
        }]));
    }
    let now = app.clock.now();
    if !app
        .rooms
        .get_or_init(Limits::default)
        .may_complain(address, now)
    {
        return Err(conflict("error-complaint-many"));
    }
    let id = ComplaintId::fresh(&app.clock);
    let reference = typeable_code(REFERENCE);
    let sent = reference.clone();
    app.db
        .write("make_complaint", move |tx| {
            store::insert(tx, id, &sent, person, &body, now)?;
            let mut entry = Entry::new(now, "complaint.make", "complaint").on(id.0);
            entry.actor = person;
            Ok(audit::write(tx, &entry)?)
        })
        .await?;
    Ok(reference)
}

/// Answers a complaint, once.
///
/// # Errors
/// A field error without words; a conflict when it was answered meanwhile; not found.
pub async fn answer(app: &App, id: ComplaintId, by: PersonId, body: &str) -> Result<(), Error> {
    let body = body.trim().to_owned();
    if body.is_empty() {
        return Err(invalid("body", "error-required"));
    }
    if body.chars().count() > LONGEST {
        let message = crate::error::Message::new("error-complaint-long").with("count", LONGEST);
        return Err(Error::Invalid(vec![crate::error::FieldError {
            field: "body".to_owned(),
            message,
        }]));
    }
    let now = app.clock.now();
    let written = app
        .db
        .write("answer_complaint", move |tx| {
            let found = store::find(tx, id)?.ok_or_else(crate::error::not_found)?;
            if found.answer.is_some() {
                return Err(conflict("error-complaint-answered"));
            }
            store::insert_answer(tx, id, by, &body, now)?;
            let entry = Entry::new(now, "complaint.answer", "complaint")
                .on(id.0)
                .by(by);
            Ok(audit::write(tx, &entry)?)
        })
        .await;
    match written {
        Err(error) if error.is_unique() => Err(conflict("error-complaint-answered")),
        other => other,
    }
}
