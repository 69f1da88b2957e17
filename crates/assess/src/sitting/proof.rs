//! Receipts whole, for whoever wants to check them: leaf, steps, root, signature.
//!
//! With these numbers alone and the server's public key anybody can see that an answer, and the
//! paper as it was handed in, were kept as they stand. The digest of a submission is SHA-256 over
//! question and value, eight bytes each, of every answer that counted then, by question.

use platform::db::Tx;
use platform::error::Error;
use platform::web::context::Path;
use platform::web::respond::json;
use platform::web::{Answer, Cx};
use serde::Serialize;
use utoipa::ToSchema;

use super::receipt::{self, Hash, Step};
use super::state;
use super::store::{self, Logged, Submission};
use crate::room;

/// Where a leaf stands, and what is signed over it.
#[derive(Serialize, ToSchema)]
pub(super) struct Place {
    /// As the page shows it.
    number: String,
    /// Hexadecimal, as the digests that follow.
    leaf: String,
    /// From the leaf up: on which side the sibling stands, and the sibling.
    #[schema(value_type = Vec<Vec<String>>)]
    steps: Vec<(&'static str, String)>,
    root: String,
    /// Ed25519 over `touyan receipts 1`, a zero byte and the root.
    signature: String,
}

/// What proves that an answer was kept.
#[derive(Serialize, ToSchema)]
pub(super) struct Proof {
    question: i64,
    client: i64,
    sequence: i64,
    value: i64,
    /// Epoch milliseconds.
    arrived: i64,
    /// 0 on time, 1 after the deadline, 2 after the submission.
    late: i64,
    #[serde(flatten)]
    place: Place,
}

/// What proves how the paper was handed in.
#[derive(Serialize, ToSchema)]
pub(super) struct SubmissionProof {
    /// Epoch milliseconds.
    at: i64,
    /// `person`, `deadline` or `closure`.
    ended_by: &'static str,
    /// How many questions had an answer that counted.
    answers: i64,
    /// Of the answers that counted.
    digest: String,
    #[serde(flatten)]
    place: Place,
}

/// The receipts of a sitting.
#[derive(Serialize, ToSchema)]
pub(super) struct Proofs {
    sitting: i64,
    /// Ed25519, hexadecimal.
    public_key: String,
    answers: Vec<Proof>,
    /// Once the sitting has ended.
    submission: Option<SubmissionProof>,
}

/// The receipts as JSON with everything needed to check them.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's sitting; the database's.
#[utoipa::path(
    get, path = "/sittings/{sitting}/receipts.json", tag = "sitting",
    params(("sitting" = i64, Path, description = "The sitting's number")),
    responses(
        (status = 200, description = "Every answer and the submission with what proves that they were kept", body = Proofs),
        (status = 404, description = "Somebody else's, or none", content_type = "application/problem+json"),
    )
)]
pub async fn proofs(cx: Cx, Path(no): Path<i64>) -> Answer {
    let assess = room::of(&cx.app);
    let sitting = state::own(&assess, cx.person()?, no).await?.row.no;
    let (answers, submission) = assess
        .db
        .read("receipts", move |tx| {
            let answers = store::logged(tx, sitting)?
                .iter()
                .map(|entry| proof(tx, sitting, entry))
                .collect::<Result<Vec<_>, Error>>()?;
            let submission = store::submission(tx, sitting)?
                .map(|stored| submission_proof(tx, sitting, &stored))
                .transpose()?;
            Ok((answers, submission))
        })
        .await?;
    json(&Proofs {
        sitting,
        public_key: hex(&assess.keys.provider().public_key()),
        answers,
        submission,
    })
}

fn proof(tx: &mut Tx<'_>, sitting: i64, entry: &Logged) -> Result<Proof, Error> {
    let answer = entry.answer;
    let leaf = receipt::answer_leaf(sitting, &answer);
    Ok(Proof {
        question: answer.question_no,
        client: answer.client,
        sequence: answer.sequence,
        value: answer.value,
        arrived: answer.arrived_at.0,
        late: answer.late.code(),
        place: place(tx, entry.batch, entry.leaf, &leaf)?,
    })
}

fn submission_proof(
    tx: &mut Tx<'_>,
    sitting: i64,
    stored: &Submission,
) -> Result<SubmissionProof, Error> {
    let (at, by) = (stored.end.at, stored.end.by.as_str());
    let leaf = receipt::submission_leaf(sitting, at, by, &stored.digest);
    Ok(SubmissionProof {
        at: at.0,
        ended_by: by,
        answers: stored.answers,
        digest: hex(&stored.digest),
        place: place(tx, stored.batch, stored.leaf, &leaf)?,
    })
}

fn place(tx: &mut Tx<'_>, batch: i64, index: i64, leaf: &Hash) -> Result<Place, Error> {
    let (root, signature, leaves) = store::batch(tx, batch)?;
    let steps = receipt::unpack(&leaves)
        .zip(usize::try_from(index).ok())
        .and_then(|(leaves, index)| receipt::path(&leaves, index))
        .unwrap_or_default();
    Ok(Place {
        number: receipt::short_number(leaf),
        leaf: hex(leaf),
        steps: steps
            .iter()
            .map(|step| match step {
                Step::Left(hash) => ("left", hex(hash)),
                Step::Right(hash) => ("right", hex(hash)),
            })
            .collect(),
        root: hex(&root),
        signature: hex(&signature),
    })
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}
