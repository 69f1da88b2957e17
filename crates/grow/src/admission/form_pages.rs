//! The form of an application, and of what is known of an applicant.

use http::StatusCode;
use jiff::civil::Date;
use members::roster::IdNumber;
use members::roster::codes::Codes;
use platform::error::{Error, conflict, invalid};
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::begin::{self, About, Application};
use super::pages::crumbs;
use super::rules;
use super::{ACT, Applicant, ApplicantId, Plain, store};
use org::Act;
use platform::web::field::{TITLE, WORDS, client_id, day, kept, maybe_words, past_day, words};

#[derive(askama::Template)]
#[template(path = "admission_form.html")]
struct FormPage {
    v: View,
    f: Form,
    title: String,
    lead: String,
    action: String,
    back: String,
    crumbs: Vec<(String, String)>,
    places: Vec<String>,
    sexes: Vec<(String, String)>,
    ethnicities: Vec<(String, String)>,
    educations: Vec<(String, String)>,
    kept: [String; 3],
    new: bool,
}

fn table(codes: Codes) -> Vec<(String, String)> {
    let entries = codes.table().entries().iter();
    entries
        .map(|entry| (entry.code.clone(), entry.name.clone()))
        .collect()
}

/// The form of a new application.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let today = cx.app.clock.today().to_string();
    let id = ApplicantId::fresh(&cx.app.clock).to_string();
    let mut form = Form::filled(
        &cx,
        [
            ("id", id),
            ("applied_on", today),
            ("ethnicity", "01".to_owned()),
        ],
    );
    // A secretary has one branch; nobody should have to write its name.
    if let [only] = crate::branches(&cx, ACT).await?.as_slice() {
        form.set("org", only.clone());
    }
    new_page(&cx, form, StatusCode::OK).await
}

async fn new_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let title = cx.t("admission-new");
    let page = FormPage {
        crumbs: crumbs(cx, &[(title.clone(), String::new())]),
        lead: cx.t("admission-new-lead"),
        action: "/staff/admission".to_owned(),
        back: "/staff/admission".to_owned(),
        places: crate::branches(cx, ACT).await?,
        sexes: sexes(),
        ethnicities: table(Codes::Ethnicity),
        educations: table(Codes::Education),
        kept: Default::default(),
        new: true,
        v: cx.view().await?,
        title,
        f,
    };
    cx.page_with(status, &page)
}

fn sexes() -> Vec<(String, String)> {
    let known = table(Codes::Sex).into_iter();
    known
        .filter(|(code, _)| matches!(code.as_str(), "1" | "2"))
        .collect()
}

