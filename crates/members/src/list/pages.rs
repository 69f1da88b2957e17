//! The list of members as a page and as a workbook.

use org::Org;
use org::tree::store::{ancestors, children_scoped, find_scoped, roots_scoped};
use platform::db::Tx;
use platform::error::{Error, invalid};
use platform::ids::{OrgId, PersonId};
use platform::names::mask_phone;
use platform::web::respond::download;
use platform::web::{Answer, Cx, Form, View};

use super::export::{self, Wanted};
use super::store::{Duty, Line, Total, page};
use super::{Key, Query, Sort, Term, left_pages};
use crate::member::unmask::{Asked, REASONS};
use crate::member::{Veil, open_mobile};
use crate::roster::Column;
use crate::words::scope;

/// A line as the page shows it.
struct Shown {
    id: PersonId,
    name: String,
    sex: String,
    category: String,
    probationary: bool,
    away: bool,
    status: Option<String>,
    branch: String,
    duties: Vec<String>,
    joined: String,
    mobile: String,
}

#[derive(askama::Template)]
#[template(path = "member_index.html")]
struct Index {
    v: View,
    words: String,
    crumbs: Vec<(String, String)>,
    title: String,
    org: String,
    places: Vec<(String, String)>,
    views: Vec<(String, String, bool)>,
    lines: Vec<Shown>,
    total: String,
    searched: bool,
    next: Option<String>,
    first: Option<String>,
    reasons: Vec<(String, String)>,
    sort: &'static str,
    may_edit: bool,
    may_import: bool,
    may_export: bool,
}

/// What the address asks for.
fn asked(cx: &Cx, permission: &'static str) -> Result<Query, Error> {
    let scope = scope(cx, permission)?;
    let org = cx.query("org").filter(|text| !text.is_empty());
    Ok(Query {
        org: org.map(|text| text.parse::<OrgId>()).transpose()?,
        sort: Sort::from_code(&cx.query("sort").unwrap_or_default()),
        term: Term::read(&cx.query("q").unwrap_or_default(), scope.today),
        after: cx.query("after").as_deref().and_then(Key::decode),
        scope,
    })
}

/// Where the list stands in the tree: above, here, below.
pub(super) struct Around {
    above: Vec<Org>,
    here: Option<Org>,
    below: Vec<Org>,
}

pub(super) fn around(tx: &mut Tx<'_>, query: &Query) -> Result<Around, Error> {
    Ok(match query.org {
        Some(id) => {
            let here = find_scoped(tx, query.scope, id)?;
            Around {
                above: ancestors(tx, &here.path)?,
                below: children_scoped(tx, query.scope, id)?,
                here: Some(here),
            }
        }
        None => Around {
            above: Vec::new(),
            here: None,
            below: roots_scoped(tx, query.scope)?,
        },
    })
}

/// Members of the scope or of one organisation in it, a page at a time.
///
/// # Errors
/// Outside the scope.
pub async fn index(cx: Cx) -> Answer {
    let query = asked(&cx, "members.read")?;
    if cx.query("left").as_deref() == Some("1") {
        return left_pages::index(&cx, query).await;
    }
    let sealer = cx.app.sealer.clone();
    let wanted = query.clone();
    let (around, found) = cx
        .app
        .db
        .read("list_members", move |tx| {
            Ok((around(tx, &wanted)?, page(tx, &sealer, &wanted)?))
        })
        .await?;
    let address = Address::of(&cx, &query);
    let lines = found
        .lines
        .iter()
        .map(|line| shown(&cx, line, &found.duties))
        .collect::<Result<_, _>>()?;
    let words = cx.query("q").unwrap_or_default().trim().to_owned();
    let title = around
        .here
        .as_ref()
        .map_or_else(|| cx.t("member-nav"), |org| org.short_name.clone());
    cx.page(&Index {
        crumbs: crumbs(&cx, &around),
        title,
        org: query.org.map(|org| org.to_string()).unwrap_or_default(),
        places: places(&cx, &around),
        views: address.views(&cx, Some(query.sort)),
        lines,
        total: total(&cx, found.total, found.guests),
        searched: query.term.is_some(),
        next: found.next.map(|key| address.after(&key)),
        first: query.after.is_some().then(|| address.sorted(query.sort)),
        reasons: reasons(&cx),
        sort: query.sort.code(),
        may_edit: cx.may("members.edit").await?,
        may_import: cx.may("members.import").await?,
        may_export: cx.may("members.export").await?,
        v: cx.view().await?,
        words,
    })
}

/// The reasons for seeing something sealed, in words.
#[must_use]
pub fn reasons(cx: &Cx) -> Vec<(String, String)> {
    REASONS
        .iter()
        .map(|code| ((*code).to_owned(), cx.t(&format!("member-reason-{code}"))))
        .collect()
}

/// What somebody holds: the post, and where when it is not at home.
fn duties(cx: &Cx, line: &Line, all: &[Duty]) -> Vec<String> {
    all.iter()
        .filter(|duty| duty.person == line.person)
        .map(|duty| {
            let words = cx.t(&format!("duty-{}", duty.kind.replace('_', "-")));
            match line.branch.as_ref() == Some(&duty.org) {
                true => words,
                false => format!("{} · {words}", duty.org),
            }
        })
        .collect()
}

