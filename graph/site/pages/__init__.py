"""The pages of the site: each module makes those of its kind, in one language."""
