//! The papers of admission: what the branch files, from what was written down. Chinese only.
//!
//! 入党志愿书 is the national form: we print a sheet of what to copy into it, and say so.

use platform::names::mask_name;
use platform::paper::{Block, Paper};

use super::machine::{Outcome, Standing};
use super::step::Step;
use super::{Applicant, PublicNotice, Written};

/// What a paper is made of.
pub struct Ground<'a> {
    /// Of whom.
    pub of: &'a Applicant,
    /// Where they stand.
    pub at: &'a Standing,
    /// What was written of the step, in order.
    pub written: &'a [Written],
    /// Their mentors.
    pub mentors: &'a [String],
    /// Their introducers.
    pub introducers: &'a [String],
    /// The step's name in Chinese.
    pub step_name: &'a str,
}

const FORM_NOTE: &str = "本页是填写《中国共产党入党志愿书》时抄录用的底稿，不是志愿书。志愿书由上级党委预审合格后发给，本人用钢笔或签字笔填写。";
const FILED_NOTE: &str = "本件由党支部根据记录整理，打印后核对、签名，归入本人材料。党员信息以全国党员管理信息系统为准。";

/// The paper of a step.
#[must_use]
pub fn paper(step: &Step, ground: &Ground<'_>) -> Paper {
    match step.paper.as_str() {
        "talk" => talk(ground),
        "review" => reviews(step.no, ground),
        "political_review" => political(ground),
        "form_draft" => draft(ground),
        "resolution" => resolution(step.no, ground),
        "archive" => archive(ground),
        _ => plain(ground),
    }
}

fn head(title: &str, ground: &Ground<'_>) -> Paper {
    let of = ground.of;
    Paper::new(title)
        .field("姓名", &of.full_name)
        .field("性别", sex(&of.sex))
        .field("出生日期", &of.birth_date.to_string())
        .field(
            "工作单位及职务",
            of.work_unit.as_deref().unwrap_or_default(),
        )
        .field("所在党支部", &of.org_name)
}

fn sex(code: &str) -> &'static str {
    match code {
        "1" => "男",
        "2" => "女",
        _ => "",
    }
}

fn last<'a>(ground: &'a Ground<'_>) -> Option<&'a Written> {
    ground.written.last()
}

fn signed(paper: Paper, lines: &[&str]) -> Paper {
    let mut lines: Vec<String> = lines
        .iter()
        .map(|line| format!("{line}：　　　　　　"))
        .collect();
    lines.push("　　　年　　月　　日".to_owned());
    paper
        .with(Block::Signature(lines))
        .with(Block::Note(FILED_NOTE.to_owned()))
}

fn talk(ground: &Ground<'_>) -> Paper {
    let mut paper = head("谈话记录", ground);
    if let Some(one) = last(ground) {
        paper = paper
            .field("谈话时间", &one.held_on.to_string())
            .field("谈话人", &one.fact("talker"))
            .with(Block::Heading("谈话内容".to_owned()))
            .with(Block::Text(one.words.clone()));
    }
    signed(paper, &["谈话人签名", "谈话对象签名"])
}

fn reviews(no: u8, ground: &Ground<'_>) -> Paper {
    let title = match no {
        6 => "入党积极分子培养教育考察登记表",
        _ => "预备党员教育考察登记表",
    };
    let rows = ground
        .written
        .iter()
        .map(|one| {
            vec![
                one.held_on.to_string(),
                one.words.clone(),
                one.entered_by.clone(),
            ]
        })
        .collect();
    let paper = head(title, ground)
        .field("培养联系人", &ground.mentors.join("、"))
        .with(Block::Table {
            head: vec![
                "考察时间".to_owned(),
                "考察情况".to_owned(),
                "记录人".to_owned(),
            ],
            rows,
        });
    signed(paper, &["党支部书记签名"])
}

fn political(ground: &Ground<'_>) -> Paper {
    let mut paper = head("关于发展对象政治审查情况的报告", ground);
    if let Some(one) = last(ground) {
        let conclusion = match Outcome::from_code(&one.outcome) {
            Some(Outcome::Refused) => "政治审查不合格",
            _ => "政治审查合格",
        };
        paper = paper
            .field("审查时间", &one.held_on.to_string())
            .field("函调、走访的单位和人", &one.fact("asked"))
            .with(Block::Heading("审查情况".to_owned()))
            .with(Block::Text(one.words.clone()))
            .field("结论", conclusion);
    }
    signed(paper, &["党支部书记签名"])
}

fn draft(ground: &Ground<'_>) -> Paper {
    let of = ground.of;
    let day = |no: u8| {
        ground
            .at
            .on(no)
            .map_or_else(String::new, |day| day.to_string())
    };
    let rows = [
        ("姓名", of.full_name.clone()),
        ("性别", sex(&of.sex).to_owned()),
        ("出生年月", of.birth_date.to_string()),
        (
            "民族",
            code_name(
                of.ethnicity.as_deref(),
                members::roster::codes::Codes::Ethnicity,
            ),
        ),
        (
            "学历",
            code_name(
                of.education.as_deref(),
                members::roster::codes::Codes::Education,
            ),
        ),
        ("单位、职务或职业", of.work_unit.clone().unwrap_or_default()),
        ("递交入党申请书时间", day(1)),
        ("确定为入党积极分子时间", day(3)),
        ("确定为发展对象时间", day(8)),
        ("参加集中培训时间", day(11)),
        ("培养联系人", ground.mentors.join("、")),
        ("入党介绍人", ground.introducers.join("、")),
    ]
    .map(|(label, value)| vec![label.to_owned(), value])
    .to_vec();
    Paper::new("填写入党志愿书抄录底稿")
        .with(Block::Table {
            head: Vec::new(),
            rows,
        })
        .with(Block::Note(FORM_NOTE.to_owned()))
}

