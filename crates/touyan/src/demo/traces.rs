//! What else a lived-in city holds: who looked at whose data and why, and what people said about the
//! platform.

use platform::audit::{self, Entry};
use platform::auth::complaint::ComplaintId;
use platform::clock::MINUTE_MS;
use platform::db::{InsertMany, Kind, OnConflict, Tx, Value};
use platform::error::Error;
use platform::ids::PersonId;
use platform::params;

use super::stage::Stage;

/// Who did what about 王秀英 and 李思远: days ago, hour, who, action, whom, why, field.
const LOOKS: [(i64, i8, &str, &str, &str, &str, &str); 6] = [
    (96, 10, "secretary", "slip.issue", "member", "", ""),
    (
        71,
        15,
        "org_staff",
        "member.unmask",
        "member",
        "contact: 通知参加冬训班，核对手机号",
        "mobile",
    ),
    (33, 9, "secretary", "member.edit", "member", "", "residence"),
    (
        12,
        16,
        "org_staff",
        "member.unmask",
        "member",
        "report: 年报核对身份证号",
        "id_number",
    ),
    (
        58,
        11,
        "org_staff",
        "member.unmask",
        "young_member",
        "transfer: 办理组织关系转接",
        "id_number",
    ),
    (20, 14, "sec_admin", "slip.issue", "young_member", "", ""),
];

/// What people said: days ago, card (empty for nobody), words, answer.
const COMPLAINTS: [(i64, &str, &str, &str); 3] = [
    (
        40,
        "member",
        "学习页面的字再大一点就好了，我和几个老姐妹看着费劲。",
        "谢谢您提的意见。“我的”页面里可以把字调到 30 磅，也可以打开长辈模式。需要的话，请支部的同志当面帮您设一次。",
    ),
    (
        18,
        "",
        "测试最后一分钟网断了，交卷会不会算缺考？",
        "不会。每选一次就存一次，页面上有回执号。到时间没有交的，系统按已经存下的答案评分。",
    ),
    (
        1,
        "young_member",
        "能不能在学习计划里看到下个月要学什么，好提前安排时间。",
        "",
    ),
];

static COMPLAINT: InsertMany = InsertMany::new(
    "complaint",
    &[
        ("id", Kind::Id),
        ("reference", Kind::Text),
        ("person_id", Kind::Id),
        ("body", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

static COMPLAINT_ANSWER: InsertMany = InsertMany::new(
    "complaint_answer",
    &[
        ("complaint_id", Kind::Id),
        ("body", Kind::Text),
        ("answered_by", Kind::Id),
        ("answered_at", Kind::Int),
    ],
    OnConflict::Fail,
);

/// Writes them.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>) -> Result<(), Error> {
    let (looks, said) = (looks(stage)?, said(stage)?);
    stage
        .app
        .db
        .write("sample_traces", move |tx: &mut Tx<'_>| {
            for entry in &looks {
                audit::write(tx, entry)?;
            }
            for one in &said {
                tx.insert_many(&COMPLAINT, std::slice::from_ref(&one.complaint))?;
                if let Some((row, entry)) = &one.reply {
                    tx.insert_many(&COMPLAINT_ANSWER, std::slice::from_ref(row))?;
                    audit::write(tx, entry)?;
                }
            }
            Ok(())
        })
        .await
}

/// What the log tells, in the order in which it happened.
fn looks(stage: &Stage<'_>) -> Result<Vec<Entry>, Error> {
    let mut looks = Vec::with_capacity(LOOKS.len());
    for (days, hour, by, action, whom, why, field) in LOOKS {
        let subject = stage.person(whom)?;
        let at = stage.day(-days, hour).plus_ms(days * 13 % 60 * MINUTE_MS);
        let entry = if action.starts_with("slip") {
            Entry::new(at, action, "invitation")
        } else {
            Entry::new(at, action, "member").on(subject.0)
        };
        let mut entry = entry.by(stage.person(by)?).about(subject);
        if !why.is_empty() {
            entry = entry.because(why);
        }
        if !field.is_empty() {
            entry = entry.with(match action {
                "member.edit" => serde_json::json!({ "fields": [field] }),
                _ => serde_json::json!({ "field": field }),
            });
        }
        looks.push(entry);
    }
    looks.sort_by_key(|entry| entry.at);
    Ok(looks)
}

/// A complaint as a row, with its answer and what the log tells of that.
struct Said {
    complaint: Vec<Value>,
    reply: Option<(Vec<Value>, Entry)>,
}

fn said(stage: &Stage<'_>) -> Result<Vec<Said>, Error> {
    let by = stage.person("sys_admin")?;
    let mut said = Vec::with_capacity(COMPLAINTS.len());
    for (number, (days, card, words, answer)) in (0_i64..).zip(COMPLAINTS) {
        let person: Option<PersonId> =
            (!card.is_empty()).then(|| stage.person(card)).transpose()?;
        let id = ComplaintId::derived("sample-complaint", &number.to_string());
        let at = stage
            .day(-days, 19)
            .plus_ms(number * 17 * MINUTE_MS)
            .min(stage.now);
        let reference = platform::random::typeable_code(10);
        let reply = (!answer.is_empty()).then(|| {
            let answered_at = at.plus_ms(15 * 60 * MINUTE_MS);
            let row = params![id, answer, by, answered_at].to_vec();
            let entry = Entry::new(answered_at, "complaint.answer", "complaint").on(id.0);
            (row, entry.by(by))
        });
        said.push(Said {
            complaint: params![id, reference, person, words, at].to_vec(),
            reply,
        });
    }
    Ok(said)
}
