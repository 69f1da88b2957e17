//! Changing the tree: a new organisation, an edit, a move of a whole subtree.

use jiff::civil::Date;
use platform::app::App;
use platform::audit::{self, Entry};
use platform::clock::{Clock, Millis};
use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::ids::{OrgId, PersonId};
use platform::module::{Moved, MovedHook};
use platform::{params, sql, tally};

use super::{Org, OrgKind, OrgPath, UnitNature, store};

/// What is said of an organisation.
#[derive(Clone, Debug)]
pub struct Details {
    /// Its full name.
    pub full_name: String,
    /// Its short name.
    pub short_name: String,
    /// Its code in the national system.
    pub code: Option<String>,
    /// By what kind of unit it is set up.
    pub unit_nature: UnitNature,
    /// Who to ask.
    pub contact: Option<String>,
    /// When it was founded.
    pub founded_on: Option<Date>,
}

/// A new organisation.
#[derive(Clone, Debug)]
pub struct NewOrg {
    /// Its id, made by whoever creates it.
    pub id: OrgId,
    /// Its kind.
    pub kind: OrgKind,
    /// What is said of it.
    pub details: Details,
}

/// Puts a new organisation below another, or at the root of an empty city.
///
/// # Errors
/// When a field is wrong or the kind does not fit below the parent.
pub fn create(
    tx: &mut Tx<'_>,
    new: &NewOrg,
    parent: Option<&Org>,
    by: Option<PersonId>,
    now: Millis,
) -> Result<Org, Error> {
    check(&new.details)?;
    if parent.is_some_and(|parent| !new.kind.fits_below(parent.kind)) {
        return Err(invalid("kind", "org-kind-does-not-fit"));
    }
    // The parent as it stands now: it may have been moved since it was found.
    let parent = parent
        .map(|parent| store::hold(tx, parent.id))
        .transpose()?;
    let path = next_path(tx, parent.as_ref())?;
    let parent = parent.as_ref();
    let d = &new.details;
    tx.exec(
        sql!("sql/insert.sql"),
        params![
            new.id,
            parent.map(|parent| parent.id),
            path,
            d.code,
            d.full_name,
            d.short_name,
            new.kind,
            d.unit_nature,
            d.contact,
            d.founded_on,
            0_i64,
            now
        ],
    )
    .map_err(taken)?;
    note(tx, "org.create", new.id, &path, by, now)?;
    store::find(tx, new.id)
}

fn next_path(tx: &mut Tx<'_>, parent: Option<&Org>) -> Result<OrgPath, Error> {
    match parent {
        Some(parent) => {
            let (ordinal,): (i64,) = tx.one(sql!("sql/next_child.sql"), params![parent.id])?;
            Ok(parent.path.child(ordinal))
        }
        None => {
            let (roots,): (i64,) = tx.one(sql!("sql/roots_count.sql"), params![])?;
            Ok(OrgPath::root(roots + 1))
        }
    }
}

/// Changes what is said of an organisation, on the version its editor saw.
///
/// # Errors
/// When a field is wrong, or somebody else changed it meanwhile.
pub fn edit(
    tx: &mut Tx<'_>,
    org: &Org,
    details: &Details,
    seen: i64,
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    check(details)?;
    let d = details;
    let touched = tx
        .exec(
            sql!("sql/update.sql"),
            params![
                org.id,
                d.full_name,
                d.short_name,
                d.code,
                d.unit_nature,
                d.contact,
                d.founded_on,
                seen
            ],
        )
        .map_err(taken)?;
    if touched == 0 {
        return Err(conflict("org-changed-meanwhile"));
    }
    note(tx, "org.edit", org.id, &org.path, Some(by), now)
}

/// Who moves an organisation, when, and what the rooms do about it.
#[derive(Clone)]
pub struct Move {
    /// Who.
    pub by: PersonId,
    /// For the moment and for jobs that follow.
    pub clock: Clock,
    /// What the rooms that keep paths of their own do.
    pub rooms: Vec<MovedHook>,
}

impl Move {
    /// Somebody's move, with what the rooms of the application do about it.
    #[must_use]
    pub fn of(app: &App, by: PersonId) -> Self {
        Self {
            by,
            clock: app.clock.clone(),
            rooms: app.registry.moved.clone(),
        }
    }
}

/// Moves an organisation with everything below it: paths, belongings, grants, standing sums and
/// what other rooms keep. Moves come one after another; whoever writes a path meanwhile holds the
/// organisation's row ([`store::hold`]) and so comes wholly before or wholly after.
///
/// # Errors
/// When it would stand below itself, stands there already or its kind does not fit there.
pub fn move_under(
    tx: &mut Tx<'_>,
    org: OrgId,
    parent: OrgId,
    how: &Move,
) -> Result<OrgPath, Error> {
    tally::hold_tree(tx)?;
    let (org, parent) = (store::find(tx, org)?, store::hold(tx, parent)?);
    if org.path.holds(&parent.path) {
        return Err(conflict("org-move-below-itself"));
    }
    if !org.kind.fits_below(parent.kind) {
        return Err(conflict("org-kind-does-not-fit"));
    }
    if org.parent_id == Some(parent.id) {
        return Err(conflict("org-stands-there-already"));
    }
    let to = next_path(tx, Some(&parent))?;
    for statement in [
        sql!("sql/move_paths.sql"),
        sql!("sql/move_belongings.sql"),
        sql!("sql/move_grants.sql"),
        sql!("../finding/sql/move.sql"),
        sql!("../grid/sql/move.sql"),
    ] {
        tx.exec(statement, params![org.path, to])?;
    }
    tally::move_subtree(tx, org.path.as_str(), to.as_str())?;
    tx.exec(sql!("sql/move_parent.sql"), params![org.id, parent.id])?;
    let moved = Moved {
        old: org.path.as_str(),
        new: to.as_str(),
        clock: &how.clock,
    };
    for room in &how.rooms {
        room(tx, &moved)?;
    }
    note(tx, "org.move", org.id, &to, Some(how.by), how.clock.now())?;
    Ok(to)
}

fn check(details: &Details) -> Result<(), Error> {
    let length = details.full_name.chars().count();
    if !(2..=120).contains(&length) {
        return Err(invalid("full_name", "org-name-length"));
    }
    if !(1..=60).contains(&details.short_name.chars().count()) {
        return Err(invalid("short_name", "org-short-name-length"));
    }
    Ok(())
}

fn taken(error: platform::db::DbError) -> Error {
    if error.is_unique() {
        invalid("code", "org-code-taken")
    } else {
        error.into()
    }
}

fn note(
    tx: &mut Tx<'_>,
    action: &'static str,
    id: OrgId,
    path: &OrgPath,
    by: Option<PersonId>,
    now: Millis,
) -> Result<(), Error> {
    let mut entry = Entry::new(now, action, "org")
        .on(id.0)
        .within(path.as_str());
    entry.actor = by;
    audit::write(tx, &entry)?;
    Ok(())
}
