"""An illustrative year of a board: what people did, and when, as tables.

Every text that comes from here is marked as illustrative where it is written down.
"""