fn shown(cx: &Cx, line: &Line, all: &[Duty]) -> Result<Shown, Error> {
    let mobile = open_mobile(&cx.app.sealer, line.person, line.mobile.as_deref())?;
    let named = |column: Column, code: &str| crate::member::name_of(column, code);
    Ok(Shown {
        id: line.person,
        name: line.full_name.clone(),
        sex: named(Column::Sex, &line.sex),
        category: cx.t(&format!(
            "member-category-{}",
            line.member_category.replace('_', "-")
        )),
        probationary: line.member_category == "probationary_member",
        away: line.is_floating,
        status: (line.party_status != "normal")
            .then(|| named(Column::PartyStatus, &line.party_status)),
        branch: line
            .branch
            .clone()
            .unwrap_or_else(|| cx.t("member-no-home")),
        duties: duties(cx, line, all),
        joined: line
            .joined_on
            .map(|day| day.to_string())
            .unwrap_or_default(),
        mobile: mobile.as_deref().map(mask_phone).unwrap_or_default(),
    })
}

fn total(cx: &Cx, total: Total, guests: i64) -> String {
    match (total, guests) {
        (Total::Exactly(count), 0) => cx.ta("member-total", &[("count", &count)]),
        (Total::Exactly(count), guests) => cx.ta(
            "member-total-guests",
            &[("count", &count), ("guests", &guests)],
        ),
        (Total::Many, _) => cx.t("member-total-many"),
    }
}

pub(super) fn crumbs(cx: &Cx, around: &Around) -> Vec<(String, String)> {
    let all = cx.t("member-nav");
    let Some(here) = &around.here else {
        return vec![
            (cx.t("home-staff"), "/staff".to_owned()),
            (all, String::new()),
        ];
    };
    let mut crumbs = vec![(all, "/staff/members".to_owned())];
    let above = around.above.iter().filter(|org| org.id != here.id);
    crumbs.extend(above.map(|org| (org.short_name.clone(), format!("/staff/orgs/{}", org.id))));
    crumbs.push((here.short_name.clone(), String::new()));
    crumbs
}

/// What may be chosen instead: everything, here, and what stands directly below.
pub(super) fn places(cx: &Cx, around: &Around) -> Vec<(String, String)> {
    let mut places = vec![(String::new(), cx.t("member-everywhere"))];
    let named = |org: &Org| (org.id.to_string(), org.short_name.clone());
    places.extend(around.here.iter().map(named));
    places.extend(around.below.iter().map(|org| {
        let (id, name) = named(org);
        (
            id,
            if around.here.is_some() {
                format!("└ {name}")
            } else {
                name
            },
        )
    }));
    places
}

/// Addresses of the same list.
pub(super) struct Address {
    fixed: String,
    sort: Sort,
}

impl Address {
    pub(super) fn of(cx: &Cx, query: &Query) -> Self {
        let words = cx.query("q").unwrap_or_default();
        let org = query.org.map(|org| org.to_string()).unwrap_or_default();
        let fixed = form_urlencoded::Serializer::new(String::new())
            .append_pair("org", &org)
            .append_pair("q", words.trim())
            .finish();
        Self {
            fixed,
            sort: query.sort,
        }
    }

    fn sorted(&self, sort: Sort) -> String {
        format!("/staff/members?{}&sort={}", self.fixed, sort.code())
    }

    /// Those who left.
    pub(super) fn left(&self) -> String {
        format!("/staff/members?{}&left=1", self.fixed)
    }

    /// The views of the list, with the one shown: an order, or those who left.
    pub(super) fn views(&self, cx: &Cx, shown: Option<Sort>) -> Vec<(String, String, bool)> {
        let sorts = Sort::ALL.into_iter().map(|sort| {
            let words = cx.t(&format!("member-sort-{}", sort.code()));
            (words, self.sorted(sort), Some(sort) == shown)
        });
        let left = (cx.t("member-left"), self.left(), shown.is_none());
        sorts.chain([left]).collect()
    }

    fn after(&self, key: &Key) -> String {
        format!("{}&after={}", self.sorted(self.sort), key.encode())
    }
}

/// The list asked for as a workbook: masked, or in full for whoever may and says why.
///
/// # Errors
/// Outside the scope; without a reason; with too many members.
pub async fn export(cx: Cx, form: Form) -> Answer {
    let full = form.value("veil") == "open";
    let permission = if full {
        "members.export"
    } else {
        "members.read"
    };
    if full && !cx.may(permission).await? {
        return Err(platform::error::forbidden());
    }
    let scope = scope(&cx, permission)?;
    let because = if full {
        let asked = Asked {
            column: Column::IdNumber,
            reason: form.value("reason").to_owned(),
            words: form.value("reason_words").to_owned(),
        };
        Some(asked.because()?)
    } else {
        None
    };
    let org = form
        .some("org")
        .map(|text| text.parse::<OrgId>())
        .transpose();
    let wanted = Wanted {
        query: Query {
            org: org.map_err(|_| invalid("org", "member-no-such-org"))?,
            sort: Sort::from_code(form.value("sort")),
            term: Term::read(form.value("q"), scope.today),
            after: None,
            scope,
        },
        veil: if full { Veil::Open } else { Veil::Masked },
        because,
    };
    let bytes = export::workbook(&cx.app, &wanted).await?;
    let name = format!("{}-{}.xlsx", cx.t("member-export-name"), scope.today);
    download(
        &name,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes,
    )
}
