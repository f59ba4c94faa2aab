"""Will show the lead the task list of an evaluation, and everybody who sees what."""
