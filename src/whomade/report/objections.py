"""How to object: the one text of it, for the page, the terminal and docs/corrections.md.

No address is named: whomade comes by many ways, and the project it came from is the one that can correct it.
"""

from __future__ import annotations

WHERE = "open an issue in the project you got whomade from"
"""Whom to write to."""

INCLUDE = (
    "the statement: the rule beside a sign in an answer, the brand, or what `whomade knowledge show NAME` prints",
    "what is wrong with it and what is right, with dates if it was true once",
    "what shows that: a document, a registration, a device's reply. A company's own statement counts as its own "
    "statement, and is shown as such",
    "whether your reply may be published, and in which words",
)
"""What to send, point by point; `code` stands between backticks."""
