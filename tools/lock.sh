#!/bin/sh
# Writes each requirements*.txt from its .in: all that it comes to, for every Python and platform, with the hashes of its
# files. What is pinned already stays, unless the .in says otherwise or UPGRADE=--upgrade. The layer comes first: what is
# tested is what is deployed.
set -eu
layer=layers/job_importer/requirements

lock() {
	uv=$1 name=$2
	shift 2
	"$uv" pip compile --quiet ${UPGRADE:-} --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links "$@" "$name.in" --output-file "$name.txt"
	echo "• $name.txt"
}

lock "$1" $layer
lock "$1" layers/oidc/requirements --constraint $layer.txt
for name in tools/jobctl/requirements tools/requirements-tests tools/requirements; do lock "$1" $name --constraint $layer.txt; done
for name in tools/requirements-fuzz tools/requirements-mutants tools/requirements-bill tools/requirements-lock tools/local/requirements-emulators; do lock "$1" $name; done
