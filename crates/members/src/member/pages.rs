//! A member's profile: facts by group, belongings, duties, history; a sealed field in full; a slip.

use axum::http::StatusCode;
use org::duty::DutyLines;
use platform::auth::account::{ensure, set_mobile};
use platform::auth::{issue_slip, slip_page};
use platform::error::{Error, invalid};
use platform::ids::PersonId;
use platform::module::ProfileSource as _;
use platform::web::context::Path;
use platform::web::{Answer, Cx, Form, View};

use super::store::{self, Reach};
use super::unmask::{self, Asked};
use super::{Record, Stored, Veil, history, indexes};
use crate::belonging::exit::{self, Exit};
use crate::belonging::{self, Belonging, BelongingKind};
use crate::list::exit_words;
use crate::list::pages::reasons;
use crate::more::show::{self as besides, Besides, Sealed};
use crate::roster::Column;
use crate::roster::codes::Codes;
use crate::words::{scope, standing_years, years_between};

/// The groups of facts and their columns, in the order of the official form.
pub const GROUPS: [(&str, &[Column]); 4] = [
    (
        "member-group-person",
        &[
            Column::FullName,
            Column::IdNumber,
            Column::Sex,
            Column::BirthDate,
            Column::Ethnicity,
            Column::NativePlace,
        ],
    ),
    (
        "member-group-party",
        &[
            Column::MemberCategory,
            Column::PartyStatus,
            Column::JoinedOn,
            Column::FullMemberOn,
            Column::AppliedOn,
            Column::ActivistOn,
            Column::CandidateOn,
            Column::JoinType,
            Column::PartyPosts,
            Column::FlowState,
            Column::JointUnit,
            Column::LostContactState,
            Column::LostSince,
        ],
    ),
    (
        "member-group-work",
        &[
            Column::Education,
            Column::Degree,
            Column::School,
            Column::Major,
            Column::PostCategory,
            Column::WorkUnit,
            Column::WorkStartedOn,
            Column::TechPost,
            Column::NewStratum,
            Column::MigrantWorker,
            Column::ArchiveHolder,
        ],
    ),
    (
        "member-group-contact",
        &[
            Column::Mobile,
            Column::Phone,
            Column::Residence,
            Column::HouseholdPlace,
        ],
    ),
];

/// A fact as a page shows it.
pub struct Fact {
    /// The field's name.
    pub id: &'static str,
    /// Its words.
    pub term: String,
    /// What is known; masked when sealed.
    pub value: String,
    /// Whether it can be seen in full with a reason.
    pub masked: bool,
}

/// Facts that belong together.
pub struct Group {
    /// The group's words.
    pub title: String,
    /// Its facts; only those that are known.
    pub facts: Vec<Fact>,
}

/// What is known of a member, by group, sealed fields masked.
///
/// # Errors
/// When something sealed cannot be opened.
pub fn groups(cx: &Cx, record: &Record, more: &Besides) -> Result<Vec<Group>, Error> {
    let months = more.party_age_adjustment();
    let mut groups: Vec<Group> = GROUPS
        .into_iter()
        .map(|(title, columns)| Group {
            title: cx.t(title),
            facts: columns
                .iter()
                .filter_map(|column| fact(cx, record, *column, months))
                .collect(),
        })
        .filter(|group| !group.facts.is_empty())
        .collect();
    groups.extend(besides::groups(cx, more)?);
    Ok(groups)
}

fn fact(cx: &Cx, record: &Record, column: Column, months: i64) -> Option<Fact> {
    let words = record.words(column, Veil::Masked)?;
    let today = cx.app.clock.today();
    let value = match column {
        Column::BirthDate => {
            let age = years_between(record.birth_date, today);
            cx.ta("member-born-age", &[("day", &words), ("age", &age)])
        }
        // 党龄 counts from the day of becoming a full member.
        Column::FullMemberOn => match record.details.full_member_on {
            Some(day) => {
                let years = standing_years(day, today, months);
                cx.ta("member-full-since", &[("day", &words), ("years", &years)])
            }
            None => words,
        },
        Column::MemberCategory => category(cx, &record.member_category),
        Column::FlowState if !record.details.is_floating => return None,
        _ => words,
    };
    Some(Fact {
        id: column.identifier(),
        term: history::title(column.identifier(), cx.locale),
        value,
        masked: column.is_sealed(),
    })
}

/// 正式党员 or 预备党员, in the reader's language.
fn category(cx: &Cx, code: &str) -> String {
    cx.t(&format!("member-category-{}", code.replace('_', "-")))
}

