"""Will know who may sign in to run an evaluation, and in which role; respondents have no account."""
