"""Active collection: owns sockets, allow-list, rate, caps and the record. Probes say what to ask, and nothing more.

What a scan saw is written to its record as it goes; reading the record is another collector.
"""
