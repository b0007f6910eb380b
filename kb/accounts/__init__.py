"""People, and the record of what they read. How they sign in comes later."""
