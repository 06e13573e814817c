"""Real programs talk to the lab: ffprobe, nmap, and an ONVIF client library. Part of `make test-all`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from lab import asking

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif("WHOMADE_SLOW" not in os.environ, reason="a slow test: set WHOMADE_SLOW=1")

CLIENT = """
import sys, warnings
warnings.simplefilter("ignore")
from onvif import ONVIFCamera
from zeep.exceptions import Fault
camera = ONVIFCamera(sys.argv[1], int(sys.argv[2]), "", "")
device = camera.devicemgmt
print(device.GetSystemDateAndTime().UTCDateTime.Date.Year, device.GetHostname().Name, len(device.GetScopes()))
print(device.GetServices({"IncludeCapability": False})[0].Namespace)
try:
    print(device.GetDeviceInformation().Manufacturer)
except Exception as error:
    print(error)
"""


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def beside_lab(name: str, *command: str) -> str:
    """Run a command while one device is up at 127.77.0.1."""
    start = [sys.executable, "-c", "from whomade.cli import main; main()", "lab", "--only", name]
    start += ["--port-offset", str(asking.offset()), "--"]
    done = subprocess.run([*start, *command], capture_output=True, text=True, timeout=300, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs("ffprobe")
@pytest.mark.parametrize("name", ["axis-p3225-lv", "reolink-e1"])
def test_ffprobe_reads_the_open_stream(name: str) -> None:
    path = {"axis-p3225-lv": "/axis-media/media.amp", "reolink-e1": "/h264Preview_01_main/"}[name]
    url = f"rtsp://127.77.0.1:{554 + asking.offset()}{path}"
    out = beside_lab(name, "ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-show_streams", "-of", "json", url)
    stream = json.loads(out)["streams"][0]
    assert (stream["codec_type"], stream["codec_name"], stream["width"]) == ("video", "h264", 32)


@needs("nmap")
def test_identify_reads_what_nmap_saw_of_a_lab_device(tmp_path: Path) -> None:
    report = tmp_path / "scan.xml"
    ports = ",".join(str(port + asking.offset()) for port in (80, 554, 8000))
    scripts = "http-title,http-server-header,rtsp-methods"
    beside_lab(
        "annke-c800",
        "nmap",
        "-sT",
        "-sV",
        "--version-light",
        "-Pn",
        "-p",
        ports,
        "--script",
        scripts,
        "-oX",
        str(report),
        "127.77.0.1",
    )
    command = [
        sys.executable,
        "-c",
        "from whomade.cli import main; main()",
        "identify",
        str(report),
        "--jsonl",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    assert "App-webs" in report.read_text(encoding="utf-8")
    assert '"hikvision"' in done.stdout


@pytest.mark.skipif(find_spec("onvif") is None, reason="onvif-zeep is not installed")
@pytest.mark.parametrize(
    ("name", "port", "last"),
    [
        ("annke-c800", 80, "Sender not authorized"),
        ("besder-6024pb", 8899, "H264"),
        ("reolink-e1", 8000, "Sender"),
    ],
)
def test_a_real_client_library_talks_onvif_with_a_lab_device(name: str, port: int, last: str) -> None:
    out = beside_lab(name, sys.executable, "-c", CLIENT, "127.77.0.1", str(port + asking.offset()))
    lines = out.splitlines()
    assert lines[0].startswith(f"2026 {name} ")
    assert lines[1] == "http://www.onvif.org/ver10/device/wsdl"
    assert last in lines[2]


@needs("setpriv")
def test_without_low_ports_the_lab_makes_a_network_of_its_own() -> None:
    bare = [str(shutil.which("setpriv")), "--bounding-set=-net_bind_service"]
    if subprocess.run([*bare, "unshare", "-rn", "true"], check=False).returncode:  # noqa: S603
        pytest.skip("no private network can be made here")
    ask = "import socket; print(socket.create_connection(('127.77.0.1', 80)).getpeername())"
    start = [*bare, sys.executable, "-c", "from whomade.cli import main; main()", "lab", "--only", "annke-c800"]
    command = [*start, "--", sys.executable, "-c", ask]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert done.stdout.strip() == "('127.77.0.1', 80)"
