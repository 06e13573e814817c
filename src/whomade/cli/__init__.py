"""The command line: parses, calls the pipeline, prints. Data on stdout, everything else on stderr."""

from whomade.cli.main import main

__all__ = ["main"]
