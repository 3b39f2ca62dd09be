//! Taking one's own listing down; what was agreed goes on.

use axum::extract::State;
use axum::response::Response;
use ledger::{Action, Rejection, operation::ListingAction, operation::listing::CloseListing};

use super::find;
use crate::desk::ActError;
use crate::extract::Path;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page};

pub(crate) async fn close(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let listing = find(&state, &id).await?;
    let me = page.actor()?;
    if listing.owner != me {
        return Err(Error::forbidden());
    }
    let action = Action::Listing(ListingAction::CloseListing(CloseListing {
        listing: listing.listing,
    }));
    match state.desk.act(me, action).await {
        // Closing what is closed already leaves the reader where they wanted to be.
        Ok(_) | Err(ActError::Rejected(Rejection::ListingClosed)) => {
            let path = LocalPath::parse(&format!("/listings/{}", listing.listing));
            Ok(see_other_with_notice(&path, "listing-closed", page.tls()))
        }
        Err(error) => Err(error.into()),
    }
}
