"""The application: who may do what, when, and where it is stored. Its order is in ``poet/README.md``."""
