//! What only the whole binary knows: every kind of job that a room does has words for the operator.

use platform::auth::ops::job_words::is_named;
use testkit::TestApp;
use testkit::databases::Database;

#[tokio::test]
async fn every_kind_of_job_is_called_something_in_both_languages() {
    let database = Database::sqlite().await;
    let app = TestApp::new(database.db.clone(), touyan::wire::modules());
    let hooks = touyan::wire::modules()
        .into_iter()
        .flat_map(|room| room.jobs);
    let kinds: Vec<&str> = hooks.map(|make| make(app.app.clone()).kind()).collect();
    assert!(!kinds.is_empty(), "nobody does any job");
    for kind in kinds {
        assert!(
            is_named(kind),
            "{kind} has no job-kind-… in locales/*/auth.ftl"
        );
    }
}