fn code_name(code: Option<&str>, codes: members::roster::codes::Codes) -> String {
    code.and_then(|code| codes.table().name_of(code))
        .unwrap_or_default()
        .to_owned()
}

fn resolution(no: u8, ground: &Ground<'_>) -> Paper {
    let title = match no {
        15 => "支部大会关于接收预备党员的决议",
        _ => "支部大会关于预备党员转正的决议",
    };
    let mut paper = head(title, ground);
    if let Some(one) = last(ground) {
        let decided = match Outcome::from_code(&one.outcome) {
            Some(Outcome::Passed) => "同意接收为预备党员",
            Some(Outcome::Converted) => "同意按期转为正式党员",
            Some(Outcome::Extended) => "延长预备期",
            Some(Outcome::Cancelled) => "取消预备党员资格",
            _ => "表决未通过",
        };
        let votes = format!(
            "应到会有表决权的正式党员{}名，实到{}名；赞成{}票，反对{}票，弃权{}票。",
            one.fact("expected"),
            one.fact("present"),
            one.fact("yes"),
            one.fact("no"),
            one.fact("abstained")
        );
        paper = paper
            .field("支部大会时间", &one.held_on.to_string())
            .field("入党介绍人", &ground.introducers.join("、"))
            .with(Block::Heading("讨论和表决情况".to_owned()))
            .with(Block::Text(one.words.clone()))
            .with(Block::Text(votes))
            .field("决议", decided);
        if let Some(until) = one.until_on {
            paper = paper.field("预备期延长至", &until.to_string());
        }
    }
    signed(paper, &["党支部书记签名"])
}

fn archive(ground: &Ground<'_>) -> Paper {
    let names = [
        ("form", "入党志愿书"),
        ("application", "入党申请书"),
        ("review", "政治审查材料"),
        ("conversion", "转正申请书"),
        ("cultivation", "培养教育考察材料"),
    ];
    let held = last(ground)
        .map(|one| one.fact("archive"))
        .unwrap_or_default();
    let rows = names
        .iter()
        .map(|(code, name)| {
            let there = held.split('、').any(|one| one == *code);
            vec![(*name).to_owned(), if there { "有" } else { "" }.to_owned()]
        })
        .collect();
    let paper = head("党员档案材料目录", ground).with(Block::Table {
        head: vec!["材料".to_owned(), "归档".to_owned()],
        rows,
    });
    signed(paper, &["归档人签名"])
}

fn plain(ground: &Ground<'_>) -> Paper {
    let mut paper = head(ground.step_name, ground)
        .field("培养联系人", &ground.mentors.join("、"))
        .field("入党介绍人", &ground.introducers.join("、"));
    if let Some(one) = last(ground) {
        let verdict = match Outcome::from_code(&one.outcome) {
            Some(Outcome::Refused) => "不同意",
            _ if one.fact("verdict") == "done" => "同意",
            _ => "",
        };
        paper = paper
            .field("时间", &one.held_on.to_string())
            .field("意见", verdict);
        for (label, field) in [
            ("文号或备案编号", "number"),
            ("听取意见情况", "heard"),
            ("主办单位", "organiser"),
            ("集中培训天数", "days"),
            ("集中培训学时", "hours"),
            ("编入的党小组", "group"),
            ("地点", "place"),
        ] {
            paper = paper.field(label, &one.fact(field));
        }
        if !one.words.is_empty() {
            paper = paper.with(Block::Text(one.words.clone()));
        }
    }
    signed(paper, &["党支部书记签名"])
}

/// The notice that is hung up: personal data masked, whom to tell and until when.
#[must_use]
pub fn notice(of: &Applicant, notice: &PublicNotice) -> Paper {
    let (title, what) = match notice.stage.as_str() {
        "conversion" => ("预备党员转正公示", "拟按期转为中共正式党员"),
        _ => ("拟确定为发展对象公示", "拟确定为发展对象"),
    };
    let text = format!(
        "根据《中国共产党发展党员工作细则》，经{}支部委员会讨论，{}等同志{what}，现予公示。",
        of.org_name, of.full_name
    );
    let year = of.birth_date.year();
    Paper::new(title)
        .with(Block::Text(text.replace("等同志", "同志")))
        .with(Block::Table {
            head: ["姓名", "性别", "出生年份", "单位"]
                .map(str::to_owned)
                .to_vec(),
            rows: vec![vec![
                of.full_name.clone(),
                sex(&of.sex).to_owned(),
                format!("{year}年"),
                of.work_unit.clone().unwrap_or_default(),
            ]],
        })
        .field(
            "公示时间",
            &format!("{} 至 {}", notice.begins_on, notice.ends_on),
        )
        .field("张贴地点", &notice.place)
        .field("反映意见", &notice.contact)
        .with(Block::Text(
            "公示期间可以来人、来电、来信反映，请尽量署名，对反映人和反映的情况保密。".to_owned(),
        ))
        .with(Block::Signature(vec![
            of.org_name.clone(),
            notice.begins_on.to_string(),
        ]))
}

/// A name as a file is called: never the whole of it.
#[must_use]
pub fn file_name(of: &Applicant, what: &str) -> String {
    format!("{}-{what}.docx", mask_name(&of.full_name))
}