/// A field that was just shown in full.
struct Seen {
    id: &'static str,
    value: String,
}

/// A belonging as the profile shows it.
struct Place {
    row: Belonging,
    kind: String,
    span: String,
    may_end: bool,
}

#[derive(askama::Template)]
#[template(path = "member_show.html")]
struct Show {
    v: View,
    f: Form,
    id: PersonId,
    name: String,
    lead: String,
    crumbs: Vec<(String, String)>,
    groups: Vec<Group>,
    seen: Option<Seen>,
    places: Vec<Place>,
    duties: Vec<(String, String)>,
    history: Vec<history::Line>,
    reasons: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    left: Option<Gone>,
    exit_kinds: Vec<(String, String)>,
    org_places: Vec<String>,
    may_edit: bool,
    may_unmask: bool,
    may_issue: bool,
}

/// How somebody left, as the profile shows it.
struct Gone {
    words: String,
    reason: Option<String>,
    may_return: bool,
}

/// A member within the scope.
///
/// # Errors
/// Outside it.
pub async fn show(cx: Cx, Path(member): Path<PersonId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, member, form, None, StatusCode::OK).await
}

/// The profile again, with what was typed and what is wrong.
///
/// # Errors
/// Outside the scope.
pub async fn again(cx: &Cx, member: PersonId, form: Form) -> Answer {
    page(cx, member, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
}

fn crumbs(cx: &Cx, record: &Record, home: String, id: &str) -> Vec<(String, String)> {
    vec![
        (cx.t("member-nav"), "/staff/members".to_owned()),
        match id {
            "" => (home, "/staff/members?left=1".to_owned()),
            id => (home, format!("/staff/members?org={id}")),
        },
        (record.full_name.clone(), String::new()),
    ]
}

/// What a profile reads.
struct Found {
    stored: Stored,
    places: Vec<Belonging>,
    told: history::Told,
    more: Besides,
    org_places: Vec<String>,
    exit: Option<Exit>,
    may_edit: bool,
    may_return: bool,
}

async fn found(cx: &Cx, member: PersonId) -> Result<Found, Error> {
    let reading = scope(cx, "members.read")?;
    let editing = scope(cx, "members.edit")?;
    cx.app
        .db
        .read("member_show", move |tx| {
            let stored = store::find_seen(tx, reading, member)?;
            Ok(Found {
                may_edit: is_there(store::find_scoped(tx, editing, member, Reach::Home))?,
                may_return: is_there(store::find_left(tx, editing, member))?,
                exit: exit::of_person(tx, member)?,
                places: belonging::of_person(tx, member)?,
                told: history::of(tx, member)?,
                more: besides::read(tx, member, reading)?,
                org_places: crate::words::places(tx, editing)?,
                stored,
            })
        })
        .await
}

fn is_there(found: Result<Stored, Error>) -> Result<bool, Error> {
    match found {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// How somebody left, for whoever may read it: the reason only for those who may enter one.
fn gone(cx: &Cx, exit: &Exit, may_return: bool) -> Result<Gone, Error> {
    let (kind, day) = (exit_words(cx, &exit.kind), exit.left_on.to_string());
    let reason = match may_return {
        true => exit.reason(&cx.app.sealer)?,
        false => None,
    };
    Ok(Gone {
        words: cx.ta("member-left-how", &[("kind", &kind), ("day", &day)]),
        reason,
        may_return,
    })
}

async fn page(
    cx: &Cx,
    member: PersonId,
    f: Form,
    seen: Option<Seen>,
    status: StatusCode,
) -> Answer {
    let found = found(cx, member).await?;
    let Found {
        stored,
        places,
        told,
        more,
        may_edit,
        ..
    } = found;
    let left = found
        .exit
        .map(|exit| gone(cx, &exit, found.may_return))
        .transpose()?;
    let told = match more.sanctions {
        true => told,
        false => told.without_sanctions(),
    };
    let record = stored.open(&cx.app.sealer)?;
    let home = places
        .iter()
        .find(|one| one.until_on.is_none() && one.kind == BelongingKind::Home.code())
        .map(|one| (one.org_name.clone(), one.org.to_string()));
    let category = category(cx, &record.member_category);
    let nowhere = match left {
        Some(_) => "member-left",
        None => "member-no-home",
    };
    let (home_name, home_id) = home.unwrap_or_else(|| (cx.t(nowhere), String::new()));
    let lead = format!("{category} · {home_name}");
    let shown = Show {
        id: member,
        name: record.full_name.clone(),
        lead,
        crumbs: crumbs(cx, &record, home_name, &home_id),
        groups: groups(cx, &record, &more)?,
        seen,
        places: places
            .into_iter()
            .map(|row| place(cx, row, may_edit))
            .collect(),
        exit_kinds: exit_kinds(cx),
        org_places: found.org_places,
        duties: DutyLines.lines(&cx.app, member, cx.locale).await?,
        history: told.lines(cx.locale),
        reasons: reasons(cx),
        kinds: [BelongingKind::Floating, BelongingKind::Second]
            .map(|kind| (kind.code().to_owned(), kind_words(cx, kind.code())))
            .to_vec(),
        may_edit,
        may_unmask: cx.may("members.unseal").await?,
        may_issue: left.is_none() && cx.may("slips.issue").await?,
        left,
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &shown)
}

fn place(cx: &Cx, row: Belonging, may_edit: bool) -> Place {
    Place {
        kind: kind_words(cx, &row.kind),
        span: span(cx, &row),
        // A home ends by moving it or by leaving the roll, which asks how and why.
        may_end: may_edit && row.until_on.is_none() && row.kind != BelongingKind::Home.code(),
        row,
    }
}

fn exit_kinds(cx: &Cx) -> Vec<(String, String)> {
    let entries = Codes::ExitType.table().entries().iter();
    entries
        .map(|entry| (entry.code.clone(), exit_words(cx, &entry.code)))
        .collect()
}

/// From when to when somebody belongs, in words.
#[must_use]
pub fn span(cx: &Cx, row: &Belonging) -> String {
    match row.until_on {
        None => cx.ta("member-since", &[("day", &row.from_on.to_string())]),
        Some(until) => {
            let (from, until) = (row.from_on.to_string(), until.to_string());
            cx.ta("member-from-until", &[("from", &from), ("until", &until)])
        }
    }
}

fn kind_words(cx: &Cx, kind: &str) -> String {
    cx.t(&format!("member-belongs-{kind}"))
}

/// Shows one sealed field in full on the page that answers, once.
///
/// # Errors
/// Outside the scope.
pub async fn unmask(cx: Cx, Path(member): Path<PersonId>, mut form: Form) -> Answer {
    match unmask_from(&cx, member, &form).await {
        Ok(seen) => page(&cx, member, Form::empty(&cx), Some(seen), StatusCode::OK).await,
        Err(error) => {
            form.take(error)?;
            again(&cx, member, form).await
        }
    }
}

async fn unmask_from(cx: &Cx, member: PersonId, form: &Form) -> Result<Seen, Error> {
    let scope = scope(cx, "members.unseal")?;
    let name = form.value("field");
    let asked = |column| Asked {
        column,
        reason: form.value("reason").to_owned(),
        words: form.value("reason_words").to_owned(),
    };
    let (id, value) = match (unmask::sealed_column(name), Sealed::named(name)) {
        (Some(column), _) => {
            let value = unmask::unmask(&cx.app, scope, member, &asked(column)).await?;
            (column.identifier(), value)
        }
        (None, Some(sealed)) => {
            let because = asked(Column::IdNumber).because()?;
            let value = besides::unmask(&cx.app, scope, member, sealed, because).await?;
            (sealed.identifier(), value)
        }
        (None, None) => return Err(invalid("field", "error-required")),
    };
    let value = value.unwrap_or_else(|| cx.t("member-nothing-known"));
    Ok(Seen { id, value })
}

/// Issues a sign-in slip and shows it for printing; slips that were not used are void. Whoever
/// holds a duty beyond the issuer's own gets none from them: the page says who can help.
///
/// # Errors
/// Outside the scope.
pub async fn slip(cx: Cx, Path(member): Path<PersonId>) -> Answer {
    let issuing = scope(&cx, "slips.issue")?;
    let (sealer, now) = (cx.app.sealer.clone(), cx.app.clock.now());
    let issued = cx
        .app
        .db
        .write("issue_slip", move |tx| {
            let stored = store::find_scoped(tx, issuing, member, Reach::Any)?;
            ensure(tx, member, now)?;
            // The number in the record is how they sign in later; two of one household may share it.
            let mobile = indexes(&sealer, &stored.open(&sealer)?)?.mobile;
            if let Some(index) = &mobile {
                set_mobile(tx, member, Some(index))?;
            }
            issue_slip(tx, &sealer, member, issuing.person, now)
        })
        .await;
    match issued {
        Ok(slip) => slip_page(&cx, member, &slip).await,
        Err(error @ Error::Conflict(_)) => {
            let mut form = Form::empty(&cx);
            form.take(error)?;
            page(&cx, member, form, None, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error),
    }
}
