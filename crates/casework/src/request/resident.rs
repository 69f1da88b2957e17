//! A resident says what is wrong (我要反映): no account, three short pages. Emergencies stand first;
//! what is about a cadre's conduct is shown the way to 12388 and is not stored.

use http::StatusCode;
use platform::error::{Error, conflict, invalid};
use platform::web::context::Path;
use platform::web::{Answer, Cx, Form, View};

use super::intake::{self, NewRequest, Receiver};
use super::pace::Pace;
use super::rules::rules;
use super::window::{key_of, topics};
use super::{Channel, FormKey, Topic, code};
use crate::spot::{self, Spot};
use platform::web::field::{TITLE, WORDS, faults, words};

/// A field that people do not see and robots fill in.
const TRAP: &str = "website";
/// Words that may mean the conduct of a cadre; they only make the page ask.
const CONDUCT: [&str; 12] = [
    "受贿",
    "行贿",
    "贪污",
    "腐败",
    "挪用",
    "吃拿卡要",
    "违纪",
    "作风问题",
    "优亲厚友",
    "索要好处",
    "收红包",
    "以权谋私",
];

#[derive(askama::Template)]
#[template(path = "request_start.html")]
struct Start {
    v: View,
    spot: Option<Spot>,
    q: String,
    found: Vec<Spot>,
    gas: String,
}

/// The first page, without a door.
///
/// # Errors
/// The database's.
pub async fn start(cx: Cx) -> Answer {
    let q = cx.query("q").unwrap_or_default().trim().to_owned();
    let q: String = q.chars().take(30).collect();
    let looked_for = q.clone();
    let found = if q.chars().count() < 2 {
        Vec::new()
    } else {
        cx.app
            .db
            .read("spots_named", move |tx| Ok(spot::named(tx, &looked_for)?))
            .await?
    };
    start_page(&cx, None, q, found).await
}

/// The first page of a door.
///
/// # Errors
/// Not found for a code nobody has.
pub async fn at_spot(cx: Cx, Path(code): Path<String>) -> Answer {
    let spot = find_spot(&cx, &code).await?;
    let spot = spot.ok_or(Error::NotFound)?;
    start_page(&cx, Some(spot), String::new(), Vec::new()).await
}

async fn find_spot(cx: &Cx, code: &str) -> Result<Option<Spot>, Error> {
    let code = spot::typed(code);
    let find = move |tx: &mut platform::db::Tx<'_>| Ok(spot::open(tx, &code)?);
    cx.app.db.point("spot", find).await
}

async fn start_page(cx: &Cx, spot: Option<Spot>, q: String, found: Vec<Spot>) -> Answer {
    let page = Start {
        v: cx.plain_view().nobody(),
        gas: rules(&cx.app)?.gas_phone.to_string(),
        spot,
        q,
        found,
    };
    cx.page(&page)
}

#[derive(askama::Template)]
#[template(path = "request_conduct.html")]
struct Conduct {
    v: View,
    back: String,
}

/// What is about a cadre's conduct is said elsewhere.
///
/// # Errors
/// Never, but for a template that fails.
pub async fn conduct(cx: Cx) -> Answer {
    let back = back_of(&cx.query("spot").unwrap_or_default());
    cx.page(&Conduct {
        v: cx.plain_view().nobody(),
        back,
    })
}

/// Where a resident came from.
fn back_of(code: &str) -> String {
    let code = spot::typed(code);
    if code.is_empty() {
        "/r".to_owned()
    } else {
        format!("/r/{code}")
    }
}

#[derive(askama::Template)]
#[template(path = "request_say.html")]
struct Say {
    v: View,
    f: Form,
    back: String,
    spot: Option<Spot>,
    topics: Vec<(String, String)>,
    key: String,
    gas: String,
    advised: bool,
}

/// What is wrong, and where.
///
/// # Errors
/// The database's.
pub async fn say_form(cx: Cx) -> Answer {
    let spot = cx.query("spot").unwrap_or_default();
    let form = Form::filled(&cx, [("spot", spot)]);
    say_page(&cx, form, StatusCode::OK, false).await
}

async fn say_page(cx: &Cx, f: Form, status: StatusCode, advised: bool) -> Answer {
    let spot = find_spot(cx, f.value("spot")).await?;
    let page = Say {
        v: cx.plain_view().nobody(),
        back: back_of(f.value("spot")),
        topics: topics(cx),
        key: key_of(&f).to_string(),
        gas: rules(&cx.app)?.gas_phone.to_string(),
        spot,
        advised: advised || !f.value("advised").is_empty(),
        f,
    };
    cx.page_with(status, &page)
}

/// What a resident typed so far.
struct Said {
    topic: Topic,
    words: String,
    place: String,
}

fn said(form: &Form) -> Result<Said, Error> {
    let topic =
        Topic::from_code(form.value("topic")).ok_or_else(|| invalid("topic", "error-required"));
    let (said, place) = (words(form, "words", WORDS), words(form, "place", TITLE));
    match (topic, said, place) {
        (Ok(topic), Ok(words), Ok(place)) => Ok(Said {
            topic,
            words,
            place,
        }),
        (topic, said, place) => Err(faults([topic.err(), said.err(), place.err()])),
    }
}

