"""Will plan and record sessions with service users and carers: schedules, consent, findings."""
