//! A form inside a closed `<details>`: when one of its fields is wrong it opens, or nobody sees why
//! nothing was saved. The fields the macros of `ui/form.html` write stand in its condition.

use super::Finding;
use super::lexer::line_of;
use super::tree::{File, Tree};

const CHECK: &str = "details";

/// Looks at every template.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.templates().flat_map(template).collect()
}

fn template(file: &File) -> Vec<Finding> {
    let text = &file.text;
    let mut found = Vec::new();
    for (at, _) in text.match_indices("<details") {
        let rest = &text[at..];
        let body_at = opening(rest);
        let (condition, body) = rest.split_at(body_at);
        let body = body.split("</details>").next().unwrap_or_default();
        // Something else than the errors of named fields decides: the page has thought of it.
        let other = condition.contains("{%") && !condition.contains("f.error(");
        if other || condition.contains("has_errors") {
            continue;
        }
        for name in fields(body) {
            if !condition.contains(&format!("f.error(\"{name}\")")) {
                let message = format!(
                    "{name} is wrong and the details stays closed: open it when f.error(\"{name}\").is_some()"
                );
                found.push(Finding::new(CHECK, &file.path, line_of(text, at), message));
            }
        }
    }
    found
}

/// Where the opening tag ends: at the `>` outside template expressions.
fn opening(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'>' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The names of the fields that macros write for the page's form.
fn fields(body: &str) -> Vec<&str> {
    let calls = body.split("{{ form::").skip(1).filter_map(|call| {
        let (macro_name, rest) = call.split_once('(')?;
        // Fields that are written out decide by themselves whose the error is.
        let rest = rest
            .strip_prefix("f, \"")
            .filter(|_| !macro_name.starts_with("own_"))?;
        rest.split('"').next()
    });
    calls.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        check(&Tree::of(&[("crates/study/templates/a.html", text)]))
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn a_form_that_stays_closed_over_its_error_is_found() {
        let field = r#"{{ form::text(f, "why", v.t("a")) }}{{ form::date(f, "on", v.t("b")) }}"#;
        let closed = format!("<details><summary></summary>{field}</details>");
        assert_eq!(messages(&closed).len(), 2);
        let half = format!(
            r#"<details class="card"{{% if f.error("why").is_some() %}} open{{% endif %}}>{field}</details>"#
        );
        let found = messages(&half);
        assert!(
            found.len() == 1 && found[0].contains("on is wrong"),
            "{found:?}"
        );
        for whole in [
            format!(
                r#"<details{{% if f.error("why").is_some() || f.error("on").is_some() %}} open{{% endif %}}>{field}</details>"#
            ),
            format!(r#"<details{{% if mine %}} open{{% endif %}}>{field}</details>"#),
            format!(r#"<details{{% if f.has_errors() %}} open{{% endif %}}>{field}</details>"#),
            format!("<details><p>{{{{ data::tag(f) }}}}</p></details>{field}"),
        ] {
            assert_eq!(messages(&whole), Vec::<String>::new(), "{whole}");
        }
    }
}
