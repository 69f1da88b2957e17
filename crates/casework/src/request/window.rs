//! A request as somebody at the window, on the telephone or with a letter in hand writes it down.

use http::StatusCode;
use org::tree::pages::scope;
use org::tree::store::for_form_scoped;
use platform::error::{Error, invalid};
use platform::ids::OrgId;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::intake::{self, NewRequest, Receiver};
use super::rules::{HOUR_MS, rules};
use super::show::crumbs;
use super::{Category, Channel, FormKey, Topic, WINDOW};
use crate::matter::MatterId;
use crate::matter::pages::span;
use platform::web::field::{TITLE, WORDS, faults, words};

#[derive(askama::Template)]
#[template(path = "request_window.html")]
struct FormPage {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    orgs: Vec<(String, String)>,
    channels: Vec<(String, String)>,
    topics: Vec<(String, String)>,
    categories: Vec<(String, String)>,
    key: String,
}

/// The form.
///
/// # Errors
/// The database's.
pub async fn new_form(cx: Cx) -> Answer {
    let form = Form::filled(&cx, [("channel", "window"), ("category", "ordinary")]);
    form_page(&cx, form, StatusCode::OK).await
}

/// A fresh key of a form, or the one that came back with it.
pub(super) fn key_of(form: &Form) -> FormKey {
    form.value("key")
        .parse()
        .unwrap_or_else(|_| FormKey(platform::random::bytes()))
}

async fn form_page(cx: &Cx, f: Form, status: StatusCode) -> Answer {
    let scope = scope(cx, WINDOW)?;
    let found = cx
        .app
        .db
        .read("orgs_for_form", move |tx| Ok(for_form_scoped(tx, scope)?))
        .await?;
    let rules = rules(&cx.app)?;
    let choice = |prefix: &str, code: &str| (code.to_owned(), cx.t(&format!("{prefix}{code}")));
    let page = FormPage {
        crumbs: crumbs(cx, cx.t("request-window")),
        orgs: found
            .into_iter()
            .map(|(id, name, _)| (id.to_string(), name))
            .collect(),
        channels: Channel::WRITTEN_DOWN
            .iter()
            .map(|one| choice("request-channel-", one.code()))
            .collect(),
        topics: topics(cx),
        categories: Category::ALL
            .iter()
            .map(|one| {
                let ms = rules.hours_of(*one).saturating_mul(HOUR_MS);
                let key = format!("request-category-{}", one.code());
                let words = cx.ta(&key, &[("time", &span(cx, ms))]);
                (one.code().to_owned(), words)
            })
            .collect(),
        key: key_of(&f).to_string(),
        v: cx.view().await?,
        f,
    };
    cx.page_with(status, &page)
}

/// The topics of a form.
pub(super) fn topics(cx: &Cx) -> Vec<(String, String)> {
    let pair = |one: &Topic| {
        let words = cx.t(&format!("request-topic-{}", one.code()));
        (one.code().to_owned(), words)
    };
    Topic::ALL.iter().map(pair).collect()
}

/// Receives it.
///
/// # Errors
/// The database's.
pub async fn receive(cx: Cx, mut form: Form) -> Answer {
    match receive_from(&cx, &form).await {
        Ok(id) => go_saying(&format!("/staff/requests/{id}"), "flash-request-received"),
        Err(error) => {
            form.take(error)?;
            form_page(&cx, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn receive_from(cx: &Cx, form: &Form) -> Result<MatterId, Error> {
    let scope = scope(cx, WINDOW)?;
    let org = form
        .value("org")
        .parse::<OrgId>()
        .map_err(|_| invalid("org", "request-no-such-org"));
    let (channel, topic) = (
        Channel::from_code(form.value("channel")),
        Topic::from_code(form.value("topic")),
    );
    let category = Category::from_code(form.value("category"));
    let (said, place) = (words(form, "words", WORDS), words(form, "place", TITLE));
    let phone = intake::phone(form.value("phone"));
    let missing =
        |field: &'static str, there: bool| (!there).then(|| invalid(field, "error-required"));
    let wrong = faults([
        org.as_ref().err().cloned(),
        missing("channel", channel.is_some()),
        missing("topic", topic.is_some()),
        missing("category", category.is_some()),
        said.as_ref().err().cloned(),
        place.as_ref().err().cloned(),
        phone.as_ref().err().cloned(),
    ]);
    let (Some(channel), Some(topic), Some(category)) = (channel, topic, category) else {
        return Err(wrong);
    };
    let (Ok(org), Ok(words), Ok(place), Ok(phone)) = (org, said, place, phone) else {
        return Err(wrong);
    };
    let new = NewRequest {
        form_key: key_of(form),
        receiver: Receiver::Org(org, scope),
        topic,
        category,
        words,
        place,
        phone,
        channel,
        entered_by: Some(scope.person),
    };
    Ok(intake::take_in(&cx.app, new).await?.0)
}
