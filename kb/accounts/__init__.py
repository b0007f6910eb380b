"""People: accounts, sessions, second factors, and the record of what they read."""
