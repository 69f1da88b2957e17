//! Registering a stay: by the member, by the home side for them, or by the side that took them in.

use std::collections::BTreeSet;

use jiff::civil::Date;
use org::Org;
use org::tree::store as orgs;
use platform::crypto::Sealer;
use platform::db::Tx;
use platform::error::{Error, conflict, invalid, not_found};
use platform::ids::{OrgId, PersonId};
use platform::params;

use super::machine::{Side, State, Stay};
use super::{FLOATING, FloatingId, REGISTERED, end, store};
use crate::belonging::{self, Act};
use crate::member;
use crate::moving::{self, Doing};

/// The table named in what is authenticated beside a guest's phone.
pub const TABLE: &str = "floating";

/// The other side of a stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// 没有固定地点: nobody takes them in.
    Nowhere,
    /// An organisation of ours.
    Ours(OrgId),
    /// One outside the system, by its name.
    Words(String),
}

/// What a stay is like.
#[derive(Clone, Debug)]
pub struct NewStay {
    /// Its id, made by the form, so that sending it twice makes one.
    pub id: FloatingId,
    /// A code of [`super::REASONS`].
    pub reason: String,
    /// Where to, no closer than a city.
    pub destination: String,
    /// A code of `rules/codes/flow_unit_nature.toml`, or nothing.
    pub unit_nature: String,
    /// Since when.
    pub from_on: Date,
    /// Until about when.
    pub expected_until: Option<Date>,
    /// 持流动党员活动证.
    pub has_card: bool,
    /// Whether it is typed in from paper.
    pub on_paper: bool,
}

/// Registers that a member is away. Who registers has thereby said yes.
///
/// # Errors
/// A conflict when they are away already or at home nowhere; a field error for a host that takes no
/// members.
pub fn register(
    tx: &mut Tx<'_>,
    act: Act,
    (person, side): (PersonId, Side),
    new: &NewStay,
    host: &Place,
) -> Result<FloatingId, Error> {
    let by = act.by.ok_or_else(not_found)?;
    if let Some(known) = store::entered(tx, new.id)? {
        return if known == by {
            Ok(new.id)
        } else {
            Err(not_found())
        };
    }
    member::store::hold(tx, person)?;
    let home = belonging::home_of(tx, person)?.ok_or_else(|| conflict("floating-no-home"))?;
    if store::open_of(tx, person)?.is_some() {
        return Err(conflict("floating-open-already"));
    }
    let mut ids = BTreeSet::from([home]);
    if let Place::Ours(host) = host {
        ids.insert(*host);
    }
    let held = orgs::hold_all(tx, &ids)?;
    // Read again: somebody may have moved them before the rows were held.
    if belonging::home_of(tx, person)? != Some(home) {
        return Err(conflict("member-changed-meanwhile"));
    }
    let home = held.get(&home).ok_or_else(not_found)?;
    let host_org = match host {
        Place::Ours(id) => Some(fit(held.get(id).ok_or_else(not_found)?, home)?),
        _ => None,
    };
    check_days(new)?;
    let stay = Stay::begun(side, *host != Place::Nowhere);
    let said = Said::of(tx, side, act, by)?;
    insert(
        tx,
        act,
        by,
        new,
        &Row {
            person: Some(person),
            guest: None,
            home: Some(home),
            home_words: "",
            host: host_org,
            host_words: words_of(host),
            side,
            stay,
            said,
        },
    )?;
    moving::note(
        tx,
        act,
        "stay.register",
        ("floating", new.id.0),
        home.path.as_str(),
        Some(person),
    )?;
    let about = (&REGISTERED, person);
    moving::tell(tx, act.now, about, (FLOATING, new.id.0), home.no)?;
    if stay.state == State::Active {
        let row = store::find(tx, new.id)?;
        end::begin(tx, act, row)?;
    }
    Ok(new.id)
}

/// Somebody from outside the system whom an organisation of ours takes in.
#[derive(Clone)]
pub struct Guest {
    /// Their name.
    pub name: String,
    /// Their phone, sealed.
    pub phone: Option<Vec<u8>>,
    /// Their home branch, in words.
    pub home: String,
}

impl Guest {
    /// A guest whose phone is sealed for the row of the stay.
    ///
    /// # Errors
    /// The crypto provider's.
    pub fn of(
        sealer: &Sealer,
        id: FloatingId,
        (name, phone, home): (&str, &str, &str),
    ) -> Result<Self, Error> {
        let phone = (!phone.is_empty())
            .then(|| sealer.seal_text(TABLE, "guest_phone", id.0, phone))
            .transpose()?;
        Ok(Self {
            name: name.to_owned(),
            phone,
            home: home.to_owned(),
        })
    }
}

