//! Actions of the audit log: each one that a room writes has its words in both languages, because
//! an auditor, and the person it is about, read them and not codes.

use std::collections::BTreeSet;

use super::Finding;
use super::tree::{File, Tree};

const CHECK: &str = "actions";
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// Finds literals that read like an action of a group the auditor knows and have no words.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let permissions = permissions(tree);
    LANGUAGES
        .iter()
        .flat_map(|language| {
            let known = keys(tree, language);
            tree.room_sources()
                // The sample city plays back what the rooms write, and names rules besides.
                .filter(|file| !file.path.starts_with("crates/touyan/src/demo/"))
                .flat_map(|file| unknown(file, &known, &permissions, language))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn keys(tree: &Tree, language: &str) -> BTreeSet<String> {
    tree.below(&format!("locales/{language}/"), "ftl")
        .flat_map(File::lines)
        .filter_map(|(_, text)| text.split_once(" ="))
        .filter(|(key, _)| key.starts_with("audit-"))
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// What duties may do, and the keys of rules, have the same form as an action.
fn permissions(tree: &Tree) -> BTreeSet<String> {
    tree.below("rules/", "toml")
        .flat_map(File::lines)
        .filter(|(_, text)| text.starts_with("permissions") || text.starts_with("key = "))
        .flat_map(|(_, text)| text.split('"').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

fn unknown(
    file: &File,
    known: &BTreeSet<String>,
    permissions: &BTreeSet<String>,
    language: &str,
) -> Vec<Finding> {
    let lexed = file.lexed();
    let code: Vec<&str> = lexed.code.lines().collect();
    lexed
        .product_literals()
        .filter(|literal| {
            let line = literal.line.saturating_sub(1);
            // A verb of the record has the same form and is read through the record.
            !code
                .get(line)
                .is_some_and(|code| code.contains("Verb::new"))
        })
        .filter_map(|literal| {
            let (group, act) = literal.text.split_once('.')?;
            let is_action = word(group)
                && word(act)
                && !matches!(act, "toml" | "html" | "db")
                && known.contains(&format!("audit-group-{}", group.replace('_', "-")))
                && !permissions.contains(&literal.text);
            let key = format!("audit-{}", literal.text.replace(['.', '_'], "-"));
            (is_action && !known.contains(&key)).then(|| {
                let message = format!("{} has no {key} in {language}", literal.text);
                Finding::new(CHECK, &file.path, literal.line, message)
            })
        })
        .collect()
}

fn word(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_has_words_in_both_languages() {
        let words = "audit-group-member = 党员\naudit-member-edit = 修改\n";
        let source = "w(\"member.edit\"); w(\"member.lost\");\nw(\"member.look\"); w(\"other.lost\");\nstatic A: V = Verb::new(1, \"member.seen\");\n";
        let tree = Tree::of(&[
            ("locales/zh-CN/audit.ftl", words),
            ("locales/en/audit.ftl", "audit-group-member = Members\n"),
            ("rules/duties.toml", "permissions = [\"member.look\"]\n"),
            ("crates/members/src/a.rs", source),
        ]);
        let found: Vec<String> = check(&tree).into_iter().map(|one| one.message).collect();
        assert_eq!(
            found,
            [
                "member.lost has no audit-member-lost in zh-CN",
                "member.edit has no audit-member-edit in en",
                "member.lost has no audit-member-lost in en",
            ]
        );
    }
}
