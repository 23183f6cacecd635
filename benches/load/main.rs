//! A load driver of our own: plays whole signed calls, texts and chats against the release binary and prints what they cost.
//!
//! `make bench` runs it on both databases; `docs/PERFORMANCE.md` explains the figures.

#![expect(clippy::print_stdout, reason = "a table on standard output is what this program is for")]
#![expect(clippy::unchecked_time_subtraction, reason = "an instant is never subtracted from an earlier one here")]

mod customer;
mod database;
mod drive;
mod history;
mod machine;
mod service;
mod table;

use clap::Parser;
use database::Database;
use drive::{By, Load, Played, Stage, Until, ask_health};
use history::Stored;
use serde_json::json;
use service::{Reachable, Service};
use std::process::ExitCode;
use std::time::Duration;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Plays calls, texts and chats against the release binary and prints what they cost. Measures SQLite, and PostgreSQL where
/// BENCH_DATABASE_URL names a server that may be filled.
#[derive(Clone, Debug, Parser)]
struct Arguments {
    /// How many customers talk at once.
    #[arg(long, default_value_t = 16)]
    customers: usize,
    /// How many calls each of them makes, thinking a second between turns.
    #[arg(long, default_value_t = 4)]
    calls: usize,
    /// How long each measurement without thinking lasts, in seconds.
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// How many technicians each business has.
    #[arg(long, default_value_t = 3)]
    technicians: usize,
    /// How many messages the large database holds; 0 leaves that part out.
    #[arg(long, default_value_t = 1_000_000)]
    messages: i64,
    /// How many appointments the large database holds.
    #[arg(long, default_value_t = 100_000)]
    appointments: i64,
    /// Only the comparison with the large database.
    #[arg(long)]
    only_large: bool,
    /// Leaves SQLite out.
    #[arg(long)]
    no_sqlite: bool,
    /// Cargo says so.
    #[arg(long, hide = true)]
    bench: bool,
}

/// Enough businesses that the 240 windows of each don't run out.
const BUSINESSES: usize = 64;
/// The busiest of those that share a long history has as many visits a day as need this many technicians.
const TECHNICIANS_OF_THE_FIRST: usize = 12;
/// The small database of the comparison.
const FEW_MESSAGES: i64 = 1_000;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // The simulator's client speaks TLS too; the first provider that is installed is the one in use.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // One thread: the driver shares the machine with what it measures.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    match runtime.block_on(run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error.to_string()),
    }
}

fn failed(why: &str) -> ExitCode {
    println!("could not measure: {why}");
    ExitCode::FAILURE
}

async fn run(arguments: &Arguments) -> Outcome<()> {
    // scripts/with-postgres tells the tests and us by the same name.
    let named = ["BENCH_DATABASE_URL", "TEST_DATABASE_URL"].into_iter().find_map(std::env::var_os);
    let server = named.and_then(|url| url.into_string().ok()).filter(|url| !url.is_empty());
    println!("{} at once. CPU: the service's user and system time for each turn, with the jobs that it leaves.", arguments.customers);
    println!("DB CPU: the same of all processes of PostgreSQL. Driver: what this program takes for itself, of the same machine.");
    let servers = [(!arguments.no_sqlite).then_some(None), server.as_deref().map(Some)];
    for server in servers.into_iter().flatten() {
        let paced = if arguments.only_large { None } else { Some(measure(arguments, server).await?) };
        let ratio = if arguments.messages > 0 { Some(compare(arguments, server).await?) } else { None };
        report(server.is_none(), paced.as_ref(), ratio.as_ref());
    }
    if server.is_none() {
        println!("\nBENCH_DATABASE_URL names no server: PostgreSQL was not measured.");
    }
    Ok(())
}

/// What the targets are about.
struct Figures {
    ready: f64,
    idle_megabytes: f64,
    paced: Played,
}

/// Every kind of conversation on a database that begins empty.
async fn measure(arguments: &Arguments, server: Option<&str>) -> Outcome<Figures> {
    let database = Database::make(server).await?;
    table::print_head(database.engine.name());
    let first = Service::start(&database).await?;
    let fresh = first.ready_after;
    let businesses = take_on(&first, BUSINESSES, arguments.technicians).await?;
    drop(first);
    let service = Service::start(&database).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let idle = service.memory()?;
    let lasts = Duration::from_secs(arguments.seconds);
    table::print_line("/healthz, the floor", &ask_health(&service, arguments.customers, lasts / 4).await?);
    let stage = Stage { service: &service, businesses: &businesses, first_is_every: 0 };
    let load = |by, thinks, until| Load { by, customers: arguments.customers, thinks, until };
    // Caches fill, pages are mapped, statements are prepared.
    stage.play(load(By::Call, Duration::from_millis(20), Until::Conversations(2))).await?;
    let paced = stage.play(load(By::Call, Duration::from_secs(1), Until::Conversations(arguments.calls))).await?;
    table::print_line("calls, a second between turns", &paced);
    for (by, name) in [(By::Call, "calls, no pause"), (By::Text, "texts, no pause"), (By::Chat, "chats, no pause")] {
        let played = stage.play(load(by, Duration::ZERO, Until::Elapsed(lasts))).await?;
        table::print_line(name, &played);
    }
    let after = service.memory()?;
    let restarted = service.ready_after;
    println!(
        "ready after {:.0} ms on an empty database, {:.0} ms later; resident {:.1} MB idle, {:.1} MB after the load, {:.1} MB at most",
        fresh.as_secs_f64() * 1e3,
        restarted.as_secs_f64() * 1e3,
        idle.now,
        after.now,
        after.most
    );
    drop(service);
    database.remove().await?;
    if paced.booked == 0 {
        return Err("no call was booked".into());
    }
    Ok(Figures { ready: fresh.max(restarted).as_secs_f64(), idle_megabytes: idle.now, paced })
}

