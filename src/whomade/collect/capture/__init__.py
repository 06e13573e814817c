"""Packets: from the bytes of a capture, or of a wire, to what each device of the site said about itself.

`container` and `pcapng` cut a file into frames, `frames` finds the datagram in a frame, `sift` drops in one pass what
tells nothing (video), `hearing` reads the rest, `ledger` keeps each thing that a device said once, and `owners` settles
whose it is. `split` does the first pass of large files in several processes. Nothing here judges or sends.
"""
