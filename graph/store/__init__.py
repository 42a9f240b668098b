"""The folder on disk, the build, a remote endpoint, pushing to one, the data sets of the user."""
