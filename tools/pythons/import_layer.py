"""Import every module of a built layer, in a Python that knows nothing else: python -I -S import_layer.py FOLDER…"""

import importlib
import pkgutil
import sys

sys.path[:0] = sys.argv[1:]
import job_importer  # noqa: E402 — it lies in the folders just named

names = [module.name for module in pkgutil.walk_packages(job_importer.__path__, "job_importer.")]
for name in names:
    importlib.import_module(name)
print(f"• Python {sys.version.split()[0]} imports the {len(names)} modules of the layer")
