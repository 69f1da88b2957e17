//! Script smuggled through Markdown, HTML and Word: none arrives, and cleaning
//! is a fixed point.

use proptest::prelude::*;

use super::super::clean::{anchor, clean};
use super::super::plain::{Piece, pieces, tag_name};
use super::super::{docx, markdown};
use super::word;

/// Payloads of public cheat sheets and of advisories against sanitisers.
const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/src=data:,alert(1)>",
    "<script\x0b>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=alert(1)//",
    "<img/src=\"x\"/onerror=\"alert(1)\">",
    "<img src=\"javascript:alert(1)\">",
    "<img src=\"https://evil.example/pixel.png\">",
    "<img src=\"//evil.example/pixel.png\">",
    "<img src=\"/\\evil.example/pixel.png\">",
    "<img src=x:alert(alt) onerror=eval(src) alt=xss>",
    "<img srcset=\"x 1x\" src=/files/a.png>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text y=20>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
    "<math><annotation-xml encoding=\"text/html\"><img src=x onerror=alert(1)></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<a href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"/\\evil.example\">x</a>",
    "<a href=\"\x01javascript:alert(1)\">x</a>",
    "<a href=x onclick=alert(1) onmouseover=alert(2)>x</a>",
    "<a href=\"#\" style=\"position:fixed;inset:0\">x</a>",
    "<a id=location href=\"//evil.example\">x</a>",
    "<a id=fn-1 name=cookie>x</a><h2 id=main>y</h2>",
    "<body onload=alert(1)>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"javascript:alert(1)\">",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<input autofocus onfocus=alert(1)>",
    "<select onfocus=alert(1) autofocus>",
    "<form action=\"javascript:alert(1)\"><button>x</button></form>",
    "<button formaction=\"javascript:alert(1)\">x</button>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=\"javascript:/a/\">",
    "<style>@import 'javascript:alert(1)';</style>",
    "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<table background=\"javascript:alert(1)\"><tr><td onclick=alert(1) class=x>y",
    "<td colspan=\"2\" onclick=alert(1)>y",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\">",
    "<title><p title=\"</title><img src=x onerror=alert(1)>\">",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href=\"javascript:alert(1)\"?><p>x",
    "<p/onmouseover=alert(1)>x",
    "<h1 onclick=alert(1)><script>alert(1)</script>题</h1>",
    "<h2>\"><img src=x onerror=alert(1)></h2>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "\"><script>alert(1)</script>",
    "'-alert(1)-'",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](https://ok.example \"onmouseover=alert(1)\")",
    "[x](//evil.example)",
    "![x](javascript:alert(1))",
    "![x\" onerror=\"alert(1)](x)",
    "![x](https://evil.example/pixel.png)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<https://ok.example/\"onclick=alert(1)>",
    "https://ok.example/\"><script>alert(1)</script>",
    "```html\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "| a | b |\n|---|---|\n| <script>alert(1)</script> | <img src=x onerror=alert(1)> |",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "x[^\"onclick=alert(1)]\n\n[^\"onclick=alert(1)]: y",
    "# <img src=x onerror=alert(1)>",
    "# \" id=x onclick=alert(1) \"",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<pre>\n\n\n<script>alert(1)</script></pre>",
    "<p><p><table><a><table><b></a><img src=x onerror=alert(1)>",
    "<a><table><a href=\"javascript:alert(1)\">x</a></table></a>",
    "<b><p></b><i></p><h1></i><h2>y</h1></h2>",
];

/// Elements and attributes a clean page may hold, written out a second time: a
/// slip in the sanitiser's own list must not pass here.
fn assert_harmless(html: &str, of: &str) {
    const ELEMENTS: &str = " a abbr b blockquote br caption code dd del dl dt em figcaption figure \
         h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s small strong sub sup \
         table tbody td th thead tr u ul ";
    for piece in pieces(html) {
        let Piece::Tag(tag) = piece else { continue };
        let name = tag_name(tag);
        assert!(ELEMENTS.contains(&format!(" {name} ")), "<{tag}> from {of}");
        for (attribute, value) in attributes(tag) {
            let lower = value.to_lowercase();
            let fine = match attribute {
                "href" => {
                    ["http://", "https://", "mailto:", "tel:", "#", "/"]
                        .iter()
                        .any(|start| lower.starts_with(start))
                        && !lower.starts_with("//")
                        && !lower.starts_with("/\\")
                }
                "src" => {
                    lower.starts_with('/') && !lower.starts_with("//") && !lower.contains('\\')
                }
                "id" => ["s-", "fn-", "fnref-"]
                    .iter()
                    .any(|start| value.starts_with(start)),
                "rel" => value == "noopener noreferrer",
                "alt" => true,
                "align" | "colspan" | "rowspan" | "start" => !value.is_empty(),
                _ => false,
            };
            assert!(fine, "{attribute}={value:?} in <{tag}> from {of}");
        }
    }
}

/// Attributes of a tag that the sanitiser wrote: always name="value".
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(' ').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, behind) = after.split_once('"').expect("quoted to the end");
        found.push((name.trim(), value));
        rest = behind;
    }
    assert_eq!(
        rest.trim_matches([' ', '/']),
        "",
        "unquoted attribute in <{tag}>"
    );
    found
}

