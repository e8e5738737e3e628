"""Runs the cases of one module and says of each whether it passed; ends with 1 when one did not."""
import faulthandler
import importlib
import sys

import client

# A case that hangs would hang the suite; this shows where.
faulthandler.dump_traceback_later(240, exit=True)

importlib.import_module(sys.argv[1])
sys.exit(1 if client.run_all(sys.argv[2] if len(sys.argv) > 2 else "") else 0)
