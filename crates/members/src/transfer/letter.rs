//! The papers of a transfer: a draft of the letter and of its receipt, which the national system
//! issues, and a link for a receiver outside.

use platform::db::Tx;
use platform::error::{Error, conflict};
use platform::outside::{self, NewDoor};
use platform::paper::{Block, DOCX, Paper};
use platform::web::context::Path;
use platform::web::qr::{Qr, address, draw};
use platform::web::respond::download;
use platform::web::{Answer, Cx, Form, View};

use super::change::{noted, sender};
use super::outside::PURPOSE;
use super::{State, Transfer, TransferId, Way, store};
use crate::moving::{Doing, TRANSFERS_EDIT, crumbs};

/// Says on each paper that it is none.
const DRAFT: &str = "本件是草稿，供核对和填报用。组织关系转接以全国党员管理信息系统为准；正式介绍信和回执由该系统开具，本件不能代替。";
/// Below what a form leaves open.
const BLANK: &str = "____________";

#[derive(askama::Template)]
#[template(path = "transfer_door.html")]
struct Made {
    v: View,
    crumbs: Vec<(String, String)>,
    id: TransferId,
    link: String,
    forward: String,
    until: String,
    qr: Qr,
}

/// Makes the link. It answers the request itself: the secret in it cannot be shown a second time.
///
/// # Errors
/// Outside the scope; a conflict when nobody outside is waited for.
pub async fn make(cx: Cx, Path(transfer): Path<TransferId>, _form: Form) -> Answer {
    let doing = Doing::of(&cx, TRANSFERS_EDIT)?;
    let done = cx
        .app
        .db
        .write("make_transfer_door", move |tx| open(tx, &doing, transfer))
        .await;
    let made = match done {
        Ok(made) => Some(made),
        Err(Error::Conflict(_)) => None,
        Err(error) => return Err(error),
    };
    let Some((one, secret)) = made else {
        let mut form = Form::empty(&cx);
        form.fail_key("", "transfer-asks-nobody");
        return super::show::again(&cx, transfer, form).await;
    };
    let link = address(&cx, &format!("/outside/transfer/{secret}"));
    let forward = cx.ta("transfer-forward", &[("to", &one.to), ("link", &link)]);
    let page = Made {
        crumbs: crumbs(
            &cx,
            &[
                (&cx.t("transfer-nav"), "/staff/transfers".to_owned()),
                (&one.name, format!("/staff/transfers/{transfer}")),
                (&cx.t("transfer-door-link"), String::new()),
            ],
        ),
        until: one
            .valid_until
            .map_or_else(String::new, |day| day.to_string()),
        forward,
        qr: draw(&link)?,
        v: cx.view().await?,
        id: transfer,
        link,
    };
    cx.page(&page)
}

fn open(tx: &mut Tx<'_>, doing: &Doing, id: TransferId) -> Result<(Transfer, String), Error> {
    let one = sender(tx, doing, id)?;
    let until = match (one.way(), one.state(), one.valid_until) {
        (Way::Outward, State::Sent, Some(until)) if until >= doing.scope.today => until,
        _ => return Err(conflict("transfer-asks-nobody")),
    };
    let now = doing.now();
    let door = NewDoor {
        purpose: PURPOSE,
        subject: id.0,
        given_to: one.to.clone(),
        issued_by: doing.by(),
        // As long as the letter, to the end of its last day.
        expires_at: platform::clock::Millis::start_of(until).plus_days(1),
    };
    let secret = outside::make(tx, &door, now)?;
    noted(tx, doing.act(), "affiliation.ask", &one)?;
    Ok((one, secret))
}

async fn found(cx: &Cx, id: TransferId) -> Result<Transfer, Error> {
    let scope = Doing::of(cx, TRANSFERS_EDIT)?.scope;
    cx.app
        .db
        .read("transfer_letter", move |tx| {
            Ok(store::find_scoped(tx, scope, id)?.transfer)
        })
        .await
}

/// The draft of the letter.
///
/// # Errors
/// Outside the scope.
pub async fn letter(cx: Cx, Path(transfer): Path<TransferId>) -> Answer {
    let one = found(&cx, transfer).await?;
    let day = one.letter_on.unwrap_or(cx.app.clock.today());
    let until = one.valid_until.map_or_else(|| BLANK.to_owned(), written);
    let paper = Paper::new("组织关系介绍信（草稿）")
        .with(Block::Text(format!("{}：", one.to)))
        .with(Block::Text(format!(
            "兹有{}同志组织关系，由{}转到贵处，请接转。",
            one.name, one.from
        )))
        .field("转接原因", &one.reason)
        .field("党费交至", &one.dues_until)
        .field("编号", numbered(&one))
        .field("有效期至", &until)
        .with(Block::Signature(vec![one.from.clone(), written(day)]))
        .with(Block::Note(DRAFT.to_owned()));
    download(
        &format!("介绍信草稿-{}.docx", one.name),
        DOCX,
        paper.docx()?,
    )
}

/// The draft of the receipt.
///
/// # Errors
/// Outside the scope.
pub async fn receipt(cx: Cx, Path(transfer): Path<TransferId>) -> Answer {
    let one = found(&cx, transfer).await?;
    let received = match (one.state(), one.closed_on) {
        (State::Received, Some(day)) => written(day),
        _ => BLANK.to_owned(),
    };
    let paper = Paper::new("组织关系介绍信回执（草稿）")
        .with(Block::Text(format!("{}：", one.from)))
        .with(Block::Text(format!(
            "{}同志组织关系已转到{}。",
            one.name, one.to
        )))
        .field("介绍信编号", numbered(&one))
        .field("接收日期", &received)
        .field("经办人、电话", BLANK)
        .with(Block::Signature(vec![one.to.clone(), received.clone()]))
        .with(Block::Note(DRAFT.to_owned()));
    download(&format!("回执草稿-{}.docx", one.name), DOCX, paper.docx()?)
}

fn written(day: jiff::civil::Date) -> String {
    day.strftime("%Y年%-m月%-d日").to_string()
}

/// The number of the letter, or room to write it by hand.
fn numbered(one: &Transfer) -> &str {
    if one.letter_no.is_empty() {
        BLANK
    } else {
        &one.letter_no
    }
}
