//! Work orders: the letter, its address that is shown once, and the answer that comes back by it or
//! on paper.

use http::StatusCode;
use org::tree::pages::scope;
use platform::clock::Millis;
use platform::error::{Error, not_found};
use platform::paper::{Block, DOCX, Paper};
use platform::web::context::Path;
use platform::web::respond::{download, go_saying};
use platform::web::{Answer, Cx, Form, View};

use super::order::{self, Order};
use super::rules::rules;
use super::show::{self, crumbs};
use super::{ACT, READ, Request, store};
use crate::matter::{Kind, Matter, MatterId, store as matters};
use org::Act;
use platform::web::field::{TITLE, WORDS, faults, words};
use platform::web::qr::{Qr, address, draw};

/// Where a door stands.
fn door_path(secret: &str) -> String {
    format!("/w/{secret}")
}

#[derive(askama::Template)]
#[template(path = "request_order.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    id: MatterId,
    request: Request,
    order: Order,
    due: String,
    door: Option<(String, Qr)>,
    until: String,
    open: bool,
}

/// An order, its letter and its answer.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path((id, no)): Path<(MatterId, i64)>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, (id, no), form, StatusCode::OK, None).await
}

async fn page(
    cx: &Cx,
    (id, no): (MatterId, i64),
    f: Form,
    status: StatusCode,
    secret: Option<String>,
) -> Answer {
    let (scope, rules) = (scope(cx, READ)?, rules(&cx.app)?);
    let (matter, request, order) = cx
        .app
        .db
        .read("work_order", move |tx| {
            let matter = matters::find_scoped(tx, scope, Kind::Request, id)?;
            Ok((matter, store::find(tx, id)?, order::find(tx, id, no)?))
        })
        .await?;
    let door = secret.map(|secret| {
        let address = address(cx, &door_path(&secret));
        draw(&address).map(|qr| (address, qr))
    });
    let until = cx.app.clock.now().plus_days(rules.door_days);
    let (v, may_act) = (cx.view().await?, cx.may(ACT).await?);
    let page = Show {
        crumbs: crumbs(cx, cx.ta("request-order-no", &[("no", &order.no)])),
        due: matter.due().minute_text(),
        open: order.reply.is_none() && matter.machine().is_open() && may_act,
        door: door.transpose()?,
        until: until.date().to_string(),
        v,
        id,
        request,
        order,
        f,
    };
    cx.page_with(status, &page)
}

/// Sends an order: its page shows the address of its door once.
///
/// # Errors
/// Outside the scope.
pub async fn send(cx: Cx, Path(id): Path<MatterId>, mut form: Form) -> Answer {
    let (act, rules) = (Act::of(&cx, ACT)?, rules(&cx.app)?);
    let asked = form.clone();
    let sent = cx
        .app
        .db
        .write("send_order", move |tx| {
            matters::find_scoped(tx, act.scope, Kind::Request, id)?;
            match (
                words(&asked, "given_to", TITLE),
                words(&asked, "order", WORDS),
            ) {
                (Ok(to), Ok(words)) => order::send(tx, &act, id, (&to, &words), &rules),
                (to, words) => Err(faults([to.err(), words.err()])),
            }
        })
        .await;
    match sent {
        Ok((no, secret)) => {
            let form = Form::empty(&cx);
            page(&cx, (id, no), form, StatusCode::OK, Some(secret)).await
        }
        Err(error) => {
            form.take(error)?;
            show::page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY, None).await
        }
    }
}

/// Makes a new address for an order; the one before does not open any more.
///
/// # Errors
/// Outside the scope; a conflict when it was answered.
pub async fn reopen(cx: Cx, Path((id, no)): Path<(MatterId, i64)>, mut form: Form) -> Answer {
    let (act, rules) = (Act::of(&cx, ACT)?, rules(&cx.app)?);
    let made = cx
        .app
        .db
        .write("reopen_door", move |tx| {
            order::reopen(tx, &act, (id, no), &rules)
        })
        .await;
    match made {
        Ok(secret) => page(&cx, (id, no), form, StatusCode::OK, Some(secret)).await,
        Err(error) => {
            form.take(error)?;
            page(&cx, (id, no), form, StatusCode::UNPROCESSABLE_ENTITY, None).await
        }
    }
}

fn reply_of(form: &Form) -> Result<(String, String), Error> {
    match (words(form, "reply", WORDS), words(form, "reply_by", TITLE)) {
        (Ok(reply), Ok(by)) => Ok((reply, by)),
        (reply, by) => Err(faults([reply.err(), by.err()])),
    }
}

