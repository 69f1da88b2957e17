//! The member's own page, the code, and what stands behind it.

use axum::http::StatusCode;
use platform::app::App;
use platform::clock::Millis;
use platform::db::Tx;
use platform::error::{Error, not_found};
use platform::ids::PersonId;
use platform::outside::{self, Door, NewDoor};
use platform::web::context::Path;
use platform::web::qr::{Qr, address, draw};
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::PURPOSE;
use crate::belonging::{self, Act, Belonging, BelongingKind};
use crate::floating::{self, Floating};
use crate::member::{self, Record};
use crate::moving::rules::rules;
use crate::moving::{self, FLOATING_EDIT};
use crate::station;
use crate::transfer;
use platform::web::field::words;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "portable_mine.html")]
struct Mine {
    v: View,
    f: Form,
    known: bool,
    facts: Pairs,
    hours: (String, String),
    stays: Pairs,
    transfers: Pairs,
    asks: Pairs,
    minutes: i64,
}

/// What is told of a member.
pub(super) struct Told {
    record: Record,
    places: Vec<Belonging>,
    stay: Option<Floating>,
    contact: Option<String>,
}

/// Reads what is told of a member; nothing of somebody who is on no roll.
pub(super) fn told(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Told>, Error> {
    let stored = match member::store::find(tx, person) {
        Err(Error::NotFound) => return Ok(None),
        found => found?,
    };
    let places = belonging::of_person(tx, person)?;
    let home = belonging::home_of(tx, person)?;
    let contact = match home {
        Some(home) => org::tree::store::find(tx, home)?.contact,
        None => None,
    };
    Ok(Some(Told {
        record: stored.plain().clone(),
        stay: floating::store::open_of(tx, person)?,
        places,
        contact,
    }))
}

impl Told {
    /// What a code shows: who, as what, where at home, whom to call there, and how they are away.
    pub(super) fn shown(&self, cx: &Cx) -> Pairs {
        let category = self.record.member_category.replace('_', "-");
        let mut facts = vec![
            (cx.t("member-full-name"), self.record.full_name.clone()),
            (
                cx.t("member-member-category"),
                cx.t(&format!("member-category-{category}")),
            ),
        ];
        for place in self.places.iter().filter(|one| one.until_on.is_none()) {
            let kind = cx.t(&format!("member-belongs-{}", place.kind));
            facts.push((kind, place.org_name.clone()));
            if let (true, Some(contact)) = (place.kind == BelongingKind::Home.code(), &self.contact)
            {
                facts.push((cx.t("portable-contact"), contact.clone()));
            }
        }
        if let Some(stay) = &self.stay {
            let state = cx.t(&format!("floating-state-{}", stay.state));
            let words = format!("{} · {} · {state}", stay.destination, stay.from_on);
            facts.push((cx.t("portable-stay"), words));
            let card = if stay.has_card {
                "floating-card-yes"
            } else {
                "floating-card-no"
            };
            facts.push((cx.t("floating-card"), cx.t(card)));
        }
        facts
    }

    /// What only the member's own page has besides.
    fn own(&self, cx: &Cx) -> Pairs {
        let mut facts = self.shown(cx);
        if let Some(day) = self.record.joined_on {
            facts.insert(2, (cx.t("member-joined-on"), day.to_string()));
        }
        if let Some(day) = self.record.details.full_member_on {
            facts.insert(
                3.min(facts.len()),
                (cx.t("member-full-member-on"), day.to_string()),
            );
        }
        facts
    }
}

/// One's own page.
///
/// # Errors
/// The database's.
pub async fn mine(cx: Cx) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, form, StatusCode::OK).await
}

