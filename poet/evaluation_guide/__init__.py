"""Shows the task list of an evaluation and who sees what; deletes an evaluation with all that is in it."""
