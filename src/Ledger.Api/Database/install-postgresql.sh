#!/bin/bash
# Installs PostgreSQL's server programs from Debian's packages, as root, without the cluster that Debian would
# otherwise create and start beside ours.
set -euo pipefail
exec 1>&2 </dev/null
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

no_cluster=/etc/postgresql-common/createcluster.d/ledger-install.conf
trap 'rm -f "$no_cluster"' EXIT
install=(apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300)

apt-get update -q
"${install[@]}" postgresql-common
mkdir -p "${no_cluster%/*}"
echo 'create_main_cluster = false' >"$no_cluster"
"${install[@]}" postgresql
