//! The two catalogues say the same: columns, kinds, nulls, keys, references.

use std::collections::BTreeSet;

use platform::db::{Db, Sql};
use platform::params;
use testkit::databases::Database;

/// Columns that PostgreSQL numbers by identity and SQLite by a trigger after the insert, so
/// that they are NULL for a moment there.
const NUMBERED: [(&str, &str); 3] = [("person", "no"), ("org", "no"), ("audit", "seq")];

/// One column: table, name, kind, whether it may be NULL.
type Column = (String, String, String, i64);
/// One index: table, columns in order, whether it is unique, whether it is partial.
type Index = (String, String, i64, i64);
/// One reference: table, column, to which table.
type Reference = (String, String, String);

async fn rows<T>(db: &Db, sql: &'static Sql) -> BTreeSet<T>
where
    T: platform::db::FromRow + Ord + Send + 'static,
{
    let found: Vec<T> = db
        .read("catalogue", move |tx| Ok(tx.all(sql, params![])?))
        .await
        .unwrap();
    assert!(found.len() > 5, "the catalogue was not read");
    found.into_iter().collect()
}

static SQLITE_COLUMNS: Sql = Sql::new(
    "SELECT t.name, c.name, c.type, CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 0 ELSE 1 END
     FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%_last'
       AND t.name <> 'schema_version'",
);
static POSTGRES_COLUMNS: Sql = Sql::new(
    "SELECT table_name::text, column_name::text, data_type::text,
            CASE WHEN is_nullable = 'YES' THEN 1::bigint ELSE 0::bigint END
     FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> 'schema_version'",
);
static SQLITE_INDEXES: Sql = Sql::new(
    "SELECT t.name, (SELECT group_concat(name, ',') FROM
                       (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)),
            i.\"unique\", i.partial
     FROM sqlite_master AS t JOIN pragma_index_list(t.name) AS i
     WHERE t.type = 'table' AND t.name NOT LIKE '%_last' AND t.name <> 'schema_version'
     UNION
     SELECT t.name, c.name, 1, 0
     FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%_last'
       AND t.name <> 'schema_version' AND c.pk = 1 AND c.type = 'INTEGER'
       AND (SELECT COUNT(*) FROM pragma_table_info(t.name) WHERE pk > 0) = 1",
);
static POSTGRES_INDEXES: Sql = Sql::new(
    "SELECT t.relname::text,
            (SELECT string_agg(a.attname::text, ',' ORDER BY k.place)
             FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (number, place)
             JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.number),
            i.indisunique::int::bigint, (i.indpred IS NOT NULL)::int::bigint
     FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid
     JOIN pg_namespace AS n ON n.oid = t.relnamespace
     WHERE n.nspname = 'public' AND t.relname <> 'schema_version'",
);
static SQLITE_REFERENCES: Sql = Sql::new(
    "SELECT t.name, f.\"from\", f.\"table\"
     FROM sqlite_master AS t JOIN pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table'",
);
static POSTGRES_REFERENCES: Sql = Sql::new(
    "SELECT t.relname::text, a.attname::text, p.relname::text
     FROM pg_constraint AS c
     JOIN pg_class AS t ON t.oid = c.conrelid JOIN pg_class AS p ON p.oid = c.confrelid
     CROSS JOIN LATERAL unnest(c.conkey) AS k (number)
     JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.number
     WHERE c.contype = 'f'",
);
static COLLATIONS: Sql = Sql::new(
    "SELECT table_name || '.' || column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'text' AND table_name <> 'schema_version'
       AND collation_name IS DISTINCT FROM 'C'",
);
static LOOSE_TABLES: Sql = Sql::new(
    "SELECT name FROM pragma_table_list
     WHERE schema = 'main' AND type = 'table' AND strict = 0
       AND name NOT LIKE 'sqlite_%' AND name <> 'schema_version'",
);

/// What a PostgreSQL kind is called on SQLite.
fn as_sqlite(kind: &str) -> &str {
    match kind {
        "bigint" => "INTEGER",
        "text" => "TEXT",
        "uuid" | "bytea" => "BLOB",
        "double precision" => "REAL",
        other => other,
    }
}

fn same<T: Ord + std::fmt::Debug>(what: &str, sqlite: &BTreeSet<T>, postgres: &BTreeSet<T>) {
    let only_sqlite: Vec<&T> = sqlite.difference(postgres).collect();
    let only_postgres: Vec<&T> = postgres.difference(sqlite).collect();
    assert!(
        only_sqlite.is_empty() && only_postgres.is_empty(),
        "{what}: only on SQLite {only_sqlite:#?}, only on PostgreSQL {only_postgres:#?}"
    );
}

#[tokio::test]
async fn the_two_catalogues_say_the_same() {
    let (sqlite, postgres) = (Database::sqlite().await, Database::postgres().await);
    let columns: BTreeSet<Column> = rows(&postgres.db, &POSTGRES_COLUMNS)
        .await
        .into_iter()
        .map(|(table, name, kind, null): Column| {
            let numbered = NUMBERED.contains(&(table.as_str(), name.as_str()));
            (
                table,
                name,
                as_sqlite(&kind).to_owned(),
                if numbered { 1 } else { null },
            )
        })
        .collect();
    same(
        "columns",
        &rows(&sqlite.db, &SQLITE_COLUMNS).await,
        &columns,
    );
    let indexes: BTreeSet<Index> = rows(&postgres.db, &POSTGRES_INDEXES).await;
    same(
        "indexes",
        &rows(&sqlite.db, &SQLITE_INDEXES).await,
        &indexes,
    );
    let references: BTreeSet<Reference> = rows(&postgres.db, &POSTGRES_REFERENCES).await;
    same(
        "references",
        &rows(&sqlite.db, &SQLITE_REFERENCES).await,
        &references,
    );
    sqlite.remove().await;
    postgres.remove().await;
}

#[tokio::test]
async fn text_sorts_by_bytes_and_tables_are_strict() {
    let (sqlite, postgres) = (Database::sqlite().await, Database::postgres().await);
    let sorted: Vec<(String,)> = postgres
        .db
        .read("collations", |tx| Ok(tx.all(&COLLATIONS, params![])?))
        .await
        .unwrap();
    assert!(sorted.is_empty(), "without COLLATE \"C\": {sorted:?}");
    let loose: Vec<(String,)> = sqlite
        .db
        .read("strict", |tx| Ok(tx.all(&LOOSE_TABLES, params![])?))
        .await
        .unwrap();
    assert!(loose.is_empty(), "not STRICT: {loose:?}");
    sqlite.remove().await;
    postgres.remove().await;
}