/// Types an answer in from paper.
///
/// # Errors
/// Outside the scope.
pub async fn reply(cx: Cx, Path((id, no)): Path<(MatterId, i64)>, mut form: Form) -> Answer {
    let act = Act::of(&cx, ACT)?;
    let asked = form.clone();
    let done = cx
        .app
        .db
        .write("reply_from_paper", move |tx| {
            matters::find_scoped(tx, act.scope, Kind::Request, id)?;
            let (reply, by) = reply_of(&asked)?;
            order::reply_from_paper(tx, &act, (id, no), (&reply, &by))
        })
        .await;
    match done {
        Ok(()) => go_saying(
            &format!("/staff/requests/{id}/orders/{no}"),
            "flash-request-order-replied",
        ),
        Err(error) => {
            form.take(error)?;
            page(&cx, (id, no), form, StatusCode::UNPROCESSABLE_ENTITY, None).await
        }
    }
}

/// The letter as .docx. No telephone number of the resident stands on it.
///
/// # Errors
/// Outside the scope.
pub async fn letter(cx: Cx, Path((id, no)): Path<(MatterId, i64)>) -> Answer {
    let scope = scope(&cx, READ)?;
    let (matter, request, order, org) = cx
        .app
        .db
        .read("work_order", move |tx| {
            let matter = matters::find_scoped(tx, scope, Kind::Request, id)?;
            let org = org::tree::store::find(tx, matter.owner_org)?.full_name;
            Ok((matter, store::find(tx, id)?, order::find(tx, id, no)?, org))
        })
        .await?;
    let bytes = letter_of(&matter, &request, &order, &org).docx()?;
    download(&format!("居民诉求办理函{}.docx", order.no), DOCX, bytes)
}

/// Official papers are Chinese whatever language the page has.
fn letter_of(matter: &Matter, request: &Request, order: &Order, org: &str) -> Paper {
    let spot = request.spot.clone().unwrap_or_default();
    Paper::new("居民诉求办理函")
        .with(Block::Text(format!("{}：", order.given_to)))
        .with(Block::Text(
            "我单位收到居民诉求一件，请按职责办理，并在办理期限前回复。".to_owned(),
        ))
        .field("诉求内容", &request.words)
        .field("地点", &[spot.as_str(), request.place.as_str()].join(" "))
        .field("请贵单位", &order.words)
        .field("办理期限", &matter.due().minute_text())
        .with(Block::Table {
            head: Vec::new(),
            rows: ["办理情况", "办理人", "回复日期"]
                .iter()
                .map(|label| vec![(*label).to_owned(), String::new()])
                .collect(),
        })
        .with(Block::Signature(vec![
            org.to_owned(),
            chinese_day(order.sent_at),
        ]))
        .with(Block::Note(
            "本函由受理单位打印盖章后送达；也可用随函二维码在线回复一次。".to_owned(),
        ))
}

fn chinese_day(at: Millis) -> String {
    let day = at.date();
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[derive(askama::Template)]
#[template(path = "request_door.html")]
struct DoorPage {
    v: View,
    f: Form,
    secret: String,
    order: Order,
    request: Request,
    until: String,
    done: bool,
}

/// What stands behind an outside unit's address.
///
/// # Errors
/// Not found when it does not open (any more).
pub async fn door(cx: Cx, Path(secret): Path<String>) -> Answer {
    let form = Form::empty(&cx);
    door_page(&cx, secret, form, StatusCode::OK).await
}

async fn door_page(cx: &Cx, secret: String, f: Form, status: StatusCode) -> Answer {
    let (now, asked) = (cx.app.clock.now(), secret.clone());
    let (door, order, request) = cx
        .app
        .db
        .read("order_door", move |tx| {
            let (door, order) = order::behind(tx, &asked, now)?;
            let request = store::find(tx, order.matter)?;
            Ok((door, order, request))
        })
        .await?;
    let page = DoorPage {
        v: cx.plain_view().nobody(),
        until: door.expires_at.date().to_string(),
        done: false,
        secret,
        order,
        request,
        f,
    };
    cx.page_with(status, &page)
}

/// The outside unit answers, once.
///
/// # Errors
/// Not found when the address does not open (any more).
pub async fn door_reply(cx: Cx, Path(secret): Path<String>, mut form: Form) -> Answer {
    let now = cx.app.clock.now();
    let (asked, typed) = (secret.clone(), form.clone());
    let behind = cx
        .app
        .db
        .write("order_reply", move |tx| {
            let (_, order) = order::behind(tx, &asked, now)?;
            let (reply, by) = reply_of(&typed)?;
            order::reply(tx, &asked, (&reply, &by), now)?;
            let request = store::find(tx, order.matter)?;
            Ok((order, request))
        })
        .await;
    match behind {
        Ok((order, request)) => cx.page(&DoorPage {
            v: cx.plain_view().nobody(),
            until: String::new(),
            done: true,
            secret,
            order,
            request,
            f: form,
        }),
        Err(Error::NotFound) => Err(not_found()),
        Err(error) => {
            form.take(error)?;
            door_page(&cx, secret, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
