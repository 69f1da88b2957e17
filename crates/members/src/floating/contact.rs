//! Writing down that somebody was in touch: the member, the home side, or the side that took them in.

use jiff::civil::Date;
use platform::db::Tx;
use platform::error::{Error, not_found};
use platform::ids::PersonId;
use platform::{params, sql};

use super::machine::{Side, State};
use super::{CONTACTED, ContactId, FLOATING, Floating, FloatingId, answer, store};
use crate::belonging::Act;
use crate::moving::{self, Doing};
use org::tree::store as orgs;

/// A contact.
#[derive(Clone, Debug)]
pub struct NewContact {
    /// Its id, made by the form.
    pub id: ContactId,
    /// A code of [`super::WAYS`].
    pub how: String,
    /// When.
    pub on: Date,
    /// A few words, which the member reads.
    pub note: String,
}

/// Writes a contact down for the side the reader acts for.
///
/// # Errors
/// Outside the scope; a conflict when the stay is over.
pub fn add(
    tx: &mut Tx<'_>,
    doing: &Doing,
    floating: FloatingId,
    new: &NewContact,
) -> Result<(), Error> {
    let seen = store::find_scoped(tx, doing.scope, floating)?;
    write(
        tx,
        doing.act(),
        doing.by(),
        &seen.floating,
        seen.side(),
        new,
    )
}

/// Writes a contact down that the member tells of.
///
/// # Errors
/// Not found for somebody else's stay; a conflict when it is over.
pub fn add_own(
    tx: &mut Tx<'_>,
    act: Act,
    person: PersonId,
    floating: FloatingId,
    new: &NewContact,
) -> Result<(), Error> {
    let one = store::find_own(tx, person, floating)?;
    write(tx, act, person, &one, Side::Member, new)
}

fn write(
    tx: &mut Tx<'_>,
    act: Act,
    by: PersonId,
    one: &Floating,
    side: Side,
    new: &NewContact,
) -> Result<(), Error> {
    let known: Option<(PersonId,)> = tx.opt(sql!("sql/contact_entered.sql"), params![new.id])?;
    if let Some((who,)) = known {
        return if who == by { Ok(()) } else { Err(not_found()) };
    }
    let one = store::hold(tx, one.id)?;
    if !matches!(one.state(), State::Active | State::Waiting) {
        return Err(platform::error::conflict("floating-closed-already"));
    }
    if new.on < one.from_on {
        return Err(platform::error::invalid("on", "floating-contact-before"));
    }
    tx.exec(
        sql!("sql/insert_contact.sql"),
        params![
            new.id,
            one.id,
            side.code(),
            new.how,
            new.on,
            new.note,
            by,
            act.now
        ],
    )?;
    tx.exec(sql!("sql/touched.sql"), params![one.id, new.on])?;
    if let (Some(person), Some(home)) = (one.person, one.home_org) {
        let no = orgs::find(tx, home)?.no;
        moving::tell(tx, act.now, (&CONTACTED, person), (FLOATING, one.id.0), no)?;
    }
    answer::noted(tx, act, "stay.contact", &one)
}
