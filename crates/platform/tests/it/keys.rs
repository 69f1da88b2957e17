//! A database and its keys belong together.

use platform::crypto::{KeyError, Keys, keys_for};
use testkit::each_db;

#[tokio::test]
async fn a_new_database_gets_keys_and_knows_them_again() {
    each_db(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        let made = keys_for(&db, &keys).await.unwrap();
        let again = keys_for(&db, &keys).await.unwrap();
        assert_eq!(made.fingerprints(), again.fingerprints());
    })
    .await;
}

#[tokio::test]
async fn a_database_whose_keys_are_gone_is_refused() {
    each_db(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        keys_for(&db, &keys).await.unwrap();
        std::fs::remove_dir_all(&keys).unwrap();
        let refused = keys_for(&db, &keys).await.unwrap_err();
        assert!(matches!(refused, KeyError::Missing { .. }), "{refused}");
        assert!(refused.to_string().contains("recovery sheet"), "{refused}");
        assert!(!keys.exists(), "no new keys may hide the loss");
    })
    .await;
}

#[tokio::test]
async fn the_keys_of_another_city_are_refused() {
    each_db(async |db| {
        let folder = tempfile::tempdir().unwrap();
        keys_for(&db, &folder.path().join("keys")).await.unwrap();
        let other = folder.path().join("other");
        Keys::create(&other).unwrap();
        let refused = keys_for(&db, &other).await.unwrap_err();
        assert!(matches!(refused, KeyError::Other { .. }), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn a_new_sealing_key_is_remembered_and_then_needed() {
    each_db(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let mut keys = keys_for(&db, folder.path()).await.unwrap();
        keys.rotate(folder.path()).unwrap();
        keys_for(&db, folder.path()).await.unwrap();
        std::fs::remove_file(folder.path().join("seal-2.key")).unwrap();
        let refused = keys_for(&db, folder.path()).await.unwrap_err();
        assert!(matches!(refused, KeyError::Missing { .. }), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn a_sheet_opens_the_database_again() {
    each_db(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let sheet = keys_for(&db, &folder.path().join("keys"))
            .await
            .unwrap()
            .recovery_sheet();
        let restored = folder.path().join("restored");
        Keys::restore(&sheet, &restored).unwrap();
        keys_for(&db, &restored).await.unwrap();
    })
    .await;
}
