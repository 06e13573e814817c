"""Who made it: signals to evidence (match, brands, registrants), evidence to posterior (fuse), posterior to answer
(decide).

Pure: no file, network, clock or chance. The tables come in as a `Knowledge` value.
"""
