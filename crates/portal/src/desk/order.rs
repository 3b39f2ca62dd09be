//! Disputes and the words that belong to them: the ledger holds clocks, votes and a commitment,
//! the vault holds what people say.

use ledger::{
    Action, AreaCode, CaseId, Hash, PartyId,
    apply::rehearse,
    operation::{
        content::AppealTakedown,
        dispute::{AnswerDispute, FileDispute, Ground, Remedy, Subject},
        identity::Role,
    },
};
use sha2::{Digest as _, Sha256};
use vault::{Letter, Topic, Vault};

use super::{ActError, Desk, person};

const DOMAIN: &[u8] = b"_LINLI_LETTER";

/// Who answers disputes of an area.
const HANDLERS: [Role; 2] = [Role::CommunityWorker, Role::Leader];

/// What the ledger is told about words: with the salt, whoever may read them can prove them.
pub(crate) fn commitment(letter: &Letter) -> Hash {
    let mut hasher = Sha256::new();
    for part in [DOMAIN, &letter.salt, letter.words.as_bytes()] {
        hasher.update(u64::try_from(part.len()).unwrap_or_default().to_be_bytes());
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

impl Desk {
    /// Opens a dispute in somebody's own name.
    pub(crate) async fn file_case(
        &self,
        filer: PartyId,
        (subject, ground, claim): (Subject, Ground, Remedy),
        words: String,
    ) -> Result<CaseId, ActError> {
        let letter = self.letter(filer, words)?;
        let file = FileDispute {
            subject,
            ground,
            claim,
            statement: commitment(&letter),
        };
        let done = self.act(filer, file.into()).await?;
        let case = CaseId::derive(done.operation, 0);
        let place = (Topic::Case, &case.0[..]);
        self.vault.keep_letter(place, &letter).await?;
        Ok(case)
    }

    /// The office answers.
    pub(crate) async fn answer_case(
        &self,
        handler: PartyId,
        (case, remedy): (CaseId, Remedy),
        words: String,
    ) -> Result<(), ActError> {
        let letter = self.letter(handler, words)?;
        let answer = AnswerDispute {
            case,
            remedy,
            statement: commitment(&letter),
        };
        self.act(handler, answer.into()).await?;
        let place = (Topic::Case, &case.0[..]);
        Ok(self.vault.keep_letter(place, &letter).await?)
    }

    /// The author of content that was taken down asks, once, that somebody else look at it.
    pub(crate) async fn appeal_takedown(
        &self,
        author: PartyId,
        content: Hash,
        words: String,
    ) -> Result<(), ActError> {
        let letter = self.letter(author, words)?;
        let statement = commitment(&letter);
        let appeal = AppealTakedown { content, statement };
        self.act(author, appeal.into()).await?;
        let place = (Topic::Appeal, &content.0[..]);
        Ok(self.vault.keep_letter(place, &letter).await?)
    }

    /// Adds words to a dispute or to a conversation; the ledger hears nothing of them.
    pub(crate) async fn add_words(
        &self,
        author: PartyId,
        place: (Topic, &[u8]),
        words: String,
    ) -> Result<(), ActError> {
        let letter = self.letter(author, words)?;
        Ok(self.vault.keep_letter(place, &letter).await?)
    }

    /// Whether somebody answers disputes of an area.
    pub(crate) fn handles(&self, party: PartyId, area: AreaCode) -> bool {
        HANDLERS
            .into_iter()
            .any(|role| self.holds(party, role, area))
    }

    /// Whether the rules would let somebody do this now.
    pub(crate) fn would_pass(&self, actor: PartyId, action: &Action) -> bool {
        let state = self.gateway.head().state;
        rehearse(&state, self.now(), actor, action).is_ok()
    }

    fn letter(&self, author: PartyId, words: String) -> Result<Letter, ActError> {
        Ok(Vault::new_letter(person(author), words, self.now().0)?)
    }
}
