//! What is on in the days after the story, with people on the lists.

use anyhow::Context as _;
use ledger::{
    Action, ActivityId,
    operation::activity::{Attendee, OpenSignUp, SignUp},
};
use portal::content::ListingText;

use super::Story;

/// Plans what the sample has to come, opens the lists, and lets people sign up.
pub(super) async fn announce(story: &Story<'_>) -> anyhow::Result<()> {
    for row in &story.sample.activities {
        let organiser = story.party(&row.by)?;
        let start = row.start(story.midnight);
        let codes = story.desk.check_in_commitment(organiser, start).await?;
        let content = story.desk.content.put(&ListingText {
            title: row.title.clone(),
            description: row.description.clone(),
            ..ListingText::default()
        })?;
        let hut = row.hut.as_ref();
        let hut = hut.and_then(|key| story.huts.get(key).copied());
        let plan = Action::from(row.plan(content, hut, (start, codes)));
        let planned = story.desk.act(organiser, plan).await;
        let planned = planned.with_context(|| format!("sample activity {}", row.key))?;
        let activity = ActivityId::derive(planned.operation, 0);
        let open = OpenSignUp { activity }.into();
        story.desk.act(organiser, open).await?;
        for person in &row.sign_ups {
            let attendee = Attendee::Adult;
            let sign_up = SignUp { activity, attendee }.into();
            let signed = story.desk.act(story.party(person)?, sign_up).await;
            signed.with_context(|| format!("{person} at {}", row.key))?;
        }
    }
    Ok(())
}
