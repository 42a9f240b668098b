"""A sentence with what it names, as what, and what the sentences before it named."""
