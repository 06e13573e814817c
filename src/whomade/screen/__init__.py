"""Lines of quotes, catalogues and notices: what each is about, whom it names, and what to ask its seller.

Pure: texts in, values out. No file is read here, and nothing is concluded about a maker: that is for `assess`. What a
line does not say is asked for and never filled in.
"""

from whomade.screen.answer import Outcome, Screened, Screener
from whomade.screen.reading import Reader

__all__ = ["Outcome", "Reader", "Screened", "Screener"]
