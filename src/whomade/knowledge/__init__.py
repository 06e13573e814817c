"""The knowledge base: read, checked, measured, compiled and loaded here.

A base with a complaint does not pass `make`.
"""
