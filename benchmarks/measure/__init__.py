"""What the benchmarks of speed share: processes, load, tables."""
