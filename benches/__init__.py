"""Speed, measured beside something known in the same run; ratios matter, not seconds. `make bench` runs all of it."""
