//! Everything the roster says exists in both languages.

use platform::i18n::{Locale, has};

use crate::roster::template::sheet_column;
use crate::roster::{Column, FaultKind, FileFaultKind};

#[test]
fn every_kind_of_fault_is_said_in_both_languages() {
    let cells = FaultKind::ALL.iter().map(|kind| kind.message_key());
    let files = FileFaultKind::ALL.iter().map(|kind| kind.message_key());
    for key in cells.chain(files) {
        for locale in Locale::ALL {
            assert!(has(locale, key), "{key} in {locale:?}");
        }
    }
}

#[test]
fn the_form_has_its_words() {
    let notes = Column::ALL.map(|column| sheet_column(column).note.unwrap_or_default());
    for note in notes {
        assert!(!note.is_empty() && !note.starts_with("roster-"), "{note}");
    }
    let keys = [
        "sheet",
        "explanations",
        "column",
        "need",
        "how",
        "required",
        "optional",
        "version",
    ];
    for key in keys {
        assert!(
            has(Locale::ZhCn, &format!("roster-template-{key}")),
            "{key}"
        );
    }
    for key in ["error", "error-no-column", "warning", "warning-no-column"] {
        for locale in Locale::ALL {
            assert!(
                has(locale, &format!("roster-reason-{key}")),
                "{key} in {locale:?}"
            );
        }
    }
}
