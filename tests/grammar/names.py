"""Names with what they say, our own choice from datasheets and published lists: accepted, ambiguous, and refused."""

from __future__ import annotations

from typing import NamedTuple


class Read(NamedTuple):
    """What a name is, whose it is, and what its parts say."""

    what: str
    name: str
    value: str
    kind: str = ""
    series: str = ""
    resolution: str = ""
    date: str = ""


READ = (
    Read("model", "DS-2CD2386G2-ISU/SL", "hikvision camera 2CD2", "turret", "2", "86"),
    Read("model", "iDS-2CD7A46G0/P-IZHSY", "hikvision camera 2CD7", "bullet", "7", "46"),
    Read("model", "DS-2CD2142FWD-I", "hikvision camera 2CD2", "dome", "2", "42"),
    Read("model", "DS-2CD2T87G2-LSU/SL (MENA)", "hikvision camera 2CD2", "bullet", "2", "87"),
    Read("model", "DS-2DE4A425IWG-E", "hikvision PTZ camera 2DE4", "PTZ dome", "4", "425"),
    Read("model", "DS-2TD2166-25/V1(AVANT)", "hikvision thermal camera 2TD2", "", "2", "66"),
    Read("model", "AE-DC5113-F6S(INNPRO)(GPS)", "hikvision mobile device DC5113", "", "5113"),
    Read("model", "DS-2TD2637T-10/QY", "hikvision thermal camera 2TD2", "", "2", "37"),
    Read("model", "DS-7608NXI-K1/8P", "hikvision recorder 76", "", "76"),
    Read("model", "iDS-7204HUHI-M1/S", "hikvision recorder 72", "", "72"),
    Read("model", "DS-KV6113-WPE1(B)", "hikvision access device KV6113", "", "6113"),
    Read("model", "IPC-HDBW5442EP-ZE-2712", "dahua camera IPC-HDBW5", "vandal dome", "5", "4"),
    Read("model", "DH-IPC-HFW2431T-ZS-S2", "dahua camera IPC-HFW2", "bullet", "2", "4"),
    Read("model", "IPC-HFW81230E-Z", "dahua camera IPC-HFW8", "bullet", "8", "12"),
    Read("model", "IPC-T5442TM-AS", "dahua turret camera IPC-T5", "turret", "5", "4"),
    Read("model", "IPC-HX5XXX-Volt", "dahua firmware family IPC-HX5", "", "5", "XXX"),
    Read("model", "DHI-NVR4108HS-8P-4KS2", "dahua recorder NVR4", "", "4"),
    Read("model", "VTO2111D-P-S2", "dahua door station VTO2", "outdoor station", "2", "111"),
    Read("model", "IPC2122LE-ADF40KMC-WL", "uniview camera IPC2LE", "", "2", "2"),
    Read("model", "TD-9483E3-A", "tvt camera TD-9", "bullet", "9", "8"),
    Read("model", "AXIS P3265-LVE", "axis camera P32", "", "32"),
    Read("model", "AXIS Q1656", "axis camera Q16", "", "16"),
    Read("model", "P3265-LVE", "axis camera P32", "", "32"),
    Read("model", "P2015", "axis ambiguous", "", "20"),
    Read("model", "V5500-series", "axis ambiguous", "", "55"),
    Read("model", "C6620-Z23", "axis ambiguous", "", "66"),  # Huawei's
    Read("model", "C2120-I-P(6mm)", "axis ambiguous", "", "21"),  # Huawei's
    Read("model", "M1221-V", "axis ambiguous", "", "12"),  # Huawei's
    Read("model", "V4420-M-P", "axis ambiguous", "", "44"),  # Verint's
    Read("model", "V5925-E", "axis camera V59", "", "59"),
    Read("model", "FA54", "axis ambiguous", "", "54"),
    Read("model", "FA54 Main Unit", "axis modular unit FA", "", "54"),
    Read("model", "XNV-A9084R", "hanwha camera XNV", "vandal dome", "A", "9"),
    Read("model", "FD9389-EHV-v2", "vivotek camera FD9", "dome", "9"),
    Read("model", "IPC2155-HN-S-Z", "kedacom camera IPC2", "", "2", "5"),
    Read("model", "IPC-B140H-M", "hikvision HiLook camera B", "bullet", "1", "40"),
    Read("model", "IPC-T229HAA-LUF/SL", "hikvision HiLook camera T", "turret", "2", "29"),
    Read("model", "IPC-B140HA-LDW", "hikvision HiLook camera B", "bullet", "1", "40"),
    Read("model", "HWI-T240HA-LUF/SL", "hikvision HWI camera T", "turret", "2", "40"),
    Read("model", "HWP-N4225IH-DE", "hikvision HWI PTZ camera N4", "", "4", "225"),
    Read("model", "IPC-B120-D/W", "hikvision ambiguous", "bullet", "1", "20"),
    Read("model", "PTZ-N4225I-DE", "hikvision HiLook PTZ camera N4", "", "4", "225"),
    Read("model", "PTZ-N4225", "hikvision ambiguous", "", "4", "225"),
    Read("model", "NVR-108MH-C/8P", "hikvision HiLook recorder NVR1", "", "1"),
    Read("model", "NVR-108H-D", "hikvision ambiguous", "", "1"),
    Read("model", "N43AJ52-B", "dahua United States catalogue N43", "", "3", "4"),
    Read("model", "n85fb6z4", "dahua United States catalogue N85", "", "5", "8"),
    Read("model", "NK8BL7Z", "dahua United States catalogue NK8", "", "8", "K"),
    Read("model", "N82DJS2", "dahua United States catalogue N82", "", "2", "8"),
    Read("model", "N45EJ62(White-Light)", "dahua United States catalogue N45", "", "5", "4"),
    Read("model", "N25BA5", "dahua ambiguous", "", "5", "2"),
    Read("model", "52C430UNI-A", "dahua United States PTZ 52C", "", "52C", "4"),
    Read("model", "6AL445XANR", "dahua United States PTZ 6AL", "", "6AL", "4"),
    Read("model", "22204UENI-W", "dahua United States PTZ 22", "", "22", "2"),
    Read("model", "T5X225WAN", "dahua United States PTZ T5X", "", "T5X", "2"),
    Read("model", "SD52C430U-HNI", "dahua PTZ camera SD52C", "PTZ", "52C", "430"),
    Read("model", "DH-SDZW2030UN-SL", "dahua PTZ camera SDZW20", "PTZ", "20", "30"),
    Read("model", "EBW81242N", "dahua camera EBW8", "fisheye", "8", "12"),
    Read("model", "DH-PSD81602N-A360", "dahua camera PSD8", "panoramic PTZ", "8", "16"),
    Read("model", "DHI-ITC237-PW1B-IRZ", "dahua traffic camera ITC237", "", "237"),
    Read("model", "DH-DB6I-USA", "dahua doorbell DB6I"),
    Read("model", "DB6I", "dahua ambiguous"),
    Read("model", "NVR4216", "dahua ambiguous", "", "4"),
    Read("model", "SD2222", "dahua ambiguous", "PTZ", "22", "22"),  # LILIN's
    Read("model", "IPC-K22A", "dahua ambiguous", "", "2", "2"),
    Read("hardware id", "IPC_XM530_50X20-WG_WIFIXM713G", "xiongmai camera board XM530", "", "50", "20"),
    Read("hardware id", "CA-HZ2030U-FI", "dahua PTZ module CA-HZ", "", "2", "030"),
    Read("serial", "DS-2CD2012-I20150201CCWR501000000", "hikvision serial with date", date="2015-02-01"),
    Read("serial", "6J0E022PAG35073", "dahua serial P", series="6J"),
    Read("firmware version", "V2.800.00AC006.0.R.220707", "dahua version", "Amcrest", "00", date="2022-07-07"),
    Read(
        "firmware version", "2.840.00NS003.0.T, Build Date 2022-05-10", "dahua version", "BCS", "00", date="2022-05-10"
    ),
    Read("firmware version", "V5.5.82 build 190909", "hikvision version and build", date="2019-09-09"),
    Read(
        "firmware version", "V5.00.R02.000529B2.10010.040600.0020000", "xiongmai version V5.00.R02", series="000529B2"
    ),
    Read("firmware version", "4.2.1.0(14435), build date 20200417", "tvt build date", date="2020-04-17"),
    Read("realm", "Login to 4K049EBPAG00000", "dahua realm with serial", series="4K"),
    Read("realm", "IP Camera(21388)", "hikvision realm IP Camera"),
    Read("firmware file", "digicap.dav", "hikvision image digicap"),
)
REFUSED = (
    ("model", "Front door"),
    ("model", "DS-NVR4104"),
    ("model", "DS-2CD2143G0-I(compatible)"),
    ("model", "DS-2CD2143G0-I(Uniview)"),
    ("model", "Front door(AVANT)"),
    ("model", "DS-2CD"),
    ("model", "DSC-2CD2032"),
    ("model", "DS-2CD2386G2-PROFESSIONAL"),
    ("model", "DS-2CD2386G2-ISUSU"),
    ("model", "IPC-HQW5442"),
    ("model", "PSD4624H"),  # LILIN's
    ("model", "IPC-HFW5442E-WONDERFUL"),
    ("model", "GV-ABL2702X-REMARKABLE"),
    ("model", "Argus 3 Pro"),
    ("model", "N862A63B"),
    ("model", "N46PCK"),
    ("model", "N53SV"),
    ("model", "N43AJ52-REMARKABLE"),
    ("model", "N93AJ52"),
    ("model", "N4000PRO"),
    ("model", "12203"),
    ("model", "52C430U"),
    ("model", "62203TNI"),
    ("model", "49225TNIX"),
    ("model", "EBW8124"),
    ("model", "VIP 1230 B G4"),
    ("model", "HWT-C2150-10-LI-PV"),
    ("model", "HWP-N4225IH"),
    ("model", "WV-V1330L1"),
    ("model", "PSD4624H"),
    ("model", "SN-IPD5720DCAN-Z"),
    ("serial", "DS-2CD2012-I20151301CCWR501000000"),
    ("serial", "ACCC8E00"),
    ("firmware version", "1.0.3"),
    ("firmware version", "V2.800.00AC006.0.R.221307"),
    ("realm", "Login to the router"),
    ("firmware file", "firmware.bin"),
)
