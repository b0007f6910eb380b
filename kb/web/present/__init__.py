"""What templates show. Pure functions from the shelf's values to frozen values.

A presenter decides what stands on a page and in which words; a template sets it out.
No presenter knows Flask.
"""
