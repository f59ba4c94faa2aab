"""Runs long work outside a request: idempotent jobs with lease, heartbeat, sweeper and progress that a page
shows.

An action calls ``actions.enqueue`` in its own transaction (so the job is there exactly when the action was
done). The function that does the work is in the stage's ``jobs.py``, under its name in ``registry``;
``worker`` runs it and gives it a ``run.Run``, whose ``once`` and ``each`` make every step happen exactly
once, whenever the process is killed.
"""
