//! Plain text from the HTML that Moodle writes into `[html]` questions.
//!
//! This is no sanitiser: its result is plain text and every page escapes it.

/// Elements that end a line.
const BREAKS: [&str; 12] = [
    "br", "p", "div", "li", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "table",
];
/// Elements whose content is not text.
const SILENT: [&str; 2] = ["script", "style"];

/// Drops tags, turns block ends into line ends and decodes common entities.
pub(super) fn to_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    // Behind the last ">" no tag can end; looking for it again at each "<" would
    // take quadratic time.
    let (tagged, tail) = html.split_at(html.rfind('>').map_or(0, |last| last + 1));
    let mut rest = tagged;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        push_collapsed(&mut text, before);
        let inside = tag.get(1..).unwrap_or("");
        let begins = inside.starts_with(|sign: char| {
            sign.is_ascii_alphabetic() || matches!(sign, '/' | '!' | '?')
        });
        let Some(close) = inside.find('>').filter(|_| begins) else {
            // A bare "<" as in "a < b".
            text.push('<');
            rest = inside;
            continue;
        };
        let name = tag_name(inside);
        rest = inside.get(close + 1..).unwrap_or("");
        if SILENT.contains(&name.as_str()) && !inside.starts_with('/') {
            rest = after_closing(rest, &name);
        }
        if BREAKS.contains(&name.as_str()) {
            text.push('\n');
        }
    }
    push_collapsed(&mut text, rest);
    push_collapsed(&mut text, tail);
    decode(&text)
}

/// A run of white space in HTML is one space.
fn push_collapsed(text: &mut String, piece: &str) {
    for sign in piece.chars() {
        if !sign.is_ascii_whitespace() {
            text.push(sign);
        } else if !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

fn tag_name(inside: &str) -> String {
    let name = inside
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric);
    name.take(16).collect::<String>().to_ascii_lowercase()
}

/// What follows `</name>`; nothing when it never comes.
fn after_closing<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut rest = rest;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at + 2..).unwrap_or("");
        if tag_name(rest) == name {
            let end = rest.find('>').map_or(rest.len(), |close| close + 1);
            return rest.get(end..).unwrap_or("");
        }
    }
    ""
}

/// Decodes the entities that authors' editors write; others stay as they are.
fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(amp) = rest.find('&') {
        let (before, entity) = rest.split_at(amp);
        decoded.push_str(before);
        let body = entity.get(1..).unwrap_or("");
        let end = body
            .char_indices()
            .take(12)
            .find(|(_, sign)| *sign == ';')
            .map(|(at, _)| at);
        match end.and_then(|end| Some((end, entity_sign(body.get(..end)?)?))) {
            Some((end, sign)) => {
                decoded.push(sign);
                rest = body.get(end + 1..).unwrap_or("");
            }
            None => {
                decoded.push('&');
                rest = body;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity_sign(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|sign| !sign.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "hellip" => '…',
        "middot" => '·',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn keeps_text_and_drops_tags() {
        let check = |html: &str, text: &str| assert_eq!(to_text(html).trim(), text, "{html}");
        check("<p>入党<b>誓词</b></p><p>第二段</p>", "入党誓词\n\n第二段");
        check(
            "a &lt; b &amp;&#38; &#x4e00; &unknown; &",
            "a < b && 一 &unknown; &",
        );
        check("3 < 5 且 5 > 3", "3 < 5 且 5 > 3");
        check("<script>alert('<p>')</script>留下", "留下");
        check("<STYLE>x</style >留<br/>下", "留\n下");
        check("<script>永不结束</p>", "");
        check("半个 <b", "半个 <b");
    }
}
