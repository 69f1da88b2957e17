//! What is done to a matter of any kind: begun, handed over, ruled on, paused, proved, judged. Each
//! writes the matter, its history, the audit entry and the record in one transaction.

use org::tree::store as orgs;
use org::{Org, OrgPath};
use platform::audit::{self, Entry};
use platform::clock::{DAY_MS, Millis};
use platform::db::{FromValue as _, Tx, Value};
use platform::error::{Error, conflict, invalid};
use platform::ids::{OrgId, PersonId};
use platform::record::{self, Record, Verb, Visibility};
use platform::tally::LEVEL;
use platform::{params, sql};

use super::machine::{Limits, State, Step, Verdict};
use super::{Kind, MATTER, Matter, MatterId, Phase, holder, state_code, store};
use org::Act;

/// A matter came in.
pub static RECEIVED: Verb = Verb::new(600, "matter.received", Visibility::Figures);
/// It was accepted from another.
pub static ACCEPTED: Verb = Verb::new(601, "matter.accepted", Visibility::Figures);
/// It was ruled whose it is.
pub static RULED: Verb = Verb::new(602, "matter.ruled", Visibility::Figures);
/// It was done, says its owner.
pub static ANSWERED: Verb = Verb::new(603, "matter.answered", Visibility::Figures);
/// It was judged.
pub static JUDGED: Verb = Verb::new(604, "matter.judged", Visibility::Figures);
/// It was taken out.
pub static EXCLUDED: Verb = Verb::new(605, "matter.excluded", Visibility::Figures);

/// What a kind of matter goes by.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// For its states.
    pub limits: Limits,
    /// How long a verdict is waited for, in milliseconds.
    pub wait: i64,
}

/// A line of history to be.
#[derive(Clone, Copy, Debug)]
pub struct Note<'n> {
    /// What happened: a word key's end.
    pub step: &'static str,
    /// Which organisation it concerned.
    pub org: Option<OrgId>,
    /// Whom it concerned.
    pub person: Option<PersonId>,
    /// Why, or what was said.
    pub words: &'n str,
    /// Who did it; nobody for a resident and for what happens by itself.
    pub by: Option<PersonId>,
}

impl<'n> Note<'n> {
    /// Something somebody did, with their words.
    #[must_use]
    pub fn new(step: &'static str, by: Option<PersonId>, words: &'n str) -> Self {
        Self {
            step,
            org: None,
            person: None,
            words,
            by,
        }
    }

    /// Which organisation it concerned.
    #[must_use]
    pub fn to(mut self, org: OrgId) -> Self {
        self.org = Some(org);
        self
    }

    /// Whom it concerned.
    #[must_use]
    pub fn person(mut self, person: PersonId) -> Self {
        self.person = Some(person);
        self
    }
}

/// Writes a line of history.
///
/// # Errors
/// The database's.
pub fn note(tx: &mut Tx<'_>, id: MatterId, note: &Note<'_>, now: Millis) -> Result<(), Error> {
    let row = params![
        id,
        note.step,
        note.org,
        note.person,
        note.words,
        note.by,
        now
    ];
    tx.exec(sql!("sql/insert_step.sql"), row)?;
    Ok(())
}

/// Begins a matter at an organisation whose row is held.
///
/// # Errors
/// The database's.
pub fn begin(
    tx: &mut Tx<'_>,
    (id, kind): (MatterId, Kind),
    org: &Org,
    owner: PersonId,
    (from, length): (Millis, i64),
    opened: &Note<'_>,
) -> Result<(), Error> {
    let row = params![
        id,
        kind.code(),
        org.id,
        org.id,
        owner,
        org.path,
        from.plus_ms(length),
        from,
        length,
        from
    ];
    tx.exec(sql!("sql/insert.sql"), row)?;
    note(tx, id, &opened.to(org.id).person(owner), from)?;
    tell(tx, &RECEIVED, id, (owner, org), None, from)
}

/// Writes a record of a matter.
///
/// # Errors
/// The database's.
pub fn tell(
    tx: &mut Tx<'_>,
    verb: &'static Verb,
    id: MatterId,
    (actor, org): (PersonId, &Org),
    result: Option<i64>,
    at: Millis,
) -> Result<(), Error> {
    let record = Record {
        at,
        verb,
        actor_no: store::person_no(tx, actor)?,
        org_no: org.no,
        object_kind: MATTER,
        object_id: id.0,
        result,
        detail: None,
    };
    Ok(record::write(tx, &record)?)
}

/// Writes an audit entry of a matter; the words people wrote stay out of it.
///
/// # Errors
/// The database's.
pub fn audited(
    tx: &mut Tx<'_>,
    action: &'static str,
    id: MatterId,
    by: Option<PersonId>,
    path: &str,
    now: Millis,
) -> Result<(), Error> {
    let mut entry = Entry::new(now, action, "matter").on(id.0).within(path);
    entry.actor = by;
    Ok(audit::write(tx, &entry)?)
}

