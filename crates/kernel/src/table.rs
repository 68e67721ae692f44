//! What a table is: enough to make its DDL, its statements and its checks on any engine.

use crate::{Field, Kind, Measure, Privacy, Value};

/// A table, as `#[derive(Record)]` describes it.
#[derive(Debug)]
pub struct Table {
    /// Its name: the record's noun.
    pub name: &'static str,
    /// Its columns, in the order of the record's fields.
    pub columns: &'static [Column],
    /// How many of the leading columns make the key. The first of them is the locality.
    pub key_columns: usize,
    /// Whether rows are only ever added.
    pub append_only: bool,
    /// Which kind of data it holds, where a column does not say otherwise.
    pub privacy: Privacy,
    /// The positions of the columns that lead to whose its rows are, where they are somebody's.
    pub whose: &'static [usize],
    /// The name of the record's type: what an id in another table leads to.
    pub record: fn() -> &'static str,
    /// What further orders are kept.
    pub indexes: &'static [Index],
    /// What must hold of every row, in the kernel and in the database.
    pub checks: &'static [Check],
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name: the field's.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be empty.
    pub nullable: bool,
    /// What it measures.
    pub measure: Measure,
    /// Which kind of data it holds, if not that of its table.
    pub privacy: Option<Privacy>,
    /// The name of the type that it leads to; nothing of what is no id.
    pub leads_to: fn() -> Option<&'static str>,
}

/// A further order of a table, never unique: what must be unique is a key.
#[derive(Debug)]
pub struct Index {
    /// The positions of its columns.
    pub columns: &'static [usize],
}

/// A comparison that holds of every row; a row in which either side is empty passes, as in SQL.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// What stands on the left.
    pub left: Operand,
    /// How the two compare.
    pub comparison: Comparison,
    /// What stands on the right.
    pub right: Operand,
}

/// One side of a [`Check`].
#[derive(Clone, Copy, Debug)]
pub enum Operand {
    /// The column at this position.
    Column(usize),
    /// This integer.
    Int(i64),
}

/// How two integers compare.
#[derive(Clone, Copy, Debug)]
pub enum Comparison {
    /// Left is less.
    Less,
    /// Left is less or the same.
    AtMost,
    /// They are the same.
    Equal,
    /// They differ.
    Unequal,
    /// Left is the same or more.
    AtLeast,
    /// Left is more.
    More,
}

impl Comparison {
    /// Its sign in SQL.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::Unequal => "<>",
            Self::AtLeast => ">=",
            Self::More => ">",
        }
    }

    fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::Unequal => left != right,
            Self::AtLeast => left >= right,
            Self::More => left > right,
        }
    }
}

impl Operand {
    const fn behind(self, columns: usize) -> Self {
        match self {
            Self::Column(at) => Self::Column(at + columns),
            Self::Int(int) => Self::Int(int),
        }
    }

    fn of(&self, row: &[Value]) -> Option<i64> {
        match self {
            Self::Int(int) => Some(*int),
            Self::Column(at) => row.get(*at).and_then(|value| value.as_int().ok()),
        }
    }
}

impl Table {
    /// What is wrong with a row that is about to be written, if anything is.
    ///
    /// The database holds the same checks; this makes sure that it is never the first to find a fault.
    pub fn fault(&self, row: &[Value]) -> Option<String> {
        if row.len() != self.columns.len() {
            return Some(format!("{}: {} values for {} columns", self.name, row.len(), self.columns.len()));
        }
        let misfit = self.columns.iter().zip(row).find(|(column, value)| !column.takes(value));
        // The value itself stays out of the fault, which is logged: it may be personal.
        if let Some((column, _)) = misfit {
            return Some(format!("{}.{} cannot hold what it was given", self.name, column.name));
        }
        let broken = self.checks.iter().find(|check| !check.holds(row))?;
        Some(format!("{}: {} does not hold", self.name, broken.sql(self)))
    }
}

