//! Templates: nothing inline (the content security policy would refuse it), nothing from another
//! host, no words outside the translations.

use super::Finding;
use super::lexer::line_of;
use super::tree::{File, Tree};

const CHECK: &str = "markup";

/// Looks at every template.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.templates().flat_map(template).collect()
}

fn template(file: &File) -> Vec<Finding> {
    let text = without_comments(&file.text);
    let mut found = Vec::new();
    for tag in tags(&text) {
        let line = line_of(&text, tag.at);
        let messages = problems(&tag, &text);
        found.extend(
            messages
                .into_iter()
                .map(|message| Finding::new(CHECK, &file.path, line, message)),
        );
    }
    for (index, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains(is_han))
    {
        let word: String = line
            .chars()
            .skip_while(|c| !is_han(*c))
            .take_while(|c| is_han(*c))
            .collect();
        let message = format!("{word}: words stand in locales/, not in a template");
        found.push(Finding::new(CHECK, &file.path, index + 1, message));
    }
    found
}

/// An opening tag: its name and all between it and `>`.
struct Tag<'a> {
    at: usize,
    name: &'a str,
    attributes: &'a str,
    end: usize,
}

fn problems(tag: &Tag<'_>, text: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    if tag.name == "style" || has_attribute(tag.attributes, |name| name == "style") {
        found.push("no inline style: the policy refuses it; use a class, or SVG for a drawing");
    }
    if has_attribute(tag.attributes, |name| {
        name.len() > 2 && name.starts_with("on")
    }) {
        found.push("no on… handler: the policy refuses it; use a custom element");
    }
    if tag.name == "script" {
        let data = tag.attributes.contains("application/json");
        let body = text[tag.end..].split("</script").next().unwrap_or_default();
        if !data && !body.trim().is_empty() {
            found.push("no inline script: the policy refuses it; write a module in assets/js");
        }
    }
    let loads = matches!(
        tag.name,
        "script" | "img" | "link" | "iframe" | "source" | "audio" | "video" | "use"
    );
    if loads
        && ["\"http:", "\"https:", "\"//"]
            .iter()
            .any(|host| tag.attributes.contains(host))
    {
        found.push("nothing is loaded from another host");
    }
    if tag.attributes.contains("_blank") && !tag.attributes.contains("noopener") {
        found.push("target=_blank needs rel=noopener");
    }
    found
}

/// Names of the attributes, the insides of quotes and of template expressions left out.
fn has_attribute(attributes: &str, wanted: impl Fn(&str) -> bool) -> bool {
    let mut quote = None;
    let mut name = String::new();
    for c in attributes.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '=') if wanted(&name) => return true,
            (None, _) if c.is_ascii_alphanumeric() || c == '-' || c == ':' => {
                name.push(c.to_ascii_lowercase());
            }
            (None, _) => name.clear(),
        }
    }
    false
}

fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    text.match_indices('<').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
        let (name, rest) = rest.split_at(name_end);
        if name.is_empty() {
            return None;
        }
        let length = tag_length(rest);
        let end = at + 1 + name_end + length;
        Some(Tag {
            at,
            name,
            attributes: &rest[..length],
            end: (end + 1).min(text.len()),
        })
    })
}

/// Up to the `>` that is in no quotes and in no template expression.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    let mut depth = 0_usize;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (_, b'{') => depth += 1,
            (_, b'}') => depth = depth.saturating_sub(1),
            (Some(open), _) if byte == open && depth == 0 => quote = None,
            (None, b'"' | b'\'') if depth == 0 => quote = Some(byte),
            (None, b'>') if depth == 0 => return at,
            _ => {}
        }
    }
    rest.len()
}

/// Template comments replaced by as many lines of nothing.
fn without_comments(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("{#") {
        let close = rest[open..]
            .find("#}")
            .map_or(rest.len(), |close| open + close + 2);
        clean.push_str(&rest[..open]);
        clean.extend(rest[open..close].chars().filter(|c| *c == '\n'));
        rest = &rest[close..];
    }
    clean.push_str(rest);
    clean
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, String)> {
        check(&Tree::of(&[("crates/study/templates/a.html", text)]))
            .into_iter()
            .map(|finding| {
                (
                    finding.line,
                    finding
                        .message
                        .split([':', ';'])
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                )
            })
            .collect()
    }

    fn one(line: usize, message: &str) -> Vec<(usize, String)> {
        vec![(line, message.to_owned())]
    }

    #[test]
    fn nothing_is_inline() {
        assert_eq!(found("<p\n  style='x'>"), one(1, "no inline style"));
        assert_eq!(found("<style>a{}</style>"), one(1, "no inline style"));
        assert_eq!(
            found("<p>\n<a href=\"{{ x }}\" onclick=\"f()\">"),
            one(2, "no on… handler")
        );
        assert_eq!(found("<script>f()</script>"), one(1, "no inline script"));
    }

    #[test]
    fn what_looks_alike_is_fine() {
        let fine = "<script type=\"module\" src=\"{{ v.asset(\"js/a.js\") }}\"></script>\n\
            <script type=\"application/json\">{}</script>\n\
            <p data-style=\"a\" class=\"style=x onclick=y\" {% if a > b %}lang=\"zh\"{% endif %}>style=\"x\"</p>\n\
            <a href=\"https://example.org\">{# 注释 style= #}</a>\n<button name=\"on\" value=\"x\">";
        assert_eq!(found(fine), []);
    }

    #[test]
    fn nothing_from_another_host() {
        assert_eq!(
            found("<img src=\"https://a/b.png\">"),
            one(1, "nothing is loaded from another host")
        );
        assert_eq!(
            found("<a target=\"_blank\" href=\"/a\">"),
            one(1, "target=_blank needs rel=noopener")
        );
    }

    #[test]
    fn words_stand_in_locales() {
        assert_eq!(
            found("{# 说明\n #}\n<p>今天要学的</p>"),
            one(3, "今天要学的")
        );
    }
}
