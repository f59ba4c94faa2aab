"""Will bring process and outcomes together: judgements, the evaluation report, the action plan."""
