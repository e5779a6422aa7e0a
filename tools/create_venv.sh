#!/bin/sh
# create_venv.sh PYTHON FOLDER: a virtual environment with pip, also where Debian has split `venv` off its Python.
set -eu
python=$1
folder=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "This needs Python 3.11 or newer; $python is $("$python" --version 2>&1). Say which: make PYTHON=python3.12 …" >&2
    exit 1
}
if [ -x "$folder/bin/python" ] && "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi
echo "• creating $folder with $("$python" --version)"
rm -rf "$folder"
"$python" -m venv "$folder" >/dev/null 2>&1 && exit 0

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
echo "• this Python has no venv module; installing python$version-venv"
sudo=
[ "$(id -u)" -eq 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null && $sudo apt-get update -q >/dev/null && $sudo apt-get install -q -y "python$version-venv" >/dev/null; then
    rm -rf "$folder"
    exec "$python" -m venv "$folder"
fi
echo "A virtual environment could not be made. On Debian or Ubuntu: sudo apt-get install python$version-venv" >&2
exit 1
