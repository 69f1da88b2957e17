//! The agenda: a template for each kind, changed line by line; and proposals that wait for a vote.

use platform::app::App;
use platform::db::{InsertMany, Kind as Column, OnConflict, ToValue as _, Tx, Value};
use platform::error::{Error, invalid};
use platform::i18n::{Locale, say};
use platform::ids::OrgId;
use platform::proposal::{Measure, Proposal};
use platform::{params, sql};

use super::{Item, Kind, MeetingId, store};

/// Items of one agenda.
pub const MOST: usize = 30;
/// Letters of one item.
const LONGEST: usize = 200;

static ITEMS: InsertMany = InsertMany::new(
    "meeting_item",
    &[
        ("meeting_id", Column::Id),
        ("no", Column::Int),
        ("title", Column::Text),
        ("proposal_kind", Column::Text),
        ("proposal_id", Column::Id),
    ],
    OnConflict::Fail,
);

/// What usually stands on the agenda of a kind, a line an item. Official papers are Chinese.
#[must_use]
pub fn template(kind: Kind) -> String {
    let key = kind.key().replace("meeting-kind", "meeting-agenda");
    say(Locale::ZhCn, &key, &[])
}

/// A line of a new agenda.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it says.
    pub title: String,
    /// The proposal it puts to the vote.
    pub proposal: Option<(String, [u8; 16])>,
}

/// The lines that were typed.
///
/// # Errors
/// A field error when there are none, too many, or one is too long.
pub fn lines(typed: &str) -> Result<Vec<Line>, Error> {
    let lines: Vec<Line> = typed
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| Line {
            title: line.to_owned(),
            proposal: None,
        })
        .collect();
    if lines.is_empty() {
        return Err(invalid("agenda", "meeting-agenda-empty"));
    }
    if lines.len() > MOST
        || lines
            .iter()
            .any(|line| line.title.chars().count() > LONGEST)
    {
        return Err(invalid("agenda", "meeting-agenda-long"));
    }
    Ok(lines)
}

/// What waits for a vote of an organisation's assembly: its source's kind, and what it is.
///
/// # Errors
/// The database's.
pub fn waiting(
    app: &App,
    tx: &mut Tx<'_>,
    org: OrgId,
) -> Result<Vec<(&'static str, Proposal)>, Error> {
    let (mut waiting, rules) = (Vec::new(), app.rules.now());
    let by = Measure {
        clock: &app.clock,
        rules: &rules,
    };
    for source in &app.registry.proposals {
        for one in source.waiting(tx, by, org, Locale::ZhCn)? {
            waiting.push((source.kind(), one));
        }
    }
    Ok(waiting)
}

/// Takes the lines that name chosen proposals into an agenda, after what was typed.
///
/// # Errors
/// A field error when one does not wait any more.
pub fn with_proposals(
    app: &App,
    tx: &mut Tx<'_>,
    org: OrgId,
    mut lines: Vec<Line>,
    chosen: &[String],
) -> Result<Vec<Line>, Error> {
    if chosen.is_empty() {
        return Ok(lines);
    }
    let waiting = waiting(app, tx, org)?;
    for choice in chosen {
        let found = waiting
            .iter()
            .find(|(kind, one)| *choice == choice_of(kind, one));
        let (kind, one) = found.ok_or_else(|| invalid("proposals", "meeting-proposal-gone"))?;
        lines.push(Line {
            title: one.title.clone(),
            proposal: Some(((*kind).to_owned(), one.id)),
        });
    }
    Ok(lines)
}

/// How a form names a proposal.
#[must_use]
pub fn choice_of(kind: &str, one: &Proposal) -> String {
    let id = platform::ids::Uuid::from_bytes(one.id);
    format!("{kind}.{}", id.simple())
}

/// Writes an agenda in the place of what stood there. Proposals that stood there keep their place
/// at its end.
///
/// # Errors
/// The database's.
pub fn write(tx: &mut Tx<'_>, meeting: MeetingId, mut lines: Vec<Line>) -> Result<(), Error> {
    for Item {
        title,
        proposal_kind,
        proposal,
        ..
    } in store::items(tx, meeting)?
    {
        let Some(proposal) = proposal_kind.zip(proposal) else {
            continue;
        };
        lines.retain(|line| line.title != title);
        lines.push(Line {
            title,
            proposal: Some(proposal),
        });
    }
    tx.exec(sql!("sql/delete_items.sql"), params![meeting])?;
    let rows: Vec<Vec<Value>> = lines
        .into_iter()
        .zip(1_i64..)
        .map(|(line, no)| {
            let (kind, id) = line.proposal.unzip();
            vec![
                meeting.to_value(),
                no.to_value(),
                line.title.to_value(),
                kind.to_value(),
                id.map_or(Value::Null(Column::Id), Value::Id),
            ]
        })
        .collect();
    tx.insert_many(&ITEMS, &rows)?;
    Ok(())
}

/// The agenda as a form shows it, without the proposals.
#[must_use]
pub fn typed(items: &[Item]) -> String {
    items
        .iter()
        .filter(|item| item.proposal.is_none())
        .map(|item| item.title.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}
