//! Forms: what was typed, what is wrong with it, and the same page again with both.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

use super::context::Cx;
use super::upload::Largest;
use crate::assemble::BODY_BYTES;
use crate::error::{Error, FieldError, Message, bad_request, busy};
use crate::i18n::{Locale, say_message};

/// A file that came with a form.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The field.
    pub field: String,
    /// The name on the sender's machine: for showing only, never for a path.
    pub name: String,
    /// Its bytes.
    pub bytes: axum::body::Bytes,
}

/// A form as it came in or as it goes out again.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pairs: Vec<(String, String)>,
    files: Vec<Upload>,
    errors: Vec<(String, String)>,
    locale: Locale,
}

impl Form {
    /// An empty form for a first look.
    #[must_use]
    pub fn empty(cx: &Cx) -> Self {
        Self {
            locale: cx.locale,
            ..Self::default()
        }
    }

    /// A form filled with what is stored.
    #[must_use]
    pub fn filled<K: Into<String>, V: Into<String>>(
        cx: &Cx,
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let pairs = pairs
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        Self {
            pairs,
            locale: cx.locale,
            ..Self::default()
        }
    }

    /// The first value of a field, trimmed; empty when absent.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// The value of a field as typed, for passwords and long texts.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// A value, or none when empty.
    #[must_use]
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.value(name)).filter(|value| !value.is_empty())
    }

    /// Every value of a field.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.pairs
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// All pairs in their order, for numbered fields.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Whether a choice is marked.
    #[must_use]
    pub fn checked(&self, name: &str, value: &str) -> bool {
        self.pairs
            .iter()
            .any(|(key, have)| key == name && have == value)
    }

    /// A file that came with the form, if one was chosen.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files
            .iter()
            .find(|file| file.field == name && !file.name.is_empty())
    }

    /// The files that came with the form in a field that takes several.
    pub fn files(&self, name: &str) -> impl Iterator<Item = &Upload> {
        self.files
            .iter()
            .filter(move |file| file.field == name && !file.name.is_empty())
    }

    /// Sets or replaces a value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.pairs.retain(|(key, _)| key != name);
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// Takes a field away: a password never goes back to the page.
    pub fn forget(&mut self, name: &str) {
        self.pairs.retain(|(key, _)| key != name);
    }

    /// Notes what is wrong with a field; an empty name means the form as a whole.
    pub fn fail(&mut self, field: &str, message: &Message) {
        self.errors
            .push((field.to_owned(), say_message(self.locale, message)));
    }

    /// Notes what is wrong with a field by a word key.
    pub fn fail_key(&mut self, field: &str, key: &'static str) {
        self.fail(field, &Message::new(key));
    }

    /// Notes every field error of a failed ability; gives other errors back.
    ///
    /// # Errors
    /// The error itself, when it is not about fields or state.
    pub fn take(&mut self, error: Error) -> Result<(), Error> {
        match error {
            Error::Invalid(fields) => {
                for FieldError { field, message } in &fields {
                    self.fail(field, message);
                }
                Ok(())
            }
            Error::Conflict(message) => {
                self.fail("", &message);
                Ok(())
            }
            other => Err(other),
        }
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, words)| words.as_str())
    }

    /// Everything wrong, in the order found.
    #[must_use]
    pub fn errors(&self) -> &[(String, String)] {
        &self.errors
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let locale = request
            .extensions()
            .get::<Cx>()
            .map(|cx| cx.locale)
            .unwrap_or_default();
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let limit = request.extensions().get::<Largest>();
        let limit = limit.map_or(BODY_BYTES, |largest| largest.0);
        let mut form = Self {
            locale,
            ..Self::default()
        };
        if kind.starts_with("multipart/form-data") {
            let parts = Multipart::from_request(request, state)
                .await
                .map_err(|refused| unread(refused.status(), limit))?;
            read_multipart(&mut form, parts, limit).await?;
        } else {
            let body = axum::body::Bytes::from_request(request, state)
                .await
                .map_err(|refused| unread(refused.status(), limit))?;
            form.pairs = form_urlencoded::parse(&body)
                .map(|(key, value)| (key.into_owned(), value.into_owned()))
                .collect();
        }
        Ok(form)
    }
}

/// Fields a form may have at the most; a form of ours has far fewer.
const MAX_FIELDS: usize = 2_000;

/// Why a body could not be read: it is larger than the route takes, or it broke off.
fn unread(status: axum::http::StatusCode, limit: usize) -> Error {
    if status == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge { limit }
    } else {
        bad_request("error-form-unreadable")
    }
}

async fn read_multipart(form: &mut Form, mut parts: Multipart, limit: usize) -> Result<(), Error> {
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|refused| unread(refused.status(), limit))?
    {
        if form.pairs.len() + form.files.len() > MAX_FIELDS {
            return Err(busy());
        }
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) => {
                let bytes = part
                    .bytes()
                    .await
                    .map_err(|refused| unread(refused.status(), limit))?;
                form.files.push(Upload { field, name, bytes });
            }
            None => {
                let value = part
                    .text()
                    .await
                    .map_err(|refused| unread(refused.status(), limit))?;
                form.pairs.push((field, value));
            }
        }
    }
    Ok(())
}
