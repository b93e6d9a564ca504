# Sets PYTHON3 to a Python from 3.11 up, or ends with a sentence. Read by the scripts in bin/.
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P)
PYTHON3=
for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 "$root/.venv/bin/python"; do
    if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        PYTHON3=$candidate
        break
    fi
done
if [ -z "$PYTHON3" ]; then
    echo "Front Door needs Python 3.11 or newer, and there is none on this machine's PATH. Install one, then try again." >&2
    exit 1
fi
PYTHONPATH=$root
export PYTHONPATH
