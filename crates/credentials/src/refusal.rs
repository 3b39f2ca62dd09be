//! Why a token is not accepted: one fact each, for a sentence on the page.

/// Why a credential, a presentation, a proof or a status list is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Refusal {
    /// Larger than anything we issue.
    #[error("it is too long")]
    TooLong,
    /// Not in the form of such a token.
    #[error("it has not the form of a credential")]
    Malformed,
    /// Signed with an algorithm other than ES256.
    #[error("the algorithm is not ES256")]
    AlgorithmUnknown,
    /// A token, but of another type than is asked for here.
    #[error("it is a token of another type")]
    WrongType,
    /// The kind of credential is not one of ours.
    #[error("the kind of credential is not known")]
    KindUnknown,
    /// The issuer, or its key, is not known.
    #[error("the issuer or its key is not known")]
    IssuerUnknown,
    /// The issuer's signature does not fit: something was changed.
    #[error("the issuer's signature does not fit")]
    SignatureWrong,
    /// Its time has not begun.
    #[error("it is not valid yet")]
    NotYetValid,
    /// Its time is over.
    #[error("it has expired")]
    Expired,
    /// A fact was added or changed that the issuer did not sign.
    #[error("a fact was not signed by the issuer")]
    DisclosureUnknown,
    /// A fact stands there twice.
    #[error("a fact stands there twice")]
    DisclosureTwice,
    /// Nobody has signed that they are the holder.
    #[error("the holder has not signed")]
    HolderMissing,
    /// The holder's signature does not fit the credential or what is shown.
    #[error("the holder's signature does not fit")]
    HolderWrong,
    /// It was shown for another occasion, or too long ago.
    #[error("it was made for another occasion")]
    OccasionWrong,
    /// It was shown to somebody else.
    #[error("it was made for somebody else")]
    AudienceWrong,
    /// What was asked for is not among what is shown.
    #[error("what was asked for is not shown")]
    FactMissing,
}

impl Refusal {
    /// Every refusal, for whoever has to have words for all of them.
    pub const ALL: [Self; 16] = [
        Self::TooLong,
        Self::Malformed,
        Self::AlgorithmUnknown,
        Self::WrongType,
        Self::KindUnknown,
        Self::IssuerUnknown,
        Self::SignatureWrong,
        Self::NotYetValid,
        Self::Expired,
        Self::DisclosureUnknown,
        Self::DisclosureTwice,
        Self::HolderMissing,
        Self::HolderWrong,
        Self::OccasionWrong,
        Self::AudienceWrong,
        Self::FactMissing,
    ];

    /// The stable code, for pages and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::Malformed => "malformed",
            Self::AlgorithmUnknown => "algorithm_unknown",
            Self::WrongType => "wrong_type",
            Self::KindUnknown => "kind_unknown",
            Self::IssuerUnknown => "issuer_unknown",
            Self::SignatureWrong => "signature_wrong",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired => "expired",
            Self::DisclosureUnknown => "disclosure_unknown",
            Self::DisclosureTwice => "disclosure_twice",
            Self::HolderMissing => "holder_missing",
            Self::HolderWrong => "holder_wrong",
            Self::OccasionWrong => "occasion_wrong",
            Self::AudienceWrong => "audience_wrong",
            Self::FactMissing => "fact_missing",
        }
    }
}
