//! Word documents: what is taken over.

use super::super::docx::{self, DocxDraft, DocxNote};
use super::super::markdown;
use super::word::{document, document_with, p};

const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="公文小标题"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="ring"><w:name w:val="x"/><w:basedOn w:val="ring"/></w:style>
<w:style w:type="paragraph" w:styleId="chapter"><w:name w:val="标题 1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%3）"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"#;

fn read(inner: &str) -> DocxDraft {
    let parts = [
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
    ];
    docx::read(&document_with(inner, &parts)).expect("reads")
}

fn check(inner: &str, expected: &str) {
    assert_eq!(read(inner).markdown.trim_end(), expected);
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn item(list: u8, level: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn headings_come_from_styles_and_outline_levels() {
    let inner = [
        styled("a3", "讲稿"),
        styled("1", "一级"),
        styled("own", "继承"),
        styled("10", "目录……1"),
        styled("ring", "正文"),
        "<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r><w:t>三级</w:t></w:r></w:p>"
            .to_owned(),
    ]
    .concat();
    let draft = read(&inner);
    assert_eq!(
        draft.markdown,
        "# 讲稿\n\n# 一级\n\n## 继承\n\n正文\n\n### 三级\n\n"
    );
    assert_eq!(draft.title.as_deref(), Some("讲稿"));
}

#[test]
fn bold_and_italic_touch_their_text() {
    let run = |looks: &str, text: &str| {
        format!("<w:r><w:rPr>{looks}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let inner = [
        "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>",
        &run("", "前"),
        &run("<w:b/>", "加 "),
        &run("<w:b w:val=\"1\"/>", "粗"),
        &run("<w:b w:val=\"0\"/>", "不"),
        &run("<w:i/>", "斜 "),
        &run("<w:b/><w:i/>", "都"),
        "</w:p>",
    ]
    .concat();
    check(&inner, "前**加 粗**不*斜* ***都***");
}

#[test]
fn text_is_escaped_and_lines_break() {
    check(
        &p("1. 不是<列表> *星* # & _下_"),
        "1\\. 不是\\<列表\\> \\*星\\* # \\& \\_下\\_",
    );
    check(&p("# 不是标题"), "\\# 不是标题");
    check(
        "<w:p><w:r><w:t>上</w:t><w:br/><w:t>- 下</w:t><w:br w:type=\"page\"/></w:r></w:p>",
        "上\\\n\\- 下",
    );
}

#[test]
fn lists_nest_and_count() {
    let inner = [
        item(1, 0, "甲"),
        item(1, 1, "乙"),
        item(2, 0, "丙"),
        item(2, 0, "丁"),
        p("之后"),
        item(1, 1, "没有上级"),
    ]
    .concat();
    check(&inner, "- 甲\n    - 乙\n3. 丙\n4. 丁\n\n之后\n\n- 没有上级");
}

#[test]
fn numbers_that_word_computes_become_words() {
    let inner = [
        styled("chapter", "总则"),
        item(3, 1, "节"),
        item(3, 1, "节"),
        item(3, 2, "项"),
        styled("chapter", "党员"),
        item(3, 1, "节"),
    ]
    .concat();
    check(
        &inner,
        "# 第一章 总则\n\n1.1 节\n\n1.2 节\n\n（一） 项\n\n# 第二章 党员\n\n2.1 节",
    );
}

#[test]
fn tables_become_tables() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>跨两列</w:t></w:r></w:p></w:tc>";
    let nested = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell(&p("内一")),
        cell(&p("内二"))
    );
    let inner = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{wide}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell(&p("甲|乙")),
        cell(&(p("一") + &p("二"))),
        cell(&(nested + &p(""))),
    );
    check(
        &inner,
        "| 甲\\|乙 | 一<br>二 |\n| --- | --- |\n| 跨两列 |  |\n| 内一 内二 |  |",
    );
    let html = markdown::render(&read(&inner).markdown)
        .expect("renders")
        .html;
    assert!(
        html.contains("<td>跨两列</td>") && html.contains("甲|乙"),
        "{html}"
    );
}

#[test]
fn links_and_footnotes_are_kept() {
    let inner = "<w:p><w:hyperlink r:id=\"r1\"><w:r><w:t>官</w:t></w:r><w:r><w:t>网</w:t></w:r></w:hyperlink>\
        <w:r><w:t>后</w:t><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r>\
        <w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:footnoteReference w:id=\"9\"/></w:r></w:p>";
    let bytes = document_with(
        inner,
        &[
            (
                "word/_rels/document.xml.rels",
                "<Relationships><Relationship Id=\"r1\" Target=\"https://www.gov.cn/a?b=1&amp;c=2\"/></Relationships>",
            ),
            (
                "word/footnotes.xml",
                "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>脚注*</w:t></w:r></w:p></w:footnote></w:footnotes>",
            ),
            (
                "word/endnotes.xml",
                "<w:endnotes xmlns:w=\"w\"><w:endnote w:id=\"2\"><w:p><w:r><w:t>尾注</w:t></w:r></w:p></w:endnote></w:endnotes>",
            ),
        ],
    );
    let markdown = docx::read(&bytes).expect("reads").markdown;
    assert_eq!(
        markdown,
        "[官网](<https://www.gov.cn/a?b=1&c=2>)后[^1][^2][^1]\n\n[^1]: 脚注\\*\n[^2]: 尾注\n"
    );
}

#[test]
fn pictures_and_text_boxes_are_left_out_with_a_note() {
    let inner = "<w:p><w:r><w:t>图如下</w:t><w:drawing><pic/></w:drawing></w:r></w:p>\
        <w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>\
        <w:p><m:oMath xmlns:m=\"m\"><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>";
    let draft = read(inner);
    assert_eq!(draft.markdown, "图如下〔图〕\n\n〔图〕\n\nx=1\n\n");
    assert_eq!(
        draft.notes,
        [
            DocxNote::Pictures { count: 2 },
            DocxNote::TextBoxes { count: 1 },
            DocxNote::Formulas { count: 1 },
        ]
    );
}

#[test]
fn changes_are_accepted_and_instructions_passed_over() {
    let inner = "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>\
        <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>&#x5b57;&amp;</w:t></w:r><w:sdt><w:sdtPr><w:b/></w:sdtPr>\
        <w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt></w:p>";
    check(inner, "新字\\&控件");
}

#[test]
fn a_document_without_styles_is_read_as_well() {
    assert_eq!(
        docx::read(&document(&p("只有正文")))
            .expect("reads")
            .markdown,
        "只有正文\n\n"
    );
}
