//! 换届提醒函: the letter of the superior, as an official paper.

use jiff::civil::Date;
use platform::paper::{Block, Paper};

use super::store::Present;

/// A day as papers write it.
fn day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// The letter. It only reminds: how and when to elect is decided by those who receive it, and the
/// superior approves.
#[must_use]
pub fn letter(term: &Present, today: Date) -> Paper {
    let above = term.above.clone().unwrap_or_default();
    let state = if term.ends_on() <= today {
        format!(
            "你们的第{}届任期已于{}届满。",
            term.number,
            day(term.ends_on())
        )
    } else {
        format!(
            "你们的第{}届任期将于{}届满。",
            term.number,
            day(term.ends_on())
        )
    };
    let next = "请按照《中国共产党章程》和《中国共产党基层组织选举工作条例》的规定，召开会议研究换届时间和人选酝酿办法，形成换届选举请示，报我们审批。因特殊情况需要提前或者延期换届的，请在任期届满前书面报告理由，提前或者延长的时间一般不超过1年。";
    Paper::new("关于做好换届选举工作的提醒函")
        .with(Block::Text(format!("{}：", term.org_name)))
        .with(Block::Text(state))
        .with(Block::Text(next.to_owned()))
        .with(Block::Text(
            "需要帮助的，请与我们联系。收到后不需要回函。".to_owned(),
        ))
        .with(Block::Signature(vec![above, day(today)]))
        .with(Block::Note(
            "依据：《关于党的基层组织任期的意见》。本函由平台起草，经上级党组织核对、盖章后发出。"
                .to_owned(),
        ))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use platform::ids::OrgId;

    use super::*;
    use crate::term::TermId;
    use crate::tree::OrgKind;

    #[test]
    fn a_letter_names_who_when_and_by_what_rule() {
        let term = Present {
            id: TermId([1; 16]),
            org: OrgId([2; 16]),
            org_name: "望江社区党支部".to_owned(),
            kind: OrgKind::Branch,
            path: "0001".to_owned(),
            above: Some("清溪街道党工委".to_owned()),
            number: 6,
            starts_on: date(2022, 3, 1),
            due_on: date(2027, 3, 1),
            years: 5,
            shifted_to: None,
            approved_by: None,
            approved_on: None,
            reason: None,
        };
        let words = |today| format!("{:?}", letter(&term, today));
        let before = words(date(2026, 11, 1));
        for part in [
            "望江社区党支部：",
            "第6届",
            "将于2027年3月1日届满",
            "清溪街道党工委",
            "2026年11月1日",
        ] {
            assert!(before.contains(part), "{part}: {before}");
        }
        assert!(words(date(2027, 3, 1)).contains("已于2027年3月1日届满"));
    }
}
