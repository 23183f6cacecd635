//! Promises to call back, as staff keep them.

use crate::app::App;
use crate::domain::business::BusinessScope;
use crate::storage::StoreError;
use crate::storage::callbacks::{CallbackChange, CallbackTask};
use uuid::Uuid;

/// Notes what staff say of a promise. Absent where there is none.
///
/// # Errors
/// Where the database fails.
pub async fn change_callback(
    app: &App,
    scope: &BusinessScope,
    id: Uuid,
    change: CallbackChange,
) -> Result<Option<CallbackTask>, StoreError> {
    let transaction = app.store.begin(scope).await?;
    let changed = transaction.rows().change_callback(id, change, app.clock.now()).await?;
    transaction.commit().await?;
    Ok(changed)
}
