//! A database for one story.

use sea_orm::{ConnectionTrait, TransactionTrait};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A database that is there for one story and gone afterwards.
pub struct Database {
    url: String,
    folder: Option<TempDir>,
    server: Option<(String, String)>,
}

impl Database {
    /// A SQLite file.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { url: format!("sqlite://{}/frontdesk.db", folder.path().display()), folder: Some(folder), server: None }
    }

    /// A database on the PostgreSQL server that `TEST_DATABASE_URL` names; none where it is not set.
    #[expect(
        clippy::disallowed_methods,
        clippy::print_stderr,
        reason = "the environment tells where PostgreSQL is; a test that is skipped says so"
    )]
    pub async fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
            eprintln!("skipped on PostgreSQL: TEST_DATABASE_URL is not set (`make test` sets it)");
            return None;
        };
        let name = format!("story_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
        tell(&server, &format!("CREATE DATABASE {name}")).await;
        let (base, query) = server.split_once('?').map_or((server.as_str(), String::new()), |(base, query)| (base, format!("?{query}")));
        let place = base.rsplit_once('/').filter(|(before, _)| !before.ends_with('/')).map_or(base, |(before, _)| before);
        Some(Self { url: format!("{place}/{name}{query}"), folder: None, server: Some((server, name)) })
    }

    /// A database that another story's end removes.
    pub fn shared(url: &str) -> Self {
        Self { url: url.to_owned(), folder: None, server: None }
    }

    /// Its URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Removes it.
    pub async fn remove(self) {
        if let Some((server, name)) = self.server {
            tell(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
        drop(self.folder);
    }
}

impl Database {
    /// Ends every connection to it and lets nobody in.
    pub async fn lock_out(&self) {
        let (server, name) = self.server.as_ref().expect("a database on a server");
        tell(server, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
        tell(server, &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")).await;
    }

    /// Lets everybody in again.
    pub async fn let_in(&self) {
        let (server, name) = self.server.as_ref().expect("a database on a server");
        tell(server, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await;
    }

    /// Holds a SQLite file's write lock.
    pub async fn hold(&self) -> Hold {
        let connection = sea_orm::Database::connect(&self.url).await.expect("the file");
        let transaction = connection.begin_with_options(immediate()).await.expect("the write lock");
        Hold { transaction }
    }
}

/// A write lock that is held.
pub struct Hold {
    transaction: sea_orm::DatabaseTransaction,
}

impl Hold {
    /// Lets it go.
    pub async fn release(self) {
        self.transaction.rollback().await.expect("a lock that can be let go");
    }
}

fn immediate() -> sea_orm::TransactionOptions {
    sea_orm::TransactionOptions { sqlite_transaction_mode: Some(sea_orm::SqliteTransactionMode::Immediate), ..Default::default() }
}

async fn tell(server: &str, statement: &str) {
    let connection = sea_orm::Database::connect(server).await.expect("the server of TEST_DATABASE_URL");
    connection.execute_unprepared(statement).await.expect("a statement that is taken");
    connection.close().await.expect("a connection that closes");
}
