//! What the page of an applicant shows, made ready for it.

use members::roster::codes::Codes;
use platform::error::Error;
use platform::web::Cx;

use super::machine::{Outcome, Standing};
use super::step::{Stage, Step, steps};
use super::{Applicant, Written};

/// A step of the table and what was written of it.
pub(super) struct Row {
    pub step: &'static Step,
    pub name: String,
    pub who: String,
    pub done: Vec<Done>,
    pub state: &'static str,
}

/// A stage: what was done or can be, and what lies ahead.
pub(super) struct StageCard {
    pub name: String,
    pub code: &'static str,
    pub rows: Vec<Row>,
    pub ahead: String,
}

/// Once it was done.
pub(super) struct Done {
    pub one: Written,
    pub outcome: Option<String>,
    pub facts: Vec<(String, String)>,
}

/// A sealed field: name, words, what stays readable, and the whole when it was just asked for.
pub(super) type Masked = (&'static str, String, Option<String>, Option<String>);

/// What is known and not sealed.
pub(super) fn facts(
    cx: &Cx,
    of: &Applicant,
    at: &Standing,
    helpers: &[Vec<String>; 2],
) -> Vec<(String, String)> {
    let coded = |codes: Codes, code: &Option<String>| {
        let code = code.as_deref()?;
        codes.table().name_of(code).map(str::to_owned)
    };
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let joined = |names: &Vec<String>| Some(names.join("、")).filter(|text| !text.is_empty());
    [
        (
            "admission-sex",
            Codes::Sex.table().name_of(&of.sex).map(str::to_owned),
        ),
        ("admission-birth-date", Some(of.birth_date.to_string())),
        (
            "admission-ethnicity",
            coded(Codes::Ethnicity, &of.ethnicity),
        ),
        (
            "admission-education",
            coded(Codes::Education, &of.education),
        ),
        ("admission-work-unit", of.work_unit.clone()),
        ("admission-leaving-on", day(of.leaving_on)),
        ("admission-f-mentors", joined(&helpers[0])),
        ("admission-f-introducers", joined(&helpers[1])),
        ("admission-joined-on", day(at.on(15))),
        (
            "admission-probation-ends",
            day(at.probation_ends.filter(|_| at.on(24).is_none())),
        ),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((cx.t(key), value.filter(|text| !text.is_empty())?)))
    .collect()
}

/// The sealed fields, masked.
pub(super) fn masked(
    cx: &Cx,
    of: &Applicant,
    seen: Option<&(&'static str, String)>,
) -> Result<Vec<Masked>, Error> {
    use members::member::masked;
    use members::roster::Column;
    let plain = of.sealed.open(&cx.app.sealer, of.id)?;
    let row = |name, key: &str, column, plain: &Option<String>| {
        let shown = plain.as_deref().map(|text| masked(column, text));
        let seen = seen
            .filter(|seen| seen.0 == name)
            .map(|seen| seen.1.clone());
        (name, cx.t(key), shown, seen)
    };
    Ok(vec![
        row(
            "id_number",
            "admission-id-number",
            Column::IdNumber,
            &plain.id_number,
        ),
        row("mobile", "admission-mobile", Column::Mobile, &plain.mobile),
        row(
            "residence",
            "admission-residence",
            Column::Residence,
            &plain.residence,
        ),
    ])
}

/// The stages with what was written down.
pub(super) fn stages(cx: &Cx, at: &Standing, written: Vec<Written>) -> Vec<StageCard> {
    let next = at.next();
    let mut rows: Vec<Row> = steps()
        .iter()
        .map(|step| Row {
            step,
            name: cx.t(&step.key()),
            who: cx.t(step.who.key()),
            done: Vec::new(),
            state: match at.on(step.no) {
                Some(_) => "done",
                None if next.contains(&step.no) => "now",
                None => "next",
            },
        })
        .collect();
    for one in written {
        let place = usize::from(one.step).saturating_sub(1);
        if let Some(row) = rows.get_mut(place) {
            row.done.push(done(cx, row.step, one));
        }
    }
    let mut stages = Stage::ALL.map(|stage| StageCard {
        name: cx.t(stage.key()),
        code: stage.code(),
        rows: Vec::new(),
        ahead: String::new(),
    });
    for row in rows {
        let place = Stage::ALL.iter().position(|stage| *stage == row.step.stage);
        let Some(stage) = place.and_then(|place| stages.get_mut(place)) else {
            continue;
        };
        if row.state == "next" && row.done.is_empty() {
            if !stage.ahead.is_empty() {
                stage.ahead.push('、');
            }
            stage.ahead.push_str(&row.name);
        } else {
            stage.rows.push(row);
        }
    }
    stages.into()
}

fn done(cx: &Cx, step: &Step, one: Written) -> Done {
    let outcome = Outcome::from_code(&one.outcome)
        .filter(|outcome| *outcome != Outcome::Done)
        .map(|outcome| cx.t(outcome.key()));
    let told = |field: &str| {
        (
            cx.t(&format!("admission-f-{field}")),
            coded(cx, field, &one.fact(field)),
        )
    };
    let plain = step.fields.iter().map(String::as_str).filter(|field| {
        !matches!(
            *field,
            "words" | "mentors" | "introducers" | "verdict" | "conclusion"
        )
    });
    let counts = ["expected", "present", "yes", "no", "abstained"];
    let facts = plain
        .filter(|field| *field != "vote")
        .chain(counts)
        .filter(|field| !one.fact(field).is_empty() && one.fact(field) != "0")
        .map(told)
        .collect();
    Done {
        outcome,
        facts,
        one,
    }
}

/// A coded fact in words.
fn coded(cx: &Cx, field: &str, value: &str) -> String {
    let prefix = match field {
        "recommended" => "admission-recommended-",
        "proposal" => "admission-outcome-",
        "archive" => {
            let words = value
                .split('、')
                .map(|code| cx.t(&format!("admission-archive-{code}")));
            return words.collect::<Vec<_>>().join("、");
        }
        _ => return value.to_owned(),
    };
    cx.t(&format!("{prefix}{}", value.replace('_', "-")))
}
