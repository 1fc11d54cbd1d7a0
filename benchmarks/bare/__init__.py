"""The least that could do the same work: what the measured programs are held against."""
