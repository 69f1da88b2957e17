//! What a handler knows of the request: the application, the person, their language and mode.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use tokio::sync::OnceCell;

use super::access::Access;
use super::arrival::Arrived;
use super::proxy::origin;
use crate::app::App;
use crate::clock::Millis;
use crate::error::{Error, sign_in_first};
use crate::i18n::{Arg, Locale, say};
use crate::ids::PersonId;
use crate::{params, sql};

/// A signed-in person.
#[derive(Clone, Debug)]
pub struct Who {
    /// Who.
    pub person: PersonId,
    /// The integer that records use.
    pub no: i64,
    /// Their name.
    pub name: String,
    /// The session, to list and end it.
    pub session: [u8; 32],
    /// Their language.
    pub locale: Locale,
    /// Whether they use elder mode.
    pub elder: bool,
    /// Whether something must be done first: a new password, a PIN.
    pub must: Option<&'static str>,
}

/// The context of one request; cheap to clone.
#[derive(Clone)]
pub struct Cx(Arc<Inside>);

/// What the context holds.
pub struct Inside {
    /// The application.
    pub app: App,
    /// The person, when signed in.
    pub who: Option<Who>,
    /// The language of the answer.
    pub locale: Locale,
    /// Elder mode.
    pub elder: bool,
    /// The path asked for.
    pub path: String,
    /// The query string.
    pub query: String,
    /// What the last action did, as a word key, once.
    pub flash: Option<String>,
    /// The request's headers.
    pub headers: HeaderMap,
    address: Option<IpAddr>,
    arrived: Option<Arrived>,
    permissions: OnceCell<Arc<Vec<String>>>,
}

impl std::ops::Deref for Cx {
    type Target = Inside;
    fn deref(&self) -> &Inside {
        &self.0
    }
}

impl Cx {
    /// The context of a request.
    ///
    /// # Errors
    /// The database's, when the session cannot be read: nobody is taken for signed out by it.
    pub async fn of(app: App, request: &Parts) -> Result<Self, Error> {
        let headers = &request.headers;
        let who = crate::auth::who(&app, headers).await?;
        let locale = who
            .as_ref()
            .map_or_else(|| locale_of(headers), |who| who.locale);
        let elder = who
            .as_ref()
            .map_or_else(|| cookie(headers, "elder") == Some("on"), |who| who.elder);
        let address = request
            .extensions
            .get::<ConnectInfo<std::net::SocketAddr>>()
            .map(|info| origin(info.0.ip(), headers, &app.site.proxies));
        Ok(Self(Arc::new(Inside {
            who,
            locale,
            elder,
            path: request.uri.path().to_owned(),
            query: request.uri.query().unwrap_or_default().to_owned(),
            flash: cookie(headers, "flash")
                .filter(|key| key.starts_with("flash-"))
                .map(str::to_owned),
            address,
            headers: headers.clone(),
            arrived: request.extensions.get::<Arrived>().copied(),
            permissions: OnceCell::new(),
            app,
        })))
    }

    /// The address of the browser, for limits only; never stored with a person.
    #[must_use]
    pub fn address(&self) -> String {
        self.address
            .map_or_else(|| "local".to_owned(), |address| address.to_string())
    }

    /// The signed-in person.
    ///
    /// # Errors
    /// [`Error::SignInFirst`].
    pub fn who(&self) -> Result<&Who, Error> {
        self.who.as_ref().ok_or_else(sign_in_first)
    }

    /// The signed-in person's id.
    ///
    /// # Errors
    /// [`Error::SignInFirst`].
    pub fn person(&self) -> Result<PersonId, Error> {
        self.who().map(|who| who.person)
    }

    /// When the request arrived with its whole body: what deadlines are judged by. Asked for after
    /// the body was read.
    #[must_use]
    pub fn arrived(&self) -> Millis {
        self.arrived
            .map_or_else(|| self.app.clock.now(), |arrived| arrived.0)
    }

    /// The permissions the person holds somewhere today, read at every request so that a change
    /// of duty holds at the next one.
    ///
    /// # Errors
    /// The database's.
    pub async fn permissions(&self) -> Result<Arc<Vec<String>>, Error> {
        let held = self
            .permissions
            .get_or_try_init(|| async {
                let Some(who) = &self.who else {
                    return Ok(Arc::default());
                };
                let (person, today) = (who.person, self.app.clock.today());
                let rows: Vec<(String,)> = self
                    .app
                    .db
                    .point("permissions", move |tx| {
                        Ok(tx.all(sql!("sql/permissions.sql"), params![person, today])?)
                    })
                    .await?;
                Ok::<_, Error>(Arc::new(rows.into_iter().map(|row| row.0).collect()))
            })
            .await?;
        Ok(Arc::clone(held))
    }

    /// Whether the person may follow a link: it leads to a page, and that page opens to what they
    /// hold. Whether the thing on it lies in their part of the city only its store can say.
    ///
    /// # Errors
    /// The database's.
    pub async fn may_follow(&self, href: &str) -> Result<bool, Error> {
        match self.app.registry.pages.access(href) {
            None => Ok(false),
            Some(Access::Public) => Ok(true),
            Some(Access::SignedIn) => Ok(self.who.is_some()),
            Some(Access::SampleOnly) => Ok(self.app.site.sample),
            Some(Access::Needs(permission)) => self.may(permission).await,
        }
    }

    /// Whether the person holds a permission somewhere.
    ///
    /// # Errors
    /// The database's.
    pub async fn may(&self, permission: &str) -> Result<bool, Error> {
        Ok(self
            .permissions()
            .await?
            .iter()
            .any(|held| held == permission))
    }

    /// A word in the person's language.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        say(self.locale, key, &[])
    }

    /// A message with arguments in the person's language.
    #[must_use]
    pub fn ta(&self, key: &str, args: &[(&str, &dyn Arg)]) -> String {
        say(self.locale, key, args)
    }

    /// A parameter of the query string.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Cx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| crate::error::internal("no context"))
    }
}

/// Path parameters with "not found" instead of a parser's complaint.
pub struct Path<T>(pub T);

impl<S, T> FromRequestParts<S> for Path<T>
where
    S: Send + Sync,
    T: serde::de::DeserializeOwned + Send,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        axum::extract::Path::<T>::from_request_parts(parts, state)
            .await
            .map(|path| Self(path.0))
            .map_err(|_| crate::error::not_found())
    }
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn locale_of(headers: &HeaderMap) -> Locale {
    cookie(headers, "language")
        .and_then(Locale::from_code)
        .unwrap_or_else(|| {
            headers
                .get(header::ACCEPT_LANGUAGE)
                .and_then(|value| value.to_str().ok())
                .map_or(Locale::ZhCn, Locale::from_accept_language)
        })
}
