#!/usr/bin/env python3
"""Makes the pictures in docs/images, of painted faces.

  pictures.py PROGRAM

Needs Debian's chromium, chromium-driver and python3-selenium.
"""
import base64
import subprocess
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

IMAGES = Path(__file__).resolve().parent / "images"


def main() -> None:
    program = Path(sys.argv[1]).resolve()
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([program, "sample", folder / "raw", "--flaws"], check=True)
        subprocess.run([program, folder / "raw", folder / "aligned", "-q"], check=True)
        seen = folder / "seen.png"
        subprocess.run(
            [program, "inspect", folder / "raw/Ada_Umber/two_faces.jpg", "-o", seen], check=True,
            stdout=subprocess.DEVNULL)
        shoot(folder / "aligned/report.html", seen)


def shoot(page: Path, seen: Path) -> None:
    """Takes the overview and the contact sheet of a report, and a picture of inspect's in small."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 1080, "height": 900, "deviceScaleFactor": 1, "mobile": False})
    driver.get(page.as_uri())
    driver.set_script_timeout(30)
    driver.execute_async_script("""
        dispatchEvent(new Event("beforeprint"));
        Promise.all([...document.images].map(image => image.decode())).then(arguments[0]);""")
    take(driver, "report", "header", ".means figure")
    take(driver, "sheet", "#faces", ".sheet .face:nth-child(19)")
    driver.get(seen.as_uri())
    driver.execute_script("document.body.style.margin = 0; document.images[0].style.width = '900px'")
    take(driver, "inspect", "img", "img", 900)
    driver.quit()


def take(driver, name: str, first: str, last: str, width: int = 1080) -> None:
    """Takes what is between the tops of one element and the end of another."""
    top, bottom = driver.execute_script("""
        const [first, last] = [...arguments].map(s => document.querySelector(s).getBoundingClientRect());
        return [first.top + scrollY, last.bottom + scrollY];""", first, last)
    clip = {"x": 0, "y": top, "width": width, "height": bottom - top + 8, "scale": 1}
    shot = driver.execute_cdp_cmd(
        "Page.captureScreenshot",
        {"format": "jpeg", "quality": 82, "captureBeyondViewport": True, "clip": clip})
    (IMAGES / f"{name}.jpg").write_bytes(base64.b64decode(shot["data"]))


if __name__ == "__main__":
    main()
