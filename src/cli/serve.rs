//! Serving, and doing jobs.

use super::{fail, start};
use frontdesk::app::App;
use frontdesk::usecases::start_service::MadeKey;
use frontdesk::{http, jobs, telemetry};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing::info;

/// Requests that are being answered when the service is told to stop have this long to finish.
const GRACE: Duration = Duration::from_secs(15);

/// Runs the whole service until it is told to stop.
pub(crate) async fn serve() -> ExitCode {
    let (app, made) = match start().await {
        Ok(started) => started,
        Err(code) => return code,
    };
    telemetry::start(&app.config);
    let listener = match TcpListener::bind(app.config.listen).await {
        Ok(listener) => listener,
        Err(error) => return fail(&format!("HOST and PORT are {}; nothing can listen there: {error}", app.config.listen)),
    };
    print_made(&made);
    let address = listener.local_addr().unwrap_or(app.config.listen).to_string();
    info!(event = "service_started", address, public_base_url = app.config.public_base_url);
    let (stop, stopped) = watch::channel(false);
    let jobs = tokio::spawn(jobs::run(app.clone(), stopped.clone()));
    let served = answer(listener, &app, stopped);
    let told_to_stop = async {
        wait_for_a_signal().await;
        let _ = stop.send(true);
        tokio::time::sleep(GRACE).await;
    };
    let code = tokio::select! {
        result = served => result.map_or_else(|error| fail(&error.to_string()), |()| ExitCode::SUCCESS),
        () = told_to_stop => ExitCode::SUCCESS,
    };
    let _ = tokio::time::timeout(GRACE, jobs).await;
    info!(event = "service_stopped");
    code
}

async fn answer(listener: TcpListener, app: &Arc<App>, mut stopped: watch::Receiver<bool>) -> std::io::Result<()> {
    let until = async move {
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    axum::serve(listener, http::router(app.clone()).into_make_service()).with_graceful_shutdown(until).await
}

/// Does jobs until it is told to stop.
pub(crate) async fn worker() -> ExitCode {
    let (app, made) = match start().await {
        Ok(started) => started,
        Err(code) => return code,
    };
    telemetry::start(&app.config);
    print_made(&made);
    info!(event = "worker_started");
    let (stop, stopped) = watch::channel(false);
    let jobs = tokio::spawn(jobs::run(app, stopped));
    wait_for_a_signal().await;
    let _ = stop.send(true);
    let _ = jobs.await;
    ExitCode::SUCCESS
}

/// Brings the schema up to date.
pub(crate) async fn migrate() -> ExitCode {
    match start().await {
        Ok((_, made)) => {
            print_made(&made);
            println!("The database is up to date.");
            ExitCode::SUCCESS
        }
        Err(code) => code,
    }
}

/// Keys that were made just now are shown this once.
pub(super) fn print_made(made: &[MadeKey]) {
    for key in made {
        eprintln!("{} was not set, so one was made. It is shown this once: {}", key.setting, key.key);
    }
}

async fn wait_for_a_signal() {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
