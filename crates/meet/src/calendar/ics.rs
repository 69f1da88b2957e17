//! iCalendar, as RFC 5545 wants it: lines of at most 75 bytes ended by CRLF, text escaped, the
//! time zone spelled out.

use platform::clock::Millis;

use crate::meeting::Meeting;

/// Asia/Shanghai has had one offset since 1991.
const ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19910915T000000\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// The calendar of these meetings; `base` is where their pages are, without a path.
#[must_use]
pub fn calendar(name: &str, base: &str, meetings: &[Meeting], now: Millis) -> String {
    let mut out = String::from(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Touyan//Meetings//ZH\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
    );
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
    out.push_str(ZONE);
    for meeting in meetings {
        event(&mut out, base, meeting, now);
    }
    out.push_str("END:VCALENDAR\r\n");
    out
}

fn event(out: &mut String, base: &str, meeting: &Meeting, now: Millis) {
    out.push_str("BEGIN:VEVENT\r\n");
    line(out, &format!("UID:{}@touyan", meeting.id));
    line(out, &format!("DTSTAMP:{}", utc(now)));
    let at = |moment: Millis| moment.civil().strftime("%Y%m%dT%H%M%S").to_string();
    line(
        out,
        &format!("DTSTART;TZID=Asia/Shanghai:{}", at(meeting.starts_at)),
    );
    line(
        out,
        &format!("DTEND;TZID=Asia/Shanghai:{}", at(meeting.ends_at())),
    );
    let title = format!("{} · {}", meeting.title, meeting.org_name);
    line(out, &format!("SUMMARY:{}", escaped(&title)));
    let place = meeting.where_words();
    if !place.is_empty() {
        line(out, &format!("LOCATION:{}", escaped(&place)));
    }
    // A calendar shows what is off struck through; left out, it would only be gone.
    let words = match &meeting.cancelled_words {
        Some(why) => {
            line(out, "STATUS:CANCELLED");
            why
        }
        None => &meeting.words,
    };
    if !words.is_empty() {
        line(out, &format!("DESCRIPTION:{}", escaped(words)));
    }
    line(out, &format!("URL:{base}/meetings/{}", meeting.id));
    out.push_str("END:VEVENT\r\n");
}

fn utc(at: Millis) -> String {
    // Shanghai is eight hours ahead all year.
    let shown = Millis(at.0 - 8 * 3_600_000).civil();
    shown.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as a value: `\`, `;`, `,` and line ends escaped, other control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, folded after at most 75 bytes and never inside a letter.
fn line(out: &mut String, text: &str) {
    let mut width = 0;
    for c in text.chars() {
        if width + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use platform::ids::{OrgId, PersonId};
    use proptest::prelude::*;

    use super::*;
    use crate::meeting::{Kind, MeetingId};

    fn meeting(title: &str, words: &str) -> Meeting {
        let starts_at = Millis::at(jiff::civil::date(2026, 12, 1).at(19, 30, 0, 0));
        Meeting {
            id: MeetingId([7; 16]),
            org: OrgId([1; 16]),
            org_name: "望江社区党支部".to_owned(),
            kind: Kind::ThemeDay,
            title: title.to_owned(),
            starts_at,
            held_on: starts_at.date(),
            minutes: 90,
            place: "党群服务中心, 二楼".to_owned(),
            link: String::new(),
            words: words.to_owned(),
            chair: PersonId([2; 16]),
            chair_name: String::new(),
            recorder: PersonId([3; 16]),
            recorder_name: String::new(),
            on_paper: false,
            cancelled_at: None,
            cancelled_words: None,
            opened_at: None,
            ended_at: None,
            submitted_at: None,
            sealed_at: None,
        }
    }

    #[test]
    fn a_meeting_stands_there_with_its_hour_and_place() {
        let text = calendar(
            "头雁",
            "https://t.example",
            &[meeting("主题党日", "带笔记本；九点\n集合")],
            Millis(0),
        );
        for part in [
            "DTSTART;TZID=Asia/Shanghai:20261201T193000\r\n",
            "DTEND;TZID=Asia/Shanghai:20261201T210000\r\n",
            "DTSTAMP:19700101T000000Z\r\n",
            "LOCATION:党群服务中心\\, 二楼\r\n",
            "DESCRIPTION:带笔记本；九点\\n集合\r\n",
            "SUMMARY:主题党日 · 望江社区党支部\r\n",
            "URL:https://t.example/meetings/07070707070707070707070707070707\r\n",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn what_is_off_says_so_and_why() {
        let off = Meeting {
            cancelled_at: Some(Millis(0)),
            cancelled_words: Some("下大雨，改日再开".to_owned()),
            ..meeting("主题党日", "带笔记本")
        };
        let text = calendar("头雁", "https://t.example", &[off], Millis(0));
        assert!(text.contains("STATUS:CANCELLED\r\nDESCRIPTION:下大雨，改日再开\r\n"));
    }

    proptest! {
        /// Whatever stands in a title, each line is short, ends with CRLF, and no line begins
        /// another property.
        #[test]
        fn nothing_breaks_out_of_its_line(title in "\\PC{0,120}", words in "[\\s\\S]{0,300}") {
            let text = calendar("头雁", "https://t.example", &[meeting(&title, &words)], Millis(0));
            prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
            for line in text.trim_end_matches("\r\n").split("\r\n") {
                prop_assert!(line.len() <= 75, "{line}");
                prop_assert!(!line.contains(['\n', '\r']));
            }
            let unfolded = text.replace("\r\n ", "");
            let begun = unfolded.split("\r\n").filter(|line| line.starts_with("BEGIN:VEVENT"));
            prop_assert_eq!(begun.count(), 1);
        }
    }
}
