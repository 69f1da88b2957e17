//! Pages that belong to no room: Today, the staff's front page, offline, the component examples.

use std::cmp::Reverse;

use axum::http::{HeaderValue, StatusCode, header};
use jiff::civil::Time;

use super::context::Cx;
use super::form::Form;
use super::respond::{Answer, html, json};
use super::view::View;
use crate::error::{Error, internal};
use crate::i18n::Locale;
use crate::module::TodayItem;

#[derive(askama::Template)]
#[template(path = "home_today.html")]
struct Today {
    v: View,
    greeting: String,
    sum: String,
    due: Vec<TodayItem>,
    next: Vec<TodayItem>,
    staff: bool,
}

/// What is due for this person, nothing else.
///
/// # Errors
/// The rooms'.
pub async fn today(cx: Cx) -> Answer {
    let who = cx.who()?.clone();
    let mut items: Vec<TodayItem> = Vec::new();
    for source in &cx.app.registry.today {
        items.extend(source.items(&cx.app, who.person, cx.locale).await?);
    }
    items.sort_by_key(|item| (Reverse(item.due), item.at));
    let (due, next): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| item.due);
    let page = Today {
        greeting: greeting(&cx, &who.name),
        sum: sum(&cx, &due),
        staff: !cx.permissions().await?.is_empty(),
        v: cx.view().await?,
        due,
        next,
    };
    cx.page(&page)
}

fn greeting(cx: &Cx, name: &str) -> String {
    let hour = cx.app.clock.now().civil().time();
    let at = |h: i8| Time::constant(h, 0, 0, 0);
    let part = match hour {
        t if t < at(5) => "home-greeting-night",
        t if t < at(9) => "home-greeting-early",
        t if t < at(12) => "home-greeting-morning",
        t if t < at(14) => "home-greeting-noon",
        t if t < at(18) => "home-greeting-afternoon",
        _ => "home-greeting-evening",
    };
    cx.ta(part, &[("name", &crate::names::called(name))])
}

fn sum(cx: &Cx, due: &[TodayItem]) -> String {
    let count = due.len();
    if count == 0 {
        return cx.t("home-nothing-due");
    }
    let minutes: u32 = due.iter().filter_map(|item| item.minutes).sum();
    if minutes == 0 || due.iter().any(|item| item.minutes.is_none()) {
        return cx.ta("home-due", &[("count", &count)]);
    }
    // Nobody plans by the minute: said in fives.
    let rounded = minutes.div_ceil(5) * 5;
    cx.ta(
        "home-due-minutes",
        &[("count", &count), ("minutes", &rounded)],
    )
}

/// More than these nobody reads at once; the lists have them all.
const MOST_WAITING: usize = 12;

#[derive(askama::Template)]
#[template(path = "home_staff.html")]
struct Staff {
    v: View,
    lead: String,
    /// What waits longest, with the one button of the page.
    first: Option<TodayItem>,
    waiting: Vec<TodayItem>,
    others: usize,
    going_on: Vec<TodayItem>,
    /// Where somebody may begin for whom nothing waits.
    door: (String, String),
}

/// The staff's front page: what waits for them, the first of it with its next step, then what is
/// going on. Where else they may go stands in the navigation.
///
/// # Errors
/// Somebody without any duty is told that there is nothing for them here.
pub async fn staff(cx: Cx) -> Answer {
    let v = cx.view().await?;
    let doors = v.nav().iter().flat_map(|group| &group.items);
    let door = doors
        .map(|item| (item.href.clone(), item.label.clone()))
        .next();
    let door = door.ok_or_else(crate::error::forbidden)?;
    let (person, mut items) = (cx.person()?, Vec::new());
    for source in &cx.app.registry.desk {
        items.extend(source.items(&cx.app, person, cx.locale).await?);
    }
    items.sort_by_key(|item| item.at);
    let (mut waiting, mut going_on): (Vec<_>, Vec<_>) =
        items.into_iter().partition(|item: &TodayItem| item.due);
    let count = waiting.len();
    let lead = if count == 0 {
        cx.t("home-staff-nothing")
    } else {
        cx.ta("home-staff-waiting", &[("count", &count)])
    };
    let others = count.saturating_sub(MOST_WAITING);
    waiting.truncate(MOST_WAITING);
    going_on.truncate(MOST_WAITING);
    let first = (!waiting.is_empty()).then(|| waiting.remove(0));
    cx.page(&Staff {
        v,
        lead,
        first,
        waiting,
        others,
        going_on,
        door,
    })
}

#[derive(askama::Template)]
#[template(path = "offline.html")]
struct Offline {
    v: View,
}

/// What the service worker shows without a network: it names nobody. The worker fetches it without
/// cookies, so the language and the large type stand in the address.
///
/// # Errors
/// Never, but for a template that fails.
pub async fn offline(cx: Cx) -> Answer {
    let locale = cx.query("lang").and_then(|code| Locale::from_code(&code));
    let elder = cx.query("elder").map_or(cx.elder, |value| value == "on");
    let words = offline_words(&cx, locale.unwrap_or(cx.locale), elder)?;
    let mut answer = html(StatusCode::OK, words)?;
    // Public words: the worker may keep them, unlike every other page.
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(answer)
}

/// The offline page itself, the same for everybody of a language and size.
///
/// # Errors
/// When the template fails, which is a fault of ours.
pub fn offline_words(cx: &Cx, locale: Locale, elder: bool) -> Result<String, Error> {
    let v = cx.plain_view().nobody().shown_in(locale, elder);
    askama::Template::render(&Offline { v }).map_err(|error| internal(error.to_string()))
}

#[derive(askama::Template)]
#[template(path = "dev/components.html")]
struct Components {
    v: View,
    f: Form,
}

/// Every component with its options, in the sample city only.
///
/// # Errors
/// The database's.
pub async fn components(cx: Cx) -> Answer {
    let mut f = Form::filled(&cx, [("title", "支部工作条例"), ("kind", "text")]);
    if cx.query("errors").is_some() {
        f.fail_key("title", "error-required");
    }
    cx.page(&Components {
        v: cx.view().await?,
        f,
    })
}

/// The description of the API: what has one so far.
///
/// # Errors
/// When it cannot be written, which is a fault of ours.
pub async fn openapi(cx: Cx) -> Result<axum::response::Response, Error> {
    use utoipa::openapi::{InfoBuilder, OpenApiBuilder};
    let info = InfoBuilder::new()
        .title("Touyan")
        .version(env!("CARGO_PKG_VERSION"))
        .build();
    let mut api = OpenApiBuilder::new().info(info).build();
    api.merge(super::health::openapi());
    for part in &cx.app.registry.openapi {
        api.merge(part.clone());
    }
    json(&api)
}
