//! Study (学习): what members read, in which order, and by when it was planned.
//!
//! Materials are written or brought as files, reviewed by another person, and read on a phone or
//! by old eyes. Courses put them in order beside what other rooms offer; plans give a course to
//! kinds of members in a subtree by a day. Opening a page proves nothing here: a unit is finished
//! when the member says so, a course when its evidence exists, and both are the member's own
//! matter. A passed date reminds the member twice; then one count, of ten people and more, reaches
//! the branch and goes no further.

use std::sync::Arc;

use axum::handler::Handler as _;
use platform::module::{Module, NavEntry};
use platform::web::{Access, Routes, UploadLimit};

pub mod coded;
pub mod convert;
pub mod course;
mod lines;
pub mod material;
pub mod plan;
pub mod progress;
pub mod reader;
pub mod rules;
pub mod standing;
pub mod words;

use material::{form_pages, picture, reading_pages, review_pages};

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "study",
        verbs: vec![&progress::UNIT_FINISHED, &progress::COURSE_FINISHED],
        routes: member_routes()
            .merge(material_routes())
            .merge(course_routes())
            .merge(plan_routes()),
        navigation: navigation(),
        today: vec![Arc::new(plan::today::PlansToday)],
        desk: vec![Arc::new(material::desk::MaterialsDesk)],
        branch_lines: vec![Arc::new(lines::PlanLines)],
        started: vec![Arc::new(plan::remind::start)],
        moved: Some(plan::remind::moved),
        ..Module::default()
    }
}

fn navigation() -> Vec<NavEntry> {
    let entry = |label, href, permission, order| NavEntry {
        group: "nav-work",
        label,
        href,
        permission,
        order,
    };
    vec![
        entry("plan-nav", "/staff/plans", plan::pages::RESULTS, 20),
        entry("course-nav", "/staff/courses", material::pages::EDIT, 21),
        entry(
            "material-nav",
            "/staff/materials",
            material::pages::EDIT,
            22,
        ),
        entry("review-nav", "/staff/reviews", review_pages::REVIEW, 23),
    ]
}

fn member_routes() -> Routes {
    use course::{study_pages, unit_pages};
    let all = Access::SignedIn;
    Routes::new()
        .get("/study", all.clone(), study_pages::index)
        .get("/study/materials", all.clone(), reading_pages::index)
        .get(
            "/study/materials/{material}",
            all.clone(),
            reading_pages::show,
        )
        .post(
            "/study/materials/{material}/place",
            all.clone(),
            reading_pages::keep_place,
        )
        .get(
            "/study/materials/{material}/versions/{version}/pages/{page}",
            all.clone(),
            picture::page,
        )
        .get(
            "/study/materials/{material}/versions/{version}/file",
            all.clone(),
            picture::original,
        )
        .get("/study/courses/{course}", all.clone(), study_pages::show)
        .get(
            "/study/courses/{course}/units/{unit}",
            all.clone(),
            unit_pages::show,
        )
        .post(
            "/study/courses/{course}/units/{unit}/finish",
            all,
            progress::pages::finish,
        )
}

fn material_routes() -> Routes {
    use material::pages;
    let edit = || Access::Needs(pages::EDIT);
    let review = || Access::Needs(review_pages::REVIEW);
    let limit = UploadLimit::max(material::upload::MAX_UPLOAD + 64 * 1024);
    Routes::new()
        .get("/staff/materials", edit(), pages::index)
        .post(
            "/staff/materials",
            edit(),
            form_pages::create_written.layer(limit),
        )
        .get("/staff/materials/new", edit(), form_pages::new_form)
        .get("/staff/materials/upload", edit(), form_pages::upload_form)
        .post(
            "/staff/materials/upload",
            edit(),
            form_pages::create_uploaded.layer(limit),
        )
        .get("/staff/materials/{material}", edit(), pages::show)
        .get(
            "/staff/materials/{material}/edit",
            edit(),
            form_pages::edit_form,
        )
        .post(
            "/staff/materials/{material}/edit",
            edit(),
            form_pages::edit_written.layer(limit),
        )
        .post(
            "/staff/materials/{material}/submission",
            edit(),
            pages::submission,
        )
        .post(
            "/staff/materials/{material}/publication",
            edit(),
            pages::publication,
        )
        .post(
            "/staff/materials/{material}/withdrawal",
            edit(),
            pages::withdrawal,
        )
        .get(
            "/staff/materials/{material}/versions/{version}",
            edit(),
            pages::version,
        )
        .get(
            "/staff/materials/{material}/versions/{version}/review",
            review(),
            review_pages::form,
        )
        .post(
            "/staff/materials/{material}/versions/{version}/review",
            review(),
            review_pages::decide,
        )
        .get("/staff/reviews", review(), review_pages::index)
}

fn course_routes() -> Routes {
    use course::{pages, unit_form};
    let edit = || Access::Needs(material::pages::EDIT);
    Routes::new()
        .get("/staff/courses", edit(), pages::index)
        .post("/staff/courses", edit(), pages::create)
        .get("/staff/courses/new", edit(), pages::new_form)
        .get("/staff/courses/{course}", edit(), pages::show)
        .get("/staff/courses/{course}/edit", edit(), pages::edit_form)
        .post("/staff/courses/{course}/edit", edit(), pages::edit)
        .post(
            "/staff/courses/{course}/publication",
            edit(),
            pages::publication,
        )
        .post(
            "/staff/courses/{course}/withdrawal",
            edit(),
            pages::withdrawal,
        )
        .post(
            "/staff/courses/{course}/chapters",
            edit(),
            pages::add_chapter,
        )
        .post(
            "/staff/courses/{course}/chapters/{chapter}/position",
            edit(),
            pages::chapter_position,
        )
        .post(
            "/staff/courses/{course}/chapters/{chapter}/title",
            edit(),
            pages::chapter_title,
        )
        .post(
            "/staff/courses/{course}/chapters/{chapter}/removal",
            edit(),
            pages::chapter_removal,
        )
        .get(
            "/staff/courses/{course}/chapters/{chapter}/units/new",
            edit(),
            unit_form::new_form,
        )
        .post(
            "/staff/courses/{course}/chapters/{chapter}/units",
            edit(),
            unit_form::add,
        )
        .post(
            "/staff/courses/{course}/units/{unit}/position",
            edit(),
            unit_form::position,
        )
        .post(
            "/staff/courses/{course}/units/{unit}/removal",
            edit(),
            unit_form::removal,
        )
}

fn plan_routes() -> Routes {
    use plan::pages;
    Routes::new()
        .get("/staff/plans", Access::Needs(pages::RESULTS), pages::index)
        .post("/staff/plans", Access::Needs(pages::EDIT), pages::give)
        .get(
            "/staff/plans/new",
            Access::Needs(pages::EDIT),
            pages::new_form,
        )
        .get(
            "/staff/plans/{plan}",
            Access::Needs(pages::RESULTS),
            pages::show,
        )
        .post(
            "/staff/plans/{plan}/withdrawal",
            Access::Needs(pages::EDIT),
            pages::withdrawal,
        )
}
