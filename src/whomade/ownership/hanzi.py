"""Traditional characters to simplified ones: those that occur in names of the base, and no others.

A table of all characters would be a dependency of megabytes; a name that needs a character more adds it here.
"""

from __future__ import annotations

PAIRS = (
    "務务 資资 產产 監监 會会 電电 團团 國国 員员 龔龚 數数 術术 視视 螢萤 網网 絡络 機机 "
    "傳传 車车 儲储 華华 動动 摯挚 業业 夥伙 寧宁 創创 訊讯 樂乐 偉伟 為为 達达 興兴 導导 體体"
)
"""Pairs of a traditional character and its simplified form. Source: general knowledge of the script."""
_FOLD = {ord(pair[0]): pair[1] for pair in PAIRS.split()}


def simplified(text: str) -> str:
    """Text with the traditional characters of the table in their simplified form.

    Example:
        >>> simplified("浙江大華技術股份有限公司")
        '浙江大华技术股份有限公司'
    """
    return text.translate(_FOLD)
