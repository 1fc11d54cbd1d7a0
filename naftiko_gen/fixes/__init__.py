"""Fixes: edits that write the official form into a text, and nothing else."""
