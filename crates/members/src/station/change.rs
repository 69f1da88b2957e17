//! What is done to a station, and what is asked and answered there.

use org::Org;
use org::tree::store as orgs;
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, conflict, not_found};
use platform::ids::PersonId;
use platform::{params, sql, tally};

use super::{ASKED, Ask, AskId, COUNT, EventId, STATION, Station, StationId, store};
use crate::belonging::Act;
use crate::moving::{self, Doing};

/// The facts of a station as a form gives them.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// What it is called.
    pub name: String,
    /// In which city or district.
    pub division: String,
    /// Where.
    pub address: String,
    /// Millionths of a degree, both or neither.
    pub at: Option<(i64, i64)>,
    /// When somebody is there.
    pub hours: String,
    /// Whom to ask for.
    pub people: String,
    /// The station's own number.
    pub phone: String,
    /// What one can do there, a line each.
    pub services: String,
}

/// Opens a station.
///
/// # Errors
/// Not found when somebody else's form has this id.
pub fn create(
    tx: &mut Tx<'_>,
    doing: &Doing,
    id: StationId,
    org: &Org,
    facts: &Facts,
) -> Result<StationId, Error> {
    if store::find(tx, id).is_ok() {
        store::find_scoped(tx, doing.scope, id)?;
        return Ok(id);
    }
    let org = orgs::hold(tx, org.id)?;
    let row = params![
        id,
        org.id,
        org.path,
        facts.name,
        facts.division,
        facts.address,
        facts.at.map(|at| at.0),
        facts.at.map(|at| at.1),
        facts.hours,
        facts.people,
        facts.phone,
        facts.services,
        doing.by(),
        doing.now()
    ];
    tx.exec(sql!("sql/insert.sql"), row)?;
    tally::add(tx, org.path.as_str(), COUNT, 1)?;
    noted(tx, doing.act(), "station.create", id, org.path.as_str())?;
    Ok(id)
}

/// Changes a station on the version its editor saw.
///
/// # Errors
/// Outside the scope; a conflict when somebody else changed it meanwhile.
pub fn edit(
    tx: &mut Tx<'_>,
    doing: &Doing,
    id: StationId,
    seen: i64,
    facts: &Facts,
) -> Result<(), Error> {
    let station = store::find_scoped(tx, doing.scope, id)?;
    let row = params![
        id,
        seen,
        facts.name,
        facts.division,
        facts.address,
        facts.at.map(|at| at.0),
        facts.at.map(|at| at.1),
        facts.hours,
        facts.people,
        facts.phone,
        facts.services
    ];
    if tx.exec(sql!("sql/update.sql"), row)? == 0 {
        return Err(conflict("station-changed-meanwhile"));
    }
    noted(tx, doing.act(), "station.edit", id, &station.path)
}

/// Closes a station: it is not found any more by members, and its asks stay readable.
///
/// # Errors
/// Outside the scope; a conflict when it is closed.
pub fn close(tx: &mut Tx<'_>, doing: &Doing, id: StationId) -> Result<(), Error> {
    let station = store::find_scoped(tx, doing.scope, id)?;
    orgs::hold(tx, station.org)?;
    let station = store::find_scoped(tx, doing.scope, station.id)?;
    if tx.exec(sql!("sql/close.sql"), params![id, doing.scope.today])? == 0 {
        return Err(conflict("station-closed"));
    }
    tally::add(tx, &station.path, COUNT, -1)?;
    noted(tx, doing.act(), "station.close", id, &station.path)
}

/// Says what is on.
///
/// # Errors
/// Outside the scope; a conflict when the station is closed.
pub fn add_event(
    tx: &mut Tx<'_>,
    doing: &Doing,
    station: StationId,
    (title, starts_at, words): (&str, Millis, &str),
) -> Result<(), Error> {
    let station = open(store::find_scoped(tx, doing.scope, station)?)?;
    let id = EventId::fresh(&doing.clock);
    let row = params![
        id,
        station.id,
        title,
        starts_at,
        words,
        doing.by(),
        doing.now()
    ];
    tx.exec(sql!("sql/insert_event.sql"), row)?;
    noted(tx, doing.act(), "station.event", station.id, &station.path)
}

