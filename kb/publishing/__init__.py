"""How documents change: drafts, sign-off, revisions, withdrawal, and their record."""
