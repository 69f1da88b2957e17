//! Writing a request and sending it.

use jiff::{Span, civil::Date};
use org::Org;
use org::tree::store as orgs;
use platform::audit::{self, Entry};
use platform::clock::Millis;
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _, Tx, Value};
use platform::error::{Error, FieldError, Message, conflict, invalid};
use platform::ids::OrgId;
use platform::tally::end_of;
use platform::{params, sql};

use super::dictionary;
use super::rules::Rules;
use super::{Field, Request, RequestId, Units, folded, store};
use org::Act;

static FIELDS: InsertMany = InsertMany::new(
    "data_request_field",
    &[
        ("request_id", Kind::Id),
        ("no", Kind::Int),
        ("known", Kind::Text),
        ("label", Kind::Text),
        ("folded", Kind::Text),
        ("kind", Kind::Text),
    ],
    OnConflict::Fail,
);

/// A request to be written.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Who asks.
    pub org: OrgId,
    /// What it is about.
    pub title: String,
    /// What the answers are for.
    pub purpose: String,
    /// On which document it rests.
    pub basis: String,
    /// Of whom.
    pub units: Units,
    /// The last day it can be answered.
    pub expires_on: Date,
    /// Sums of the dictionary.
    pub known: Vec<String>,
    /// What must be asked: a name, and `number` or `text`.
    pub asked: Vec<(String, &'static str)>,
}

/// What sending a request would cost those who answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cost {
    /// Of how many organisations it would be asked.
    pub units: i64,
    /// Minutes for each of them.
    pub each: i64,
}

impl Cost {
    /// Minutes for all of them together.
    #[must_use]
    pub fn minutes(self) -> i64 {
        self.units.saturating_mul(self.each)
    }
}

/// Writes a request down; nobody is asked yet.
///
/// # Errors
/// Outside the scope; when it stands too long or asks for too much; when something asked is in
/// the records, or was asked of the same organisations not long ago.
pub fn draft(
    tx: &mut Tx<'_>,
    act: &Act,
    rules: Rules,
    new: &NewRequest,
) -> Result<RequestId, Error> {
    let org = orgs::find_scoped(tx, act.scope, new.org)
        .map_err(|_| invalid("org", "data-request-no-such-org"))?;
    within_the_rules(rules, new, act.scope.today)?;
    for (n, (label, _)) in new.asked.iter().enumerate() {
        not_known(n, label)?;
        not_asked_before(tx, rules, act, &org, n, label)?;
    }
    let id = RequestId::fresh(&act.clock);
    let row = params![
        id,
        org.id,
        new.title,
        new.purpose,
        new.basis,
        new.units.code(),
        new.expires_on,
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/insert.sql"), row)?;
    tx.insert_many(&FIELDS, &rows(id, new)?)?;
    note(tx, act, "data_request.draft", id, &org)?;
    Ok(id)
}

fn rows(id: RequestId, new: &NewRequest) -> Result<Vec<Vec<Value>>, Error> {
    let dictionary = dictionary::all()?;
    let known = new.known.iter().filter_map(|key| {
        let entry = dictionary.iter().find(|one| one.key == *key)?;
        Some((Some(key.clone()), entry.zh.clone(), "number"))
    });
    let asked = new
        .asked
        .iter()
        .map(|(label, kind)| (None, label.clone(), *kind));
    let all = known.chain(asked).zip(1_i64..);
    Ok(all
        .map(|((known, label, kind), no)| {
            vec![
                id.to_value(),
                no.to_value(),
                known.to_value(),
                label.to_value(),
                folded(&label).to_value(),
                kind.to_value(),
            ]
        })
        .collect())
}

fn within_the_rules(rules: Rules, new: &NewRequest, today: Date) -> Result<(), Error> {
    if new.known.is_empty() && new.asked.is_empty() {
        return Err(invalid("known", "data-request-without-fields"));
    }
    if i64::try_from(new.asked.len()).unwrap_or(i64::MAX) > rules.max_fields {
        let message = Message::new("data-request-too-many-fields").with("most", rules.max_fields);
        return Err(at("asked", message));
    }
    let last = today
        .checked_add(Span::new().days(rules.max_days))
        .unwrap_or(Date::MAX);
    if new.expires_on <= today {
        return Err(invalid("expires_on", "data-request-expires-before"));
    }
    if new.expires_on > last {
        let message = Message::new("data-request-stands-too-long").with("days", rules.max_days);
        return Err(at("expires_on", message));
    }
    let mut names: Vec<String> = new.asked.iter().map(|(label, _)| folded(label)).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(invalid("asked", "data-request-asks-twice"));
    }
    Ok(())
}

