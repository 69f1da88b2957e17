//! What there may be several of (奖惩、出国出境、困难、家庭成员), each sealed whole.

use jiff::civil::Date;
use platform::audit;
use platform::crypto::Sealer;
use platform::db::{InsertMany, Kind, OnConflict, Tx};
use platform::error::{Error, FieldError, Message, internal, invalid, not_found};
use platform::ids::PersonId;
use platform::{from_row, params, sql, typed_id};
use serde::{Deserialize, Serialize};

use crate::belonging::Act;
use crate::member::change::home_path;
use crate::member::store::hold;

typed_id!(
    /// An item of a member's record.
    ItemId
);

/// The table named in what is authenticated beside a sealed item.
const TABLE: &str = "member_item";
/// Items of one kind at most; a record is no archive.
const MOST: usize = 40;

/// A kind of item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ItemKind {
    /// 奖励.
    Reward,
    /// 惩戒: read with `members.sanctions` only.
    Sanction,
    /// 出国出境.
    Overseas,
    /// 困难情况.
    Hardship,
    /// 家庭成员: third persons, entered only where an official form asks for them.
    Family,
}

/// A part of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// What: the name of a reward, a country, a relation.
    Title,
    /// The name of a relative.
    Name,
    /// The day it was decided or began.
    On,
    /// The day it ended or was lifted.
    Until,
    /// How high or how heavy.
    Level,
    /// Who decided, or where a relative works.
    By,
    /// Why, or what help is given.
    Reason,
}

impl Part {
    /// The field's name in a form and in the word list.
    #[must_use]
    pub fn identifier(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Name => "name",
            Self::On => "on",
            Self::Until => "until",
            Self::Level => "level",
            Self::By => "by",
            Self::Reason => "reason",
        }
    }

    /// Whether it is a day.
    #[must_use]
    pub fn is_day(self) -> bool {
        matches!(self, Self::On | Self::Until)
    }

    /// Longest text.
    fn most(self) -> usize {
        match self {
            Self::Reason => 300,
            _ => 60,
        }
    }
}

impl ItemKind {
    /// Every kind, in the order of the official form.
    pub const ALL: [Self; 5] = [
        Self::Reward,
        Self::Sanction,
        Self::Overseas,
        Self::Hardship,
        Self::Family,
    ];

    /// As stored, and in the word list.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reward => "reward",
            Self::Sanction => "sanction",
            Self::Overseas => "overseas",
            Self::Hardship => "hardship",
            Self::Family => "family",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it says, the required title first.
    #[must_use]
    pub fn parts(self) -> &'static [Part] {
        match self {
            Self::Reward => &[Part::Title, Part::On, Part::Level, Part::By],
            Self::Sanction => &[Part::Title, Part::On, Part::Until, Part::By, Part::Reason],
            Self::Overseas => &[Part::Title, Part::On, Part::Until, Part::Reason],
            Self::Hardship => &[Part::Title, Part::On, Part::Level, Part::Reason],
            Self::Family => &[Part::Title, Part::Name, Part::By],
        }
    }

    /// Whether pages mask it.
    #[must_use]
    pub fn is_masked(self) -> bool {
        self != Self::Reward
    }

    /// The permission reading and entering it takes besides.
    #[must_use]
    pub fn permission(self) -> Option<&'static str> {
        (self == Self::Sanction).then_some("members.sanctions")
    }
}

/// What an item says: a text for each of its parts.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Body(Vec<(String, String)>);

impl Body {
    /// A part.
    #[must_use]
    pub fn get(&self, part: Part) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| name == part.identifier());
        found.map(|(_, text)| text.as_str())
    }

    /// Its parts in one line, in the order of the kind.
    #[must_use]
    pub fn line(&self, kind: ItemKind) -> String {
        let parts = kind.parts().iter().filter_map(|part| self.get(*part));
        parts.collect::<Vec<_>>().join(" · ")
    }

    /// Reads the parts of a kind.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every part that is wrong.
    pub fn read<'f>(
        kind: ItemKind,
        today: Date,
        typed: impl Fn(Part) -> &'f str,
    ) -> Result<Self, Error> {
        let (mut body, mut wrong) = (Self::default(), Vec::new());
        let mut days = Vec::new();
        for part in kind.parts() {
            match part_of(*part, today, typed(*part).trim()) {
                Ok(text) if text.is_empty() => {}
                Ok(text) => {
                    days.extend(part.is_day().then(|| text.clone()));
                    body.0.push((part.identifier().to_owned(), text));
                }
                Err(message) => wrong.push(FieldError {
                    field: part.identifier().to_owned(),
                    message,
                }),
            }
        }
        if days.is_sorted() && wrong.is_empty() {
            Ok(body)
        } else if wrong.is_empty() {
            Err(invalid("until", "member-item-days-order"))
        } else {
            Err(Error::Invalid(wrong))
        }
    }
}

