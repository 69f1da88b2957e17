//! Asking a side outside the system: a link with its code to print or forward, and the same as a
//! letter with a reply to send back.

use platform::db::Tx;
use platform::error::{Error, conflict};
use platform::outside::{self, NewDoor};
use platform::paper::{Block, DOCX, Paper};
use platform::web::context::Path;
use platform::web::qr::{Qr, address, draw};
use platform::web::respond::download;
use platform::web::{Answer, Cx, Form, View};

use super::outside::PURPOSE;
use super::{Floating, FloatingId, Side, store};
use crate::moving::rules::rules;
use crate::moving::{Doing, FLOATING_EDIT, crumbs, note};

const TITLE: &str = "流动党员联系函";
const EFFECT: &str = "本函用于两地支部对接，不是组织关系介绍信，不转移组织关系；流动党员登记以全国党员管理信息系统为准。";
const REPLY: &str = "回执";

/// What stands on the paper whatever language the page has.
struct Words {
    title: &'static str,
    scan: &'static str,
    effect: &'static str,
    reply_title: &'static str,
    reply: [&'static str; 2],
}

const WORDS: Words = Words {
    title: TITLE,
    scan: "用手机扫一扫，或者打开下面的网址，不用账号就能回复；也可以填好下面的回执寄回。",
    effect: EFFECT,
    reply_title: REPLY,
    reply: [
        "□ 情况属实，同意。　□ 不同意，原因：＿＿＿＿＿＿＿＿",
        "支部（盖章）：＿＿＿＿＿＿　经办人、电话：＿＿＿＿＿＿　日期：＿＿＿＿＿＿",
    ],
};

#[derive(askama::Template)]
#[template(path = "floating_letter.html")]
struct Letter {
    v: View,
    crumbs: Vec<(String, String)>,
    id: FloatingId,
    paper: Words,
    lines: Vec<String>,
    from: String,
    day: String,
    link: String,
    forward: String,
    until: String,
    qr: Qr,
}

/// Makes the link. It answers the request itself: the secret in it cannot be shown a second time.
///
/// # Errors
/// Outside the scope; a conflict when nobody outside is asked.
pub async fn make(cx: Cx, Path(floating): Path<FloatingId>, _form: Form) -> Answer {
    let doing = Doing::of(&cx, FLOATING_EDIT)?;
    let days = rules(&cx.app)?.door_days;
    let done = cx
        .app
        .db
        .write("make_floating_door", move |tx| {
            open(tx, &doing, floating, days)
        })
        .await;
    let made = match done {
        Ok(made) => Some(made),
        Err(Error::Conflict(_)) => None,
        Err(error) => return Err(error),
    };
    let Some((one, side, secret)) = made else {
        let mut form = Form::empty(&cx);
        form.fail_key("", "floating-asks-nobody");
        return super::show::again(&cx, floating, form).await;
    };
    let link = address(&cx, &format!("/outside/floating/{secret}"));
    let until = cx.app.clock.now().plus_days(days).date().to_string();
    let to = asked(&one, side);
    let forward = cx.ta("floating-forward", &[("to", &to), ("link", &link)]);
    let page = Letter {
        crumbs: crumbs(
            &cx,
            &[
                (&cx.t("floating-nav"), "/staff/floating".to_owned()),
                (&one.name, format!("/staff/floating/{floating}")),
                (&cx.t("floating-letter"), String::new()),
            ],
        ),
        paper: WORDS,
        lines: [vec![format!("{to}：")], text(&one, side)].concat(),
        from: asker(&one, side),
        day: cx.app.clock.today().to_string(),
        forward,
        qr: draw(&link)?,
        v: cx.view().await?,
        id: floating,
        link,
        until,
    };
    cx.page(&page)
}

fn open(
    tx: &mut Tx<'_>,
    doing: &Doing,
    id: FloatingId,
    days: i64,
) -> Result<(Floating, Side, String), Error> {
    let one = store::find_scoped(tx, doing.scope, id)?.floating;
    let side = one
        .waits_outside()
        .ok_or_else(|| conflict("floating-asks-nobody"))?;
    let now = doing.now();
    let door = NewDoor {
        purpose: PURPOSE,
        subject: id.0,
        given_to: asked(&one, side),
        issued_by: doing.by(),
        expires_at: now.plus_days(days),
    };
    let secret = outside::make(tx, &door, now)?;
    let path = one.home_path.as_deref().or(one.host_path.as_deref());
    let thing = ("floating", id.0);
    note(
        tx,
        doing.act(),
        "stay.ask",
        thing,
        path.unwrap_or(""),
        one.person,
    )?;
    Ok((one, side, secret))
}

fn asked(one: &Floating, side: Side) -> String {
    match side {
        Side::Home => one.home.clone(),
        _ => one.host.clone(),
    }
}

fn asker(one: &Floating, side: Side) -> String {
    match side {
        Side::Home => one.host.clone(),
        _ => one.home.clone(),
    }
}

/// What the letter says, in Chinese whatever language the page has: papers are.
fn text(one: &Floating, side: Side) -> Vec<String> {
    let until = one
        .expected_until
        .map_or_else(String::new, |day| format!("，预计到 {day}"));
    let card = if one.has_card {
        "，持流动党员活动证"
    } else {
        ""
    };
    match side {
        Side::Home => vec![
            format!(
                "贵支部党员{}同志自 {} 起在{}{until}{card}。我支部已把他编入，参加组织生活；组织关系仍在贵支部，在我支部没有表决权、选举权和被选举权。",
                one.name, one.from_on, one.destination
            ),
            "请核对是否贵支部党员，并在回执上回复。".to_owned(),
        ],
        _ => vec![
            format!(
                "我支部党员{}同志自 {} 起外出到{}{until}{card}。组织关系仍在我支部。",
                one.name, one.from_on, one.destination
            ),
            "请协助把他编入贵支部参加组织生活、接受教育管理。他在贵支部没有表决权、选举权和被选举权。能否接收，请在回执上回复。".to_owned(),
        ],
    }
}

/// The letter with its reply as .docx.
///
/// # Errors
/// Outside the scope.
pub async fn docx(cx: Cx, Path(floating): Path<FloatingId>) -> Answer {
    let doing = Doing::of(&cx, FLOATING_EDIT)?;
    let scope = doing.scope;
    let one = cx
        .app
        .db
        .read("floating_letter", move |tx| {
            Ok(store::find_scoped(tx, scope, floating)?.floating)
        })
        .await?;
    let side = match one.waits_outside() {
        Some(side) => side,
        None if one.home_org.is_none() => Side::Home,
        None => Side::Host,
    };
    let mut paper = Paper::new(TITLE).with(Block::Text(format!("{}：", asked(&one, side))));
    for line in text(&one, side) {
        paper = paper.with(Block::Text(line));
    }
    let day = cx.app.clock.today().strftime("%Y年%-m月%-d日").to_string();
    let blank = "____________";
    let paper = paper
        .with(Block::Signature(vec![asker(&one, side), day]))
        .with(Block::Note(EFFECT.to_owned()))
        .with(Block::PageBreak)
        .with(Block::Heading(REPLY.to_owned()))
        .with(Block::Text(format!("{}：", asker(&one, side))))
        .with(Block::Text(format!(
            "关于{}同志的联系函收悉。□ 情况属实，同意。　□ 不同意，原因：{blank}{blank}",
            one.name
        )))
        .field("支部（盖章）", blank)
        .field("经办人、电话", blank)
        .field("日期", blank);
    download(
        &format!("流动党员联系函-{}.docx", one.name),
        DOCX,
        paper.docx()?,
    )
}
