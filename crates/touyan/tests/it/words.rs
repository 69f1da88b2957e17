//! What only the whole binary knows: every kind of job that a room does has words for the operator.

use platform::auth::ops::job_words::is_named;
use testkit::each_app;

#[tokio::test]
async fn every_kind_of_job_is_called_something_in_both_languages() {
    each_app(touyan::wire::modules, async |app| {
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
    })
    .await;
}
