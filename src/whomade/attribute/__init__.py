"""Who made it: signals to evidence, evidence to a posterior (fuse), posterior to an answer (decide).

Evidence comes from match, brands, words and registrants; provenance says for which carrier it counts; next_evidence
says what to collect next. Pure: no file, network, clock or chance. The tables come in as a `Knowledge` value.
"""
