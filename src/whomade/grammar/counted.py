"""Written by bench/grammars.py (`make bench-grammars`): names counted per maker, thing, and whether the form is shared.

The four numbers are hits and names of the maker, hits and names of brands that no source ties to it.
"""

COUNTED: dict[tuple[str, str, bool], tuple[int, int, int, int]] = {
    ("axis", "model", False): (61, 66, 0, 1915),
    ("axis", "model", True): (4, 66, 1, 1915),
    ("bosch", "model", False): (20, 22, 0, 1957),
    ("dahua", "model", False): (1185, 1285, 0, 1345),
    ("dahua", "model", True): (95, 1285, 2, 1345),
    ("geovision", "model", False): (15, 15, 0, 1966),
    ("hanwha", "model", False): (69, 71, 0, 1910),
    ("hikvision", "model", False): (14114, 14472, 0, 1425),
    ("hikvision", "model", True): (139, 14472, 0, 1425),
    ("i-pro", "model", False): (3, 3, 0, 1978),
    ("kedacom", "model", False): (12, 12, 0, 1969),
    ("milesight", "model", False): (15, 15, 0, 1966),
    ("reolink", "model", False): (39, 130, 0, 1851),
    ("tiandy", "model", False): (20, 20, 0, 1958),
    ("tp-link", "model", False): (32, 62, 0, 1920),
    ("tp-link", "model", True): (30, 62, 13, 1920),
    ("tvt", "model", False): (12, 12, 0, 1950),
    ("ubiquiti", "model", False): (25, 26, 0, 1955),
    ("uniview", "model", False): (15, 15, 0, 1941),
    ("vivotek", "model", False): (15, 15, 0, 1966),
}
