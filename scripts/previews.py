"""Draws the preview images (docs/assets/previews/), one for each kind of page, and the README's picture of the site.

Run it where Chromium is installed, after `onrecord build`, when the look has changed: `python scripts/previews.py`. The
images are committed, so that a build needs no browser.
"""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from onrecord.pages.words import words

FOLDER = Path(__file__).parents[1] / "docs" / "assets" / "previews"
KINDS = ("quote", "said", "fact", "entry", "person", "organisation", "place", "source", "record")
SIZE = (1200, 630)

PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: 1200px; height: 630px; background: #fcfbf8; color: #1d1c1a; position: relative;
  font: 700 96px Charter, Georgia, "Liberation Serif", serif; }}
hr {{ position: absolute; left: 90px; right: 90px; top: 96px; margin: 0; border: 0; border-top: 6px solid #1d1c1a; }}
p {{ position: absolute; left: 90px; margin: 0; }}
.mark {{ top: 110px; font-size: 300px; line-height: 1; color: #96182b; }}
.kind {{ top: 350px; }}
.foot {{ top: 500px; font-size: 40px; font-weight: 400; color: #5b5750; }}
</style><hr><p class="mark">“</p><p class="kind">{kind}</p><p class="foot">{foot}</p>"""


def main() -> int:
    """Draw all images. Exit status 1 where there is no Chromium."""
    browser, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if browser is None or driver is None:
        print("Chromium with its driver is not installed", file=sys.stderr)
        return 1
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    with tempfile.TemporaryDirectory() as profile:
        arguments = ("headless", "no-sandbox", "disable-gpu", "no-first-run", "hide-scrollbars", "disable-sync")
        for argument in (*arguments, f"user-data-dir={profile}"):
            options.add_argument(f"--{argument}")
        chrome = webdriver.Chrome(options=options, service=Service(driver))
        FOLDER.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            name = words().plain("home_eyebrow" if kind == "record" else f"search_kind_{kind}")
            page = PAGE.format(kind=name, foot="" if kind == "record" else words().plain("home_eyebrow"))
            address = "data:text/html;base64," + base64.b64encode(page.encode()).decode()
            (FOLDER / f"{kind}.png").write_bytes(shot(chrome, address, SIZE))
        home = Path(__file__).parents[1] / "site" / "index.html"
        if home.is_file():
            (FOLDER.parent / "site.png").write_bytes(shot(chrome, home.as_uri(), (1000, 1150)))
        chrome.quit()
    return 0


def shot(chrome: Any, address: str, size: tuple[int, int]) -> bytes:
    """A page as PNG, its top `size` pixels, in light colours."""
    view = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", view)
    light = {"features": [{"name": "prefers-color-scheme", "value": "light"}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", light)
    chrome.get(address)
    return base64.b64decode(chrome.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"])


if __name__ == "__main__":
    raise SystemExit(main())
