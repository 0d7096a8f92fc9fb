"""The schema revisions; a released one is never changed."""
