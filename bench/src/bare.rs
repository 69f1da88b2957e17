//! The limit: what this accept loop, this coalescer and this answer table can do at the most.
//!
//! The same parts as the product and nothing else: no sign-in, no validation, no receipt, no
//! page. It also answers `GET /hello`, the limit of the accept loop alone.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use clap::{Args, ValueEnum};
use platform::clock::Clock;
use platform::coalescer::{Batch, Coalescer, Limits};
use platform::db::{Db, InsertMany, Kind, OnConflict, Tx, Value, migrate};
use platform::error::{Error, internal};
use platform::params;
use platform::web::server;
use serde::{Deserialize, Serialize};

use crate::place::OpenArgs;

/// How to serve it.
#[derive(Args, Debug, Clone)]
pub struct BareArgs {
    /// The database.
    #[command(flatten)]
    pub open: OpenArgs,
    /// When an answer is acknowledged.
    #[arg(long, value_enum, default_value_t)]
    pub ack: AckAt,
}

/// When an answer is acknowledged.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AckAt {
    /// After COMMIT, as it must be.
    #[default]
    Commit,
    /// Before it is written: a negative control of the fault harness.
    Early,
}

/// The answer log of the product, column by column.
pub static INSERT: InsertMany = InsertMany::new(
    "answer_log",
    &[
        ("sitting_no", Kind::Int),
        ("question_no", Kind::Int),
        ("client", Kind::Int),
        ("sequence", Kind::Int),
        ("value", Kind::Int),
        ("arrived_at", Kind::Int),
        ("late", Kind::Int),
        ("batch", Kind::Int),
        ("leaf", Kind::Int),
    ],
    OnConflict::Keep(&["sitting_no", "question_no", "client", "sequence"]),
);

/// One answer with its sitting.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The sitting.
    pub sitting: i64,
    /// The device.
    pub client: i64,
    /// The answer.
    pub item: Item,
}

/// One answer as it is sent.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Item {
    /// The question.
    pub q: i64,
    /// The sequence.
    pub seq: i64,
    /// The chosen options.
    pub value: i64,
}

/// The body of a save, as the product takes it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Save {
    /// The device.
    pub client: i64,
    /// The answers.
    pub items: Vec<Item>,
}

impl Row {
    /// The cells, in the order of [`INSERT`].
    pub fn cells(&self, now: i64) -> Vec<Value> {
        let Item { q, seq, value } = self.item;
        params![
            self.sitting,
            q,
            self.client,
            seq,
            value,
            now,
            0_i64,
            now,
            0_i64
        ]
        .to_vec()
    }
}

struct Bare(Clock);

impl Batch for Bare {
    type Item = Row;
    type Ack = ();

    const NAME: &'static str = "bare_answers";

    fn write(&self, tx: &mut Tx<'_>, items: &[Row]) -> Result<Vec<()>, Error> {
        let now = self.0.now().0;
        let rows: Vec<Vec<Value>> = items.iter().map(|row| row.cells(now)).collect();
        tx.insert_many(&INSERT, &rows)?;
        Ok(vec![(); items.len()])
    }
}

struct Parts {
    answers: Coalescer<Bare>,
    ack: AckAt,
}

/// Serves until killed.
///
/// # Errors
/// When the database or the address cannot be had.
pub async fn serve(args: BareArgs) -> Result<(), Error> {
    let clock = Clock::system();
    let db = args.open.open().await?;
    migrate::run(&db, &clock, None).await?;
    let answers = Coalescer::start(db, Bare(clock), Limits::default());
    let router = Router::new()
        .route("/hello", get(async || "hello"))
        .route("/sittings/{sitting}/answers", post(save))
        .with_state(Arc::new(Parts {
            answers,
            ack: args.ack,
        }));
    listen(router).await
}

/// Listens on a free port, prints the address and serves.
///
/// # Errors
/// When no port can be had.
pub async fn listen(router: Router<()>) -> Result<(), Error> {
    let failed = |error: std::io::Error| internal(error.to_string());
    let listener = server::listen(([127, 0, 0, 1], 0).into()).map_err(failed)?;
    println!("http://{}", listener.local_addr().map_err(failed)?);
    server::serve(listener, router, None, std::future::pending()).await;
    Ok(())
}

async fn save(
    State(parts): State<Arc<Parts>>,
    Path(sitting): Path<i64>,
    Json(save): Json<Save>,
) -> Result<Json<Save>, StatusCode> {
    let rows = save
        .items
        .iter()
        .map(|item| Row {
            sitting,
            client: save.client,
            item: *item,
        })
        .collect();
    match parts.ack {
        AckAt::Commit => {
            let acks = parts
                .answers
                .put_all(rows)
                .await
                .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
            if acks.iter().any(Result::is_err) {
                return Err(StatusCode::SERVICE_UNAVAILABLE);
            }
        }
        AckAt::Early => {
            tokio::spawn(async move { parts.answers.put_all(rows).await });
        }
    }
    Ok(Json(save))
}

/// Fills the table with rows of other sittings, so that two servers meet the same row count.
///
/// # Errors
/// The database's.
pub async fn fill(db: &Db, count: u64) -> Result<(), Error> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    for first in (0..count).step_by(1000) {
        db.bulk("fill", move |tx| {
            let rows: Vec<Vec<Value>> = (first..count.min(first + 1000))
                .map(|n| {
                    let item = Item {
                        q: n % 50 + 1,
                        seq: n % 50 + 1,
                        value: 1,
                    };
                    Row {
                        sitting: -1 - n / 50,
                        client: 1,
                        item,
                    }
                    .cells(0)
                })
                .collect();
            Ok(tx.insert_many(&INSERT, &rows)?)
        })
        .await?;
    }
    Ok(())
}
