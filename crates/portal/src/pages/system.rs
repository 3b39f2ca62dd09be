//! Answers for machines: is the portal alive, and what may search engines keep.

/// Alive means that requests are answered; it asks nothing of the database.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// Public explanations may be found; people's pages are behind sign-in anyway.
pub(crate) async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /preferences\nDisallow: /sign-in\nDisallow: /api/\n"
}
