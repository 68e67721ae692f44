//! Values on their way to and from PostgreSQL.

use crate::engine::EngineFault;
use bytes::{BufMut, BytesMut};
use kernel::{Kind, Row, Value};
use std::error::Error;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

type AnyError = Box<dyn Error + Sync + Send>;

/// A value, or a version, on its way into a statement.
#[derive(Clone, Copy)]
pub(crate) enum Sent<'a> {
    Value(&'a Value),
    Version(i64),
}

/// The rows for one statement, turned into one array a column.
pub(crate) struct Columns<'a> {
    columns: Vec<Vec<Sent<'a>>>,
    /// The market areas that the rows are of, each once; none for a statement that looks for no rows.
    areas: Option<Vec<i64>>,
}

struct Received(Value);

impl<'a> Columns<'a> {
    pub(crate) fn new(width: usize, looks: bool) -> Self {
        Self { columns: (0..width).map(|_| Vec::new()).collect(), areas: looks.then(Vec::new) }
    }

    pub(crate) fn push(&mut self, row: impl Iterator<Item = Sent<'a>>) {
        for (at, (column, value)) in self.columns.iter_mut().zip(row).enumerate() {
            if let (0, Some(areas), Sent::Value(Value::Int(area))) = (at, &mut self.areas, value)
                && !areas.contains(area)
            {
                areas.push(*area);
            }
            column.push(value);
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    pub(crate) fn params(&self) -> Vec<&(dyn ToSql + Sync)> {
        let columns = self.columns.iter().map(|column| -> &(dyn ToSql + Sync) { column });
        let areas = self.areas.iter().map(|areas| -> &(dyn ToSql + Sync) { areas });
        columns.chain(areas).collect()
    }
}

/// The row of a query.
pub(crate) fn values(row: &tokio_postgres::Row, kinds: &[Kind]) -> Result<Row, EngineFault> {
    kinds.iter().enumerate().map(|(at, kind)| value(row, at, *kind)).collect()
}

/// The value of a column that is declared to hold a kind.
pub(crate) fn value(row: &tokio_postgres::Row, at: usize, kind: Kind) -> Result<Value, EngineFault> {
    let Received(value) = row.try_get::<_, Option<Received>>(at)?.unwrap_or(Received(Value::Null));
    let fits = match &value {
        Value::Null => true,
        Value::Int(_) => kind == Kind::Int,
        Value::Id(_) => kind == Kind::Id,
        Value::Text(_) => kind == Kind::Text,
        Value::Bytes(_) => kind == Kind::Bytes,
    };
    if fits { Ok(value) } else { Err(EngineFault::Rejected(format!("column {at} is not of kind {kind:?}"))) }
}

impl<'a> FromSql<'a> for Received {
    fn from_sql(found: &Type, raw: &'a [u8]) -> Result<Self, AnyError> {
        Ok(Self(match *found {
            Type::INT8 => Value::Int(i64::from_sql(found, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(found, raw)?.into()),
            Type::INT2 => Value::Int(i16::from_sql(found, raw)?.into()),
            Type::BOOL => Value::Int(bool::from_sql(found, raw)?.into()),
            Type::UUID => Value::Id(u128::from_be_bytes(raw.try_into()?)),
            Type::BYTEA => Value::Bytes(raw.into()),
            _ => Value::Text(<&str>::from_sql(found, raw)?.into()),
        }))
    }

    fn accepts(found: &Type) -> bool {
        let known = [Type::INT8, Type::INT4, Type::INT2, Type::BOOL, Type::UUID, Type::BYTEA];
        known.contains(found) || <&str as FromSql>::accepts(found)
    }
}

impl ToSql for Sent<'_> {
    fn to_sql(&self, wanted: &Type, out: &mut BytesMut) -> Result<IsNull, AnyError> {
        match self {
            Self::Version(version) => version.to_sql(wanted, out),
            Self::Value(Value::Null) => Ok(IsNull::Yes),
            Self::Value(Value::Int(int)) => match *wanted {
                Type::INT8 => int.to_sql(wanted, out),
                Type::INT4 => i32::try_from(*int)?.to_sql(wanted, out),
                Type::BOOL => (*int != 0).to_sql(wanted, out),
                _ => Err(format!("an integer where {wanted} is wanted").into()),
            },
            Self::Value(Value::Id(bits)) if *wanted == Type::UUID => {
                out.put_u128(*bits);
                Ok(IsNull::No)
            }
            Self::Value(Value::Id(_)) => Err(format!("an id where {wanted} is wanted").into()),
            Self::Value(Value::Text(text)) if <&str as ToSql>::accepts(wanted) => {
                text.as_ref().to_sql(wanted, out)
            }
            Self::Value(Value::Text(_)) => Err(format!("text where {wanted} is wanted").into()),
            Self::Value(Value::Bytes(bytes)) if *wanted == Type::BYTEA => bytes.as_ref().to_sql(wanted, out),
            Self::Value(Value::Bytes(_)) => Err(format!("bytes where {wanted} is wanted").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// Says nothing of the value: drivers may log their parameters.
impl std::fmt::Debug for Sent<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}
