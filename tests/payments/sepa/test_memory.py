"""Memory stays flat: ten thousand transfers through rules, writing, schema and re-read, in a process of their own.

The peak is the kernel's (VmHWM), because libxml2's memory is unknown to tracemalloc. The whole tree of this file would
take more than 25 MiB.
"""

import os
import subprocess
import sys
from pathlib import Path

MEASURE = """
import sys
from pathlib import Path
from payments.sepa.writing import write_checked
from tests.payments.sepa.files import payment_file, transfer

def peak_kib():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])

def write(count):
    return write_checked(Path(sys.argv[1]), payment_file(transfers=(transfer(number) for number in range(count))))

write(100)
before = peak_kib()
print(write(10_000).count, peak_kib() - before)
"""


def test_ten_thousand_transfers_need_little_more_memory_than_their_ids(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path / "lot.xml")],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    count, grown_kib = map(int, answer.stdout.split())
    assert count == 10_000
    assert (tmp_path / "lot.xml").stat().st_size > 3_000_000
    assert grown_kib < 6 * 1024
