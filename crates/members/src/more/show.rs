//! What is known besides, as the profile and the member's own page show it.

use jiff::civil::Date;
use org::tree::store::Scope;
use platform::app::App;
use platform::audit;
use platform::db::Tx;
use platform::error::{Error, not_found};
use platform::ids::PersonId;
use platform::web::Cx;
use platform::{params, sql};

use super::items::{self, Item, ItemKind};
use super::{Field, SECTIONS, Stored, find};
use crate::belonging::Act;
use crate::member::change::last_path;
use crate::member::history;
use crate::member::pages::{Fact, Group};
use crate::member::store;

/// What is shown of a field whose words stay hidden.
const HIDDEN: &str = "****";

/// What is known besides, as read.
pub struct Besides {
    fields: Stored,
    items: Vec<Item>,
    /// How, when and where they were entered.
    entry: Option<(String, Date, String)>,
    /// Whether sanctions may be named to the reader.
    pub sanctions: bool,
}

impl Besides {
    /// By how many months the Party standing is corrected.
    #[must_use]
    pub fn party_age_adjustment(&self) -> i64 {
        self.fields.plain().party_age_adjustment()
    }
}

/// Reads what is known besides of somebody whose scope the caller has judged; sanctions only with
/// their permission, or for the person themself.
///
/// # Errors
/// The database's.
pub fn read(tx: &mut Tx<'_>, person: PersonId, scope: Scope) -> Result<Besides, Error> {
    let sanctions = scope.person == person || may(tx, person, scope, ItemKind::Sanction)?;
    let mut known = items::of_person(tx, person)?;
    known.retain(|item| sanctions || item.kind != ItemKind::Sanction.code());
    Ok(Besides {
        fields: find(tx, person)?,
        items: known,
        entry: tx.opt(sql!("sql/entry_of.sql"), params![person])?,
        sanctions,
    })
}

/// Whether a kind of item may be seen of somebody.
///
/// # Errors
/// The database's.
pub fn may(tx: &mut Tx<'_>, person: PersonId, scope: Scope, kind: ItemKind) -> Result<bool, Error> {
    let Some(permission) = kind.permission() else {
        return Ok(true);
    };
    let scope = Scope {
        permission,
        ..scope
    };
    match store::find_seen(tx, scope, person) {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The facts by group; sealed ones hidden.
///
/// # Errors
/// When a reward cannot be opened.
pub fn groups(cx: &Cx, besides: &Besides) -> Result<Vec<Group>, Error> {
    let mut groups: Vec<Group> = SECTIONS
        .into_iter()
        .map(|(title, fields)| Group {
            title: cx.t(title),
            facts: fields
                .iter()
                .filter_map(|field| fact(cx, &besides.fields, *field))
                .collect(),
        })
        .collect();
    if let Some((kind, day, org)) = &besides.entry {
        let words = cx.t(&format!("member-entry-{}", kind.replace('_', "-")));
        groups[0].facts.insert(
            0,
            Fact {
                id: "entry_type",
                term: cx.t("member-entry-type"),
                value: format!("{words} · {day} · {org}"),
                masked: false,
            },
        );
    }
    groups.push(Group {
        title: cx.t("member-items"),
        facts: item_facts(cx, besides)?,
    });
    groups.retain(|group| !group.facts.is_empty());
    Ok(groups)
}

fn fact(cx: &Cx, stored: &Stored, field: Field) -> Option<Fact> {
    let value = match stored.plain().get(field) {
        Some(text) => field.words(text),
        None if stored.is_sealed(field) => HIDDEN.to_owned(),
        None => return None,
    };
    Some(Fact {
        id: field.identifier(),
        term: history::title(field.identifier(), cx.locale),
        value,
        masked: field.is_sealed(),
    })
}

fn item_facts(cx: &Cx, besides: &Besides) -> Result<Vec<Fact>, Error> {
    let mut facts = Vec::new();
    for kind in ItemKind::ALL {
        let of_kind: Vec<&Item> = besides
            .items
            .iter()
            .filter(|item| item.kind == kind.code())
            .collect();
        if of_kind.is_empty() {
            continue;
        }
        let value = if kind.is_masked() {
            cx.ta("member-items-hidden", &[("count", &of_kind.len())])
        } else {
            let lines = of_kind
                .iter()
                .map(|item| Ok(item.open(&cx.app.sealer)?.line(kind)))
                .collect::<Result<Vec<_>, Error>>()?;
            lines.join("；")
        };
        facts.push(Fact {
            id: kind.code(),
            term: history::title(kind.code(), cx.locale),
            value,
            masked: kind.is_masked(),
        });
    }
    Ok(facts)
}

/// Something sealed that is no column of the roster: a field or a kind of item.
#[derive(Clone, Copy, Debug)]
pub enum Sealed {
    /// A single field.
    Field(Field),
    /// All items of a kind.
    Items(ItemKind),
}

impl Sealed {
    /// What a name in a form stands for.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let field = Field::named(name).filter(|field| field.is_sealed());
        let items = || ItemKind::from_code(name).filter(|kind| kind.is_masked());
        field.map(Self::Field).or_else(|| items().map(Self::Items))
    }

    /// Its name.
    #[must_use]
    pub fn identifier(self) -> &'static str {
        match self {
            Self::Field(field) => field.identifier(),
            Self::Items(kind) => kind.code(),
        }
    }
}

/// Something sealed in full, after it was noted who asked for it and why. Empty when nothing is
/// known.
///
/// # Errors
/// Outside the scope of `members.unseal`, and of the kind's own permission.
pub async fn unmask(
    app: &App,
    scope: Scope,
    person: PersonId,
    sealed: Sealed,
    because: String,
) -> Result<Option<String>, Error> {
    let act = Act::of(scope.person, app.clock.now());
    let (fields, known) = app
        .db
        .write("unmask_more", move |tx| {
            store::find_seen(tx, scope, person)?;
            if let Sealed::Items(kind) = sealed
                && !may(tx, person, scope, kind)?
            {
                return Err(not_found());
            }
            let entry = act
                .entry("member.unmask", "member")
                .on(person.0)
                .about(person)
                .within(last_path(tx, person)?)
                .because(because.clone())
                .with(serde_json::json!({ "field": sealed.identifier() }));
            audit::write(tx, &entry)?;
            Ok((find(tx, person)?, items::of_person(tx, person)?))
        })
        .await?;
    match sealed {
        Sealed::Field(field) => {
            let more = fields.open(&app.sealer, person)?;
            Ok(more.get(field).map(|text| field.words(text)))
        }
        Sealed::Items(kind) => {
            let lines = known
                .iter()
                .filter(|item| item.kind == kind.code())
                .map(|item| Ok(item.open(&app.sealer)?.line(kind)))
                .collect::<Result<Vec<_>, Error>>()?;
            Ok(Some(lines.join("；")).filter(|text| !text.is_empty()))
        }
    }
}
