//! The only place that knows the database. One code path for SQLite and PostgreSQL; a file per aggregate, entities private to it.
//!
//! Reading goes through [`Store::rows`], writing through a [`Transaction`]; both are bound to one business by its
//! [`BusinessScope`], so that another business's row can't be named. What belongs to no business (finding one by its number or
//! key, claiming jobs) is on [`Store`] itself.
//!
//! A look-up by a unique key asks for all rows and takes the first: a bound `LIMIT` makes SQLite prepare its statement anew at
//! every call.

pub mod alerts;
pub mod appointments;
pub mod bad_numbers;
pub mod businesses;
pub mod callbacks;
pub mod calls;
pub mod consents;
pub mod conversations;
pub mod customers;
pub mod dead_letters;
pub mod jobs;
pub mod keys;
pub mod limits;
pub mod messages;
mod migrations;
pub mod notices;
pub mod outbox;
pub mod outreach;
pub mod reminders;
pub mod technicians;
pub mod turns;
pub mod voicemails;

use crate::domain::business::BusinessScope;
use jiff::Timestamp;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use sqlx::Connection as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What can go wrong with the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It did not answer, or not in time.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A row with that key is there already.
    #[error("a row with that key exists already")]
    Exists,
    /// It refused a statement, or a stored value can't be read.
    #[error("the database: {0}")]
    Broken(String),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))) {
            return Self::Exists;
        }
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error.to_string()),
            other => Self::Broken(other.to_string()),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(format!("a stored value can't be read: {error}"))
    }
}

/// How many connections read at the same time on SQLite; writing has one of its own.
const SQLITE_READERS: u32 = 4;
/// Connections of one process to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;
/// A connection that rested for longer than this is asked whether it is still there: after the server was gone, all of them are
/// dead, and each would cost somebody an apology.
const SURELY_ALIVE: Duration = Duration::from_millis(50);
/// How long a turn waits for the database before the caller hears an apology; carriers wait 15 seconds.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// Any number, the same in every copy: the lock under which copies migrate one after the other.
const MIGRATION_LOCK: i64 = 7_306_001;

/// A handle on the database, cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    /// SQLite has one writer. Waiting here is fair and costs nothing; waiting inside SQLite is polling.
    gate: Option<Arc<Semaphore>>,
}

impl Store {
    /// Opens the database named by a URL (`sqlite://path` or `postgres://…`). A SQLite file and its folder are made where missing.
    ///
    /// # Errors
    /// Where it can't be opened, with the database's own words.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            return Self::open_sqlite(path).await;
        }
        let mut options = ConnectOptions::new(url);
        options.max_connections(POSTGRES_CONNECTIONS).sqlx_logging(false).acquire_timeout(ACQUIRE_TIMEOUT).test_before_acquire(false);
        options.map_sqlx_postgres_before_acquire(|connection, meta| {
            Box::pin(async move { Ok(meta.idle_for < SURELY_ALIVE || connection.ping().await.is_ok()) })
        });
        let connection = Database::connect(options).await?;
        Ok(Self { reader: connection.clone(), writer: connection, gate: None })
    }

    async fn open_sqlite(path: &str) -> Result<Self, StoreError> {
        let file = path.split('?').next().unwrap_or(path);
        if let Some(folder) = std::path::Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::Unavailable(format!("{}: {error}", folder.display())))?;
        }
        let connect = |connections: u32| {
            let mut options = ConnectOptions::new(format!("sqlite://{file}?mode=rwc"));
            options.max_connections(connections).sqlx_logging(false).acquire_timeout(ACQUIRE_TIMEOUT).test_before_acquire(false);
            options.map_sqlx_sqlite_opts(|sqlite| {
                sqlite
                    .pragma("journal_mode", "WAL")
                    .pragma("synchronous", "FULL")
                    .busy_timeout(ACQUIRE_TIMEOUT)
                    .foreign_keys(true)
                    .statement_cache_capacity(200)
            });
            options
        };
        let writer = Database::connect(connect(1)).await?;
        let reader = Database::connect(connect(SQLITE_READERS)).await?;
        Ok(Self { reader, writer, gate: Some(Arc::new(Semaphore::new(1))) })
    }

    /// Brings the schema up to date. Safe when several copies start at once on an empty database.
    ///
    /// # Errors
    /// Where a migration fails; nothing of it is kept then.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let transaction = self.begin_raw().await?;
        if self.is_postgres() {
            transaction.0.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        }
        migrations::Migrator::up(&transaction.0, None).await?;
        transaction.0.commit().await?;
        Ok(())
    }

    /// Whether the database answers and has the schema that this program needs.
    ///
    /// # Errors
    /// Where it does not answer.
    pub async fn is_ready(&self) -> Result<bool, StoreError> {
        let rows = self.reader.query_all_raw(self.statement("SELECT version FROM seaql_migrations")).await?;
        Ok(rows.len() >= migrations::Migrator::migrations().len())
    }

    /// True on PostgreSQL, false on SQLite.
    pub fn is_postgres(&self) -> bool {
        self.reader.get_database_backend() == DbBackend::Postgres
    }

    /// Reads the rows of one business.
    pub fn rows<'a>(&'a self, scope: &'a BusinessScope) -> Rows<'a> {
        Rows { on: DatabaseExecutor::from(&self.reader), scope }
    }

    /// Begins a transaction on the rows of one business. On SQLite it is the writer from here on; on PostgreSQL the caller
    /// writes the row that guards what it is about to read, before it reads.
    ///
    /// # Errors
    /// Where no connection is free in time.
    pub async fn begin(&self, scope: &BusinessScope) -> Result<Transaction, StoreError> {
        let (transaction, permit) = self.begin_raw().await?;
        Ok(Transaction { inner: transaction, scope: scope.clone(), _permit: permit })
    }

    async fn begin_raw(&self) -> Result<(DatabaseTransaction, Option<OwnedSemaphorePermit>), StoreError> {
        let permit = match &self.gate {
            None => None,
            Some(gate) => {
                let waiting = tokio::time::timeout(ACQUIRE_TIMEOUT, gate.clone().acquire_owned());
                Some(waiting.await.ok().and_then(Result::ok).ok_or_else(|| StoreError::Unavailable("the writer is busy".to_owned()))?)
            }
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: permit.is_some().then_some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok((self.writer.begin_with_options(options).await?, permit))
    }

    fn statement(&self, sql: &str) -> sea_orm::Statement {
        sea_orm::Statement::from_string(self.reader.get_database_backend(), sql)
    }
}

/// The rows of one business, to be read, or written inside a [`Transaction`].
pub struct Rows<'a> {
    on: DatabaseExecutor<'a>,
    scope: &'a BusinessScope,
}

impl Rows<'_> {
    fn business(&self) -> &str {
        self.scope.id().as_str()
    }
}

/// A transaction on the rows of one business. Dropped without [`Transaction::commit`], nothing of it is kept.
pub struct Transaction {
    inner: DatabaseTransaction,
    scope: BusinessScope,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Transaction {
    /// The rows, with what this transaction has written so far.
    pub fn rows(&self) -> Rows<'_> {
        Rows { on: DatabaseExecutor::from(&self.inner), scope: &self.scope }
    }

    /// Keeps everything, on disk.
    ///
    /// # Errors
    /// Where the database could not keep it.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.inner.commit().await?)
    }
}

fn instant(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// One page of a list: newest or nearest first, after an item's id.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// At most this many.
    pub limit: u64,
    /// After the item with this id and time in milliseconds.
    pub after: Option<(i64, uuid::Uuid)>,
}