async fn page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let person = cx.person()?;
    let (today, mut studied) = (cx.app.clock.today(), 0);
    for source in &cx.app.registry.hours {
        studied += source.hours(&cx.app, person, today.year()).await?;
    }
    let (told, stays, transfers, asks, duties) = cx
        .app
        .db
        .read("portable", move |tx| {
            Ok((
                told(tx, person)?,
                floating::store::of_person(tx, person)?,
                transfer::store::of_person(tx, person)?,
                station::store::asks_of_person(tx, person)?,
                org::duty::of_person(tx, person, today)?,
            ))
        })
        .await?;
    let page = Mine {
        known: told.is_some(),
        hours: hours(cx, studied, &duties, today)?,
        facts: told.map(|told| told.own(cx)).unwrap_or_default(),
        stays: stays
            .into_iter()
            .map(|one| {
                let state = cx.t(&format!("floating-state-{}", one.state));
                let meta = format!("{} · {} · {state}", one.host, one.from_on);
                (one.destination, meta)
            })
            .collect(),
        transfers: transfers
            .into_iter()
            .map(|one| {
                let state = cx.t(&format!("transfer-state-{}", one.state));
                let meta = format!("{} · {state}", one.created_at.date());
                (format!("{} → {}", one.from, one.to), meta)
            })
            .collect(),
        asks: asks
            .into_iter()
            .map(|one| {
                let meta = format!("{} · {}", one.station_name, one.created_at.date());
                (one.words, meta)
            })
            .collect(),
        minutes: rules(&cx.app)?.code_minutes,
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// Duties of a branch's or committee's members, of whom more hours are asked.
const COMMITTEE: [&str; 5] = [
    "secretary",
    "deputy_secretary",
    "org_commissioner",
    "publicity_commissioner",
    "discipline_commissioner",
];

/// The hours of study credited this year, and how many the rules ask for.
fn hours(
    cx: &Cx,
    studied: i64,
    duties: &[(String, String)],
    today: jiff::civil::Date,
) -> Result<(String, String), Error> {
    let leads = duties
        .iter()
        .any(|(kind, _)| COMMITTEE.contains(&kind.as_str()));
    let rule = if leads {
        "education.committee_hours"
    } else {
        "education.member_hours"
    };
    let wanted = cx.app.rules.now().int(rule, today)?;
    Ok((
        cx.ta("portable-hours-of", &[("hours", &studied)]),
        cx.ta("portable-hours-note", &[("wanted", &wanted)]),
    ))
}

#[derive(askama::Template)]
#[template(path = "portable_code.html")]
struct Code {
    v: View,
    given_to: String,
    until: String,
    secret: String,
    link: String,
    facts: Pairs,
    qr: Qr,
}

/// Makes a code. It answers the request itself: the code cannot be shown a second time.
///
/// # Errors
/// The database's.
pub async fn make(cx: Cx, mut form: Form) -> Answer {
    match made(&cx, &form).await {
        Ok((told, given_to, secret, until)) => {
            let link = address(&cx, &format!("/outside/portable/{secret}"));
            let page = Code {
                until: until.minute_text(),
                facts: told.shown(&cx),
                qr: draw(&link)?,
                v: cx.view().await?,
                given_to,
                secret,
                link,
            };
            cx.page(&page)
        }
        Err(error) => {
            form.take(error)?;
            page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn made(cx: &Cx, form: &Form) -> Result<(Told, String, String, Millis), Error> {
    let person = cx.person()?;
    let given_to = words(form, "given_to", 120)?;
    let now = cx.app.clock.now();
    let until = now.plus_ms(rules(&cx.app)?.code_minutes * 60_000);
    let to = given_to.clone();
    let (told, secret) = cx
        .app
        .db
        .write("make_portable_code", move |tx| {
            let told = told(tx, person)?.ok_or_else(not_found)?;
            let door = NewDoor {
                purpose: PURPOSE,
                subject: person.0,
                given_to: to.clone(),
                issued_by: person,
                expires_at: until,
            };
            let secret = outside::make(tx, &door, now)?;
            let act = Act::of(person, now);
            moving::note(
                tx,
                act,
                "belonging.show",
                ("member", person.0),
                "",
                Some(person),
            )?;
            Ok((told, secret))
        })
        .await?;
    Ok((told, given_to, secret, until))
}

/// Closes the code before its time.
///
/// # Errors
/// The database's.
pub async fn close(cx: Cx, _form: Form) -> Answer {
    let (person, now) = (cx.person()?, cx.app.clock.now());
    cx.app
        .db
        .write("close_portable_code", move |tx| {
            outside::close(tx, PURPOSE, person.0, now)?;
            Ok::<_, Error>(())
        })
        .await?;
    go_saying("/me/portable", "flash-portable-closed")
}

#[derive(askama::Template)]
#[template(path = "portable_shown.html")]
struct Shown {
    v: View,
    given_to: String,
    until: String,
    secret: String,
    facts: Pairs,
    may_take_in: bool,
}

/// The member behind a code.
pub(super) async fn behind(app: &App, secret: &str) -> Result<Option<(Door, Told)>, Error> {
    let (secret, now) = (secret.to_owned(), app.clock.now());
    app.db
        .point("portable_door", move |tx| {
            let Some(door) = outside::find(tx, PURPOSE, &secret, now)? else {
                return Ok(None);
            };
            Ok(told(tx, PersonId(door.subject))?.map(|told| (door, told)))
        })
        .await
}

/// What a member has shown.
///
/// # Errors
/// The database's.
pub async fn shown(cx: Cx, Path(door): Path<String>) -> Answer {
    let Some((found, told)) = behind(&cx.app, &door).await? else {
        return floating::outside::shut(&cx);
    };
    let page = Shown {
        given_to: found.given_to,
        until: found.expires_at.minute_text(),
        facts: told.shown(&cx),
        may_take_in: cx.who.is_some() && cx.may(FLOATING_EDIT).await?,
        v: cx.plain_view(),
        secret: door,
    };
    cx.page(&page)
}