#[test]
fn payloads_in_markdown_and_html_do_nothing() {
    assert!(PAYLOADS.len() >= 60);
    for payload in PAYLOADS {
        for text in [
            (*payload).to_owned(),
            format!("前文\n\n{payload}\n\n后文"),
            format!("- {payload}"),
        ] {
            let reading = markdown::render(&text).expect("renders");
            assert_harmless(&reading.html, payload);
            assert_eq!(
                clean(&reading.html).html,
                reading.html,
                "no fixed point: {payload}"
            );
        }
        let html = clean(payload);
        assert_harmless(&html.html, payload);
        assert_eq!(clean(&html.html), html, "no fixed point: {payload}");
    }
}

#[test]
fn payloads_in_word_documents_stay_visible_text() {
    for payload in PAYLOADS {
        let visible: String = payload.chars().filter(|sign| !sign.is_control()).collect();
        let draft = docx::read(&word::document(&word::p(&visible))).expect("reads");
        let reading = markdown::render(&draft.markdown).expect("renders");
        assert_harmless(&reading.html, payload);
        let seen = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(seen(&reading.text), seen(&visible), "{}", draft.markdown);
    }
}

#[test]
fn payloads_in_link_targets_of_word_documents_make_no_link() {
    for target in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
    ] {
        let rels = format!(
            "<Relationships><Relationship Id=\"r1\" Target=\"{target}\" TargetMode=\"External\"/></Relationships>"
        );
        let inner = "<w:p><w:hyperlink r:id=\"r1\"><w:r><w:t>点我</w:t></w:r></w:hyperlink></w:p>";
        let bytes = word::document_with(inner, &[("word/_rels/document.xml.rels", &rels)]);
        assert_eq!(
            docx::read(&bytes).expect("reads").markdown,
            "点我\n\n",
            "{target}"
        );
    }
}

#[test]
fn what_text_needs_is_kept() {
    let html = "<h2>标题</h2><p>一<strong>二</strong><a href=\"https://ok.example/?a=1&amp;b=2\">三</a><br>四</p>\
                <table><tbody><tr><td colspan=\"2\" align=\"center\">五</td></tr></tbody></table>\
                <ol start=\"3\"><li>六</li></ol><img src=\"/files/a.png\" alt=\"图\">";
    let kept = clean(html).html;
    for part in [
        "<h2 id=\"s-标题\">标题</h2>",
        "<strong>二</strong>",
        "<a href=\"https://ok.example/?a=1&amp;b=2\" rel=\"noopener noreferrer\">三</a>",
        "colspan=\"2\"",
        "<ol start=\"3\">",
        "src=\"/files/a.png\"",
    ] {
        assert!(kept.contains(part), "{part} not in {kept}");
    }
}

#[test]
fn anchors_come_from_text_and_are_unique() {
    let page = clean(
        "<h1>第一章 总则</h1><h2>A &amp; B?</h2><h2>第一章 总则</h2><h3>!</h3><h3>第一章-总则 2</h3>",
    );
    let anchors: Vec<&str> = page
        .outline
        .iter()
        .map(|heading| &*heading.anchor)
        .collect();
    assert_eq!(
        anchors,
        [
            "s-第一章-总则",
            "s-a-b",
            "s-第一章-总则-2",
            "s-section",
            "s-第一章-总则-2-2",
        ]
    );
    assert_eq!(page.outline[1].text, "A & B?");
    assert_eq!(anchor("Ⅷ．Überblick"), "s-ⅷüberblick");
}

/// Shapes over which parsers take quadratic time, at a size where that would be
/// minutes each: a test that does not end has failed.
#[test]
fn hostile_shapes_end() {
    for piece in [
        "<b>",
        "<ul>",
        "<ul><li>",
        "<table><tr><td>",
        "<blockquote>",
        "<i></b>",
        "<svg>",
        "<h1>",
        "&",
        "&a;",
        "&#",
        "&amp;",
        "·",
        "&<x>",
        "&</b>",
        "<select>&<p>",
        "<",
        "<!--",
        "<a ",
        " x",
        "</p>",
        "<a/x",
    ] {
        let html = format!("<a{}", piece.repeat(150_000 / piece.len()));
        for html in [&html, &html[2..], &format!("{html}>")] {
            let page = clean(html);
            assert!(page.html.len() <= html.len() * 11, "{piece}");
        }
    }
    let deep = clean(&"<ul><li>".repeat(500));
    assert!(
        deep.html.starts_with("<p>&lt;ul&gt;&lt;li&gt;"),
        "{}",
        deep.html
    );
    assert_eq!(clean(&deep.html), deep);
    assert_eq!(clean("&&mdash;&b=1&#x4e2d;").html, "&amp;—&amp;b=1中");
}

proptest! {
    #[test]
    fn cleaning_any_html_is_harmless_and_a_fixed_point(
        html in "(<(/)?(p|b|i|a|table|tr|td|h1|h2|pre|ul|li|svg|math|style|script|template|ruby|rt|select|form|mtext|title|noscript|xmp)( (href|id|src|style|onclick|class|start)=(\"[a-z:/#]{0,6}\"|[a-z]{1,4}))?(/)?>|<!--|-->|]]>|&(lt|amp|nbsp|#60);|[ \na党<>\"']){0,40}",
    ) {
        let page = clean(&html);
        assert_harmless(&page.html, &html);
        prop_assert_eq!(clean(&page.html), page);
    }

    #[test]
    fn rendering_any_markdown_is_harmless(
        text in "([#*_~`|>\\[\\]()!<&:\\-+=^.1\n \ta党]|\\n\\n|https://a\\.b/|\\[\\^1\\]|javascript:|<b>|<script>){0,80}",
    ) {
        let reading = markdown::render(&text).expect("small");
        assert_harmless(&reading.html, &text);
        prop_assert_eq!(clean(&reading.html).html, reading.html);
    }
}
