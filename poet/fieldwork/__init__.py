"""Will know who is asked (staff frame, strata, credentials, tokens, reminders) and never what they answer."""
