//! The banned concepts, as rules of word and place: `crates/xtask/banned_words.toml`.

use super::Finding;
use super::lexer::Lexed;
use super::tree::{File, Tree};

const FILE: &str = "crates/xtask/banned_words.toml";
const CHECK: &str = "words";

struct Rule {
    word: String,
    /// The word's parts: `last_seen` is `last`, `seen`. Chinese words are looked for as they are.
    parts: Vec<String>,
    places: Vec<String>,
    reason: String,
}

impl Rule {
    fn is_in(&self, text: &str) -> bool {
        if !self.word.is_ascii() {
            return text.contains(&self.word);
        }
        let words = parts(text);
        words
            .windows(self.parts.len())
            .any(|window| window == self.parts)
    }
}

/// Looks for each word at each of its places.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(file) = tree.file(FILE) else {
        return Vec::new();
    };
    let rules = match read(&file.text) {
        Ok(rules) => rules,
        Err(message) => return vec![Finding::new(CHECK, FILE, 1, message)],
    };
    let mut search = Search {
        rules,
        found: Vec::new(),
    };
    for file in tree.below("migrations/", "sql").chain(tree.statements()) {
        search.sql(file);
    }
    for file in tree.room_sources() {
        search.rust(file);
    }
    for file in tree.below("locales/", "ftl") {
        search.fluent(file);
    }
    let texts = tree
        .templates()
        .chain(tree.below("assets/", "js"))
        .chain(tree.below("rules/", "toml"));
    for file in texts {
        for (line, text) in file.lines() {
            search.at("string", file, line, text);
        }
    }
    search.found
}

/// Calls by which a file shows that it writes what others take away.
const WRITERS: [&str; 6] = [
    "write_csv",
    "write_xlsx",
    "download(",
    "json!",
    "Column::text",
    "Schema::builder",
];
/// Names of files that are about it, whatever they call.
const EXPORT_FILES: [&str; 3] = ["export.rs", "api.rs", "described.rs"];

/// Lines of types that derive `Serialize`, from their head to the closing brace in its column.
fn serialised_fields(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut derived, mut end) = (false, None::<String>);
    for (index, text) in code.lines().enumerate() {
        let trimmed = text.trim_start();
        let indent = &text[..text.len() - trimmed.len()];
        if let Some(close) = &end {
            if text.trim_end() == close {
                end = None;
            } else {
                found.push((index + 1, text));
            }
        } else if trimmed.contains("derive(") {
            derived = trimmed.contains("Serialize");
        } else if derived && (trimmed.contains("struct ") || trimmed.contains("enum ")) {
            derived = false;
            found.push((index + 1, text));
            if trimmed.ends_with('{') {
                end = Some(format!("{indent}}}"));
            }
        }
    }
    found
}

/// Words of SQL after which a name before `(` is a table's or an index', and no call.
const DECLARING: [&str; 6] = ["table", "exists", "into", "references", "index", "on"];

struct Search {
    rules: Vec<Rule>,
    found: Vec<Finding>,
}

impl Search {
    fn at(&mut self, place: &str, file: &File, line: usize, text: &str) {
        for rule in self
            .rules
            .iter()
            .filter(|rule| rule.places.iter().any(|one| one == place))
        {
            if rule.is_in(text) {
                let message = format!("{} in a {place}: {}", rule.word, rule.reason);
                self.found
                    .push(Finding::new(CHECK, &file.path, line, message));
            }
        }
    }

    /// Identifiers of SQL, comments aside; a name before `(` is a function of the engine.
    fn sql(&mut self, file: &File) {
        for (line, text) in file.lines() {
            let text = text.split("--").next().unwrap_or_default();
            let (mut rest, mut before) = (text, "");
            while let Some(start) = rest.find(is_name) {
                let end = rest[start..]
                    .find(|c| !is_name(c))
                    .map_or(rest.len(), |at| start + at);
                let declares = DECLARING
                    .iter()
                    .any(|word| before.eq_ignore_ascii_case(word));
                let is_call = !declares && rest[end..].trim_start().starts_with('(');
                let name = &rest[start..end];
                if !(is_call && name.to_ascii_lowercase().ends_with("rank")) {
                    self.at("sql", file, line, name);
                }
                (rest, before) = (&rest[end..], name);
            }
        }
    }

    fn rust(&mut self, file: &File) {
        let lexed = file.lexed();
        for literal in lexed.product_literals() {
            let place = if literal.text.starts_with('/') {
                "route"
            } else {
                "string"
            };
            self.at(place, file, literal.line, &literal.text);
        }
        for (index, text) in lexed.code.lines().enumerate() {
            self.at("rust", file, index + 1, text);
        }
        self.exports(file, lexed);
    }

