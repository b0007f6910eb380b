"""Papers: one model of a text, and the formats in which it is handed out."""
