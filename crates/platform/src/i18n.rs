//! Words: Fluent files of `locales/`, Chinese first, English second.
//!
//! A missing English word falls back to Chinese, and a missing Chinese one to its key: a page
//! never fails for a word. A test finds both before a person does.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::clock::Millis;
use crate::embedded;
use crate::error::Message;

/// A language of the product.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Locale {
    /// 简体中文.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Locale {
    /// Every language, the first one first.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The code in `lang` attributes, cookies and folders.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::ZhCn => "中文",
            Self::En => "English",
        }
    }

    /// Reads a code; only the two we have.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.code() == code)
    }

    /// The language a browser asks for, Chinese unless it puts English first.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let first = header
            .split(',')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        if first.starts_with("en") {
            Self::En
        } else {
            Self::ZhCn
        }
    }

    /// The other language.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::ZhCn => Self::En,
            Self::En => Self::ZhCn,
        }
    }
}

/// An argument of a message: numbers choose plural forms, everything else is text.
pub trait Arg {
    /// The argument as Fluent sees it.
    fn fluent(&self) -> FluentValue<'static>;
}

macro_rules! number_arg {
    ($($t:ty),*) => {$(
        impl Arg for $t {
            fn fluent(&self) -> FluentValue<'static> { FluentValue::from(*self) }
        }
    )*};
}
number_arg!(i64, i32, u64, u32, u16, u8, usize, i16, i8);

impl Arg for str {
    fn fluent(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}

impl Arg for String {
    fn fluent(&self) -> FluentValue<'static> {
        FluentValue::from(self.clone())
    }
}

impl<T: Arg + ?Sized> Arg for &T {
    fn fluent(&self) -> FluentValue<'static> {
        (**self).fluent()
    }
}

struct Words(Vec<(Locale, FluentBundle<FluentResource>)>);

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(load)
}

fn load() -> Words {
    let bundles = Locale::ALL
        .into_iter()
        .map(|locale| {
            let language: LanguageIdentifier = locale.code().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![language]);
            bundle.set_use_isolating(false);
            for (path, bytes) in embedded::LOCALES {
                let here = path.split('/').next() == Some(locale.code());
                if here && let Ok(text) = std::str::from_utf8(bytes) {
                    // A broken line loses its own message only; the word-list test names it.
                    let resource = match FluentResource::try_new(text.to_owned()) {
                        Ok(resource) | Err((resource, _)) => resource,
                    };
                    bundle.add_resource_overriding(resource);
                }
            }
            (locale, bundle)
        })
        .collect();
    Words(bundles)
}

/// Says a message.
#[must_use]
pub fn say(locale: Locale, key: &str, args: &[(&str, &dyn Arg)]) -> String {
    let mut fluent = FluentArgs::new();
    for (name, value) in args {
        fluent.set((*name).to_owned(), value.fluent());
    }
    say_with(locale, key, &fluent)
}

/// `今天 20:00`, `明天 09:00`, or the date with its time: how a page says a moment near today.
#[must_use]
pub fn moment_words(locale: Locale, at: Millis, now: Millis) -> String {
    let civil = at.civil();
    let time = format!("{:02}:{:02}", civil.hour(), civil.minute());
    let days = now
        .date()
        .until(at.date())
        .map_or(i32::MAX, |span| span.get_days());
    match days {
        0 => say(locale, "ui-today-at", &[("time", &time)]),
        1 => say(locale, "ui-tomorrow-at", &[("time", &time)]),
        _ => {
            let (month, day) = (civil.month().to_string(), civil.day().to_string());
            let args: [(&str, &dyn Arg); 3] = [("month", &month), ("day", &day), ("time", &time)];
            say(locale, "ui-day-at", &args)
        }
    }
}

/// Says a message of an error.
#[must_use]
pub fn say_message(locale: Locale, message: &Message) -> String {
    let mut fluent = FluentArgs::new();
    for (name, value) in &message.args {
        fluent.set((*name).to_owned(), FluentValue::try_number(value));
    }
    say_with(locale, message.key, &fluent)
}

/// Whether a language has a message.
#[must_use]
pub fn has(locale: Locale, key: &str) -> bool {
    words()
        .0
        .iter()
        .any(|(have, bundle)| *have == locale && bundle.has_message(key))
}

fn say_with(locale: Locale, key: &str, args: &FluentArgs<'_>) -> String {
    for wanted in [locale, Locale::ZhCn] {
        for (have, bundle) in &words().0 {
            let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
                continue;
            };
            if *have == wanted {
                let mut errors = Vec::new();
                return bundle
                    .format_pattern(pattern, Some(args), &mut errors)
                    .into_owned();
            }
        }
    }
    key.to_owned()
}
