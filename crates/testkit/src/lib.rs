//! What tests stand on: a database on each engine.
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

pub mod app;
#[cfg(feature = "city")]
pub mod city;
pub mod databases;

pub use app::{Client, Reply, TestApp, each_app, monday_morning};
#[cfg(feature = "city")]
pub use city::City;
pub use databases::each_db;

/// Waits until something holds that is done in the background.
///
/// # Panics
/// When it does not hold within 20 seconds.
pub async fn until(holds: impl AsyncFn() -> bool) {
    let waited = async {
        while !holds().await {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), waited)
        .await
        .expect("it comes to hold");
}
