//! The papers as files.

use org::tree::pages::scope;
use platform::error::not_found;
use platform::i18n::{Locale, say};
use platform::paper::DOCX;
use platform::web::context::Path;
use platform::web::respond::download;
use platform::web::{Answer, Cx};

use super::papers::{self, Ground, file_name};
use super::step::step;
use super::{ApplicantId, NoticeId, READ, rules, store};

/// The paper of a step.
///
/// # Errors
/// Outside the scope.
pub async fn paper(cx: Cx, Path((id, no)): Path<(ApplicantId, u8)>) -> Answer {
    let table = step(no).ok_or_else(not_found)?;
    let seen = scope(&cx, READ)?;
    let limits = rules::limits(&cx.app)?;
    let (of, at, written, mentors, introducers) = cx
        .app
        .db
        .read("admission_paper", move |tx| {
            let of = store::find_scoped(tx, seen, id)?;
            let at = store::case(tx, &of)?.standing(&limits);
            let mut written = store::written(tx, id)?;
            written.retain(|one| one.step == no);
            let mentors = store::helpers(tx, id, "mentor")?;
            let introducers = store::helpers(tx, id, "introducer")?;
            Ok((of, at, written, mentors, introducers))
        })
        .await?;
    let step_name = say(Locale::ZhCn, &table.key(), &[]);
    let ground = Ground {
        of: &of,
        at: &at,
        written: &written,
        mentors: &mentors,
        introducers: &introducers,
        step_name: &step_name,
    };
    let bytes = papers::paper(table, &ground).docx()?;
    download(&file_name(&of, &step_name), DOCX, bytes)
}

/// The notice to hang up.
///
/// # Errors
/// Outside the scope.
pub async fn notice(cx: Cx, Path(id): Path<NoticeId>) -> Answer {
    let seen = scope(&cx, READ)?;
    let (of, notice) = cx
        .app
        .db
        .read("notice_paper", move |tx| {
            let notice = store::notice(tx, id)?;
            Ok((store::find_scoped(tx, seen, notice.applicant)?, notice))
        })
        .await?;
    let bytes = papers::notice(&of, &notice).docx()?;
    download(&file_name(&of, "公示"), DOCX, bytes)
}
