//! Where a measured service keeps its rows: a new file, or a new database on a server that is thrown away.

use super::Outcome;
use super::machine;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tempfile::TempDir;

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// An empty database of our own.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) engine: Engine,
    pub(crate) url: String,
    /// Holds the SQLite file, and what the service logs.
    pub(crate) folder: TempDir,
    /// The server's first process, parent of all its others; known where it runs on this machine.
    pub(crate) postmaster: Option<u32>,
    server: Option<(DatabaseConnection, String)>,
}

impl Database {
    /// Makes one: a file, or, with a server's URL, a database on that server.
    pub(crate) async fn make(server_url: Option<&str>) -> Outcome<Self> {
        // Beside the build, not in /tmp, which may be memory: an fsync must cost what it costs.
        let folder = tempfile::Builder::new().prefix("load-").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        let Some(server_url) = server_url else {
            let url = format!("sqlite://{}/frontdesk.db", folder.path().display());
            return Ok(Self { engine: Engine::Sqlite, url, folder, postmaster: None, server: None });
        };
        let unique = folder.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let name = format!("bench_{}", unique.trim_start_matches("load-").to_lowercase());
        let server = sea_orm::Database::connect(server_url).await.map_err(|error| format!("BENCH_DATABASE_URL: {error}"))?;
        server.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        let postmaster = postmaster(&server).await?;
        let url = with_database(server_url, &name)?;
        Ok(Self { engine: Engine::Postgres, url, folder, postmaster, server: Some((server, name)) })
    }

    /// Connects to it.
    pub(crate) async fn connect(&self) -> Outcome<DatabaseConnection> {
        let mut options = sea_orm::ConnectOptions::new(&self.url);
        options.max_connections(1).sqlx_logging(false);
        Ok(sea_orm::Database::connect(options).await?)
    }

    /// Leaves nothing behind.
    pub(crate) async fn remove(self) -> Outcome<()> {
        if let Some((server, name)) = &self.server {
            server.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await?;
        }
        Ok(())
    }
}

async fn postmaster(server: &DatabaseConnection) -> Outcome<Option<u32>> {
    let query = Statement::from_string(
        server.get_database_backend(),
        "SELECT pg_backend_pid() AS process, inet_server_addr() IS NULL OR inet_server_addr() <<= '127.0.0.0/8' AS near",
    );
    let Some(row) = server.query_one_raw(query).await? else { return Ok(None) };
    let process: i32 = row.try_get("", "process")?;
    let is_near: bool = row.try_get("", "near")?;
    Ok(u32::try_from(process).ok().filter(|_| is_near).and_then(machine::parent))
}

/// The same server, another database.
fn with_database(url: &str, name: &str) -> Outcome<String> {
    let (address, options) = url.split_once('?').map_or((url, String::new()), |(address, options)| (address, format!("?{options}")));
    let slash =
        address.rfind('/').filter(|at| *at > "postgres://".len()).ok_or("BENCH_DATABASE_URL has no database after the server's name")?;
    Ok(format!("{}/{name}{options}", &address[..slash]))
}
