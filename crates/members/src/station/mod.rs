//! Service stations of floating members (流动党员服务站): place, hours, people, services, what is on,
//! and what a member asks there.
//!
//! Always true: the facts of a station are public and name only whom it says to ask for; where a
//! member is stays on their phone, which works out the way by itself; an ask is seen by the asker
//! and by the station.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::from_row;
use platform::ids::{OrgId, PersonId};
use platform::record::{ObjectKind, Verb, Visibility};
use platform::typed_id;

pub mod change;
pub mod forms;
pub mod pages;
pub mod staff_pages;
pub mod store;

typed_id!(
    /// A station.
    StationId
);
typed_id!(
    /// Something that is on there.
    EventId
);
typed_id!(
    /// What a member asks there.
    AskId
);

/// A station, as records name it.
pub const STATION: ObjectKind = ObjectKind {
    code: 14,
    name: "station",
};

/// A member asked a station for something.
pub static ASKED: Verb = Verb::new(129, "station.asked", Visibility::Figures);

/// Stations an organisation keeps.
pub const COUNT: &str = "stations.open";

/// A station.
#[derive(Clone, Debug)]
pub struct Station {
    /// Which.
    pub id: StationId,
    /// Who keeps it.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Its place in the tree.
    pub path: String,
    /// What it is called.
    pub name: String,
    /// In which city or district.
    pub division: String,
    /// Where.
    pub address: String,
    /// Millionths of a degree.
    pub latitude: Option<i64>,
    /// Millionths of a degree.
    pub longitude: Option<i64>,
    /// When somebody is there.
    pub hours: String,
    /// Whom to ask for.
    pub people: String,
    /// The station's own number.
    pub phone: String,
    /// What one can do there, a line each.
    pub services: String,
    /// Counts up at every change.
    pub version: i64,
    /// When it was closed.
    pub closed_on: Option<Date>,
}

from_row!(Station {
    id,
    org,
    org_name,
    path,
    name,
    division,
    address,
    latitude,
    longitude,
    hours,
    people,
    phone,
    services,
    version,
    closed_on
});

/// Something that is on.
#[derive(Clone, Debug)]
pub struct Event {
    /// Which.
    pub id: EventId,
    /// What.
    pub title: String,
    /// When it begins.
    pub starts_at: Millis,
    /// What to bring, who may come.
    pub words: String,
    /// Whether it was called off.
    pub cancelled_at: Option<Millis>,
}

from_row!(Event {
    id,
    title,
    starts_at,
    words,
    cancelled_at
});

/// What a member asks.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Which.
    pub id: AskId,
    /// Where.
    pub station: StationId,
    /// What that is called.
    pub station_name: String,
    /// Who, when they are on the roll.
    pub person: Option<PersonId>,
    /// Their name.
    pub asker: String,
    /// What.
    pub words: String,
    /// Who typed it in.
    pub entered_by: String,
    /// Whether somebody else typed it in for them.
    pub for_them: bool,
    /// When.
    pub created_at: Millis,
    /// What was answered.
    pub answer: Option<String>,
    /// By whom.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<Millis>,
    /// When it was done with.
    pub closed_at: Option<Millis>,
}

from_row!(Ask {
    id,
    station,
    station_name,
    person,
    asker,
    words,
    entered_by,
    for_them,
    created_at,
    answer,
    answered_by,
    answered_at,
    closed_at
});
