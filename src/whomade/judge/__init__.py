"""Whether a rule of law reaches a device on a day: regime, situation and makers in, a cited verdict out.

Pure: no file, network, clock or chance; the date is part of the situation. No company and no law is named in code.
"""

from whomade.judge.contradictions import contradiction, contradiction_of_maker
from whomade.judge.evaluate import evaluate
from whomade.judge.holders import Holder, holders_of, named, stated_holders
from whomade.judge.owners import Owners
from whomade.judge.situation import actor_from, checked, fact_from, facts_from, regimes_named

__all__ = [
    "Holder",
    "Owners",
    "actor_from",
    "checked",
    "contradiction",
    "contradiction_of_maker",
    "evaluate",
    "fact_from",
    "facts_from",
    "holders_of",
    "named",
    "regimes_named",
    "stated_holders",
]
