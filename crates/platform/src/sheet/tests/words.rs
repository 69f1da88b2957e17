//! Every refusal has its words in both languages.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

use crate::sheet::{Place, SheetError};

fn every_error() -> Vec<SheetError> {
    let place = Place::new(5, 1);
    vec![
        SheetError::Empty,
        SheetError::UnknownFormat,
        SheetError::OldOrProtected,
        SheetError::FileTooLarge { limit: 10 << 20 },
        SheetError::TooManyEntries { limit: 7 },
        SheetError::UnpacksTooLarge { limit: 64 << 20 },
        SheetError::GrowsTooMuch { limit: 200 },
        SheetError::BadEntry,
        SheetError::DocumentType,
        SheetError::damaged("x"),
        SheetError::NoSheet,
        SheetError::TooManyRows { limit: 5_001 },
        SheetError::TooManyColumns { limit: 256 },
        SheetError::CellTooLong { place, limit: 9 },
        SheetError::TooMuchText,
        SheetError::Encoding,
        SheetError::OpenQuote { row: 3 },
        SheetError::Write {
            detail: String::new(),
        },
    ]
}

fn say(words: &str, error: &SheetError) -> String {
    let resource = FluentResource::try_new(words.to_owned()).expect("well-formed words");
    let mut bundle = FluentBundle::new(vec!["zh-CN".parse().expect("a language tag")]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("no key twice");
    let message = bundle.get_message(error.message_key()).expect("a message");
    let mut args = FluentArgs::new();
    for (name, value) in error.message_args() {
        args.set(name, value);
    }
    let mut faults = Vec::new();
    let pattern = message.value().expect("a value");
    let text = bundle
        .format_pattern(pattern, Some(&args), &mut faults)
        .into_owned();
    assert!(faults.is_empty(), "{}: {faults:?}", error.message_key());
    text
}

#[test]
fn every_error_is_said_in_both_languages() {
    let chinese = include_str!("../../../../../locales/zh-CN/sheet.ftl");
    let english = include_str!("../../../../../locales/en/sheet.ftl");
    for error in every_error() {
        assert_ne!(say(chinese, &error), say(english, &error));
    }
    let too_long = SheetError::CellTooLong {
        place: Place::new(5, 1),
        limit: 9,
    };
    assert!(say(chinese, &too_long).contains("第 5 行 B 列"));
    assert!(say(chinese, &SheetError::FileTooLarge { limit: 10 << 20 }).contains("10 MB"));
    assert!(say(chinese, &SheetError::TooManyRows { limit: 5_001 }).contains("5000"));
}
