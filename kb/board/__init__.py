"""What was asked, of whom, what was done, and whether it lasted: the board's tracker.

Nothing here knows a page. `states` has the four fields and their legal moves, `rules`
who may make which and when, `actions` makes them, `records` reads them back as of any
day, and `figures` counts.
"""
