"""Where the records are kept: create, open, unlock, migrate, check, search; the audit chain."""
