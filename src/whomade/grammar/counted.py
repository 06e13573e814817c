"""Written by bench/grammars.py (`make bench-grammars`): names counted per maker, thing, and whether the form is shared.

The four numbers are hits and names of the maker, hits and names of brands that no source ties to it.
"""

COUNTED: dict[tuple[str, str, bool], tuple[int, int, int, int]] = {
    ("axis", "model", False): (65, 66, 1, 1244),
    ("bosch", "model", False): (20, 22, 0, 1288),
    ("dahua", "model", False): (1006, 1091, 0, 1084),
    ("dahua", "model", True): (80, 1091, 1, 1084),
    ("geovision", "model", False): (15, 15, 0, 1295),
    ("hanwha", "model", False): (69, 71, 0, 1239),
    ("hikvision", "model", False): (13291, 14472, 0, 1049),
    ("hikvision", "model", True): (953, 14472, 0, 1049),
    ("i-pro", "model", False): (3, 3, 0, 1307),
    ("kedacom", "model", False): (12, 12, 0, 1298),
    ("milesight", "model", False): (15, 15, 0, 1295),
    ("reolink", "model", False): (39, 130, 0, 1180),
    ("tiandy", "model", False): (20, 20, 0, 1290),
    ("tp-link", "model", False): (32, 62, 0, 1249),
    ("tp-link", "model", True): (30, 62, 13, 1249),
    ("tvt", "model", False): (12, 12, 0, 1284),
    ("ubiquiti", "model", False): (25, 26, 0, 1284),
    ("uniview", "model", False): (15, 15, 0, 1272),
    ("vivotek", "model", False): (15, 15, 0, 1295),
}
