"""A knowledge base of what reviews of child deaths and serious harm have taught."""