/// Receives an application.
///
/// # Errors
/// The database's.
pub async fn create(cx: Cx, mut form: Form) -> Answer {
    match create_from(&cx, &form).await {
        Ok(id) => go_saying(&format!("/staff/admission/{id}"), "flash-admission-begun"),
        Err(error) => {
            form.take(error)?;
            new_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn create_from(cx: &Cx, form: &Form) -> Result<ApplicantId, Error> {
    let act = Act::of(cx, ACT)?;
    let today = act.scope.today;
    let limits = rules::limits(&cx.app)?;
    let mut wrong = Vec::new();
    let org = crate::named_org(cx, ACT, "org", form.value("org")).await;
    let org = kept(org, &mut wrong)?;
    let about = kept(about(form, None, today), &mut wrong)?;
    let applied_on = kept(past_day(form, "applied_on", today), &mut wrong)?;
    let said = kept(maybe_words(form, "words", WORDS), &mut wrong)?;
    let (Some(org), Some(about), Some(applied_on), Some(words)) = (org, about, applied_on, said)
    else {
        return Err(Error::Invalid(wrong));
    };
    let new = Application {
        id: client_id(form, || ApplicantId::fresh(&cx.app.clock))?,
        org,
        about,
        applied_on,
        words,
    };
    let sealer = cx.app.sealer.clone();
    cx.app
        .db
        .write("begin_admission", move |tx| {
            begin::begin(tx, &act, &sealer, &new, &limits)
        })
        .await
}

/// What is known, with what was left as it is.
fn about(form: &Form, before: Option<&Plain>, today: Date) -> Result<About, Error> {
    let mut wrong = Vec::new();
    let name = kept(words(form, "full_name", 60), &mut wrong)?;
    let number = kept(id_number(form, before, today), &mut wrong)?.flatten();
    let sex = match form.value("sex") {
        sex @ ("1" | "2") => sex.to_owned(),
        _ => number
            .as_ref()
            .map_or_else(|| "9".to_owned(), |one| one.sex().to_owned()),
    };
    let birth = match (form.some("birth_date"), &number) {
        (None, Some(number)) => Ok(number.birth_date()),
        _ => past_day(form, "birth_date", today),
    };
    let birth = kept(birth, &mut wrong)?;
    let leaving_on = match form.some("leaving_on") {
        None => None,
        Some(_) => kept(day(form, "leaving_on"), &mut wrong)?,
    };
    let coded = |field: &str| form.some(field).map(str::to_owned);
    let work_unit = kept(maybe_words(form, "work_unit", TITLE), &mut wrong)?;
    let residence = kept(maybe_words(form, "residence", TITLE), &mut wrong)?;
    let mobile = kept(mobile(form), &mut wrong)?.flatten();
    let (Some(full_name), Some(birth_date), true) = (name, birth, wrong.is_empty()) else {
        return Err(Error::Invalid(wrong));
    };
    let some = |text: Option<String>| text.filter(|text| !text.is_empty());
    let old = before.cloned().unwrap_or_default();
    Ok(About {
        full_name,
        sex,
        birth_date,
        ethnicity: coded("ethnicity"),
        education: coded("education"),
        work_unit: some(work_unit),
        leaving_on,
        plain: Plain {
            id_number: number.map(String::from).or(old.id_number),
            mobile: mobile.or(old.mobile),
            residence: some(residence).or(old.residence),
        },
    })
}

fn id_number(form: &Form, before: Option<&Plain>, today: Date) -> Result<Option<IdNumber>, Error> {
    match form.some("id_number") {
        None if before.is_some_and(|one| one.id_number.is_some()) => Ok(None),
        None => Err(invalid("id_number", "error-required")),
        Some(typed) => IdNumber::parse(typed, today)
            .map(|(number, _)| Some(number))
            .map_err(|_| invalid("id_number", "admission-id-number-wrong")),
    }
}

fn mobile(form: &Form) -> Result<Option<String>, Error> {
    match form.some("mobile") {
        None => Ok(None),
        Some(text) if text.len() == 11 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(Some(text.to_owned()))
        }
        Some(_) => Err(invalid("mobile", "admission-mobile-wrong")),
    }
}

async fn load(cx: &Cx, id: ApplicantId) -> Result<Applicant, Error> {
    let act = Act::of(cx, ACT)?;
    cx.app
        .db
        .point("applicant_form", move |tx| {
            store::find_scoped(tx, act.scope, id)
        })
        .await
}

/// The form with what is stored; sealed fields stay empty.
///
/// # Errors
/// Outside the scope.
pub async fn edit_form(cx: Cx, Path(id): Path<ApplicantId>) -> Answer {
    let of = load(&cx, id).await?;
    let text = |one: &Option<String>| one.clone().unwrap_or_default();
    let form = Form::filled(
        &cx,
        [
            ("full_name", of.full_name.clone()),
            ("sex", of.sex.clone()),
            ("birth_date", of.birth_date.to_string()),
            ("ethnicity", text(&of.ethnicity)),
            ("education", text(&of.education)),
            ("work_unit", text(&of.work_unit)),
            (
                "leaving_on",
                of.leaving_on.map(|day| day.to_string()).unwrap_or_default(),
            ),
            ("version", of.version.to_string()),
        ],
    );
    edit_page(&cx, &of, form, StatusCode::OK).await
}

async fn edit_page(cx: &Cx, of: &Applicant, f: Form, status: StatusCode) -> Answer {
    use members::member::masked;
    use members::roster::Column;
    let id = of.id;
    let plain = of.sealed.open(&cx.app.sealer, id)?;
    let hint = |column, plain: &Option<String>| match plain.as_deref() {
        None => String::new(),
        Some(text) => cx.ta("admission-sealed-keep", &[("mask", &masked(column, text))]),
    };
    let title = cx.ta("admission-edit", &[("name", &of.full_name)]);
    let back = format!("/staff/admission/{id}");
    let way = [
        (of.full_name.clone(), back.clone()),
        (cx.t("ui-change"), String::new()),
    ];
    let page = FormPage {
        crumbs: crumbs(cx, &way),
        lead: of.org_name.clone(),
        action: format!("{back}/edit"),
        back,
        places: Vec::new(),
        sexes: sexes(),
        ethnicities: table(Codes::Ethnicity),
        educations: table(Codes::Education),
        kept: [
            hint(Column::IdNumber, &plain.id_number),
            hint(Column::Mobile, &plain.mobile),
            hint(Column::Residence, &plain.residence),
        ],
        new: false,
        v: cx.view().await?,
        title,
        f,
    };
    cx.page_with(status, &page)
}

/// Changes what is known.
///
/// # Errors
/// Outside the scope.
pub async fn edit(cx: Cx, Path(id): Path<ApplicantId>, mut form: Form) -> Answer {
    let of = load(&cx, id).await?;
    match edit_from(&cx, &of, &form).await {
        Ok(()) => go_saying(&format!("/staff/admission/{id}"), "flash-admission-edited"),
        Err(error) => {
            form.take(error)?;
            edit_page(&cx, &of, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn edit_from(cx: &Cx, of: &Applicant, form: &Form) -> Result<(), Error> {
    let act = Act::of(cx, ACT)?;
    let id = of.id;
    let plain = of.sealed.open(&cx.app.sealer, id)?;
    let about = about(form, Some(&plain), act.scope.today)?;
    let seen: i64 = form
        .value("version")
        .parse()
        .map_err(|_| conflict("admission-changed-meanwhile"))?;
    let sealer = cx.app.sealer.clone();
    cx.app
        .db
        .write("edit_applicant", move |tx| {
            begin::edit(tx, &act, &sealer, id, &about, seen)
        })
        .await
}
