//! Talks (谈心谈话、提醒谈话): between two persons, on a day, about something, in a few words. What
//! was said stays between them: there is no place for it here.

use jiff::civil::Date;
use org::tree::store as orgs;
use org::tree::store::Scope;
use platform::db::{DbError, Tx, Value};
use platform::error::{Error, invalid, not_found};
use platform::ids::{OrgId, PersonId};
use platform::record::{self, ObjectKind, Record, Verb, Visibility};
use platform::{from_row, params, sql, typed_id};

use crate::act::Act;
use crate::coded::coded;
use crate::meeting::store as meetings;

pub mod pages;

typed_id!(
    /// A talk.
    TalkId
);

/// A talk is filed with meetings in records, told apart by its verb.
const TALK: ObjectKind = ObjectKind {
    code: 40,
    name: "meeting",
};

/// Two members had a talk.
pub static TALKED: Verb = Verb::new(403, "talk.held", Visibility::Branch);

coded!(
    /// The kinds of talk (支部工作条例; 党员教育管理工作条例第二十八条).
    TalkKind of "talk-kind" {
        /// 谈心谈话.
        Heart = "heart_talk",
        /// 提醒谈话.
        Reminder = "reminder_talk",
    }
);

/// A talk in the list.
#[derive(Clone, Debug)]
pub struct Talk {
    /// Which.
    pub id: TalkId,
    /// Where it counts.
    pub org_name: String,
    /// Its kind.
    pub kind: TalkKind,
    /// Who asked for it.
    pub by: String,
    /// With whom.
    pub with: String,
    /// On which day.
    pub held_on: Date,
    /// About what.
    pub subject: String,
    /// Who noted it.
    pub entered_by: String,
}
from_row!(Talk {
    id,
    org_name,
    kind,
    by,
    with,
    held_on,
    subject,
    entered_by
});

/// A talk to be noted.
#[derive(Clone, Debug)]
pub struct NewTalk {
    /// Sent twice, it is noted once.
    pub id: TalkId,
    /// Where it counts.
    pub org: OrgId,
    /// Its kind.
    pub kind: TalkKind,
    /// Who asked for it, by name; empty for whoever notes it.
    pub by: String,
    /// With whom.
    pub with: String,
    /// On which day.
    pub held_on: Date,
    /// About what.
    pub subject: String,
}

/// Where the list goes on.
#[derive(Clone, Debug)]
pub struct Before(pub String, pub [u8; 16]);

/// The talks of an organisation, the newest first; one more than thirty when there are more.
///
/// # Errors
/// The database's.
pub fn list_scoped(
    tx: &mut Tx<'_>,
    scope: Scope,
    org: OrgId,
    before: &Before,
) -> Result<Vec<Talk>, DbError> {
    let page = params![
        scope.person,
        scope.permission,
        scope.today,
        org,
        before.0,
        Value::Id(before.1)
    ];
    tx.all(sql!("sql/list_scoped.sql"), page)
}

/// Notes a talk.
///
/// # Errors
/// Outside the scope; a name nobody or several have; a day ahead.
pub fn note(tx: &mut Tx<'_>, act: &Act, new: &NewTalk) -> Result<(), Error> {
    let org = orgs::find_scoped(tx, act.scope, new.org)
        .map_err(|_| invalid("org", "meeting-no-such-org"))?;
    if new.held_on > act.scope.today {
        return Err(invalid("held_on", "talk-not-held-yet"));
    }
    // Whoever notes a talk of their own need not be of this organisation: a street's secretary is not.
    let own = new.by.is_empty() || new.by == meetings::person_name(tx, act.person())?;
    let by = if own {
        act.person()
    } else {
        named(tx, &org, &new.by, new.held_on, "by")?
    };
    let with = named(tx, &org, &new.with, new.held_on, "with")?;
    if by == with {
        return Err(invalid("with", "talk-with-oneself"));
    }
    let known: Option<(OrgId,)> = tx.opt(sql!("sql/known.sql"), params![new.id])?;
    if let Some((at,)) = known {
        return if at == org.id {
            Ok(())
        } else {
            Err(not_found())
        };
    }
    let row = params![
        new.id,
        org.id,
        new.kind,
        by,
        with,
        new.held_on,
        new.subject,
        act.person(),
        act.now()
    ];
    tx.exec(sql!("sql/insert.sql"), row)?;
    act.note(tx, "talk.note", new.id.0, org.id)?;
    let record = Record {
        at: platform::clock::Millis::start_of(new.held_on),
        verb: &TALKED,
        actor_no: meetings::person_no(tx, by)?,
        org_no: org.no,
        object_kind: TALK,
        object_id: new.id.0,
        result: None,
        detail: Some(serde_json::json!({ "kind": new.kind.code() })),
    };
    Ok(record::write(tx, &record)?)
}

fn named(
    tx: &mut Tx<'_>,
    org: &org::Org,
    name: &str,
    day: Date,
    field: &'static str,
) -> Result<PersonId, Error> {
    let range = params![name, org.path, org.path.end(), day];
    let found: Vec<(PersonId, String)> = tx.all(sql!("sql/named.sql"), range)?;
    match found.as_slice() {
        [] => Err(invalid(field, "talk-nobody-of-name")),
        [one] => Ok(one.0),
        _ => Err(invalid(field, "talk-several-of-name")),
    }
}