impl Column {
    /// The column of a field of this type.
    pub const fn of<T: Field>(name: &'static str) -> Self {
        let (kind, nullable, measure) = (T::KIND, T::NULLABLE, T::MEASURE);
        Self { name, kind, nullable, measure, privacy: None, leads_to: T::leads_to }
    }

    /// Where the column of this name is.
    ///
    /// # Panics
    /// At compile time, when there is none.
    #[doc(hidden)]
    #[expect(clippy::indexing_slicing, reason = "it runs while compiling, where a panic is an error")]
    pub const fn position(columns: &[Self], name: &str) -> usize {
        let mut at = 0;
        while !is_same(columns[at].name.as_bytes(), name.as_bytes()) {
            at += 1;
        }
        at
    }

    /// What columns hold, one after the other. Used where a view takes in a group of fields.
    ///
    /// # Panics
    /// At compile time, when there are not `N` in all.
    #[doc(hidden)]
    #[expect(clippy::indexing_slicing, reason = "it runs while compiling, where a panic is an error")]
    pub const fn kinds<const N: usize>(own: &[Kind], group: &[Self]) -> [Kind; N] {
        assert!(own.len() + group.len() == N);
        let mut all = [Kind::Int; N];
        let mut at = 0;
        while at < N {
            all[at] = if at < own.len() { own[at] } else { group[at - own.len()].kind };
            at += 1;
        }
        all
    }

    /// Columns one after the other. Used where a record takes in a group of fields.
    ///
    /// # Panics
    /// At compile time, when there are not `N` in all.
    #[doc(hidden)]
    #[expect(clippy::indexing_slicing, reason = "it runs while compiling, where a panic is an error")]
    pub const fn joined<const N: usize>(own: &[Self], group: &[Self]) -> [Self; N] {
        assert!(own.len() + group.len() == N);
        let mut all = [own[0]; N];
        let mut at = 0;
        while at < N {
            all[at] = if at < own.len() { own[at] } else { group[at - own.len()] };
            at += 1;
        }
        all
    }

    fn takes(&self, value: &Value) -> bool {
        match value {
            Value::Null => self.nullable,
            Value::Int(_) => self.kind == Kind::Int,
            Value::Id(_) => self.kind == Kind::Id,
            Value::Text(text) => self.kind == Kind::Text && !text.contains('\0'),
            Value::Bytes(_) => self.kind == Kind::Bytes,
        }
    }
}

#[expect(clippy::indexing_slicing, reason = "it runs while compiling, where a panic is an error")]
const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

impl Check {
    /// Checks of a record and of the group of fields that it takes in behind its own columns.
    ///
    /// # Panics
    /// At compile time, when there are not `N` in all.
    #[doc(hidden)]
    #[expect(clippy::indexing_slicing, reason = "it runs while compiling, where a panic is an error")]
    pub const fn joined<const N: usize>(own: &[Self], group: &[Self], columns: usize) -> [Self; N] {
        const NONE: Check =
            Check { left: Operand::Int(0), comparison: Comparison::Equal, right: Operand::Int(0) };
        assert!(own.len() + group.len() == N);
        let mut all = [NONE; N];
        let mut at = 0;
        while at < N {
            all[at] = if at < own.len() { own[at] } else { group[at - own.len()].behind(columns) };
            at += 1;
        }
        all
    }

    const fn behind(self, columns: usize) -> Self {
        Self {
            left: self.left.behind(columns),
            comparison: self.comparison,
            right: self.right.behind(columns),
        }
    }

    fn holds(&self, row: &[Value]) -> bool {
        match (self.left.of(row), self.right.of(row)) {
            (Some(left), Some(right)) => self.comparison.holds(left, right),
            _ => true,
        }
    }

    /// The check as SQL, the same on every engine.
    pub fn sql(&self, table: &Table) -> String {
        let side = |operand: &Operand| match operand {
            Operand::Int(int) => int.to_string(),
            Operand::Column(at) => table.columns.get(*at).map_or("?", |column| column.name).to_owned(),
        };
        format!("{} {} {}", side(&self.left), self.comparison.sign(), side(&self.right))
    }
}