/// Takes in a guest whose home is outside the system; the home side answers by link or letter.
///
/// # Errors
/// Outside the scope; a field error for an organisation that takes no members.
pub fn take_in(
    tx: &mut Tx<'_>,
    doing: &Doing,
    guest: &Guest,
    new: &NewStay,
    host: &Org,
) -> Result<FloatingId, Error> {
    let (act, by) = (doing.act(), doing.by());
    if let Some(known) = store::entered(tx, new.id)? {
        return if known == by {
            Ok(new.id)
        } else {
            Err(not_found())
        };
    }
    let host = orgs::hold(tx, host.id)?;
    if !host.kind.takes_members() {
        return Err(invalid("org", "member-org-takes-none"));
    }
    check_days(new)?;
    let said = Said::of(tx, Side::Host, act, by)?;
    insert(
        tx,
        act,
        by,
        new,
        &Row {
            person: None,
            guest: Some(guest),
            home: None,
            home_words: &guest.home,
            host: Some(&host),
            host_words: "",
            side: Side::Host,
            stay: Stay::begun(Side::Host, true),
            said,
        },
    )?;
    moving::note(
        tx,
        act,
        "stay.take_in",
        ("floating", new.id.0),
        host.path.as_str(),
        None,
    )?;
    Ok(new.id)
}

/// What a form may call the host: an organisation of ours in full, one outside in words, nothing.
///
/// # Errors
/// A field error when several of ours have that name.
pub fn place(tx: &mut Tx<'_>, typed: &str) -> Result<Place, Error> {
    if typed.is_empty() {
        return Ok(Place::Nowhere);
    }
    Ok(match moving::named_anywhere(tx, "host", typed)? {
        Some(org) => Place::Ours(org.id),
        None => Place::Words(typed.to_owned()),
    })
}

fn words_of(place: &Place) -> &str {
    match place {
        Place::Words(words) => words,
        _ => "",
    }
}

/// Whether a host takes members and is another branch than home.
pub(super) fn fit<'o>(host: &'o Org, home: &Org) -> Result<&'o Org, Error> {
    if !host.kind.takes_members() {
        return Err(invalid("host", "floating-host-takes-none"));
    }
    if host.id == home.id {
        return Err(invalid("host", "floating-host-is-home"));
    }
    Ok(host)
}

fn check_days(new: &NewStay) -> Result<(), Error> {
    match new.expected_until {
        Some(until) if until <= new.from_on => {
            Err(invalid("expected_until", "floating-until-before"))
        }
        _ => Ok(()),
    }
}

/// What each side has said at the beginning: when, and by whom.
struct Said {
    home: Option<platform::clock::Millis>,
    host: Option<platform::clock::Millis>,
    by: String,
}

impl Said {
    fn of(tx: &mut Tx<'_>, side: Side, act: Act, by: PersonId) -> Result<Self, Error> {
        Ok(Self {
            home: (side == Side::Home).then_some(act.now),
            host: (side == Side::Host).then_some(act.now),
            by: moving::name_of(tx, by)?,
        })
    }
}

struct Row<'r> {
    person: Option<PersonId>,
    guest: Option<&'r Guest>,
    home: Option<&'r Org>,
    home_words: &'r str,
    host: Option<&'r Org>,
    host_words: &'r str,
    side: Side,
    stay: Stay,
    said: Said,
}

fn insert(
    tx: &mut Tx<'_>,
    act: Act,
    by: PersonId,
    new: &NewStay,
    row: &Row<'_>,
) -> Result<(), Error> {
    let said_by = |said: Option<_>| said.map_or("", |_: platform::clock::Millis| &row.said.by);
    let values = params![
        new.id,
        row.person,
        row.guest.map(|guest| guest.name.clone()),
        row.guest.and_then(|guest| guest.phone.clone()),
        row.home.map(|org| org.id),
        row.home.map(|org| org.path.to_string()),
        row.home_words,
        row.host.map(|org| org.id),
        row.host.map(|org| org.path.to_string()),
        row.host_words,
        new.reason,
        new.destination,
        new.unit_nature,
        new.from_on,
        new.expected_until,
        new.has_card,
        row.side.code(),
        by,
        new.on_paper,
        act.now,
        row.stay.state.code(),
        row.said.home,
        said_by(row.said.home),
        row.said.host,
        said_by(row.said.host)
    ];
    let written = tx.insert_many(&store::FLOATINGS, &[values.to_vec()]);
    match written {
        // Another form was quicker.
        Err(error) if Error::from(error.clone()).is_unique() => {
            Err(conflict("floating-open-already"))
        }
        other => {
            other?;
            Ok(())
        }
    }
}
