//! Statutes of LawRefBook become materials with an anchor for every article.

use std::collections::HashSet;

use jiff::civil::date;

use super::super::law::{self, LawDraft};
use super::super::{ConvertFault, markdown};

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/laws")
}

fn read(name: &str) -> LawDraft {
    let bytes = std::fs::read(folder().join(name)).expect("a statute of the test data");
    law::read(name, &bytes).expect("reads")
}

#[test]
fn two_hundred_statutes_become_materials() {
    let (mut count, mut histories) = (0, 0);
    for entry in std::fs::read_dir(folder()).expect("the folder of statutes") {
        let name = entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("a UTF-8 name");
        if !name.ends_with(").md") {
            continue;
        }
        count += 1;
        let draft = read(&name);
        assert!(draft.version.is_some(), "{name}");
        histories += usize::from(!draft.history.is_empty());
        let reading = markdown::render(&draft.markdown).expect("renders");
        let anchors: HashSet<&str> = reading.outline.iter().map(|h| &*h.anchor).collect();
        for article in &draft.articles {
            assert!(
                anchors.contains(&*article.anchor),
                "{name}: {}",
                article.number
            );
        }
        assert_eq!(
            reading.outline.len(),
            draft.chapters.len() + draft.articles.len(),
            "{name}"
        );
        // Nothing of the text is lost on its way to the page.
        let body = std::fs::read_to_string(folder().join(&name)).expect("readable");
        let body = body.split_once("<!-- INFO END -->").expect("a head").1;
        assert_eq!(seen(&reading.text), seen(body), "{name}");
    }
    // Some of the files list no dates.
    assert_eq!((count, histories), (200, 190));
}

/// The signs a reader sees: heading marks, blanks and invisible blanks apart.
fn seen(text: &str) -> String {
    text.chars()
        .filter(|s| !s.is_whitespace() && !matches!(s, '#' | '\u{200b}'))
        .collect()
}

#[test]
fn a_statute_has_its_title_version_chapters_and_articles() {
    let draft = read("监察法(2024-12-25).md");
    assert_eq!(draft.title, "中华人民共和国监察法");
    assert_eq!(draft.version, Some(date(2024, 12, 25)));
    assert_eq!(draft.chapters[0], "第一章 总 则");
    assert_eq!(draft.articles[0].number, "第一条");
    assert_eq!(draft.articles[0].anchor, "s-第一条");
    assert!(
        draft
            .markdown
            .starts_with("## 第一章 总 则\n\n#### 第一条\n\n"),
        "{}",
        draft.markdown
    );
}

#[test]
fn a_line_that_mentions_an_article_is_none() {
    let text = "# 某法\n\n<!-- INFO END -->\n\n第一条 甲\n\n第二条所称乙。\n\n第十条之一 丙\n\n第一百零二条　丁\n\n1. 不是列表\n";
    let draft = law::read("某法.md", text.as_bytes()).expect("reads");
    let numbers: Vec<&str> = draft
        .articles
        .iter()
        .map(|article| &*article.number)
        .collect();
    assert_eq!(numbers, ["第一条", "第十条之一", "第一百零二条"]);
    assert_eq!((draft.title.as_str(), draft.version), ("某法", None));
    assert!(draft.markdown.contains("\n\n第二条所称乙。\n\n"));
    assert!(draft.markdown.ends_with("1\\. 不是列表\n\n"));
}

#[test]
fn an_old_regulation_without_articles_is_taken_as_it_is() {
    let draft = read("保护海底电缆规定(1973-05-30).md");
    assert_eq!(
        (draft.articles.len(), draft.version),
        (0, Some(date(1973, 5, 30)))
    );
    assert!(draft.markdown.contains("海底电缆"), "{}", draft.markdown);
}

#[test]
fn other_files_are_refused() {
    let fault = |text: &[u8]| law::read("某法(2020-13-01).md", text).expect_err("refused");
    assert_eq!(fault(b"# x\n"), ConvertFault::LawMalformed);
    assert_eq!(
        fault("# 法\n<!-- INFO END -->\n\n".as_bytes()),
        ConvertFault::Empty
    );
    assert_eq!(fault(b"# \xb7\xa8"), ConvertFault::NotUtf8 { line: 1 });
    assert_eq!(
        fault(&vec![b'a'; 3 * 1024 * 1024]),
        ConvertFault::TextTooLong { limit_mib: 2 }
    );
}