#[derive(askama::Template)]
#[template(path = "request_check.html")]
struct Check {
    v: View,
    f: Form,
    spot: Option<Spot>,
    topic: String,
    until: String,
    key: String,
    phone_days: i64,
}

/// What was typed, to be looked at once more, and a telephone number for whoever wants a call.
///
/// # Errors
/// The database's.
pub async fn check(cx: Cx, mut form: Form) -> Answer {
    match said(&form) {
        Ok(said) if smells_of_conduct(&said.words) && form.value("advised").is_empty() => {
            say_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY, true).await
        }
        Ok(_) if form.value("back") == "1" => say_page(&cx, form, StatusCode::OK, false).await,
        Ok(said) => check_page(&cx, form, &said, StatusCode::OK).await,
        Err(error) => {
            form.take(error)?;
            say_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY, false).await
        }
    }
}

/// Whether words may be about a cadre's conduct. It only makes the page ask.
fn smells_of_conduct(words: &str) -> bool {
    CONDUCT.iter().any(|one| words.contains(one))
}

/// The hours of a clock as a person says them: from two days on, in days.
fn within(cx: &Cx, hours: i64) -> String {
    if hours >= 48 && hours % 24 == 0 {
        cx.ta("request-until-days", &[("count", &(hours / 24))])
    } else {
        cx.ta("request-until-hours", &[("count", &hours)])
    }
}

async fn check_page(cx: &Cx, f: Form, said: &Said, status: StatusCode) -> Answer {
    let rules = rules(&cx.app)?;
    let page = Check {
        v: cx.plain_view().nobody(),
        spot: find_spot(cx, f.value("spot")).await?,
        topic: cx.t(&format!("request-topic-{}", said.topic.code())),
        until: within(cx, rules.hours_of(said.topic.category())),
        key: key_of(&f).to_string(),
        phone_days: rules.phone_days,
        f,
    };
    cx.page_with(status, &page)
}

#[derive(askama::Template)]
#[template(path = "request_sent.html")]
struct Sent {
    v: View,
    code: String,
    plain: String,
    org: String,
    due: String,
    phone: bool,
}

/// Receives it, and shows the code once. The same form sent again shows the same code.
///
/// # Errors
/// The database's.
pub async fn send(cx: Cx, mut form: Form) -> Answer {
    let said = match said(&form) {
        Ok(said) => said,
        Err(error) => {
            form.take(error)?;
            return say_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY, false).await;
        }
    };
    match send_from(&cx, &form, &said).await {
        Ok((id, code)) => sent_page(&cx, id, &code, form.some("phone").is_some()).await,
        Err(error) => {
            form.take(error)?;
            check_page(&cx, form, &said, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn send_from(
    cx: &Cx,
    form: &Form,
    said: &Said,
) -> Result<(crate::matter::MatterId, String), Error> {
    if form.some(TRAP).is_some() {
        return Err(invalid(TRAP, "request-trap"));
    }
    let phone = intake::phone(form.value("phone"))?;
    let key: FormKey = form
        .value("key")
        .parse()
        .map_err(|_| invalid("", "request-key-missing"))?;
    let (rules, now) = (rules(&cx.app)?, cx.app.clock.now());
    let pace = cx.app.rooms.get_or_init(Pace::default);
    if !pace.may_send(&cx.address(), rules.a_day, now) {
        return Err(conflict("request-too-many"));
    }
    let receiver = match find_spot(cx, form.value("spot")).await? {
        Some(spot) => Receiver::Spot(spot.code),
        None => Receiver::City,
    };
    let new = NewRequest {
        form_key: key,
        receiver,
        topic: said.topic,
        category: said.topic.category(),
        words: said.words.clone(),
        place: said.place.clone(),
        phone,
        channel: Channel::Own,
        entered_by: None,
    };
    intake::take_in(&cx.app, new).await
}

async fn sent_page(cx: &Cx, id: crate::matter::MatterId, sent: &str, phone: bool) -> Answer {
    let (org, due) = cx
        .app
        .db
        .point("request_sent", move |tx| {
            let matter = crate::matter::store::find(tx, id)?;
            let org = org::tree::store::find(tx, matter.owner_org)?;
            Ok((org.full_name, matter.due()))
        })
        .await?;
    let page = Sent {
        v: cx.plain_view().nobody(),
        code: code::shown(sent),
        plain: sent.to_owned(),
        due: due.minute_text(),
        org,
        phone,
    };
    cx.page(&page)
}

#[cfg(test)]
mod tests {
    use super::smells_of_conduct;

    #[test]
    fn words_about_conduct_make_the_page_ask() {
        assert!(smells_of_conduct("村干部吃拿卡要"));
        assert!(!smells_of_conduct("楼道灯坏了三天没人修"));
    }
}