    /// What leaves the city: headings and names in a file that writes sheets, CSV, GIFT or JSON by
    /// hand, and the fields of what serde writes.
    fn exports(&mut self, file: &File, lexed: &Lexed) {
        let writes = WRITERS.iter().any(|name| lexed.code.contains(name));
        let serialises = lexed.code.contains("Serialize");
        if writes || serialises || EXPORT_FILES.contains(&file.name()) {
            for literal in lexed.product_literals() {
                self.at("export", file, literal.line, &literal.text);
            }
        }
        if serialises {
            for (line, text) in serialised_fields(&lexed.code) {
                if !lexed.in_tests(line) {
                    self.at("export", file, line, text);
                }
            }
        }
    }

    fn fluent(&mut self, file: &File) {
        for (line, text) in file.lines().filter(|(_, text)| !text.starts_with('#')) {
            match text.split_once('=') {
                Some((key, value)) if !text.starts_with(' ') => {
                    self.at("key", file, line, key);
                    self.at("locale", file, line, value);
                }
                _ => self.at("locale", file, line, text),
            }
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Lower-case words of a text or identifier: `lastSeen`, `last_seen` and "Last seen" are the same.
fn parts(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before_was_lower = false;
    for c in text.chars() {
        let starts_hump = c.is_ascii_uppercase() && before_was_lower;
        if (!c.is_ascii_alphanumeric() || starts_hump) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
        before_was_lower = c.is_ascii_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn read(text: &str) -> Result<Vec<Rule>, String> {
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| error.to_string())?;
    let rows = table
        .get("rule")
        .and_then(toml::Value::as_array)
        .ok_or("no [[rule]] in the file")?;
    let mut rules = Vec::new();
    for row in rows {
        let places = strings(row, "places")?;
        let reason = row
            .get("reason")
            .and_then(toml::Value::as_str)
            .ok_or("a rule has no reason")?;
        for word in strings(row, "words")? {
            let (parts, places, reason) = (parts(&word), places.clone(), reason.to_owned());
            rules.push(Rule {
                word,
                parts,
                places,
                reason,
            });
        }
    }
    Ok(rules)
}

fn strings(row: &toml::Value, name: &str) -> Result<Vec<String>, String> {
    let values = row.get(name).and_then(toml::Value::as_array);
    let values = values.ok_or_else(|| format!("a rule has no {name}"))?;
    Ok(values
        .iter()
        .filter_map(toml::Value::as_str)
        .map(str::to_owned)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = include_str!("../../banned_words.toml");

    fn found(path: &str, text: &str) -> Vec<(usize, String)> {
        let tree = Tree::of(&[(FILE, RULES), (path, text)]);
        check(&tree)
            .into_iter()
            .map(|finding| (finding.line, finding.message))
            .collect()
    }

    fn lines(path: &str, text: &str) -> Vec<usize> {
        found(path, text)
            .into_iter()
            .map(|(line, _)| line)
            .collect()
    }

    #[test]
    fn a_column_of_the_schema() {
        let sql = "CREATE TABLE member (\n  last_seen BIGINT, -- streak\n  total_points BIGINT,\n  checkpoint BIGINT\n);";
        assert_eq!(lines("migrations/sqlite/0001_a.sql", sql), [2, 3]);
    }

    #[test]
    fn rank_is_a_function_of_sql_but_no_column() {
        let path = "crates/org/src/sql/a.sql";
        assert_eq!(
            lines(
                path,
                "SELECT rank() OVER (ORDER BY pos), dense_rank () FROM t"
            ),
            []
        );
        assert_eq!(lines(path, "SELECT t.rank\nFROM t"), [1]);
    }

    #[test]
    fn a_route() {
        let path = "crates/study/src/lib.rs";
        assert_eq!(
            lines(path, "r.get(\"/tests/{id}\");\nr.get(\"/staff/ranking\");"),
            [2]
        );
        assert_eq!(lines(path, "r.get(\"/check-in\");"), [1]);
    }

    #[test]
    fn an_export_heading_and_a_field() {
        let path = "crates/study/src/export.rs";
        assert_eq!(
            lines(
                path,
                "let heads = [\"姓名\", \"积分\"];\nstruct A { last_seen: i64 }"
            ),
            [1, 2]
        );
        assert_eq!(
            lines(
                path,
                "#[cfg(test)]\nmod tests {\n    const A: &str = \"积分\";\n}\n"
            ),
            []
        );
        assert_eq!(lines(path, "// no 积分 here\nfn rank(points: u8) {}"), []);
    }

    #[test]
    fn what_leaves_as_a_sheet_or_as_json() {
        let sheet = "crates/study/src/list.rs";
        let writes = "fn out() {\n    sheet::write_csv(&[\"rank\"], &rows)\n}";
        assert_eq!(lines(sheet, writes), [2]);
        assert_eq!(
            lines(sheet, "fn say() {\n    debug(\"rank\")\n}"),
            [],
            "no export"
        );
        assert_eq!(
            lines("crates/study/src/api.rs", "const A: &str = \"points\";"),
            [1]
        );

        let json = "#[derive(Debug, Serialize)]\n#[serde(rename_all = \"camelCase\")]\npub struct Row {\n    name: String,\n    points: u32,\n}\nfn rank(points: u8) {}\n";
        assert_eq!(lines("crates/study/src/rows.rs", json), [5]);
        let renamed = "#[derive(Serialize)]\nstruct Row {\n    #[serde(rename = \"ranking\")]\n    order: u32,\n}\n";
        assert_eq!(lines("crates/study/src/rows.rs", renamed), [3]);
        let read = "#[derive(Deserialize)]\nstruct Row {\n    points: u32,\n}\n";
        assert_eq!(
            lines("crates/study/src/rows.rs", read),
            [],
            "what comes in is not ours to name"
        );
        let by_hand = "let body = serde_json::json!({ \"last_seen\": 1 });";
        assert_eq!(lines("crates/study/src/rows.rs", by_hand), [1]);
    }

    /// What the house promises not to know.
    const CONCEPTS: [&str; 13] = [
        "积分",
        "打卡",
        "排行",
        "在线时长",
        "活跃度",
        "未登录",
        "streak",
        "points",
        "rank",
        "ranks",
        "ranking",
        "rankings",
        "last_seen",
    ];

    /// Every place where it could begin to: schema, statements, routes, words, exports.
    #[test]
    fn every_concept_at_every_place() {
        let places = [
            (
                "migrations/sqlite/0001_a.sql",
                "CREATE TABLE t (\n  WORD TEXT\n);",
            ),
            (
                "migrations/postgres/0001_a.sql",
                "CREATE TABLE WORD (id UUID);",
            ),
            ("crates/study/src/sql/a.sql", "SELECT WORD FROM t"),
            (
                "crates/study/src/sql/a.sql",
                "INSERT INTO WORD (id) VALUES ($1)",
            ),
            ("crates/study/src/lib.rs", "r.get(\"/staff/WORD\");"),
            ("locales/zh-CN/study.ftl", "study-a = 你的 WORD\n"),
            ("locales/en/study.ftl", "study-a =\n    WORD of you\n"),
            ("crates/study/src/export.rs", "let heads = [\"WORD\"];"),
            ("crates/study/src/rows.rs", "write_xlsx(&[\"WORD\"]);"),
            ("crates/study/src/api.rs", "json!({ \"WORD\": 1 })"),
            (
                "crates/study/src/rows.rs",
                "#[derive(Serialize)]\nstruct R {\n    #[serde(rename = \"WORD\")]\n    a: u8,\n}",
            ),
        ];
        for word in CONCEPTS {
            for (path, text) in places {
                let text = text.replace("WORD", word);
                assert!(!lines(path, &text).is_empty(), "{word} in {path}: {text}");
            }
        }
    }

    #[test]
    fn every_concept_as_a_field_and_as_a_key() {
        for word in CONCEPTS.into_iter().filter(|word| word.is_ascii()) {
            let field = format!("#[derive(Serialize)]\nstruct R {{\n    {word}: u8,\n}}");
            assert_eq!(lines("crates/study/src/rows.rs", &field)[0], 3, "{word}");
            let key = format!("study-{} = a\n", word.replace('_', "-"));
            assert_eq!(lines("locales/en/study.ftl", &key), [1], "{word} as a key");
        }
    }

    #[test]
    fn a_translation_and_its_key() {
        let path = "locales/en/study.ftl";
        assert_eq!(
            lines(
                path,
                "# points\nstudy-ranking = Order\nstudy-a = Your points\n"
            ),
            [2, 3]
        );
        assert_eq!(
            lines("locales/zh-CN/study.ftl", "study-a =\n    今日打卡\n"),
            [2]
        );
    }

    #[test]
    fn a_template() {
        assert_eq!(
            lines(
                "crates/study/templates/a.html",
                "<p>\n<b data-lastSeen></b>"
            ),
            [2]
        );
    }

    #[test]
    fn the_message_says_word_place_and_reason() {
        let messages = found("rules/a.toml", "title = \"排行\"");
        assert_eq!(
            messages,
            [(
                1,
                "排行 in a string: nobody is scored, ranked or made to check in".to_owned()
            )]
        );
    }
}