/// Calls something off.
///
/// # Errors
/// Outside the scope; not found for another station's.
pub fn cancel_event(
    tx: &mut Tx<'_>,
    doing: &Doing,
    station: StationId,
    event: EventId,
) -> Result<(), Error> {
    let station = store::find_scoped(tx, doing.scope, station)?;
    let row = params![event, station.id, doing.now()];
    if tx.exec(sql!("sql/cancel_event.sql"), row)? == 0 {
        return Err(not_found());
    }
    noted(
        tx,
        doing.act(),
        "station.event_cancel",
        station.id,
        &station.path,
    )
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct NewAsk {
    /// Its id, made by the form.
    pub id: AskId,
    /// By whom, when somebody else types it in; the member's own name otherwise.
    pub asker: Option<String>,
    /// What.
    pub words: String,
}

/// A member asks a station for something.
///
/// # Errors
/// Not found without such a station; a conflict when it is closed.
pub fn ask(
    tx: &mut Tx<'_>,
    act: Act,
    person: PersonId,
    station: StationId,
    new: &NewAsk,
) -> Result<(), Error> {
    let station = open(store::find(tx, station)?)?;
    let asker = moving::name_of(tx, person)?;
    insert_ask(tx, act, (Some(person), &asker), &station, new)?;
    let no = orgs::find(tx, station.org)?.no;
    moving::tell(tx, act.now, (&ASKED, person), (STATION, station.id.0), no)
}

/// Staff type in what somebody asks at the desk or by phone.
///
/// # Errors
/// Outside the scope; a conflict when the station is closed.
pub fn ask_for(
    tx: &mut Tx<'_>,
    doing: &Doing,
    station: StationId,
    new: &NewAsk,
) -> Result<(), Error> {
    let station = open(store::find_scoped(tx, doing.scope, station)?)?;
    let asker = new.asker.clone().unwrap_or_default();
    insert_ask(tx, doing.act(), (None, &asker), &station, new)
}

fn insert_ask(
    tx: &mut Tx<'_>,
    act: Act,
    (person, asker): (Option<PersonId>, &str),
    station: &Station,
    new: &NewAsk,
) -> Result<(), Error> {
    let known: Option<Ask> = tx.opt(sql!("sql/ask.sql"), params![new.id])?;
    if let Some(known) = known {
        let same = known.station == station.id && known.words == new.words;
        return if same { Ok(()) } else { Err(not_found()) };
    }
    let row = params![
        new.id, station.id, person, asker, new.words, act.by, act.now
    ];
    tx.exec(sql!("sql/insert_ask.sql"), row)?;
    noted(tx, act, "station.ask", station.id, &station.path)
}

/// Answers what was asked. A later answer takes the place of an earlier one.
///
/// # Errors
/// Outside the scope; a conflict when it is done with.
pub fn answer(
    tx: &mut Tx<'_>,
    doing: &Doing,
    station: StationId,
    id: AskId,
    words: &str,
) -> Result<(), Error> {
    let station = store::find_scoped(tx, doing.scope, station)?;
    let ask = store::hold_ask(tx, station.id, id)?;
    if ask.closed_at.is_some() {
        return Err(conflict("station-ask-closed"));
    }
    let row = params![id, words, doing.by(), doing.now()];
    tx.exec(sql!("sql/answer_ask.sql"), row)?;
    noted(tx, doing.act(), "station.answer", station.id, &station.path)
}

/// Done with: said by the asker, or by the station after it has answered.
///
/// # Errors
/// Not found for somebody else's; a conflict when it is done with, or has no answer yet.
pub fn close_ask(
    tx: &mut Tx<'_>,
    act: Act,
    doing: Option<&Doing>,
    station: StationId,
    id: AskId,
) -> Result<(), Error> {
    let station = match doing {
        Some(doing) => store::find_scoped(tx, doing.scope, station)?,
        None => store::find(tx, station)?,
    };
    let ask = store::hold_ask(tx, station.id, id)?;
    if doing.is_none() && (ask.person.is_none() || ask.person != act.by) {
        return Err(not_found());
    }
    if ask.closed_at.is_some() {
        return Err(conflict("station-ask-closed"));
    }
    if doing.is_some() && ask.answer.is_none() {
        return Err(conflict("station-ask-unanswered"));
    }
    tx.exec(sql!("sql/close_ask.sql"), params![id, act.now, act.by])?;
    noted(tx, act, "station.ask_close", station.id, &station.path)
}

fn open(station: Station) -> Result<Station, Error> {
    if station.closed_on.is_some() {
        return Err(conflict("station-closed"));
    }
    Ok(station)
}

fn noted(
    tx: &mut Tx<'_>,
    act: Act,
    action: &'static str,
    id: StationId,
    path: &str,
) -> Result<(), Error> {
    moving::note(tx, act, action, ("station", id.0), path, None)
}