/// Takes a step with a matter that is held, and keeps it.
///
/// # Errors
/// A conflict when it cannot happen now.
pub fn step(
    tx: &mut Tx<'_>,
    matter: &Matter,
    step: Step,
    terms: &Terms,
    (noted, now): (&Note<'_>, Millis),
) -> Result<Matter, Error> {
    let next = matter
        .machine()
        .after(step, &terms.limits)
        .map_err(|refusal| conflict(refusal.key()))?;
    let path = if next.owner.org == matter.owner_org {
        matter.path.clone()
    } else {
        orgs::find(tx, next.owner.org)?.path.to_string()
    };
    let phase = Phase::of(next.state);
    let (sort_at, closed_at) = match phase {
        Phase::Open => (next.round.due().0, None),
        Phase::Answered => (now.0.saturating_add(terms.wait), None),
        Phase::Closed => (-now.0, Some(now)),
    };
    let (offered, ruling) = match next.state {
        State::Offered(org) => (Some(org), None),
        State::Ruling(org) => (None, Some(org)),
        _ => (None, None),
    };
    let row = params![
        matter.id,
        next.owner.org,
        next.owner.person,
        path,
        state_code(next.state),
        phase.code(),
        sort_at,
        next.round.no,
        next.round.from,
        next.round.length,
        next.round.paused,
        next.offers,
        next.ruled,
        offered,
        ruling,
        closed_at
    ];
    tx.exec(sql!("sql/save.sql"), row)?;
    note(tx, matter.id, noted, now)?;
    store::find(tx, matter.id)
}

/// Another person of the same organisation answers for it.
///
/// # Errors
/// When they have no duty for it there; a conflict when it is done.
pub fn assign(
    tx: &mut Tx<'_>,
    act: &Act,
    matter: &Matter,
    person: PersonId,
    terms: &Terms,
) -> Result<(), Error> {
    let org = orgs::find(tx, matter.owner_org)?;
    let acting = matter.kind().acting();
    let person = holder::chosen(tx, &org, acting, act.scope.today, person)?;
    let by = Some(act.scope.person);
    let noted = Note::new("assigned", by, "").person(person);
    step(tx, matter, Step::Assign(person), terms, (&noted, act.now()))?;
    audited(tx, "matter.assign", matter.id, by, &matter.path, act.now())
}

/// Lets the clock stand still for some days, for one of the reasons the rules know.
///
/// # Errors
/// A conflict when it would stand still too long.
pub fn pause(
    tx: &mut Tx<'_>,
    act: &Act,
    matter: &Matter,
    (days, reason): (i64, &str),
    terms: &Terms,
) -> Result<(), Error> {
    let by = Some(act.scope.person);
    let noted = Note::new("paused", by, reason);
    let ms = days.saturating_mul(DAY_MS);
    step(tx, matter, Step::Pause(ms), terms, (&noted, act.now()))?;
    audited(tx, "matter.pause", matter.id, by, &matter.path, act.now())
}

/// Says what was done; the verdict is somebody else's.
///
/// # Errors
/// A conflict when it is not open.
pub fn answer(
    tx: &mut Tx<'_>,
    act: &Act,
    matter: &Matter,
    words: &str,
    terms: &Terms,
) -> Result<Matter, Error> {
    let by = act.scope.person;
    let noted = Note::new("answered", Some(by), "");
    let saved = step(tx, matter, Step::Answer, terms, (&noted, act.now()))?;
    store::prove(tx, matter, words, by, act.now())?;
    let org = orgs::find(tx, matter.owner_org)?;
    tell(tx, &ANSWERED, matter.id, (by, &org), None, act.now())?;
    let by = Some(by);
    audited(tx, "matter.answer", matter.id, by, &matter.path, act.now())?;
    Ok(saved)
}

/// What somebody says of the work.
#[derive(Clone, Copy, Debug)]
pub struct Said<'s> {
    /// Whether it is solved.
    pub verdict: Verdict,
    /// Whether they are satisfied, if they say so.
    pub satisfied: Option<bool>,
    /// Why.
    pub words: &'s str,
    /// Who; nobody for a resident.
    pub by: Option<PersonId>,
}

/// Judges a matter, once a round. What is not solved is open again while the rules allow it.
///
/// # Errors
/// A conflict when there is nothing to judge, or somebody else did.
pub fn judge(
    tx: &mut Tx<'_>,
    matter: &Matter,
    said: &Said<'_>,
    terms: &Terms,
    now: Millis,
) -> Result<Matter, Error> {
    let judged = Step::Judge {
        verdict: said.verdict,
        at: now,
    };
    let noted = Note::new(
        match said.verdict {
            Verdict::Solved => "solved",
            Verdict::Partly => "partly",
            Verdict::NotSolved => "not-solved",
        },
        said.by,
        said.words,
    );
    let saved = step(tx, matter, judged, terms, (&noted, now))?;
    let row = params![
        matter.id,
        matter.round,
        said.verdict.code(),
        said.satisfied,
        said.words,
        said.by,
        now
    ];
    tx.exec(sql!("sql/insert_verdict.sql"), row)?;
    let org = orgs::find(tx, matter.owner_org)?;
    let solved = Some(i64::from(said.verdict == Verdict::Solved));
    let actor = said.by.unwrap_or(matter.owner_person);
    tell(tx, &JUDGED, matter.id, (actor, &org), solved, now)?;
    audited(tx, "matter.judge", matter.id, said.by, &matter.path, now)?;
    Ok(saved)
}

/// The organisation of a name, a short name or a code, anywhere in the city.
///
/// # Errors
/// A fault of the field `unit` when there is none, or more than one.
pub fn named(tx: &mut Tx<'_>, near: &str, name: &str) -> Result<Org, Error> {
    let root = OrgPath::from_value(Value::Text(near.get(..LEVEL).unwrap_or(near).to_owned()))?;
    let found = orgs::named_below(tx, &root, name)?;
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(invalid("unit", "matter-no-such-unit")),
        _ => Err(invalid("unit", "matter-several-units")),
    }
}
