"""Will hold the sealed answers as cast, in their own database: what was answered, and never by whom."""
