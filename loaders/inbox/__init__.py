"""The inbox: facts that texts propose wait here until a person accepts, corrects or rejects them.

What waits and what was rejected stands in a folder of its own beside the graph; what was accepted is a data set of the
user's, and nowhere else. So each decision is one replacement of one small file, whatever is killed.
"""

DATA_SET = "inbox"
"""The name of the data set of what was accepted."""
