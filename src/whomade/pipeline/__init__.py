"""Wires collect, signals, assess and knowledge together: the only room that knows them all."""

from whomade.pipeline.identify import Identification, Options, identify

__all__ = ["Identification", "Options", "identify"]
