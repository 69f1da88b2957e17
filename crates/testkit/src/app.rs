//! The whole application in process: requests in, answers out, no socket.
//!
//! ```ignore
//! each_app(modules, async |app| {
//!     let anna = app.member("王秀英").await;
//!     let page = anna.get("/me").await;
//!     assert_eq!(page.status(), 200);
//! })
//! .await;
//! ```

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use platform::app::{App, Foundation, Parts, Site};
use platform::assemble::{Assembled, assemble, runner};
use platform::clock::{Clock, Millis};
use platform::crypto::{Hasher, Keys};
use platform::db::Db;
use platform::ids::PersonId;
use platform::jobs::Running;
use platform::module::Module;
use platform::web::routes::Route;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// The moment every test begins at: a Monday morning in Shanghai.
#[must_use]
pub fn monday_morning() -> Millis {
    Millis::at(jiff::civil::date(2026, 11, 23).at(9, 30, 0, 0))
}

/// An application on one database.
pub struct TestApp {
    /// What it is made of.
    pub app: App,
    /// Its routes, for the matrix.
    pub routes: Vec<Route>,
    router: axum::Router<()>,
    /// Does what the rooms queue, as the server's does.
    _jobs: Running,
    _data: TempDir,
}

impl TestApp {
    /// The rooms given, on this database, at [`monday_morning`].
    ///
    /// # Panics
    /// When it cannot be put together.
    #[must_use]
    pub fn new(db: Db, modules: Vec<Module>) -> Self {
        let site = Site {
            sample: true,
            ..Site::default()
        };
        Self::of_site(db, modules, site)
    }

    /// The same with an operator's own names and switches.
    ///
    /// # Panics
    /// When it cannot be put together.
    #[must_use]
    pub fn of_site(db: Db, modules: Vec<Module>, site: Site) -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let parts = Parts::new(Foundation {
            db,
            clock: Clock::fixed(monday_morning()),
            site,
            data: data.path().to_owned(),
            keys: Keys::random(),
            hasher: Hasher::for_tests().expect("a hasher"),
        })
        .expect("a folder of contents");
        let Assembled {
            app,
            router,
            routes,
            jobs,
            ..
        } = assemble(parts, modules);
        let runner = runner(&app, &jobs).expect("one handler a kind of job");
        Self {
            app,
            routes,
            router,
            _jobs: runner.start(),
            _data: data,
        }
    }

    /// The application's router, for requests that no browser would send so.
    pub fn router(&self) -> axum::Router<()> {
        self.router.clone()
    }

    /// A browser of nobody.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        Client {
            router: self.router.clone(),
            cookies: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// A browser of a person who is signed in; the session is minted, no password is asked.
    ///
    /// # Panics
    /// When the person has no account.
    pub async fn signed_in(&self, person: PersonId) -> Client {
        let token = platform::auth::mint(&self.app, person)
            .await
            .expect("a session");
        let mut client = self.anonymous();
        client
            .cookies
            .push((platform::auth::COOKIE.to_owned(), token));
        client
    }
}

/// A browser with its cookies.
#[derive(Clone)]
pub struct Client {
    router: axum::Router<()>,
    cookies: Vec<(String, String)>,
    headers: Vec<(&'static str, &'static str)>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: Vec<u8>,
}

impl Reply {
    /// The status as a number.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body's bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// A header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Where a redirect leads.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location").expect("a redirect")
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

impl Client {
    /// The same browser sending another header with each request: a user agent, or a foreign
    /// `sec-fetch-site`.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The value of a cookie it holds.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let found = self.cookies.iter().find(|(have, _)| have == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Puts a cookie in, as a thief or a former visit would.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.retain(|(have, _)| have != name);
        self.cookies.push((name.to_owned(), value.to_owned()));
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, None, Vec::new()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = fields
            .iter()
            .map(|(key, value)| format!("{}={}", encode(key), encode(value)))
            .collect::<Vec<_>>()
            .join("&");
        let kind = "application/x-www-form-urlencoded";
        self.send(Method::POST, path, Some(kind), body.into_bytes())
            .await
    }

    /// Sends a form with one file.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Reply {
        let mut body = Vec::new();
        for (key, value) in fields {
            body.extend(
                format!(
                    "--edge\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        let (field, name, bytes) = file;
        // As a browser writes a name with a quotation mark in it.
        let name = name.replace('"', "%22");
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n--edge--\r\n");
        self.send(
            Method::POST,
            path,
            Some("multipart/form-data; boundary=edge"),
            body,
        )
        .await
    }

    /// Sends JSON as a page's script does.
    pub async fn fetch(&mut self, method: Method, path: &str, body: &serde_json::Value) -> Reply {
        self.send(
            method,
            path,
            Some("application/json"),
            body.to_string().into_bytes(),
        )
        .await
    }

    /// Sends anything.
    ///
    /// # Panics
    /// When the application breaks off an answer.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        body: Vec<u8>,
    ) -> Reply {
        let sends = !body.is_empty() || method == Method::POST;
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "touyan.test");
        if self
            .headers
            .iter()
            .all(|(name, _)| *name != "sec-fetch-site")
        {
            request = request.header("sec-fetch-site", "same-origin");
        }
        for (name, value) in &self.headers {
            request = request.header(*name, *value);
        }
        if sends {
            request = request.header(header::CONTENT_LENGTH, body.len());
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
            if kind == "application/json" {
                request = request.header("x-touyan-fetch", "1");
            }
        }
        if !self.cookies.is_empty() {
            let jar: Vec<String> = self
                .cookies
                .iter()
                .map(|(k, v)| format!("{k}={v}"))
                .collect();
            request = request.header(header::COOKIE, jar.join("; "));
        }
        let request = request.body(Body::from(body)).expect("a request");
        let answer = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let (parts, body) = answer.into_parts();
        self.keep_cookies(&parts.headers);
        let body = body
            .collect()
            .await
            .expect("a whole body")
            .to_bytes()
            .to_vec();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    fn keep_cookies(&mut self, headers: &axum::http::HeaderMap) {
        for value in headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|v| v.to_str().ok())
        {
            let pair = value.split(';').next().unwrap_or_default();
            let Some((name, content)) = pair.split_once('=') else {
                continue;
            };
            self.cookies.retain(|(have, _)| have != name);
            if !content.is_empty() && !value.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), content.to_owned()));
            }
        }
    }
}

fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Runs a test on the rooms given over SQLite, then over PostgreSQL.
///
/// # Panics
/// When the test does.
pub async fn each_app<T>(modules: impl Fn() -> Vec<Module>, test: T)
where
    T: AsyncFn(TestApp),
{
    crate::each_db(async |db: Db| test(TestApp::new(db, modules())).await).await;
}
