"""Programs that measure the generator on many files; none of them ships."""
