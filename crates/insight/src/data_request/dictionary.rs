//! The data dictionary: what the records already know of every organisation.

use platform::embedded;
use platform::error::{Error, internal};
use platform::i18n::Locale;
use serde::Deserialize;

use super::folded;

/// Something the records know.
#[derive(Clone, Debug, Deserialize)]
pub struct Known {
    /// The sum that holds it.
    pub key: String,
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// Other names people ask for it by.
    #[serde(default)]
    pub also: Vec<String>,
    /// What it counts.
    pub meaning: String,
}

impl Known {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        if locale == Locale::En {
            &self.en
        } else {
            &self.zh
        }
    }

    fn is_called(&self, name: &str) -> bool {
        let mut names = self.also.iter().chain([&self.zh, &self.en]);
        names.any(|one| folded(one) == name)
    }
}

#[derive(Deserialize)]
struct File {
    known: Vec<Known>,
}

/// The dictionary, in the order of its file.
///
/// # Errors
/// When the file cannot be read: a fault of the program, which a test excludes.
pub fn all() -> Result<Vec<Known>, Error> {
    let text = embedded::text(embedded::RULES, "insight/dictionary.toml")
        .ok_or_else(|| internal("the data dictionary is not in the binary"))?;
    let file: File = toml::from_str(text).map_err(|fault| internal(fault.to_string()))?;
    Ok(file.known)
}

/// What is called by a name, however it is written.
///
/// # Errors
/// As [`all`].
pub fn called(name: &str) -> Result<Option<Known>, Error> {
    let name = folded(name);
    Ok(all()?.into_iter().find(|known| known.is_called(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_one_name_only_it_has() {
        let all = all().expect("the dictionary can be read");
        let mut names: Vec<String> = all
            .iter()
            .flat_map(|one| one.also.iter().chain([&one.zh, &one.en]))
            .map(|name| folded(name))
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "two entries share a name");
        let found = called("党员人数（人）").expect("it can be read");
        assert_eq!(found.expect("it is there").key, "members.total");
    }
}
