"""Action plans as tables: read from a file, compared with what stands, brought in.

`sheets` turns bytes into cells, `columns` knows what a heading means, `reading` and
`linking` turn cells into values and say what is wrong with each, `comparing` says what
would change and `bringing` does it. `exporting` writes the same table. Nothing here
knows a page.
"""
