"""The benchmarks that are numbers people quote."""
