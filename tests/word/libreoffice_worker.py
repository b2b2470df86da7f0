"""Runs under the Python that knows LibreOffice's bridge: starts one soffice and answers one request a line.

A request is JSON: `path` of a file, `settle` (accept, reject or empty), `save` (a path, or empty). The answer is JSON: the
paragraphs of the file after that, in order, also those in tables. Nothing here knows coplan.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
FILTERS = {".docx": "MS Word 2007 XML", ".pdf": "writer_pdf_Export"}
WAIT = 60  # seconds until soffice has to be there
BOLD = 110  # com.sun.star.awt.FontWeight.SEMIBOLD


def setting(name, value):
    return PropertyValue(Name=name, Value=value, State=uno.Enum("com.sun.star.beans.PropertyState", "DIRECT_VALUE"))


def url(path):
    return uno.systemPathToFileUrl(str(Path(path).resolve()))


class Office:
    def __init__(self, profile):
        self.profile = profile
        pipe = f"coplan{uuid.uuid4().hex}"
        options = ["--headless", "--norestore", "--nologo", "--nodefault"]
        self.process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", *options, f"--accept=pipe,name={pipe};urp"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"HOME": profile, "XDG_CONFIG_HOME": profile, "XDG_CACHE_HOME": profile},
        )
        self.context = self.connected(pipe)
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.dispatcher = self.service("com.sun.star.frame.DispatchHelper")

    def connected(self, pipe):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        end = time.monotonic() + WAIT
        while True:
            try:
                return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except NoConnectException:
                if time.monotonic() > end or self.process.poll() not in (None, 81):
                    raise
                time.sleep(0.1)

    def service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def answer(self, path, settle="", save=""):
        document = self.shown(path) if settle else self.read(path)
        try:
            if settle:
                self.dispatcher.executeDispatch(document.CurrentController.Frame, COMMANDS[settle], "", 0, ())
            if save:
                document.storeToURL(url(save), (setting("FilterName", FILTERS[Path(save).suffix]),))
            return list(paragraphs(document.Text))
        finally:
            document.close(True)

    def shown(self, path):
        copy = Path(self.profile) / f"{uuid.uuid4().hex}.docx"  # a lock beside the file itself would stay
        shutil.copy(path, copy)
        document = self.desktop.loadComponentFromURL(url(copy), "_blank", 0, (setting("Hidden", True),))
        copy.unlink()
        return document

    def read(self, path):
        document = self.service("com.sun.star.text.TextDocument")
        document.load((setting("URL", url(path)), setting("FilterName", FILTERS[".docx"])))
        return document

    def close(self):
        try:
            self.desktop.terminate()
            self.process.wait(15)
        except Exception:  # noqa: BLE001 - it goes in any case
            self.process.kill()


def paragraphs(text, table=False):
    items = text.createEnumeration()
    while items.hasMoreElements():
        item = items.nextElement()
        if item.supportsService("com.sun.star.text.TextTable"):
            for name in item.getCellNames():
                yield from paragraphs(item.getCellByName(name), table=True)
        else:
            style, label, adjust = item.getPropertyValues(("ParaStyleName", "ListLabelString", "ParaAdjust"))
            runs = portions(item)
            yield {"style": style, "label": label, "adjust": int(adjust), "table": table, "runs": runs}


def portions(paragraph):
    found = []
    items = paragraph.createEnumeration()
    while items.hasMoreElements():
        item = items.nextElement()
        kind, weight, posture = item.getPropertyValues(("TextPortionType", "CharWeight", "CharPosture"))
        text = item.String if kind in ("Text", "TextField") else ""
        if not text:
            continue
        look = [weight >= BOLD, posture.value == "ITALIC"]
        if found and found[-1][1:] == look:
            found[-1][0] += text
        else:
            found.append([text, *look])
    return found


def main():
    profile = tempfile.mkdtemp(prefix="coplan-office-")
    office = Office(profile)
    try:
        print(json.dumps("ready"), flush=True)  # noqa: T201
        for line in sys.stdin:
            try:
                answer = office.answer(**json.loads(line))
            except Exception as error:  # noqa: BLE001 - the test on the other side fails with it
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)  # noqa: T201
    finally:
        office.close()
        shutil.rmtree(profile, ignore_errors=True)


if __name__ == "__main__":
    main()