/// The same calls on a small and on a large database, by turns, so that whatever else the machine does falls on both.
async fn compare(arguments: &Arguments, server: Option<&str>) -> Outcome<(Played, Played)> {
    println!("making a database with {} messages and {} visits ...", arguments.messages, arguments.appointments);
    let (small, small_businesses) = with_history(arguments, server, None).await?;
    let wanted = Stored { messages: arguments.messages, appointments: arguments.appointments };
    let (large, large_businesses) = with_history(arguments, server, Some(wanted)).await?;
    let (few, many) = (history::stored(&small).await?, history::stored(&large).await?);
    let (on_small, on_large) = (Service::start(&small).await?, Service::start(&large).await?);
    let small_stage = Stage { service: &on_small, businesses: &small_businesses, first_is_every: 5 };
    let large_stage = Stage { service: &on_large, businesses: &large_businesses, first_is_every: 5 };
    let load = Load { by: By::Call, customers: arguments.customers, thinks: Duration::from_millis(100), until: Until::Conversations(2) };
    let (mut of_small, mut of_large) = (Played::default(), Played::default());
    for round in 0..7 {
        let (played_small, played_large) = (small_stage.play(load).await?, large_stage.play(load).await?);
        // The first round fills the caches.
        if round > 0 {
            of_small.add(played_small);
            of_large.add(played_large);
        }
    }
    table::print_line(&format!("calls on {} messages, {} visits", few.messages, few.appointments), &of_small);
    table::print_line(&format!("calls on {} messages, {} visits", many.messages, many.appointments), &of_large);
    println!(
        "with the large database: ready after {:.0} ms, {:.1} MB resident at most",
        on_large.ready_after.as_secs_f64() * 1e3,
        on_large.memory()?.most
    );
    drop((on_small, on_large));
    small.remove().await?;
    large.remove().await?;
    Ok((of_small, of_large))
}

/// A database with a few calls that were really played, and with as many copies of them as make what is wanted.
async fn with_history(arguments: &Arguments, server: Option<&str>, wanted: Option<Stored>) -> Outcome<(Database, Vec<Reachable>)> {
    let database = Database::make(server).await?;
    let service = Service::start(&database).await?;
    let mut businesses = vec![service.take_on("bench-000", TECHNICIANS_OF_THE_FIRST, &json!({})).await?];
    for number in 1..history::BUSINESSES {
        businesses.push(service.take_on(&format!("bench-{number:03}"), arguments.technicians, &json!({})).await?);
    }
    let stage = Stage { service: &service, businesses: &businesses, first_is_every: 5 };
    let load = Load { by: By::Call, customers: 4, thinks: Duration::ZERO, until: Until::Conversations(1) };
    while history::stored(&database).await?.messages < FEW_MESSAGES {
        stage.play(load).await?;
    }
    drop(service);
    if let Some(wanted) = wanted {
        history::write(&database, wanted).await?;
    }
    Ok((database, businesses))
}

async fn take_on(service: &Service, businesses: usize, technicians: usize) -> Outcome<Vec<Reachable>> {
    let mut taken_on = Vec::with_capacity(businesses);
    for number in 0..businesses {
        taken_on.push(service.take_on(&format!("bench-{number:03}"), technicians, &json!({})).await?);
    }
    Ok(taken_on)
}

fn report(is_sqlite: bool, figures: Option<&Figures>, compared: Option<&(Played, Played)>) {
    println!("targets");
    if let Some(figures) = figures {
        table::print_target("server CPU of a voice turn, over whole calls", figures.paced.each(figures.paced.service), 1.0, "ms");
        if is_sqlite {
            table::print_target("99 of 100 voice turns, 16 calls at once", figures.paced.quantile(0.99), 10.0, "ms");
        }
        table::print_target("resident memory, idle", figures.idle_megabytes, 40.0, "MB");
        table::print_target("ready", figures.ready, 0.5, "s");
    }
    if let Some((small, large)) = compared {
        table::print_target("CPU of a turn, large database to small", large.each(large.service) / small.each(small.service), 1.2, "x");
        table::print_target("half of the turns, large database to small", large.quantile(0.5) / small.quantile(0.5), 1.2, "x");
    }
}
