"""Outputs for people and programs: one file per output, values in, text out.

Nothing is read, matched or reasoned here. Text that came from a device is hostile until `wording.visible` has seen it.
"""
