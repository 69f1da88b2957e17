//! Work orders: letters to those outside the system who do the work (供电所, 物业公司). The owner
//! keeps the request; the outside unit answers once through its own address, or on paper.

use platform::clock::{DAY_MS, Millis};
use platform::db::Tx;
use platform::error::{Error, OrNotFound as _, conflict};
use platform::outside::{self, NewDoor};
use platform::{from_row, params, sql, typed_id};

use super::rules::Rules;
use crate::matter::change::{self, Note};
use crate::matter::{Kind, MatterId, store as matters};
use org::Act;

typed_id!(
    /// A work order.
    OrderId
);

/// What a door of an order opens for.
pub const REPLY: &str = "orders.reply";

/// A work order.
#[derive(Clone, Debug)]
pub struct Order {
    /// Which.
    pub id: OrderId,
    /// Of which request.
    pub matter: MatterId,
    /// Its number there.
    pub no: i64,
    /// To whom.
    pub given_to: String,
    /// What is asked for.
    pub words: String,
    /// Who sent it.
    pub sent_by: String,
    /// When.
    pub sent_at: Millis,
    /// What they answered.
    pub reply: Option<String>,
    /// Who says so, in words.
    pub reply_by: Option<String>,
    /// By link or on paper.
    pub reply_via: Option<String>,
    /// When.
    pub replied_at: Option<Millis>,
    /// Who typed it in from paper.
    pub entered_by: Option<String>,
}

from_row!(Order {
    id,
    matter,
    no,
    given_to,
    words,
    sent_by,
    sent_at,
    reply,
    reply_by,
    reply_via,
    replied_at,
    entered_by
});

/// All of a request, in order.
///
/// # Errors
/// The database's.
pub fn of(tx: &mut Tx<'_>, id: MatterId) -> Result<Vec<Order>, Error> {
    Ok(tx.all(sql!("sql/orders.sql"), params![id])?)
}

/// One of a request that was found.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub fn find(tx: &mut Tx<'_>, id: MatterId, no: i64) -> Result<Order, Error> {
    tx.opt(sql!("sql/order.sql"), params![id, no])
        .or_not_found()
}

/// One behind a door that opens.
///
/// # Errors
/// [`Error::NotFound`] when the door does not open.
pub fn behind(tx: &mut Tx<'_>, secret: &str, now: Millis) -> Result<(outside::Door, Order), Error> {
    let door = outside::find(tx, REPLY, secret, now)?.ok_or(Error::NotFound)?;
    let order = tx
        .opt(sql!("sql/order_by_id.sql"), params![OrderId(door.subject)])
        .or_not_found()?;
    Ok((door, order))
}

/// Writes an order and opens its door; gives its number and the secret of the address, which
/// cannot be read again.
///
/// # Errors
/// Outside the scope; a conflict when the request is not open.
pub fn send(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MatterId,
    (given_to, words): (&str, &str),
    rules: &Rules,
) -> Result<(i64, String), Error> {
    matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let matter = matters::hold(tx, id, &[])?;
    if !matter.machine().is_open() {
        return Err(conflict("matter-not-now"));
    }
    let (order, by, now) = (OrderId::fresh(&act.clock), act.scope.person, act.now());
    let row = params![order, id, given_to, words, by, now];
    tx.exec(sql!("sql/send_order.sql"), row)?;
    let secret = door(tx, order, given_to, act, rules)?;
    change::note(tx, id, &Note::new("ordered", Some(by), given_to), now)?;
    change::audited(tx, "request.order", id, Some(by), &matter.path, now)?;
    let sent = of(tx, id)?;
    Ok((sent.last().map_or(1, |one| one.no), secret))
}

/// Opens a new door for an order that was not answered; the one before closes.
///
/// # Errors
/// Outside the scope; a conflict when it was answered.
pub fn reopen(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, no): (MatterId, i64),
    rules: &Rules,
) -> Result<String, Error> {
    let matter = matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let order = find(tx, id, no)?;
    if order.replied_at.is_some() || !matter.machine().is_open() {
        return Err(conflict("matter-not-now"));
    }
    let secret = door(tx, order.id, &order.given_to, act, rules)?;
    let by = Some(act.scope.person);
    change::audited(tx, "request.order", id, by, &matter.path, act.now())?;
    Ok(secret)
}

fn door(
    tx: &mut Tx<'_>,
    order: OrderId,
    given_to: &str,
    act: &Act,
    rules: &Rules,
) -> Result<String, Error> {
    let door = NewDoor {
        purpose: REPLY,
        subject: order.0,
        given_to: given_to.to_owned(),
        issued_by: act.scope.person,
        expires_at: act.now().plus_ms(rules.door_days.saturating_mul(DAY_MS)),
    };
    Ok(outside::make(tx, &door, act.now())?)
}

/// The outside unit's own answer through its door, once.
///
/// # Errors
/// [`Error::NotFound`] when the door does not open (any more).
pub fn reply(
    tx: &mut Tx<'_>,
    secret: &str,
    (words, by): (&str, &str),
    now: Millis,
) -> Result<(), Error> {
    let (door, order) = behind(tx, secret, now)?;
    let matter = matters::hold(tx, order.matter, &[])?;
    if !outside::use_up(tx, door.id, now)? {
        return Err(Error::NotFound);
    }
    let none: Option<platform::ids::PersonId> = None;
    answered(tx, &order, (words, by, "link"), none, now)?;
    change::note(
        tx,
        order.matter,
        &Note::new("order-replied", None, &order.given_to),
        now,
    )?;
    change::audited(
        tx,
        "request.order_reply",
        order.matter,
        None,
        &matter.path,
        now,
    )
}

/// The outside unit's answer, typed in from paper.
///
/// # Errors
/// Outside the scope; a conflict when it was answered.
pub fn reply_from_paper(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, no): (MatterId, i64),
    (words, by): (&str, &str),
) -> Result<(), Error> {
    matters::find_scoped(tx, act.scope, Kind::Request, id)?;
    let matter = matters::hold(tx, id, &[])?;
    let order = find(tx, id, no)?;
    let (entered, now) = (Some(act.scope.person), act.now());
    answered(tx, &order, (words, by, "paper"), entered, now)?;
    outside::close(tx, REPLY, order.id.0, now)?;
    change::note(
        tx,
        id,
        &Note::new("order-replied", entered, &order.given_to),
        now,
    )?;
    change::audited(tx, "request.order_reply", id, entered, &matter.path, now)
}

fn answered(
    tx: &mut Tx<'_>,
    order: &Order,
    (words, by, via): (&str, &str, &str),
    entered_by: Option<platform::ids::PersonId>,
    now: Millis,
) -> Result<(), Error> {
    let row = params![order.id, words, by, via, now, entered_by];
    if tx.exec(sql!("sql/reply_order.sql"), row)? == 0 {
        return Err(conflict("request-order-replied"));
    }
    Ok(())
}