fn part_of(part: Part, today: Date, typed: &str) -> Result<String, Message> {
    if part == Part::Title && typed.is_empty() {
        return Err(Message::new("error-required"));
    }
    if typed.chars().count() > part.most() {
        return Err(Message::new("roster-fault-text-too-long").with("other", part.most()));
    }
    if !part.is_day() || typed.is_empty() {
        return Ok(typed.to_owned());
    }
    let day: Date = typed.parse().map_err(|_| Message::new("error-date"))?;
    if part == Part::On && day > today {
        return Err(Message::new("member-day-in-future"));
    }
    Ok(day.to_string())
}

/// An item as read, still closed.
#[derive(Clone)]
pub struct Item {
    /// Which.
    pub id: ItemId,
    /// Whose.
    pub person: PersonId,
    /// A code of [`ItemKind`].
    pub kind: String,
    body: Vec<u8>,
}
from_row!(Item {
    id,
    person,
    kind,
    body
});

impl Item {
    /// What it says. The caller masks it or has noted who asked and why.
    ///
    /// # Errors
    /// When the sealed text was changed or its key is missing.
    pub fn open(&self, sealer: &Sealer) -> Result<Body, Error> {
        let plain = sealer.open(TABLE, "body", self.id.0, &self.body)?;
        serde_json::from_slice(&plain).map_err(|error| internal(error.to_string()))
    }
}

/// The items of somebody, the oldest first. The caller has judged the scope.
///
/// # Errors
/// The database's.
pub fn of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Item>, Error> {
    Ok(tx.all(sql!("sql/items.sql"), params![person])?)
}

static ITEMS: InsertMany = InsertMany::new(
    "member_item",
    &[
        ("id", Kind::Id),
        ("person_id", Kind::Id),
        ("kind", Kind::Text),
        ("body", Kind::Bytes),
        ("entered_by", Kind::Id),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Enters an item. The caller has judged the scope and the kind's permission.
///
/// # Errors
/// A field error when there are too many already.
pub fn add(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    person: PersonId,
    item: ItemId,
    kind: ItemKind,
    body: &Body,
    act: Act,
) -> Result<(), Error> {
    hold(tx, person)?;
    let known = of_person(tx, person)?;
    if known.iter().filter(|one| one.kind == kind.code()).count() >= MOST {
        return Err(invalid("title", "member-item-too-many"));
    }
    let plain = serde_json::to_vec(body).map_err(|error| internal(error.to_string()))?;
    let sealed = sealer.seal(TABLE, "body", item.0, &plain)?;
    let row = params![item, person, kind.code(), sealed, act.by, act.now];
    tx.insert_many(&ITEMS, &[row.to_vec()])?;
    note(tx, "member.item_add", person, kind, act)
}

/// Takes an item out. The caller has judged the scope and the kind's permission.
///
/// # Errors
/// [`Error::NotFound`] when this person has no such item of this kind.
pub fn remove(
    tx: &mut Tx<'_>,
    person: PersonId,
    item: ItemId,
    kind: ItemKind,
    act: Act,
) -> Result<(), Error> {
    hold(tx, person)?;
    let row = params![item, person, kind.code()];
    let gone = tx.exec(sql!("sql/remove_item.sql"), row)?;
    if gone == 0 {
        return Err(not_found());
    }
    note(tx, "member.item_remove", person, kind, act)
}

fn note(
    tx: &mut Tx<'_>,
    action: &'static str,
    person: PersonId,
    kind: ItemKind,
    act: Act,
) -> Result<(), Error> {
    let entry = act
        .entry(action, "member")
        .on(person.0)
        .about(person)
        .within(home_path(tx, person)?.unwrap_or_default())
        .with(serde_json::json!({ "field": kind.code() }));
    Ok(audit::write(tx, &entry)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use platform::i18n::{Locale, has};

    #[test]
    fn every_part_has_words_for_its_kind() {
        for kind in ItemKind::ALL {
            assert_eq!(kind.parts().first(), Some(&Part::Title));
            for part in kind.parts() {
                let key = format!("member-{}-{}", kind.code(), part.identifier());
                assert!(Locale::ALL.iter().all(|locale| has(*locale, &key)), "{key}");
            }
        }
    }

    #[test]
    fn an_item_is_read_whole_or_told_what_is_wrong() {
        let today = date(2026, 11, 23);
        let body = Body::read(ItemKind::Overseas, today, |part| match part {
            Part::Title => "老挝",
            Part::On => "2024-05-01",
            Part::Until => "2024-06-01",
            _ => "",
        });
        let body = body.ok();
        assert_eq!(
            body.map(|body| body.line(ItemKind::Overseas)),
            Some("老挝 · 2024-05-01 · 2024-06-01".to_owned())
        );
        let wrong = |title: &'static str, on: &'static str, until: &'static str| {
            let read = Body::read(ItemKind::Overseas, today, |part| match part {
                Part::Title => title,
                Part::On => on,
                Part::Until => until,
                _ => "",
            });
            read.is_err()
        };
        assert!(wrong("", "", "") && wrong("老挝", "2027-01-01", ""));
        assert!(wrong("老挝", "五月", "") && wrong("老挝", "2024-05-01", "2023-05-01"));
    }
}
