"""Will close a round, publish its bulletin and keep what was opened: answers and statements."""
