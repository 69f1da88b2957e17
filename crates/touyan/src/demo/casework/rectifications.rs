//! A rectification list: what was found, what is done, what was seen to be so.

use casework::evidence::Taken;
use casework::matter::machine::Verdict;
use casework::matter::store as matters;
use casework::rectification;
use casework::rectification::change::{self as items, NewItem};
use platform::error::Error;

use super::{Places, act};
use crate::demo::stage::Stage;

/// Whose item, what was found, what shall be true, days until due, what was done, whether it is so.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    i64,
    Option<&'static str>,
    Option<&'static str>,
);

const LINES: [Line; 5] = [
    (
        "village",
        "党员会议记录只有签名，没有议定事项。",
        "每次会议写清议定什么、谁办、哪天前办成。",
        20,
        None,
        None,
    ),
    (
        "village",
        "村务公开栏三个月没有换。",
        "每月换一次，账目能看清。",
        -3,
        Some("九月起每月五日更换，公开栏在村委会门口左侧。"),
        None,
    ),
    (
        "grid",
        "楼院长名单是去年的，两处打不通电话。",
        "名单和电话都对，贴在每个门口。",
        12,
        None,
        None,
    ),
    (
        "grid",
        "老年活动室下午不开门。",
        "每天下午两点到五点有人值班。",
        -10,
        Some("排了值班表，贴在活动室门上。"),
        Some("连去了三个下午，都开着门。"),
    ),
    (
        "village",
        "困难党员走访记录半年没有更新。",
        "每季度走访一次，写明困难和办法。",
        30,
        Some("五户都走访过，困难写在走访本上。"),
        None,
    ),
];

/// Writes it.
///
/// # Errors
/// The database's.
pub async fn fill(stage: &Stage<'_>, places: &Places) -> Result<(), Error> {
    let (found, done, seen) = (stage.day(-40, 10), stage.day(-6, 15), stage.day(-2, 16));
    let places = places.clone();
    stage
        .app
        .db
        .write("sample_rectifications", move |tx| {
            for (whose, finding, wanted, days, proof, verified) in LINES {
                let org = if whose == "grid" {
                    &places.grid
                } else {
                    &places.village
                };
                let edit = act(&places, places.staff, rectification::EDIT, found);
                let new = NewItem {
                    org: org.id,
                    unit: org.full_name.clone(),
                    source: "市委组织部第三季度调研".to_owned(),
                    finding: finding.to_owned(),
                    wanted: wanted.to_owned(),
                    found_on: found.date(),
                    due_on: found.plus_days(40 + days).date(),
                };
                let id = items::begin(tx, &edit, &new, 180)?;
                let owner = matters::find(tx, id)?.owner_person;
                if let Some(words) = proof {
                    let prove = act(&places, owner, rectification::PROVE, done);
                    items::prove(tx, &prove, id, (words, &Taken::default()))?;
                }
                if let Some(words) = verified {
                    let verify = act(&places, places.staff, rectification::VERIFY, seen);
                    items::verify(tx, &verify, id, (Verdict::Solved, words, None), 180)?;
                }
            }
            Ok(())
        })
        .await
}
