//! Neighbours with needs and offers, and the buttons they press.

use ledger::{
    AreaCode, CategoryCode, ListingId, Window,
    operation::listing::{ListingKind, Place},
    state::keys,
    time::DAY_MS,
};
use portal::{content::ListingText, desk::ListingDraft};

use crate::site::{Answer, Site};

/// Company to the hospital.
pub(crate) const COMPANY: u16 = 202;

/// Publishes for somebody of the cast in their own community, at any time, for an hour.
pub(crate) async fn publish(site: &Site, who: &str, kind: ListingKind, title: &str) -> ListingId {
    publish_at(site, who, kind, title, Vec::new()).await
}

pub(crate) async fn publish_at(
    site: &Site,
    who: &str,
    kind: ListingKind,
    title: &str,
    windows: Vec<Window>,
) -> ListingId {
    let desk = &site.office.desk;
    let party = site.office.member(who).party;
    let draft = ListingDraft {
        kind,
        category: CategoryCode(COMPANY),
        area: home(site, who),
        place: Place::Home,
        windows,
        minutes: 60,
        capacity: 1,
        expires_at: desk.now().plus_ms(20 * DAY_MS),
        text: ListingText {
            title: title.to_owned(),
            description: String::new(),
            ..ListingText::default()
        },
    };
    desk.publish(party, draft).await.unwrap().0
}

fn home(site: &Site, who: &str) -> AreaCode {
    let party = site.office.member(who).party;
    let state = site.office.desk.gateway.head().state;
    state.get(&keys::party(party)).unwrap().area
}

/// An exchange between Chen, who needs company, and He, who gives it, with both signed in.
pub(crate) struct Pair {
    pub(crate) site: Site,
    pub(crate) chen: String,
    pub(crate) he: String,
    /// The address of the exchange.
    pub(crate) path: String,
}

impl Pair {
    /// Chen asks He for his offer, on behalf of the need, to begin now.
    pub(crate) async fn asked() -> Self {
        Self::asked_in(Site::open().await, "now").await
    }

    /// The same for the last hour that can be chosen.
    pub(crate) async fn asked_for_later(site: Site) -> Self {
        Self::asked_in(site, "last").await
    }

    async fn asked_in(site: Site, start: &str) -> Self {
        let (chen, he) = (
            site.office.cookie("chen").await,
            site.office.cookie("he").await,
        );
        let need = publish(&site, "chen", ListingKind::Need, "陪我去医院拿药").await;
        let offer = publish(&site, "he", ListingKind::Offer, "可以陪诊").await;
        let start = match start {
            "last" => {
                let form = site.get(&format!("/listings/{offer}/ask"), &chen).await;
                form.attribute("#start optgroup:last-child option:last-child", "value")
                    .unwrap()
            }
            start => start.to_owned(),
        };
        let form = format!("own={need}&start={start}&minutes=60");
        let answer = site
            .post(&format!("/listings/{offer}/ask"), &chen, &form)
            .await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let path = answer.location().to_owned();
        Self {
            site,
            chen,
            he,
            path,
        }
    }

    /// Asked, and He said yes.
    pub(crate) async fn agreed() -> Self {
        let pair = Self::asked().await;
        pair.press("accept", Side::He).await;
        pair
    }

    /// Agreed, and Chen has confirmed an hour.
    pub(crate) async fn confirmed_once() -> Self {
        let pair = Self::agreed().await;
        assert_eq!(pair.confirm(Side::Chen, 60).await.status, 303);
        pair
    }

    pub(crate) async fn see(&self, side: Side) -> Answer {
        self.site.get(&self.path, self.cookie(side)).await
    }

    /// Presses a button that must work.
    pub(crate) async fn press(&self, button: &str, side: Side) {
        let answer = self.try_to(button, side).await;
        assert_eq!(answer.status, 303, "{button}: {}", answer.text);
        assert_eq!(answer.location(), self.path);
    }

    /// Presses a button that perhaps is not there any more.
    pub(crate) async fn try_to(&self, button: &str, side: Side) -> Answer {
        let address = format!("{}/{button}", self.path);
        self.site.post(&address, self.cookie(side), "").await
    }

    pub(crate) async fn confirm(&self, side: Side, minutes: u16) -> Answer {
        let address = format!("{}/confirm", self.path);
        let form = format!("minutes={minutes}");
        self.site.post(&address, self.cookie(side), &form).await
    }

    /// Contradicts the other side, and says what it admits.
    pub(crate) async fn contest(&self, side: Side, minutes: &str) -> Answer {
        let address = format!("{}/contest", self.path);
        let form = format!("minutes={minutes}");
        self.site.post(&address, self.cookie(side), &form).await
    }

    fn cookie(&self, side: Side) -> &str {
        match side {
            Side::Chen => &self.chen,
            Side::He => &self.he,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Chen,
    He,
}
