"""A report is opened, searched and sorted in headless Chromium, as its reader does.

ALIGN_DATASET names the program. Without Debian's chromium, chromium-driver and python3-selenium the
tests are skipped.
"""
import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select, WebDriverWait
except ImportError:
    webdriver = None

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
HOSTILE = "<script>document.title='broken'"
JOINING = "\u0d4e"
# As a script computes it from colours as the browser shows them (WCAG 2.2, 1.4.3).
CONTRASTS = """
function parts(colour) { return colour.match(/[\\d.]+/g).map(Number); }
function luminance([r, g, b]) {
  const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * x + .7152 * y + .0722 * z;
}
function ground(element) {
  for (; element; element = element.parentElement) {
    const colour = parts(getComputedStyle(element).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
}
const poor = new Set();
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  if (!own || !element.getClientRects().length || element.closest("svg, script, noscript")) continue;
  const [one, other] = [parts(getComputedStyle(element).color), ground(element)].map(luminance);
  const ratio = (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
  if (ratio < 4.5) poor.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
}
return [...poor];
"""


@unittest.skipIf(webdriver is None, "python3-selenium is not installed")
@unittest.skipUnless(os.path.exists(CHROMIUM), "chromium is not installed")
@unittest.skipUnless(os.path.exists(DRIVER), "chromium-driver is not installed")
class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="page-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        program = os.path.abspath(os.environ["ALIGN_DATASET"])
        raw, other = cls.folder / "raw", cls.folder / "other"
        for tree, seed in ((raw, 1), (other, 2)):
            subprocess.run(
                [program, "sample", tree, "--flaws", "--people", "5", "--images", "5", "--seed", str(seed)],
                check=True, stdout=subprocess.DEVNULL)
        (raw / HOSTILE).mkdir()
        shutil.copy(other / "Ada_Umber/001.jpg", raw / HOSTILE / "<img src=x onerror=alert(1)>.jpg")
        # A letter that makes one character with the bracket that follows it.
        (raw / f"Joined{JOINING}<").mkdir()
        shutil.copy(
            other / "Ben_Ochre/001.jpg", raw / f"Joined{JOINING}<" / f"script>{JOINING}<h1 id=taken>x.jpg")
        subprocess.run(
            [program, raw, other, cls.folder / "aligned", "-q", "--same-name", "separate", "--val", "0.3",
             "--count-faces"],
            check=True)
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                         "--hide-scrollbars"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        cls.driver = webdriver.Chrome(service=Service(DRIVER), options=options)
        cls.addClassCleanup(cls.driver.quit)

    def setUp(self) -> None:
        self.open()

    def open(self, width: int = 1400, scheme: str = "light") -> None:
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": scheme},
                          {"name": "prefers-reduced-motion", "value": "reduce"}]})
        for kind in ("browser", "performance"):
            self.driver.get_log(kind)
        self.driver.get((self.folder / "aligned/report.html").as_uri())

    def find(self, selector: str) -> list:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, condition):
        return WebDriverWait(self.driver, 20, poll_frequency=0.05).until(lambda _: condition())

    def search(self, text: str) -> list:
        """Types into the field, and gives the names that are left."""
        field = self.find("#search")[0]
        field.clear()
        field.send_keys(text)
        # Asked in one piece, because the rows are made anew while the field is being filled.
        rows = """
            return [document.getElementById("matches").textContent,
                    ...[...document.querySelectorAll("#directory .person")].map(row => row.textContent)]"""

        def names() -> list[str] | None:
            matches, *names = self.driver.execute_script(rows)
            fits = all(text.lower() in name.replace("_", " ").lower() for name in names)
            is_done = fits and matches.split()[0] == str(len(names)) and (text or len(names) > 5)
            return names if is_done else None

        self.wait(lambda: names() is not None)
        return names() or []

    def test_opens_without_errors_requests_or_anything_cut_off(self) -> None:
        for width in (1400, 400, 320):
            for scheme in ("light", "dark"):
                with self.subTest(width=width, scheme=scheme):
                    self.open(width, scheme)
                    self.driver.execute_script("dispatchEvent(new Event('beforeprint'))")
                    self.wait(lambda: self.driver.execute_script(
                        "return [...document.images].every(i => i.complete && i.naturalWidth > 1)"))
                    self.assertEqual(self.driver.get_log("browser"), [])
                    messages = [json.loads(entry["message"])["message"]
                                for entry in self.driver.get_log("performance")]
                    asked = [m["params"]["request"]["url"] for m in messages
                             if m["method"] == "Network.requestWillBeSent"]
                    self.assertEqual(
                        [url for url in asked if not url.startswith(("data:", "blob:"))],
                        [(self.folder / "aligned/report.html").as_uri()])
                    wide = self.driver.execute_script("""
                        return [document.documentElement.scrollWidth, ...[...document.querySelectorAll("main *")]
                          .filter(e => !e.closest(".scroll, svg, .hidden, .ticks, dialog")
                            && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 90))]""")
                    self.assertEqual(wide, [width])
                    self.assertEqual(self.driver.execute_script(CONTRASTS), [])

    def test_finds_a_person_and_opens_the_faces(self) -> None:
        names = self.search("ada umb")
        self.assertEqual(len(names), 2, names)
        self.assertTrue(all("Ada_Umber" in name for name in names))
        button = self.find("#directory .person")[0]
        faces = int(self.find("#directory tbody [data-of=kept]")[0].text)
        button.click()
        self.assertEqual(button.get_attribute("aria-expanded"), "true")
        cards = self.find("#directory .opened .face")
        kept = [card for card in cards if card.get_attribute("data-fate") == "kept"]
        self.assertEqual(len(kept), faces)
        self.wait(lambda: self.driver.execute_script(
            "return [...document.querySelectorAll('.opened img')].every(i => i.naturalWidth > 1)"))
        button.click()
        self.assertEqual(self.find("#directory .opened"), [])
        self.assertGreater(len(self.search("")), 5)
        self.assertEqual(self.search("nobody at all"), [])

    def test_sorts_people_by_each_column(self) -> None:
        def column(key: str) -> list[float]:
            cells = [cell.text for cell in self.find(f"#directory tbody [data-of={key}]")]
            return [float(text.replace(",", "")) for text in cells if text != "–"]

        for key in ("kept", "left", "rejected", "score", "sharpness"):
            button = self.find(f"#directory [data-sort={key}]")[0]
            button.click()
            once = column(key)
            button.click()
            twice = column(key)
            self.assertGreater(len(once), 5)
            self.assertEqual(once, sorted(once, reverse=key in ("kept", "left", "rejected")), key)
            self.assertEqual(twice, sorted(twice, reverse=key in ("score", "sharpness")), key)

    def test_sorts_a_sheet(self) -> None:
        def values(key: str) -> list[float]:
            return [float(item.get_attribute(f"data-{key}")) for item in self.find(".sheet:not([hidden]) .face")]

        drawn = values("score")
        self.assertGreater(len(drawn), 20)
        self.assertNotEqual(drawn, sorted(drawn))
        for key in ("score", "sharpness", "width", "rotation"):
            Select(self.find("#sort")[0]).select_by_value(key)
            self.assertEqual(values(key), sorted(values(key)))
        self.find("#direction")[0].click()
        self.assertEqual(values("rotation"), sorted(values("rotation"), reverse=True))
        Select(self.find("#sort")[0]).select_by_value("")
        self.assertEqual(values("score"), drawn)

    def test_changes_sheets_with_the_pointer_and_the_keyboard(self) -> None:
        tabs = self.find("[role=tab]")
        tabs[1].click()
        self.assertEqual([t.get_attribute("aria-selected") for t in tabs][:3], ["false", "true", "false"])
        scores = [float(item.get_attribute("data-score")) for item in self.find(".sheet:not([hidden]) .face")]
        self.assertEqual(scores, sorted(scores))
        tabs[1].send_keys(Keys.ARROW_RIGHT)
        self.assertEqual(self.driver.switch_to.active_element, tabs[2])
        self.assertEqual(len(self.find(".sheet:not([hidden])")), 1)

    def test_shows_one_face_with_all_that_is_known(self) -> None:
        item = self.find(".sheet:not([hidden]) .face")[0]
        item.find_element(By.CSS_SELECTOR, "button").click()
        detail = self.find("#detail")[0]
        for key in ("path", "score", "sharpness", "name", "place"):
            self.assertIn(item.get_attribute(f"data-{key}"), detail.text)
        self.assertGreater(
            self.driver.execute_script("return document.querySelector('#detail img').naturalWidth"), 1)
        detail.send_keys(Keys.ESCAPE)
        self.wait(lambda: not detail.is_displayed())

    def test_tells_numbers_at_the_pointer(self) -> None:
        bar = self.find(".plot g[data-tip]")[0]
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", bar)
        tip = self.find("#tip")[0]
        offsets = itertools.cycle((0, 1))

        def is_told() -> bool:
            # Scrolling, which may not be over, takes it away.
            ActionChains(self.driver).move_to_element_with_offset(bar, next(offsets), 0).perform()
            return tip.is_displayed()

        self.wait(is_told)
        self.assertEqual(tip.text.splitlines(), bar.get_attribute("data-tip").splitlines())
        self.assertRegex(tip.text, r"^\S.*: \d+ people, \d")
        self.assertEqual(self.find("svg title"), [])

    def test_takes_a_name_for_text(self) -> None:
        self.assertEqual(self.driver.title, "raw, other: dataset report")
        names = self.search("<script>")
        self.assertEqual(len(names), 1)
        self.assertIn(HOSTILE, names[0])
        self.find("#directory .person")[0].click()
        self.assertIn("<img src=x onerror=alert(1)>.jpg", self.find("#directory .opened")[0].text)
        self.assertEqual(self.find("main img[src=x]"), [])
        self.assertEqual(self.find("#taken"), [])
        self.assertEqual(len(self.search("joined")), 1)
        self.assertEqual(self.driver.get_log("browser"), [])

    def test_prints_with_its_pictures(self) -> None:
        pdf = base64.b64decode(
            self.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
        self.assertTrue(pdf.startswith(b"%PDF"))
        self.assertGreater(pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page "), 2)


if __name__ == "__main__":
    unittest.main()