/// What the records know is not asked of anybody.
fn not_known(n: usize, label: &str) -> Result<(), Error> {
    match dictionary::called(label)? {
        None => Ok(()),
        Some(known) => Err(at(
            asked_field(n),
            Message::new("data-request-known-already").with("name", known.zh),
        )),
    }
}

fn not_asked_before(
    tx: &mut Tx<'_>,
    rules: Rules,
    act: &Act,
    org: &Org,
    n: usize,
    label: &str,
) -> Result<(), Error> {
    let since = act
        .scope
        .today
        .checked_sub(Span::new().months(rules.repeat_months))
        .unwrap_or(Date::MIN);
    let since = Millis::start_of(since);
    let found: Option<(RequestId, String, String)> = tx.opt(
        sql!("sql/repeats.sql"),
        params![folded(label), since, org.path],
    )?;
    match found {
        None => Ok(()),
        Some((_, title, asker)) => Err(at(
            asked_field(n),
            Message::new("data-request-asked-before")
                .with("name", label)
                .with("title", title)
                .with("org", asker),
        )),
    }
}

/// The form's field of the nth thing asked; the form has five.
fn asked_field(n: usize) -> &'static str {
    ["asked_1", "asked_2", "asked_3", "asked_4", "asked_5"]
        .get(n)
        .copied()
        .unwrap_or("asked_1")
}

fn at(field: &str, message: Message) -> Error {
    Error::Invalid(vec![FieldError {
        field: field.to_owned(),
        message,
    }])
}

/// What sending would cost now.
///
/// # Errors
/// The database's.
pub fn cost(
    tx: &mut Tx<'_>,
    rules: Rules,
    request: &Request,
    fields: &[Field],
) -> Result<Cost, Error> {
    let asked = fields.iter().filter(|field| field.known.is_none()).count();
    let org = orgs::find(tx, request.org)?;
    let units: (i64,) = match Units::from_code(&request.units) {
        Some(Units::Children) => tx.one(sql!("sql/count_children.sql"), params![org.id])?,
        _ => {
            let range = params![org.path, end_of(org.path.as_str())];
            tx.one(sql!("sql/count_branches.sql"), range)?
        }
    };
    Ok(Cost {
        units: units.0,
        each: rules.minutes_per_field * i64::try_from(asked).unwrap_or(0),
    })
}

/// Sends a request: the organisations that stand there today are asked.
///
/// # Errors
/// Outside the scope; when it was sent, has expired, asks nothing, or nobody stands there; when
/// what it asks was asked of the same organisations since it was written.
pub fn send(tx: &mut Tx<'_>, act: &Act, rules: Rules, id: RequestId) -> Result<(), Error> {
    let request = store::find_scoped(tx, act.scope, id)?;
    tx.lock(sql!("sql/hold.sql"), params![id])?;
    if store::find(tx, id)?.sent_at.is_some() {
        return Err(conflict("data-request-sent-already"));
    }
    if request.expires_on < act.scope.today {
        return Err(conflict("data-request-expired"));
    }
    let fields = store::fields(tx, id)?;
    let org = orgs::find(tx, request.org)?;
    let asked: Vec<&Field> = fields.iter().filter(|one| one.known.is_none()).collect();
    if asked.is_empty() {
        return Err(conflict("data-request-asks-nothing"));
    }
    for (n, field) in asked.iter().enumerate() {
        not_asked_before(tx, rules, act, &org, n, &field.label)
            .map_err(|_| conflict("data-request-asked-meanwhile"))?;
    }
    let cost = cost(tx, rules, &request, &fields)?;
    if cost.units == 0 {
        return Err(conflict("data-request-asks-nobody"));
    }
    match Units::from_code(&request.units) {
        Some(Units::Children) => tx.exec(sql!("sql/ask_children.sql"), params![id, org.id])?,
        _ => {
            let range = params![id, org.path, end_of(org.path.as_str())];
            tx.exec(sql!("sql/ask_branches.sql"), range)?
        }
    };
    let row = params![
        id,
        cost.units,
        cost.minutes(),
        act.scope.person,
        act.clock.now()
    ];
    tx.exec(sql!("sql/send.sql"), row)?;
    note(tx, act, "data_request.send", id, &org)
}

/// Notes what was done to a request.
pub(super) fn note(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &'static str,
    id: RequestId,
    org: &Org,
) -> Result<(), Error> {
    let entry = Entry::new(act.clock.now(), action, "data_request")
        .by(act.scope.person)
        .on(id.0)
        .within(org.path.as_str());
    Ok(audit::write(tx, &entry)?)
}
