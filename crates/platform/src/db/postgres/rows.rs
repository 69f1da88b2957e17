//! Values on their way to PostgreSQL and back.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{Arguments as _, Column as _, Row as _, TypeInfo as _};

use crate::db::DbError;
use crate::db::bulk::InsertMany;
use crate::db::value::{Kind, Value};

pub(super) fn arguments(params: &[Value]) -> Result<PgArguments, DbError> {
    let mut arguments = PgArguments::default();
    for param in params {
        let added = match param {
            Value::Null(Kind::Int) => arguments.add(None::<i64>),
            Value::Null(Kind::Real) => arguments.add(None::<f64>),
            Value::Null(Kind::Text) => arguments.add(None::<String>),
            Value::Null(Kind::Bytes) => arguments.add(None::<Vec<u8>>),
            Value::Null(Kind::Id) => arguments.add(None::<uuid::Uuid>),
            Value::Int(n) => arguments.add(*n),
            Value::Real(n) => arguments.add(*n),
            Value::Text(text) => arguments.add(text.clone()),
            Value::Bytes(bytes) => arguments.add(bytes.clone()),
            Value::Id(id) => arguments.add(uuid::Uuid::from_bytes(*id)),
        };
        added.map_err(|error| DbError::Other(error.to_string()))?;
    }
    Ok(arguments)
}

pub(super) fn add_columns(
    arguments: &mut PgArguments,
    insert: &InsertMany,
    rows: &[Vec<Value>],
) -> Result<(), DbError> {
    insert
        .columns()
        .iter()
        .enumerate()
        .try_for_each(|(index, (_, kind))| {
            add_column(arguments, *kind, rows.iter().map(|row| row.get(index)))
        })
}

fn add_column<'r>(
    arguments: &mut PgArguments,
    kind: Kind,
    cells: impl Iterator<Item = Option<&'r Value>>,
) -> Result<(), DbError> {
    let cells: Vec<Option<&Value>> = cells
        .map(|cell| cell.filter(|value| !matches!(value, Value::Null(_))))
        .collect();
    let wrong = || DbError::decode("a value of the column's kind");
    let added = match kind {
        Kind::Int => {
            let column: Result<Vec<Option<i64>>, DbError> = cells
                .iter()
                .map(|cell| match cell {
                    None => Ok(None),
                    Some(Value::Int(n)) => Ok(Some(*n)),
                    Some(_) => Err(wrong()),
                })
                .collect();
            arguments.add(column?)
        }
        Kind::Real => {
            let column: Result<Vec<Option<f64>>, DbError> = cells
                .iter()
                .map(|cell| match cell {
                    None => Ok(None),
                    Some(Value::Real(n)) => Ok(Some(*n)),
                    Some(_) => Err(wrong()),
                })
                .collect();
            arguments.add(column?)
        }
        Kind::Text => {
            let column: Result<Vec<Option<String>>, DbError> = cells
                .iter()
                .map(|cell| match cell {
                    None => Ok(None),
                    Some(Value::Text(text)) => Ok(Some(text.clone())),
                    Some(_) => Err(wrong()),
                })
                .collect();
            arguments.add(column?)
        }
        Kind::Bytes => {
            let column: Result<Vec<Option<Vec<u8>>>, DbError> = cells
                .iter()
                .map(|cell| match cell {
                    None => Ok(None),
                    Some(Value::Bytes(bytes)) => Ok(Some(bytes.clone())),
                    Some(_) => Err(wrong()),
                })
                .collect();
            arguments.add(column?)
        }
        Kind::Id => {
            let column: Result<Vec<Option<uuid::Uuid>>, DbError> = cells
                .iter()
                .map(|cell| match cell {
                    None => Ok(None),
                    Some(Value::Id(id)) => Ok(Some(uuid::Uuid::from_bytes(*id))),
                    Some(_) => Err(wrong()),
                })
                .collect();
            arguments.add(column?)
        }
    };
    added.map_err(|error| DbError::Other(error.to_string()))
}

pub(super) fn values(row: &PgRow) -> Result<Vec<Value>, DbError> {
    row.columns()
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let cell = match column.type_info().name() {
                "INT8" => row
                    .try_get::<Option<i64>, _>(index)?
                    .map_or(Value::Null(Kind::Int), Value::Int),
                "INT4" => row
                    .try_get::<Option<i32>, _>(index)?
                    .map_or(Value::Null(Kind::Int), |n| Value::Int(i64::from(n))),
                "BOOL" => row
                    .try_get::<Option<bool>, _>(index)?
                    .map_or(Value::Null(Kind::Int), |b| Value::Int(i64::from(b))),
                "FLOAT8" => row
                    .try_get::<Option<f64>, _>(index)?
                    .map_or(Value::Null(Kind::Real), Value::Real),
                "TEXT" | "VARCHAR" | "NAME" => row
                    .try_get::<Option<String>, _>(index)?
                    .map_or(Value::Null(Kind::Text), Value::Text),
                "BYTEA" => row
                    .try_get::<Option<Vec<u8>>, _>(index)?
                    .map_or(Value::Null(Kind::Bytes), Value::Bytes),
                "UUID" => row
                    .try_get::<Option<uuid::Uuid>, _>(index)?
                    .map_or(Value::Null(Kind::Id), |id| Value::Id(id.into_bytes())),
                other => return Err(DbError::Decode(format!("a type the product uses: {other}"))),
            };
            Ok(cell)
        })
        .collect()
}
