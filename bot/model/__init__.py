"""Plain frozen values: what Dateline knows and says. Import the module that owns the name."""
