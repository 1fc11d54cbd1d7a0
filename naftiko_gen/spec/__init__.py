"""A typed, frozen model of the capability as written."""
