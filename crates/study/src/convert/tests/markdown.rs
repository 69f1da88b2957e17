//! Markdown: what a page holds, and plain text that survives escaping.

use proptest::prelude::*;

use super::super::escape::{escape, escape_line_start};
use super::super::markdown::{self, Length, MAX_MARKDOWN, read_html};
use super::super::{ConvertFault, clean};

fn html(text: &str) -> String {
    markdown::render(text).expect("renders").html
}

#[test]
fn writes_what_authors_use() {
    assert_eq!(
        html("党的**“三会一课”**制度"),
        "<p>党的<strong>“三会一课”</strong>制度</p>\n"
    );
    assert_eq!(html("~~旧~~新"), "<p><del>旧</del>新</p>\n");
    assert!(html("|甲|乙|\n|:-:|--|\n|一|二|").contains("<th align=\"center\">甲</th>"));
    assert!(html("见 https://www.gov.cn/ 。").contains("<a href=\"https://www.gov.cn/\""));
    assert_eq!(html("1<sub>2</sub>"), "<p>1<sub>2</sub></p>\n");
}

#[test]
fn a_title_makes_room_for_the_pages_own() {
    let levels = |text: &str| {
        let outline = markdown::render(text).expect("renders").outline;
        outline
            .iter()
            .map(|heading| heading.level)
            .collect::<Vec<_>>()
    };
    assert_eq!(levels("# 一\n## 二\n###### 六"), [2, 3, 6]);
    assert_eq!(levels("## 二\n### 三"), [2, 3]);
}

#[test]
fn footnotes_link_there_and_back() {
    let page = html("正文[^注]。\n\n[^注]: 说明");
    let target = page
        .split("<a href=\"#")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let target = target.expect("a link to the note");
    assert!(target.starts_with("fn-"), "{page}");
    assert!(page.contains("<li id=\"fn-"), "{page}");
    assert!(page.contains("id=\"fnref-"), "{page}");
}

#[test]
fn counts_what_there_is_to_read() {
    let reading = markdown::render("# 题目\n\n党章 2022 edition，共 **11** 章。").expect("renders");
    assert_eq!(reading.text, "题目\n党章 2022 edition，共 11 章。");
    assert_eq!(
        reading.length,
        Length {
            characters: 6,
            words: 3
        }
    );
    assert_eq!((reading.length.total(), reading.length.minutes()), (9, 1));
    assert_eq!(Length::default().minutes(), 0);
    assert_eq!(
        Length {
            characters: 4_000,
            words: 0
        }
        .minutes(),
        10
    );
    assert_eq!(
        Length {
            characters: 401,
            words: 0
        }
        .minutes(),
        2
    );
    assert_eq!(
        Length {
            characters: 0,
            words: 201
        }
        .minutes(),
        2
    );
}

#[test]
fn plain_text_parts_blocks_and_cells() {
    let reading = read_html(
        "<p>甲 &lt;乙&gt;&nbsp;丙</p><ul><li>一<li>二</ul><table><tr><td>三</td><td>四</td></tr></table>",
    );
    assert_eq!(reading.text, "甲 <乙>\u{a0}丙\n一\n二\n三\t四");
}

#[test]
fn refuses_what_no_page_can_be() {
    let long = "长".repeat(MAX_MARKDOWN / 3 + 1);
    assert_eq!(
        markdown::render(&long),
        Err(ConvertFault::TextTooLong { limit_mib: 2 })
    );
    let deep = ">".repeat(10_000);
    assert_eq!(
        markdown::render(&deep),
        Err(ConvertFault::TooDeep {
            part: "Markdown".into()
        })
    );
    assert!(markdown::render(&">".repeat(20)).is_ok());
}

#[test]
fn anchors_survive_an_edit_elsewhere() {
    let before = markdown::render("## 第一条\n\n甲\n\n## 第三条\n\n丙").expect("renders");
    let after =
        markdown::render("## 第一条\n\n改\n\n## 第二条\n\n乙\n\n## 第三条\n\n丙").expect("renders");
    assert_eq!(before.outline[1].anchor, after.outline[2].anchor);
    assert_eq!(after.outline[2].anchor, clean::anchor("第三条"));
}

/// The signs a reader sees, without how they are spaced.
fn seen(text: &str) -> String {
    text.split(|sign: char| sign.is_whitespace() || sign.is_control())
        .collect()
}

proptest! {
    #[test]
    fn escaped_text_is_shown_as_it_was(
        line in "([\\\\`*_\\[\\]<>&~|#+\\-=.:()!\"'$^{}0-9a-z党（） ]|&amp;|1\\. |- |# |<b>|\\[\\^1\\]|~~|https://|www\\.|WWW\\.a\\.cn/|ftp://a\\.b|a@b\\.cn){1,40}",
    ) {
        let markdown = escape_line_start(&escape(&line));
        let reading = markdown::render(&markdown).expect("small");
        prop_assert_eq!(seen(&reading.text), seen(&line), "{}", markdown);
    }

    #[test]
    fn any_text_renders(text in any::<String>()) {
        let reading = markdown::render(&text).expect("small");
        prop_assert!(reading.text.len() <= reading.html.len());
    }
}
