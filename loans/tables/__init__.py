"""Lists and explanations as a page shows them: read, never written."""
