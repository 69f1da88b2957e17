//! Numbers of this room, from `rules/study.toml`.

use std::sync::OnceLock;

/// What the room goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Reviews that must pass before a version may be published.
    pub review_passes: i64,
    /// Days before its date from which a plan counts as due.
    pub today_days: i64,
    /// Days after the date of the first reminder.
    pub first_reminder_days: i64,
    /// Days after the date of the second reminder.
    pub second_reminder_days: i64,
    /// Days after the date at which the branch's count is taken.
    pub branch_count_days: i64,
    /// The fewest people a figure is shown for.
    pub smallest_group: i64,
}

#[derive(serde::Deserialize)]
struct File {
    rule: Vec<Rule>,
}

#[derive(serde::Deserialize)]
struct Rule {
    key: String,
    value: i64,
}

/// The rules in force.
#[must_use]
pub fn rules() -> Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    *RULES.get_or_init(|| {
        let table = platform::embedded::text(platform::embedded::RULES, "study.toml")
            .and_then(|text| toml::from_str::<File>(text).ok())
            .map(|file| file.rule)
            .unwrap_or_default();
        let value = |key: &str, otherwise: i64| {
            table
                .iter()
                .find(|rule| rule.key == key)
                .map_or(otherwise, |rule| rule.value)
        };
        Rules {
            review_passes: value("review_passes", 1).clamp(1, 3),
            today_days: value("today_days", 14),
            first_reminder_days: value("first_reminder_days", 1),
            second_reminder_days: value("second_reminder_days", 4),
            branch_count_days: value("branch_count_days", 7),
            // A deployment may raise what protects people, never lower it.
            smallest_group: value("smallest_group", 10).max(10),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::rules;

    #[test]
    fn the_table_is_read_and_in_order() {
        let rules = rules();
        assert!((1..=3).contains(&rules.review_passes));
        assert!(rules.smallest_group >= 10);
        assert!(rules.first_reminder_days < rules.second_reminder_days);
        assert!(rules.second_reminder_days < rules.branch_count_days);
    }
}
