"""Will turn what staff say the partnership is for into agreed outcomes and a theory of change."""
